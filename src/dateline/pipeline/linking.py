"""Links reports and writes briefs: of a desk, or of files."""

# ruff: noqa: PLC0415 - the database and the templates load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dateline import config, disk
from dateline.errors import EmptyInput
from dateline.model import Brief, Capture, Decision, Linking, Report, Visit
from dateline.pipeline.desk import Desk
from dateline.pipeline.identity import known_as
from dateline.review.ledger import standing

# A brief links the reports of its month anew, so that it costs the same on a desk of any age. What
# older reports say of the day's incidents is background to it.
WINDOW = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Told:
    """A day that reports tell of: how weighty, by which reports, and its gravest incident, if known."""

    day: str
    weight: float
    reports: tuple[str, ...]
    title: str | None


class Written(NamedTuple):
    """A brief, the page it was written to, and its summary in a few lines."""

    brief: Brief
    page: Path
    summary: str


def link(desk: Desk) -> Linking:
    """Link the latest version of every report, with the ledger's decisions; replaces the last linking.

    On a desk that cannot be written the result is returned and not kept.
    """
    from dateline.store import load, save

    with desk.database.session():
        reports = list(load.reports(load.report_ids()))
        older = list(load.reports(load.replaced(followed())))
        found = _linked(reports, load.decisions(), desk.settings, older)
        if desk.database.writable:
            save.linking(found)
    return found


def brief(desk: Desk, day: dt.date | None, out: Path) -> Written:
    """Write the brief of ``day`` (the last day with reports) into ``out``.

    It says what was known by the end of that day, from the reports of the WINDOW before it. Its
    incidents have the ids that the desk's last linking gave them. The briefs of other days that lie
    beside ``out``, in folders named by their days, are linked to.
    """
    from dateline.store import collecting, load, save

    with desk.database.session():
        days = load.days()
        if not days:
            raise EmptyInput(str(desk.folder), "no report with a date is on this desk", "dateline add PATH")
        day = day or days[-1]
        reports, linking = as_of(desk, day)
        used = {report.capture for report in reports}
        captures = [one.capture for one in load.captures() if one.capture.sha256 in used]
        previous = load.brief_before(day)
        visits = collecting.visits()
        written = _brief(reports, linking, day, out, desk.settings, previous, captures, days, visits)
        if desk.database.writable:
            save.brief(written.brief)
    return written


def as_of(desk: Desk, day: dt.date) -> tuple[list[Report], Linking]:
    """Return the reports of the WINDOW that ends with ``day``, and what they say together."""
    from dateline.store import load

    reports = list(load.reports(load.report_ids(first=day - WINDOW, last=day)))
    older = [one for one in load.reports(load.replaced(followed())) if _within(one, day)]
    found = _linked(reports, load.decisions(), desk.settings, older)
    return reports, known_as(found, load.tellings())


def days(desk: Desk, first: dt.date | None = None, last: dt.date | None = None) -> list[Told]:
    """Return the days that the desk's reports tell of from ``first`` to ``last``, the weightiest first.

    With each comes the title of the gravest incident that the last linking holds of it.
    """
    from dateline.publish.choose import of_one_day
    from dateline.publish.salience import salient_days
    from dateline.store import load

    with desk.database.session():
        linking = load.linking()
        reports = load.reports(load.report_ids())
        ranked = salient_days(reports, copies=linking.copies, country=desk.settings.country)
    chosen = [d for d in ranked if (first is None or first <= d.day) and (last is None or d.day <= last)]
    gravest = of_one_day(linking.incidents)
    return [
        Told(d.day.isoformat(), d.weight, d.reports, gravest[d.day].title if d.day in gravest else None)
        for d in chosen
    ]


def link_reports(reports: Iterable[Report]) -> Linking:
    """Return what these reports say together. Nothing is stored."""
    return _linked([report for report in reports if report.text])


def brief_reports(reports: Iterable[Report], day: dt.date | None, out: Path) -> Written:
    """Write the brief of ``day`` (the last one these reports were published on) into ``out``."""
    found = [report for report in reports if report.text]
    days = [report.published for report in found if report.published]
    if day is None and not days:
        raise EmptyInput("the reports", "none has a date", "give one with --published or as DATE")
    day = day or max(days)
    known = [report for report in found if report.published is None or report.published <= day]
    return _brief(known, _linked(known), day, out, config.Settings())


def followed() -> list[str]:
    """Return the statuses whose counts can be followed over time."""
    from dateline.data import toml

    table = toml("series")
    return sorted({*table["levels"]["people"], *table["levels"]["share"], *table["running"]["statuses"]})


def _within(report: Report, day: dt.date) -> bool:
    return report.published is not None and day - WINDOW <= report.published <= day


def _linked(
    reports: Sequence[Report],
    decisions: Sequence[Decision] = (),
    settings: config.Settings | None = None,
    replaced: Sequence[Report] = (),
) -> Linking:
    from dateline.link.linker import link as linked

    own = settings or config.Settings()
    return linked(reports, standing(decisions), sources=own.source, replaced=replaced, marks=own.mark)


def _brief(
    reports: Sequence[Report],
    linking: Linking,
    day: dt.date,
    out: Path,
    settings: config.Settings,
    previous: Brief | None = None,
    captures: Sequence[Capture] = (),
    days: Sequence[dt.date] = (),
    visits: Sequence[Visit] = (),
) -> Written:
    from dateline.publish.brief import compose
    from dateline.publish.markdown import summary
    from dateline.publish.page import write

    found = compose(reports, linking, day, sources=settings.source, previous=previous, visits=visits)
    with disk.named(out):
        page = write(
            found,
            reports,
            out,
            captures=captures,
            linking=linking,
            earlier=_beside(out, (other for other in reversed(days) if other < day)),
            later=_beside(out, (other for other in days if other > day)),
        )
    return Written(found, page, summary(found, reports))


def _beside(out: Path, days: Iterable[dt.date]) -> dt.date | None:
    """Return the first of ``days`` whose brief lies beside ``out``, in a folder named by its day."""
    pages = ((day, out.resolve().parent / day.isoformat() / "index.html") for day in days)
    return next((day for day, page in pages if page.is_file()), None)
