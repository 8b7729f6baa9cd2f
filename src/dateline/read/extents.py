"""Settles where a reported clause ends, where the parser ran on into the next or stopped short."""

from __future__ import annotations

from collections.abc import Mapping, Set

from spacy.tokens import Token

from dateline.read.cues import Cue

FINITE = frozenset({"VBD", "VBZ", "VBP"})
BREAKS = frozenset({",", ";", ":", "—", "–", "--", "-", "(", ")", ".", "!", "?", "”", '"', "''", "“"})
LINKS = frozenset({"and", "but", "as", "while", "after", "before", "when", "because", "who", "which"})


def clause_end(verb: Token, first: int, last: int, cues: Mapping[int, Cue], inside: Set[int]) -> int:
    """Return the last token of the clause that ``verb`` reports, given the parser's own."""
    cut = _next_saying(verb, first, last, cues, inside)
    return _run_on(verb, last) if cut is None else cut


def _next_saying(verb: Token, first: int, last: int, cues: Mapping[int, Cue], inside: Set[int]) -> int | None:
    """ "said the road was cut, adding …" and "said … and warned …" end before the next cue."""
    doc = verb.doc
    for at in range(first + 2, last + 1):
        if at not in cues or at in inside or not cues[at].speech:
            continue
        link = at - 1
        if doc[link].pos_ == "ADV":
            link -= 1
        if doc[at].tag_ == "VBG" and doc[link].text == ",":
            return link - 1
        shares = doc[at].tag_ == verb.tag_ and verb.tag_ in FINITE
        if shares and doc[link].lower_ in ("and", "but"):
            return link - 1
    return None


def _run_on(verb: Token, last: int) -> int:
    """Go on to the next break where the parser's clause stops in the middle of words."""
    doc = verb.doc
    following = last + 1
    if following >= len(doc) or doc[following].is_sent_start or doc[following].lower_ in LINKS:
        return last
    while following < len(doc) and doc[following].text not in BREAKS and not doc[following].is_sent_start:
        following += 1
    return following - 1
