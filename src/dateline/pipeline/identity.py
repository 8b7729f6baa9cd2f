"""Gives the incidents of one linking the ids that another one gave them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.model import Incident, Linking


def known_as(found: Linking, kept: Mapping[str, Sequence[str]]) -> Linking:
    """Return ``found`` with each incident under the id of the kept one that shares most tellings with it.

    ``kept`` has the tellings of each kept incident by its id. An id is given once; what has a kept id
    already, or shares nothing, keeps its own. A linking of fewer reports may lack an incident's
    earliest telling, which its id comes from: the days before it, or a report published later.
    """
    names = _names(found.incidents, kept)
    renamed = tuple(
        own.model_copy(
            update={
                "id": names.get(own.id, own.id),
                "part_of": names.get(own.part_of or "", own.part_of),
            }
        )
        for own in found.incidents
    )
    return found.model_copy(update={"incidents": renamed})


def _names(incidents: Sequence[Incident], kept: Mapping[str, Sequence[str]]) -> dict[str, str]:
    home = {telling: id_ for id_, tellings in kept.items() for telling in tellings}
    shared = Counter(
        (own.id, home[telling]) for own in incidents for telling in own.tellings if telling in home
    )
    names: dict[str, str] = {}
    taken: set[str] = set()
    for (own, id_), _ in sorted(shared.items(), key=lambda it: (it[0][0] != it[0][1], -it[1], it[0])):
        if own not in names and id_ not in taken:
            names[own] = id_
            taken.add(id_)
    return names
