"""What ``import dateline`` offers: read a text, link reports, make and write a brief, open a desk.

Each call loads what it needs when it is called; ``import dateline`` alone loads nothing.
"""

# ruff: noqa: PLC0415 - the parser, the linker and the database load only for the call that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import EmptyInput

if TYPE_CHECKING:
    from dateline.model import Brief, Linking, Report
    from dateline.pipeline import Desk


def read(
    text: str,
    *,
    published: dt.date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """Return the report of a text: who said what, what happened, where, when, how many.

    ``published`` is the day that "Sunday" and "yesterday" hang on, a date or "2016-12-04"; without it they
    stay unresolved. The text's first line is its headline unless ``title`` says otherwise. Nothing is
    stored and nothing is sent anywhere. Raises EmptyInput for a text without words.
    """
    from dateline.pipeline.texts import read_text

    if not text.strip():
        raise EmptyInput("the text", "holds no words", "give the words of a report")
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    return read_text(text, published=day, title=title, source=source, url=url, language=language)


def link(reports: Iterable[Report]) -> Linking:
    """Return what reports say together: copies, the voice behind each account, incidents with their tolls."""
    from dateline.pipeline import link_reports

    return link_reports(reports)


def brief(reports: Sequence[Report], day: dt.date | str | None = None) -> Brief:
    """Return the brief of a day, each sentence with its citations; without a day, of the last one.

    Raises EmptyInput when no report has a date and no day is given.
    """
    from dateline.pipeline.texts import compose

    return compose(reports, _day(reports, day))


def write_brief(reports: Sequence[Report], out: Path | str, day: dt.date | str | None = None) -> Path:
    """Write the brief of a day as a page with its Markdown, record and sources; return the page's path."""
    from dateline.pipeline import brief_reports

    return brief_reports(reports, _day(reports, day), Path(out)).page


def open_desk(folder: Path | str | None = None) -> Desk:
    """Return the desk in a folder, or the nearest at or above the current one; raises NoDesk.

    What can be done with it is in ``dateline.pipeline``: ``pipeline.reports(desk)``, ``pipeline.link(desk)``.
    """
    from dateline.pipeline import open_desk as opened

    return opened(None if folder is None else Path(folder))


def _day(reports: Sequence[Report], day: dt.date | str | None) -> dt.date:
    if day is not None:
        return dt.date.fromisoformat(day) if isinstance(day, str) else day
    days = [report.published for report in reports if report.published]
    if not days:
        raise EmptyInput("the reports", "have no date", "give the day: brief(reports, '2016-12-04')")
    return max(days)
