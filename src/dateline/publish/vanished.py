"""Tells which of the brief's sources were deleted or altered after they were captured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.model import Change, Citation, Item, Presence, Report, Section, Visit
from dateline.publish import wording
from dateline.publish.passages import cite, opening

TITLE = "Vanished or altered since captured"
# Altered numbers that one line names; the record has them all.
MOST_NUMBERS = 3
SEALED = "The sealed copy is kept: open the note, then the copy's address in the archive."


def section(visits: Iterable[Visit], reports: Mapping[str, Report]) -> Section | None:
    """Return a line for each report whose address answered otherwise at the last visit; None without any.

    ``reports`` are those the brief rests on, by id. A report that came back is told as it was left: back.
    """
    last = {visit.url: visit for visit in sorted(visits, key=lambda v: v.at)}
    by_url = {report.url: report for report in reports.values() if report.url}
    told = [
        item
        for url, visit in sorted(last.items(), key=lambda pair: (pair[1].at, pair[0]))
        if (report := by_url.get(url)) and (item := _item(report, visit))
    ]
    return (
        Section(key="vanished", title="Vanished or altered since captured", items=tuple(told))
        if told
        else None
    )


def _item(report: Report, visit: Visit) -> Item | None:
    citation = _changed(report, visit.paragraphs) or opening(report)
    if citation is None:
        return None
    words = {
        Presence.GONE: f"is gone from its address ({visit.cause})",
        Presence.CHANGED: "was altered after it was captured" + _numbers(visit.numbers),
        Presence.BACK: "was gone from its address and is back" + (", altered" if visit.paragraphs else ""),
    }.get(visit.presence)
    if words is None:
        return None
    name = f"“{report.title}”" if report.title else f"a report by {report.source or 'an unnamed source'}"
    by = f" ({report.source})" if report.title and report.source else ""
    seen = f", as seen on {wording.day(visit.at.date())}"
    note = SEALED if visit.presence is Presence.GONE else _before(visit.paragraphs)
    return Item(
        kind="sentence", text=wording.sentence(name + by, words + seen), citations=(citation,), note=note
    )


def _changed(report: Report, changes: Iterable[Change]) -> Citation | None:
    """Return the first altered paragraph as it stands in the report's latest version."""
    for change in changes:
        start = report.text.find(change.after or "\0")
        if start >= 0:
            return cite(report, start, start + len(change.after or ""))
    return None


def _numbers(changes: Iterable[Change]) -> str:
    told = [f"{one.before} became {one.after}" for one in changes if one.before and one.after]
    return f": {'; '.join(told[:MOST_NUMBERS])}" if told else ""


def _before(changes: Iterable[Change]) -> str | None:
    """Return what the first altered paragraph said when it was captured."""
    first = next((one for one in changes), None)
    if first is None:
        return None
    return f"It said: “{first.before}”" if first.before else "This paragraph was added."
