"""Reads the aside: "The road, officials say, is cut" and "As the radio reported, the road is cut".

``closing`` and ``opening`` read plain speech by the order of its words, where the parser missed its syntax.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.statements import syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Found

BREAKS = frozenset({",", "—", "–", "--", "-", "”", '"', "''"})
STOPS = frozenset({".", "!", "?", ";", ":", ")"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NAMED = frozenset({"NOUN", "PROPN", "PRON"})
DOING = frozenset({"VERB", "AUX"})
# A speaker between a comma and "said" has no more tokens: "the Valley Observatory for Human Rights".
PHRASE = 14
# Verbs of plain speech. The first takes nothing but what is said: nobody "says a letter".
SAY = "say"
PLAIN = frozenset({SAY, "add", "announce", "confirm", "note", "report", "state", "warn", "write"})
# With these a clause may begin.
OPENERS = frozenset({"DET", "NOUN", "PROPN", "NUM", "ADJ"})
# A clause has at least so many tokens.
CLAUSE = 3


def between_commas(verb: Token, cue: Cue, speaker: Token | None) -> Found | None:
    """ "The road, officials said, was cut": the sentence around a cue set off by commas."""
    if "clause" not in cue.frames or speaker is None or speaker.head.i != verb.i:
        return None
    doc, sent = verb.doc, verb.sent
    first, last = _block(verb, speaker)
    if first <= sent.start + 1 and _is_marked_as(verb):
        return ("aside", [(last + 1, sent.end - 1)], sent.root) if last + 2 < sent.end else None
    if first <= sent.start or doc[first - 1].text not in BREAKS or not _may_be_aside(verb, cue):
        return None
    after = last + 1
    if after < sent.end and doc[after].text not in BREAKS and doc[after].text not in STOPS:
        return None
    clause = syntax.child(verb, "ccomp")
    start, head = sent.start, sent.root
    if clause is not None:
        head = clause
        if clause.i < first:
            start = clause.left_edge.i
    goes_on = after < sent.end - 2 and doc[after].text in BREAKS
    if verb.dep_ == "ROOT" and (clause is None or (clause.i > verb.i and not goes_on)):
        return None
    ranges = [(start, first - 1)]
    if goes_on and (clause is None or clause.right_edge.i > after):
        ranges.append((after + 1, sent.end - 1))
    return "aside", ranges, head


def closing(verb: Token, cue: Cue) -> tuple[Found, Token] | None:
    """ "The road was cut, the Observatory said.": the words up to the comma, and the head of the speaker.

    For a name that the parser took for a part of the sentence, as after "in Brakel".
    """
    if verb.tag_ not in FINITE or verb.lemma_ not in PLAIN or "clause" not in cue.frames:
        return None
    doc, sent = verb.doc, verb.sent
    if verb.i + 1 < sent.end and doc[verb.i + 1].text not in BREAKS | STOPS:
        return None
    comma = _comma_before(verb)
    if comma is None or comma - sent.start < CLAUSE:
        return None
    deeds = [token for token in doc[sent.start : comma] if token.pos_ in DOING]
    speaker = next(
        (t for t in doc[comma + 1 : verb.i] if t.pos_ in NAMED and t.head.i not in range(comma + 1, verb.i)),
        None,
    )
    if not deeds or speaker is None:
        return None
    return ("closing", [(sent.start, comma - 1)], deeds[0]), speaker


def opening(verb: Token) -> Found | None:
    """ "Aid workers say troops and police killed nine": the words after "say", which takes but a clause."""
    if verb.tag_ not in FINITE or verb.lemma_ != SAY or syntax.child(verb, "nsubj") is None:
        return None
    doc, end = verb.doc, verb.sent.end
    if verb.i + 1 >= end or doc[verb.i + 1].text in BREAKS | STOPS:
        return None
    last = next((at - 1 for at in range(verb.i + 1, end) if doc[at].text in STOPS), end - 1)
    deed = next((token for token in doc[verb.i + 2 : last + 1] if token.pos_ in DOING), None)
    if deed is None or last - verb.i < CLAUSE or doc[verb.i + 1].pos_ not in OPENERS:
        return None
    return "opening", [(verb.i + 1, last)], deed


def _comma_before(verb: Token) -> int | None:
    """Return the comma before the noun phrase that stands right before ``verb``."""
    doc = verb.doc
    for at in range(verb.i - 1, max(verb.sent.start, verb.i - PHRASE), -1):
        token = doc[at]
        if token.text == ",":
            return at
        if (
            token.pos_ in DOING
            or token.text in BREAKS | STOPS
            or token.tag_ in ("WDT", "WP", "WRB")
            or token.pos_ == "SCONJ"
        ):
            return None
    return None


def as_reported(verb: Token, cue: Cue) -> Found | None:
    """ "As reported by the radio, the road was cut": the sentence is theirs."""
    if not _is_marked_as(verb) or not cue.speech or verb.tag_ != "VBN" or verb.dep_ != "advcl":
        return None
    sent, last = verb.sent, verb.right_edge.i
    if verb.left_edge.i == sent.start and last + 2 < sent.end:
        return "aside", [(last + 1, sent.end - 1)], verb.head
    return "aside", [(sent.start, verb.left_edge.i - 1)], verb.head


def _is_marked_as(verb: Token) -> bool:
    return any(kid.lower_ == "as" and kid.i < verb.i for kid in verb.children)


def _may_be_aside(verb: Token, cue: Cue) -> bool:
    """No object of its own (a hearer excepted), no link to the sentence but "as"."""
    for kid in verb.children:
        if kid.dep_ == "dobj" and not cue.hearer:
            return False
        if kid.dep_ == "mark" and kid.lower_ != "as":
            return False
    return verb.dep_ not in ("relcl", "acl", "conj")


def _block(verb: Token, speaker: Token) -> tuple[int, int]:
    """Return the tokens of "X said on Sunday": the speaker, the verb and its adjuncts."""
    first, last = min(verb.i, speaker.left_edge.i), max(verb.i, speaker.right_edge.i)
    for kid in verb.children:
        if kid.i < verb.i and kid.dep_ in ("aux", "advmod", "mark"):
            first = min(first, kid.i)
        if kid.i > verb.i and kid.dep_ in ("prep", "npadvmod", "advmod", "dobj", "dative", "prt"):
            last = max(last, kid.right_edge.i)
    return first, last
