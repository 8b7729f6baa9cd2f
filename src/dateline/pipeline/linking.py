"""Links reports and writes briefs: of a desk, or of files."""

# ruff: noqa: PLC0415 - the database and the templates load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline import config, disk
from dateline.errors import EmptyInput
from dateline.model import Brief, Capture, Decision, Linking, Report
from dateline.pipeline.desk import Desk

# A brief links the reports of its month anew, so that it costs the same on a desk of any age. What
# older reports say of the day's incidents is background to it.
WINDOW = dt.timedelta(days=31)


def link(desk: Desk) -> Linking:
    """Link the latest version of every report, with the ledger's decisions; replaces the last linking.

    On a desk that cannot be written the result is returned and not kept.
    """
    from dateline.link.linker import link as linked
    from dateline.store import load, save

    with desk.database.session():
        reports = list(load.reports(load.report_ids()))
        found = linked(reports, load.decisions(), sources=desk.settings.source)
        if desk.database.writable:
            save.linking(found)
    return found


def brief(desk: Desk, day: dt.date | None, out: Path) -> tuple[Brief, Path]:
    """Write the brief of ``day`` (the last day with reports) into ``out``; returns it and its page.

    It says what was known by the end of that day, from the reports of the WINDOW before it.
    """
    from dateline.store import load, save

    with desk.database.session():
        days = load.days()
        if not days:
            raise EmptyInput(str(desk.folder), "no report with a date is on this desk", "dateline add PATH")
        day = day or days[-1]
        reports = list(load.reports(load.report_ids(first=day - WINDOW, last=day)))
        used = {report.capture for report in reports}
        captures = [one.capture for one in load.captures() if one.capture.sha256 in used]
        previous = load.brief_before(day)
        found, page = _brief(reports, day, out, desk.settings, load.decisions(), previous, captures)
        if desk.database.writable:
            save.brief(found)
    return found, page


def link_reports(reports: Iterable[Report]) -> Linking:
    """Return what these reports say together. Nothing is stored."""
    from dateline.link.linker import link as linked

    return linked([report for report in reports if report.text])


def brief_reports(reports: Iterable[Report], day: dt.date | None, out: Path) -> tuple[Brief, Path]:
    """Write the brief of ``day`` (the last one these reports were published on) into ``out``."""
    found = [report for report in reports if report.text]
    days = [report.published for report in found if report.published]
    if day is None and not days:
        raise EmptyInput("the reports", "none has a date", "give one with --published or as DATE")
    day = day or max(days)
    known = [report for report in found if report.published is None or report.published <= day]
    return _brief(known, day, out, config.Settings(), [])


def _brief(
    reports: Sequence[Report],
    day: dt.date,
    out: Path,
    settings: config.Settings,
    decisions: Sequence[Decision],
    previous: Brief | None = None,
    captures: Sequence[Capture] = (),
) -> tuple[Brief, Path]:
    from dateline.link.linker import link as linked
    from dateline.publish.brief import compose
    from dateline.publish.page import write

    linking = linked(reports, decisions, sources=settings.source)
    found = compose(reports, linking, day, sources=settings.source, previous=previous)
    with disk.named(out):
        return found, write(found, reports, out, captures=captures, linking=linking)
