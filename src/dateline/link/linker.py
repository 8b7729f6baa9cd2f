"""Composes the link stage: reports in; copies, origins and incidents out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline import __version__
from dateline.link import copies, incidents, tellings
from dateline.link.origins import Origins
from dateline.link.traits import Weights
from dateline.model import Decision, Linking, Report, Source


def link(
    reports: Sequence[Report], decisions: Iterable[Decision] = (), *, sources: Iterable[Source] = ()
) -> Linking:
    """Return what the reports say together; the order they are given in changes nothing."""
    ordered = sorted(reports, key=copies.age)
    groups = copies.find(ordered)
    origins = Origins(ordered, groups, sources)
    told = [telling for report in ordered for telling in tellings.of(report)]
    return Linking(
        copies=groups,
        origins=tuple(record for report in ordered for record in origins.records(report)),
        incidents=incidents.build(told, origins, Weights(ordered), groups, decisions),
        derived_by=f"dateline {__version__} link",
    )
