"""A report parsed for reading: its prose as passages, each a spaCy Doc with its offset.

Readers take a Page and return Mentions. A passage is one paragraph of one zone, so that a
heading is never glued to a sentence. Comments, link lists and embeds are not passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.model import Report, Span, Zone, ZoneKind
from dateline.read.pieces import SPACE, pieces

R = TypeVar("R")

# Letters that tell whether a passage is all in capitals: its first ones; fewer are an acronym or a dateline.
SAMPLE, FEW = 240, 24
# A lower-case remark in brackets or the name of a source may stand among the capitals.
SHOUTED = 0.8

PROSE = frozenset(
    {ZoneKind.HEADLINE, ZoneKind.LEAD, ZoneKind.HEADING, ZoneKind.BODY, ZoneKind.CAPTION, ZoneKind.QUOTE}
)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One paragraph: ``doc[i].idx + start`` is the offset of token i in the report's text.

    ``text`` is the report's own text here, where the parser saw line breaks as spaces and text all in
    capitals in lower case.
    """

    index: int
    start: int
    doc: Doc
    zone: Zone
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """Return report offsets of tokens ``first`` up to and including ``last``."""
        end = self.doc[last]
        return self.start + self.doc[first].idx, self.start + end.idx + len(end)

    def span(self, first: int, last: int) -> Span:
        """Return the Span of tokens ``first`` up to and including ``last``."""
        start, end = self.bounds(first, last)
        return Span(start=start, end=end, text=self.text[start - self.start : end - self.start])

    def tokens(self, start: int, end: int) -> DocSpan | None:
        """Return the tokens that cover report offsets ``start`` to ``end``, or None."""
        return self.doc.char_span(start - self.start, end - self.start, alignment_mode="expand")


@dataclass(frozen=True, slots=True)
class Page:
    """A report with its zones and its parsed passages, in reading order.

    ``title`` is the report's title where the text does not hold it as its headline. ``country`` and ``own``
    are what a desk adds: where its reports are from, its table of places.
    """

    report: Report
    zones: tuple[Zone, ...]
    passages: tuple[Passage, ...] = ()
    title: Passage | None = None
    country: str | None = None
    own: Path | None = None

    def passage_at(self, offset: int) -> Passage | None:
        """Return the passage that holds the character at ``offset``."""
        low, high = 0, len(self.passages)
        while low < high:
            mid = (low + high) // 2
            if self.passages[mid].end <= offset:
                low = mid + 1
            else:
                high = mid
        if low < len(self.passages) and self.passages[low].start <= offset:
            return self.passages[low]
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Mention(Generic[R]):
    """A record together with where the parser saw it.

    ``head`` is the syntactic head of the mention; ``governor`` the verb or noun that gives it
    its role (for a figure: "killed" in "51 people were killed").
    """

    record: R
    passage: Passage
    head: Token
    governor: Token | None = None
    notes: dict[str, str] = field(default_factory=dict)


def paragraphs(text: str, zones: Sequence[Zone]) -> Iterator[tuple[int, str, Zone]]:
    """Yield (start, text, zone) of each passage to parse: one a prose zone, more when it is very long.

    Line breaks, tabs and no-break spaces become single spaces, so the length and all offsets hold.
    """
    for zone in zones:
        if zone.kind in PROSE:
            for start, end in pieces(text, zone.start, zone.end):
                yield start, SPACE.sub(" ", text[start:end]), zone


def lowered(text: str) -> str:
    """Return text all in capitals in lower case, which the parser knows; other text as it is.

    Cables and old transcripts come so; parsed as they stand, every word is taken for a name.
    """
    letters = [letter for letter in text[:SAMPLE] if letter.isalpha()]
    if len(letters) < FEW or sum(map(str.isupper, letters)) < SHOUTED * len(letters):
        return text
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text
