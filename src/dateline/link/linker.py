"""Composes the link stage: reports in; copies, origins and incidents out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline import __version__
from dateline.link import copies, incidents, observations, series, tellings
from dateline.link.origins import Origins
from dateline.link.traits import Weights
from dateline.model import Decision, Linking, Mark, Report, Source


def link(
    reports: Sequence[Report],
    decisions: Iterable[Decision] = (),
    *,
    sources: Iterable[Source] = (),
    replaced: Iterable[Report] = (),
    marks: Iterable[Mark] = (),
) -> Linking:
    """Return what the reports say together; the order they are given in changes nothing.

    ``replaced`` are versions that newer ones took the place of: their counts stay in the series.
    ``marks`` are the numbers that the desk watches.
    """
    ordered = sorted(reports, key=copies.age)
    groups = copies.find(ordered)
    origins = Origins(ordered, groups, sources)
    told = [telling for report in ordered for telling in tellings.of(report)]
    counts = [one for report in ordered for one in observations.of(report, origins)]
    counts += [one for report in replaced for one in observations.of(report, origins, replaced=True)]
    return Linking(
        copies=groups,
        origins=tuple(record for report in ordered for record in origins.records(report)),
        incidents=incidents.build(told, origins, Weights(ordered), groups, decisions),
        series=series.build(counts, marks),
        derived_by=f"dateline {__version__} link",
    )
