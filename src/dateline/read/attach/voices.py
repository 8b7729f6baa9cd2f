"""Whose words hold a fact: the innermost statement around a stretch of the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dateline.model import Statement
from dateline.read.page import Mention


class Voices:
    """The content spans of a report's statements, in order, for look-up by offset."""

    def __init__(self, statements: Sequence[Mention[Statement]]) -> None:
        self.spans = sorted(
            (span.start, span.end, statement.record.id)
            for statement in statements
            for span in statement.record.content
        )
        self.starts = [start for start, _, _ in self.spans]
        self.longest = max((end - start for start, end, _ in self.spans), default=0)

    def innermost(self, start: int, end: int) -> str | None:
        """Return the id of the statement with the shortest content around ``start`` to ``end``, or None."""
        best: tuple[int, str] | None = None
        k = bisect_right(self.starts, start) - 1
        while k >= 0 and start - self.spans[k][0] <= self.longest:
            first, last, name = self.spans[k]
            if last >= end and (best is None or last - first < best[0]):
                best = (last - first, name)
            k -= 1
        return best[1] if best else None
