"""A statement while it is being read: token positions, before names and ids are settled."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.model import Mode, Stance
from dateline.read.page import Passage
from dateline.read.statements.cues import Cue

Piece = tuple[int, int]

# What a rule finds: its name, the content's token ranges, the head of the content.
Found = tuple[str, list[tuple[int, int]], Token]


@dataclass(slots=True, eq=False)
class Draft:
    """One attribution found. ``pieces`` are report offsets; ``speaker`` is the head of its phrase.

    ``speaker_range`` holds the phrase's tokens where no syntax tells them; ``told_by`` the statement
    that hands this one on without holding its cue ("citing …").
    """

    passage: Passage
    cue: Cue
    cue_first: int
    cue_last: int
    speaker: Token | None
    pieces: list[Piece]
    head: Token
    rule: str
    confidence: float
    mode: Mode = Mode.INDIRECT
    stance: Stance | None = None
    speaker_range: tuple[int, int] | None = None
    told_by: Draft | None = None

    @property
    def start(self) -> int:
        return min(piece[0] for piece in self.pieces)


def piece(passage: Passage, first: int, last: int) -> Piece | None:
    """Return report offsets of tokens ``first`` to ``last`` without outer commas, stops and spaces."""
    doc = passage.doc
    while first <= last and doc[first].text in _OUTER_LEFT:
        first += 1
    while first <= last and doc[last].text in _OUTER_RIGHT:
        last -= 1
    return passage.bounds(first, last) if first <= last else None


_OUTER_LEFT = frozenset({",", ";", ":", "-", "–", "—", "--", " ", "\xa0"})
_OUTER_RIGHT = _OUTER_LEFT | {"."}
