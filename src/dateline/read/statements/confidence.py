"""How sure a statement is: the share of statements of its kind that trained annotators also have.

The rule that found it gives a first share; who speaks, the form of the cue and the length of the
content move it (data/confidence.toml, a logistic regression). ``docs/method-reading.md`` tells how
it was fitted and checked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.model import Mode, ZoneKind
from dateline.read.statements import syntax
from dateline.read.statements.drafts import Draft

# From here on a statement may be called certain: on articles the table was not fitted on,
# 92 of 100 such statements (53 of 100 of all) are the annotators' own too.
CERTAIN = 0.82

HEADS = frozenset({ZoneKind.HEADLINE, ZoneKind.HEADING})
PRONOUNS = {
    "i": "we", "we": "we", "you": "you", "he": "he", "she": "he", "they": "they",
    "it": "it", "this": "it", "that": "it", "these": "it", "those": "it", "there": "it",
    "who": "who", "which": "who", "whom": "who",
}  # fmt: skip
# Upper bounds of the classes of length, in words of six characters (English news, a blank counted).
LENGTHS = (1, 2, 4, 8, 15, 30)
WORD = 6
RELATIONS = {"ROOT": "main", "conj": "joined", "relcl": "relative", "acl": "relative", "xcomp": "open",
             "advcl": "adverbial", "ccomp": "inner", "pcomp": "phrase", "pobj": "phrase"}  # fmt: skip
MODALS = frozenset({"would", "could", "may", "might", "should", "must", "can", "will", "'ll", "to"})


def of(draft: Draft, *, told: bool) -> float:
    """Return the share, 0 to 1, to two digits; ``told`` marks words inside somebody else's words."""
    weights = _weights()
    odds = math.log(draft.confidence / (1 - draft.confidence))
    total = weights["constant"] + weights["rule"] * odds
    total += sum(weights.get(name, 0.0) for name in features(draft, told=told))
    return round(1 / (1 + math.exp(-total)), 2)


def features(draft: Draft, *, told: bool) -> Iterator[str]:
    """Yield the names of what is true of the statement, as the table has them."""
    cue = draft.passage.doc[draft.cue_first]
    yield f"speaker {_speaker(draft.speaker)}"
    yield f"length {_length(draft)}"
    yield f"relation {RELATIONS.get(cue.dep_, 'other')}"
    yield f"form {cue.tag_ if cue.tag_ in ('VB', 'VBG', 'VBN', 'VBD', 'VBZ', 'VBP') else 'other'}"
    marks = {
        "speech": draft.cue.speech,
        "quoted": draft.mode is not Mode.INDIRECT,
        "told": told,
        "heading": draft.passage.zone.kind in HEADS,
        "that": _opens(draft) == "that ",
    }
    yield from (name for name, holds in marks.items() if holds)
    if cue.pos_ in ("VERB", "AUX"):
        yield from _verbal(cue)


def _verbal(cue: Token) -> Iterator[str]:
    if syntax.is_negated(cue):
        yield "negated"
    if syntax.is_passive(cue):
        yield "passive"
    if any(kid.dep_ == "aux" and kid.lower_ in MODALS for kid in cue.children):
        yield "modal"


def _speaker(head: Token | None) -> str:
    if head is None:
        return "none"
    if head.pos_ in ("PRON", "DET", "SCONJ"):
        return PRONOUNS.get(head.lower_, "pronoun")
    if head.pos_ == "PROPN":
        return "name"
    return ("many" if head.tag_ == "NNS" else "noun") if head.pos_ == "NOUN" else "other"


def _opens(draft: Draft) -> str:
    """Return the first five characters of the content."""
    start = draft.start - draft.passage.start
    return draft.passage.text[start : start + 5]


def _length(draft: Draft) -> str:
    words = sum(end - start for start, end in draft.pieces) / WORD
    return next((str(most) for most in LENGTHS if words <= most), "more")


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = data.toml("confidence")["weights"]
    return table
