"""Finds the agency that a text credits: in its dateline, its byline, or the lines at its end."""

from __future__ import annotations

import re
from functools import cache

from dateline.data import toml
from dateline.link import voices
from dateline.model import OriginKind, Report

# How far into a text a credit may stand: a headline, a caption, a byline and a dateline.
_HEAD = 600
# How far from the end: "(With agencies)", "X contributed to this report", a copyright line.
_TAIL = 300
_NAME = r"[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3}"
# "CITY, May 3 (Agency) -": whoever stands there sent the text.
_DATELINE = re.compile(rf"(?:^|\n|[A-Z]{{3}},? )[^\n()]{{0,60}}?\((?P<name>{_NAME})\)\s*[-–—]")
# "CITY (AP) The ...", "May 3 - AFP", "By NAME, Agency", "By Agency", "Agency contributed to this report",
# "Source: Agency", "(Agency)" alone: only names of agencies count there.
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|\n)\s*(?:By|BY|Written by) [^\n,]{{0,60}}, (?:the |The |of )?(?P<name>{_NAME})",
        rf"(?:^|\n)\s*(?:By|BY|Source:|Via|Credit:) (?:the |The )?(?P<name>{_NAME}|agencies|Agencies)",
        rf"(?:^|\n)[^\n]{{0,40}}[–—-] (?P<name>{_NAME})\s*(?:\n|$)",
        rf"\((?:with |With |from |From )?(?:the |The )?(?P<name>{_NAME}|agencies)\)",
    )
)
_ENDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:The )?(?P<name>{_NAME}) contributed to this (?:report|story|article)",
        rf"(?:[Cc]opyright|©|\(c\)) ?(?:\d{{4}})? ?(?:by )?(?:the |The )?(?P<name>{_NAME})",
        rf"(?:^|\n|\()(?:Sources?|With inputs? from|With reporting by|Additional reporting by|From):? "
        rf"?(?:the |The )?(?P<name>{_NAME}|agencies)",
        rf"[–—-] ?\(?(?P<name>{_NAME}|agencies|Agencies)\)?\s*$",
    )
)


def credited(report: Report) -> str | None:
    """Return the agency that the text credits, as in "CITY, May 3 (Agency) -", or None."""
    head = report.text[:_HEAD]
    if found := _DATELINE.search(head):
        return found["name"].strip()
    if not _names_agency(report.text[:_HEAD] + report.text[-_TAIL:] + (report.author or "")):
        return None
    if name := _agency(_OTHERS, "\n".join(filter(None, (report.author and f"By {report.author}", head)))):
        return name
    return _agency(_ENDS, report.text[-_TAIL:])


def _agency(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    return next(
        (m["name"].strip() for p in patterns for m in p.finditer(text) if _is_agency(m["name"])), None
    )


def _names_agency(text: str) -> bool:
    """Whether any agency can be named at all; most texts end here."""
    plain = text.lower()
    return any(mention in plain for mention in _mentions())


@cache
def _mentions() -> tuple[str, ...]:
    agencies = next(row for row in toml("voices")["kind"] if row["name"] == OriginKind.AGENCY)
    return (*agencies["words"], *agencies["phrases"])


def _is_agency(name: str) -> bool:
    return voices.kind(name) is OriginKind.AGENCY
