"""What the briefs that stand tell, row by row: the last day first, each thing once; nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from dateline.model import Named, Publication, Record
from dateline.pipeline import publishing
from dateline.pipeline.publishing import Behind
from dateline.web.api.answers import Place
from dateline.web.current import desk

# Briefs opened for one page. A brief of a busy day takes some 10 ms to open; a filter that fits nothing would
# open years of them, so the page ends there and its `next` goes on.
OPENED = 31
# Names asked of the database at a time.
AT_ONCE = 200
# Stands between a thing's word and the number of a row of it; no word of an address holds it.
INNER = " "

Rows = Iterator[tuple[Place, Record | None]]


class Opened:
    """The briefs opened for one request, each once."""

    def __init__(self) -> None:
        self._editions: dict[dt.date, Publication] = {}
        self._behind: dict[dt.date, Behind] = {}

    def edition(self, day: dt.date) -> Publication:
        """Return the latest version of a day."""
        if day not in self._editions:
            self._editions[day] = publishing.edition(desk(), day)
        return self._editions[day]

    def behind(self, day: dt.date) -> Behind:
        """Return the latest version of a day with its reports."""
        if day not in self._behind:
            self._behind[day] = publishing.behind(desk(), self.edition(day))
        return self._behind[day]

    def full(self, day: dt.date) -> bool:
        """Whether this day would be one too many for one page."""
        return day not in self._editions and len(self._editions) >= OPENED


def walk(
    kind: str,
    start: Place | None,
    rows: Callable[[Opened, dt.date, Named], Iterator[Record | None]],
    *,
    inner: bool = False,
) -> Rows:
    """Yield the rows of each thing of a kind that the site shows, after ``start``, each with its place.

    ``inner`` says that a thing may have several rows; one of them that is None is left out and keeps its
    number. A None from here says that enough was opened for one page.
    """
    opened = Opened()
    ended = start.word.partition(INNER) if start else ("", "", "")
    for named, day in _things(kind, start):
        if opened.full(day):
            yield Place(day, ""), None
            return
        begun = start is not None and (day, named.word) == (start.day, ended[0])
        for number, row in enumerate(rows(opened, day, named)):
            inside = f"{number:05d}"
            if row is not None and (not begun or (inner and inside > ended[2])):
                yield Place(day, f"{named.word}{INNER}{inside}" if inner else named.word), row


def _things(kind: str, start: Place | None) -> Iterator[tuple[Named, dt.date]]:
    """Yield the things of a kind with their last day, from the one in which the page before ended."""
    since = (start.day, start.word.partition(INNER)[0]) if start else None
    known = 0
    while True:
        found = publishing.listed(desk(), kind, since=since, limit=AT_ONCE)
        yield from ((named, day) for named, day, _ in found[known:])
        if len(found) < AT_ONCE:
            return
        named, day, _ = found[-1]
        since, known = (day, named.word), 1
