"""Tells which petition a report counts the signatures of, by the address it gives."""

from __future__ import annotations

import re

from dateline.model import Report

# A petition has a page of its own, whose address says so: petition.parliament.uk/petitions/123456,
# /petition/name; the ".json" of an interface and what follows a "?" are the same page.
_ADDRESS = re.compile(r"https?://(?P<page>[\w.-]+/(?:[\w-]+/)*petitions?/[\w-]+)", re.IGNORECASE)


def address(report: Report) -> str | None:
    """Return the address of the petition that the report is, or names as the only one; else None."""
    if report.url and (own := _ADDRESS.match(report.url)):
        return own["page"].lower()
    named = {match["page"].lower() for match in _ADDRESS.finditer(report.text)}
    return named.pop() if len(named) == 1 else None
