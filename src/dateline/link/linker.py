"""Composes the link stage: reports in; copies, origins and incidents out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dateline import __version__
from dateline.link.copies import age
from dateline.link.incremental import extend
from dateline.link.memory import Binding, Blank, Change, Previous
from dateline.model import Decision, Linking, Mark, Report, Source

VERSION = f"dateline {__version__} link"


def link(
    reports: Sequence[Report],
    decisions: Iterable[Decision] = (),
    *,
    sources: Iterable[Source] = (),
    known: Iterable[Previous] = (),
    bindings: Iterable[Binding] = (),
    applied: Collection[str] = (),
    replaced: Iterable[Report] = (),
    marks: Iterable[Mark] = (),
) -> Linking:
    """Return what the reports say together; the order they are given in changes nothing.

    Incidents keep the ids of those ``known``. ``bindings`` are what the decisions ``applied`` before bound.
    ``replaced`` are versions that newer ones took the place of: their counts stay in the series. ``marks``
    are the numbers that the desk watches.
    """
    change = extend(
        Blank(known, bindings),
        reports,
        decisions=decisions,
        applied=applied,
        sources=sources,
        replaced=replaced,
        marks=marks,
    )
    return linking(change, reports)


def linking(change: Change, reports: Iterable[Report]) -> Linking:
    """Return the change of an empty desk as a whole."""
    order = {report.id: age(report) for report in reports}
    return Linking(
        copies=tuple(change.copies),
        origins=tuple(
            own for id_ in sorted(change.origins, key=lambda id_: order[id_]) for own in change.origins[id_]
        ),
        incidents=tuple(built.incident for built in change.incidents),
        series=tuple(change.series),
        failures=tuple(change.failures.values()),
        derived_by=VERSION,
    )
