"""Reads what is given to a speaker by layout: labels, transcripts, block quotes, signed quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.model import Certainty, Mode, Stance, ZoneKind
from dateline.read.page import Passage
from dateline.read.statements import cues, nominal, syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Draft, Piece, piece
from dateline.read.statements.quotes import Quote

COLON = Cue("colon", "phrases", Stance.ASSERTS, Certainty.STATED, speech=True)

# A transcript's label: capitals, or Q and A. One alone may be a heading; two make a transcript.
LABEL = re.compile(r"[\"“]?((?:[A-Z][A-Z.'’-]*|Q|A)(?: [A-Z][A-Z.'’-]+){0,3}) ?:\s+(?=\S)")
MANY = 2

# A headline's label is a name or a short noun phrase ("Minister: …", "Three aid groups: …").
LABEL_WORDS = 5

DASHES = frozenset({"—", "–", "―", "--", "-"})
SIGNATURE_WORDS = 6


@cache
def _items() -> frozenset[str]:
    return frozenset(data.toml("cues")["labels"]["words"].split())


def headline(passage: Passage) -> Draft | None:
    """ "Minister: Talks are over": a headline that names its speaker before a colon."""
    doc = passage.doc
    at = next((token.i for token in doc[: LABEL_WORDS + 1] if token.text == ":"), None)
    if not at or at + 2 >= len(doc):
        return None
    head = doc[at - 1]
    if head.pos_ not in ("PROPN", "NOUN") or any(token.lower_ in _items() for token in doc[:at]):
        return None
    if any(token.pos_ in ("VERB", "AUX", "NUM") or token.text in (",", "(") for token in doc[:at]):
        return None
    return _draft(passage, head, at, [piece(passage, at + 1, len(doc) - 1)], "headline colon", 0.8)


def transcript(passages: Sequence[Passage]) -> Iterator[Draft]:
    """ "MAYOR: …", "Q: …": each label's words up to the next label."""
    labelled = [(passage, LABEL.match(passage.text)) for passage in passages]
    if sum(label is not None for _, label in labelled) < MANY:
        return
    current: Draft | None = None
    for passage, label in labelled:
        if label is None:
            if current is not None and passage.zone is current.passage.zone:
                current.pieces.append((passage.start, passage.end))
            continue
        if current is not None:
            yield current
        at = next(token.i for token in passage.doc if token.idx + len(token) >= label.end(1) + 1)
        current = _draft(
            passage,
            passage.doc[max(at - 1, 0)],
            at,
            [(passage.start + label.end(), passage.end)],
            "transcript",
            0.55,
        )
    if current is not None:
        yield current


def block(passage: Passage, following: Sequence[Passage], quotations: list[Quote]) -> Draft | None:
    """The block quote, or the quoted paragraph, that a line ending in "X said:" leads to."""
    doc = passage.doc
    if not following or doc[len(doc) - 1].text != ":":
        return None
    first = following[0]
    if first.zone.kind is ZoneKind.QUOTE:
        pieces = [(one.start, one.end) for one in following if one.zone is first.zone]
    elif quotations and quotations[0].first == 0 and quotations[0].words > SIGNATURE_WORDS:
        pieces = [(first.start, first.start + quotations[0].end)]
    else:
        return None
    at, speaker = _introducer(passage)
    return _draft(passage, speaker, at, [*pieces], "block quote", 0.55)


def _introducer(passage: Passage) -> tuple[int, Token | None]:
    """Return the cue of a line that ends in a colon, and its speaker."""
    doc = passage.doc
    for token in reversed(doc):
        cue = cues.of(token)
        if cue is not None and "quote" in cue.frames:
            return token.i, syntax.subject(token)
    root = next((token for token in doc if token.dep_ == "ROOT"), doc[0])
    return len(doc) - 1, nominal.possessor(root) or (root if root.pos_ in ("NOUN", "PROPN") else None)


def signed(passage: Passage, quotations: list[Quote]) -> Draft | None:
    """ "“…” — Name": a quotation with its speaker after a dash, and nothing else."""
    doc = passage.doc
    if not quotations or quotations[0].first > 0:
        return None
    quote = quotations[0]
    at = quote.last + 1
    rest = len(doc) - at - 1
    if not 0 < rest <= SIGNATURE_WORDS or doc[at].text not in DASHES or doc[len(doc) - 1].is_punct:
        return None
    pieces: list[Piece | None] = [(passage.start, passage.start + quote.end)]
    return _draft(passage, doc[len(doc) - 1], at, pieces, "signed quote", 0.9)


def _draft(
    passage: Passage,
    speaker: Token | None,
    at: int,
    pieces: list[tuple[int, int] | None],
    rule: str,
    confidence: float,
) -> Draft:
    held = [one for one in pieces if one is not None]
    mode = Mode.INDIRECT if rule == "headline colon" else Mode.DIRECT
    return Draft(passage, COLON, at, at, speaker, held, speaker or passage.doc[at], rule, confidence, mode)
