"""Cuts a paragraph into pieces short enough to parse, at the end of a sentence where it can."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The parser needs memory in proportion to its longest text: 60 MB for 10,000 characters (1,700 words; the
# longest paragraph of 5,000 news texts had 9,000). A longer one is a file without line breaks.
LONGEST = 10_000
# A sentence is looked for in the last tenth of a piece, so that a cut never makes short pieces.
SEARCHED = LONGEST // 10

SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s")
SPACE = re.compile(r"\s")


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of pieces of ``text[start:end]``, stripped, each at most LONGEST characters."""
    while start < end:
        stop = end if end - start <= LONGEST else cut(text, start + LONGEST)
        body = text[start:stop].strip()
        if body:
            first = start + text[start:stop].index(body[0])
            yield first, first + len(body)
        start = stop


def cut(text: str, limit: int) -> int:
    """Return where to cut before ``limit``: after a sentence, else after a space, else there."""
    first = max(limit - SEARCHED, 0)
    window = text[first:limit]
    ends = [match.end() for match in SENTENCE.finditer(window)]
    spaces = [match.end() for match in SPACE.finditer(window)] if not ends else []
    return first + (ends or spaces or [limit - first])[-1]
