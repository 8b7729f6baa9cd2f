"""Keeps the ids of incidents: through new reports, merges and splits."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dateline.link.memory import Previous


@dataclass(frozen=True, slots=True)
class Named:
    """The id of a group, the ids that were merged into it."""

    id: str
    formerly: tuple[str, ...] = ()


def name(
    groups: Sequence[Sequence[str]], previous: Collection[Previous], successors: Mapping[str, str]
) -> tuple[list[Named], dict[str, str | None]]:
    """Return a name for each group (telling ids, the earliest first), and where every ended id went.

    An earlier incident lives on in the group that holds its earliest telling; when that is gone, in the
    one with most of its tellings, else in the one with a new version (``successors``) of the report that
    told it first. Of several in one group the one told earliest keeps its id; the others lead to it.
    """
    home = {telling: at for at, group in enumerate(groups) for telling in group}
    reports = {telling.partition("#")[0]: at for telling, at in reversed(home.items())}
    heirs = {
        own: _heir(own, home, {old: reports.get(new) for old, new in successors.items()}) for own in previous
    }
    claims = [_claimants(at, group, heirs) for at, group in enumerate(groups)]
    taken = {own[0].id for own in claims if own}
    named = []
    for group, own in zip(groups, claims, strict=True):
        id_ = own[0].id if own else _new(group[0], taken)
        taken.add(id_)
        merged = {other for it in own for other in (it.id, *it.formerly)}
        named.append(Named(id_, tuple(sorted(merged - {id_}))))
    alive = {own.id for own in named}
    heads = [own.id for own in named]
    ended = {
        own.id: heads[at] if at is not None else None for own, at in heirs.items() if own.id not in alive
    }
    return [Named(own.id, tuple(x for x in own.formerly if x not in alive)) for own in named], ended


def _heir(own: Previous, home: Mapping[str, int], successors: Mapping[str, int | None]) -> int | None:
    if own.anchor in home:
        return home[own.anchor]
    shared = Counter(home[telling] for telling in own.tellings if telling in home)
    if shared:
        return min(shared, key=lambda at: (-shared[at], at))
    return successors.get(own.anchor.partition("#")[0])


def _claimants(at: int, group: Sequence[str], heirs: Mapping[Previous, int | None]) -> list[Previous]:
    """The incidents that live on in a group, the one told earliest first."""
    order = {telling: i for i, telling in enumerate(group)}
    own = [it for it, heir in heirs.items() if heir == at]
    return sorted(own, key=lambda it: (order.get(it.anchor, len(order)), it.id))


def _new(telling: str, taken: Collection[str]) -> str:
    """Return an id made from the earliest telling, which no living incident has."""
    words = telling
    while (id_ := "incident:" + hashlib.sha256(words.encode()).hexdigest()[:12]) in taken:
        words += "+"
    return id_
