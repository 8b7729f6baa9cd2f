"""Pairs quotation marks, so that every later rule can ask which words are quoted.

Typographic, straight and doubled marks are paired within a paragraph; a quotation left open is
carried into the next paragraph when that one opens with a mark again, as newspapers set them.
Apostrophes are told from single marks by the letters around them. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.read.page import Passage

# A straight or doubled mark says nothing of its side; its neighbours do.
MARKS = re.compile(r"[“”„«»\"]|''|``|[‘’']")
OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
NEUTRAL = frozenset({'"', "''", "``"})

# Words that begin with an apostrophe of their own, where a single mark opens nothing.
CLIPPED = re.compile(r"(?:em|tis|twas|til|cause|n|bout|round|\d\ds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation in one passage: characters of its doc, marks included, and its tokens.

    ``opens`` is false when it goes on from the paragraph before; ``closes`` is false when it
    goes on in the next. ``single`` marks are the weaker evidence.
    """

    start: int
    end: int
    first: int
    last: int
    opens: bool = True
    closes: bool = True
    single: bool = False

    @property
    def words(self) -> int:
        """Tokens between the marks, roughly."""
        return self.last - self.first - 1

    @property
    def tokens(self) -> range:
        """The tokens from mark to mark."""
        return range(self.first, self.last + 1)


def pair(passages: Sequence[Passage]) -> list[list[Quote]]:
    """Return the outermost quotations of each passage, in order."""
    found: list[list[Quote]] = []
    held = False
    for here, passage in enumerate(passages):
        following = _text(passages[here + 1])[:2] if here + 1 < len(passages) else ""
        raw = list(_scan(_text(passage), reopens=_is_mark(following)))
        quotes = [quote for span in raw if (quote := _quote(passage, *span))]
        if held and quotes and quotes[0].start == 0:
            quotes[0] = _resumed(quotes[0])
        found.append(quotes)
        held = bool(quotes) and not quotes[-1].closes
    return found


def _text(passage: Passage) -> str:
    return passage.text


def _is_mark(head: str) -> bool:
    return head[:1] in OPENING or head[:1] in NEUTRAL or head in NEUTRAL


def _resumed(quote: Quote) -> Quote:
    return Quote(
        quote.start, quote.end, quote.first, quote.last, opens=False, closes=quote.closes, single=quote.single
    )


def _quote(passage: Passage, start: int, end: int, closes: bool, single: bool) -> Quote | None:
    tokens = passage.doc.char_span(start, end, alignment_mode="expand")
    if tokens is None:
        return None
    return Quote(start, end, tokens.start, tokens.end - 1, closes=closes, single=single)


def _scan(text: str, *, reopens: bool) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield (start, end, closes, single) of each outermost quotation of one paragraph."""
    start, opener, depth = -1, "", 0
    last = ""
    for mark in MARKS.finditer(text):
        sign, at, end = mark.group(), mark.start(), mark.end()
        if start < 0:
            if _can_open(text, sign, at, end):
                start, opener, depth = at, sign, 1
            continue
        if not _same_family(opener, sign):
            continue
        if opener in NEUTRAL or opener == "'":
            if not _can_close(text, sign, at, end):
                continue
            depth = 0
        elif sign == opener and _can_open(text, sign, at, end):
            depth += 1
            continue
        elif _can_close(text, sign, at, end):
            depth -= 1
        if depth <= 0:
            yield start, end, True, opener in "‘'"
            start, last = -1, sign
    if start >= 0 and opener not in "‘'" and (reopens or _runs_to_end(text, start, last)):
        yield start, len(text), False, False


def _runs_to_end(text: str, start: int, last: str) -> bool:
    """An opening mark never closed: believed only where a quotation plausibly begins."""
    return start == 0 or text[:start].rstrip()[-1:] in ",:" or not last


def _same_family(opener: str, sign: str) -> bool:
    if opener in NEUTRAL:
        return sign == opener or (opener == "``" and sign == "''") or (opener == '"' and sign == "”")
    if opener in "‘'":
        return sign in "’'"
    return sign in '“”„"' if opener in "“„" else sign in "«»"


def _can_open(text: str, sign: str, at: int, end: int) -> bool:
    if sign in CLOSING and sign != "”":
        return False
    before, after = text[at - 1 : at], text[end : end + 1]
    if not after or after.isspace():
        return False
    if sign in ("‘", "'"):
        return (not before or before.isspace() or before in "([—–-") and not CLIPPED.match(text, end)
    if sign in ("’", "”"):
        return False
    return not before.isalnum()


def _can_close(text: str, sign: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at], text[end : end + 1]
    if sign in ("’", "'"):
        return not after.isalnum() and not before.isspace() and (before in ".,!?…" or before != "s")
    if sign in NEUTRAL:
        return not after.isalnum() or not before.isspace()
    return sign not in OPENING or text[at - 1 : at].isalnum()
