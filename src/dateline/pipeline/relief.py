"""Works out what the people of one count need; an editor may put it into a draft."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.errors import UnknownId
from dateline.model import Draft, Figure, Relief, Report
from dateline.pipeline import publishing
from dateline.pipeline.desk import Desk
from dateline.publish import relief as sums
from dateline.publish.relief import USUAL, lines

__all__ = ["USUAL", "Counted", "add", "counted", "lines", "relief"]


class Counted(NamedTuple):
    """A figure that a need can be worked out from, with its report."""

    report: Report
    figure: Figure

    @property
    def id(self) -> str:
        return f"{self.report.id}#{self.figure.id}"


def relief(
    desk: Desk,
    wanted: str,
    days: int,
    *,
    by: Sequence[str] = USUAL,
    carried: Sequence[str] = (),
    own: Mapping[str, float] | None = None,
) -> Relief:
    """Return the need of the people in figure ``wanted`` (REPORT#f2), or in the latest count of a series.

    Raises UnknownId when there is no such figure, EmptyInput when nothing can be worked out from it.
    """
    found = _figure(desk, wanted)
    return sums.work_out(found.report, found.figure, days, by=by, carried=carried, own=own)


def counted(desk: Desk, draft: Draft) -> list[Counted]:
    """Return the figures of the reports of a draft that a need can be worked out from, the largest first."""
    from dateline.store import load

    with desk.database.session():
        reports = list(load.reports(draft.brief.reports))
    found = [
        Counted(report, figure) for report in reports for figure in report.figures if sums.reckoned(figure)
    ]
    return sorted(found, key=lambda one: (-(one.figure.low or one.figure.high or 0), one.id))


def add(desk: Desk, draft: Draft, found: Relief, who: str, now: dt.datetime) -> Draft:
    """Keep the draft with the sentence of a relief. Raises DeskError when another was kept meanwhile."""
    brief = sums.added(draft.brief, found)
    return publishing.keep_draft(desk, draft.model_copy(update={"brief": brief, "who": who, "when": now}))


def _figure(desk: Desk, wanted: str) -> Counted:
    from dateline.store import load
    from dateline.store.find import find

    head, _, label = wanted.partition("#")
    with desk.database.session():
        kind, id_ = find(head)
        if kind == "series":
            last = next(load.series([id_])).observations[-1]
            id_, label = last.report, last.figure
        elif kind != "report":
            raise UnknownId(wanted, f"is a {kind}, not a count", "give the id of a figure, as REPORT#f2")
        report = next(load.reports([id_]))
    figure = next((one for one in report.figures if one.id == label), None)
    if figure is None:
        there = ", ".join(one.id for one in report.figures if sums.reckoned(one)) or "none of living people"
        raise UnknownId(wanted, "the report has no such figure", f"it has {there}")
    return Counted(report, figure)
