"""Runs the stages over texts in memory, for those who call Dateline from Python."""

# ruff: noqa: PLC0415 - the parser and the templates load only for the call that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dateline.model import Brief, Report
from dateline.pipeline.linking import link_reports


def read_text(text: str, **told: object) -> Report:
    """Return the report of a text after every reader, under the id that its words and fields give it."""
    from dateline.collect.fields import identified
    from dateline.read import alone, reader

    return reader.read(identified(alone.report(text, **told)))  # type: ignore[arg-type]


def compose(reports: Iterable[Report], day: dt.date) -> Brief:
    """Return the brief of a day as these reports tell it, from what was published by then."""
    from dateline.publish import brief

    known = [report for report in reports if report.published is None or report.published <= day]
    return brief.compose(known, link_reports(known), day)
