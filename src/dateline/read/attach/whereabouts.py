"""Tells a place where something was from a party, a hearer or an origin that bears a place's name."""

from __future__ import annotations

from dateline.model import Place
from dateline.read import clauses
from dateline.read.clauses import AGENTS, CONJ, NOUNS, POBJ, SUBJECTS, VERBS, Clauses, ids
from dateline.read.page import Mention

MODIFIERS = ids("compound", "amod", "poss", "nmod")
HEARERS = ids("dobj", "dative")
DEMONYM, COUNTRY = "demonym", "country"
FROM = ids("from")
# A country after these is a party to what is told: "a deal with", "vetoed by", "talks between".
PARTY = ids("by", "with", "between")
# Only people and governments do this, so their capital's name is theirs: "Moscow wants", "told Ankara".
MINDED = ids(
    "say", "tell", "want", "demand", "urge", "ask", "warn", "insist", "deny", "refuse", "propose", "accuse",
    "blame", "criticise", "criticize", "condemn", "thank", "inform", "assure", "remind", "hope", "seek",
    "support", "back", "reject", "veto", "agree", "think", "believe", "claim", "call", "announce", "pledge",
)  # fmt: skip


def tells(place: Mention[Place]) -> bool:
    """Tell whether the mention says where, and not who, whose, of which nation or from where someone is."""
    c, kind = clauses.of(place.passage.doc), place.record.kind
    i = _first(c, place.head.i)
    label, head = c.dep[i], c.head[i]
    if kind == DEMONYM:
        return False
    if label in MODIFIERS and c.pos[head] in NOUNS and kind == COUNTRY:
        return False
    if label in POBJ and c.lower[head] in FROM:
        return c.pos[c.head[head]] in VERBS
    return not _acts(c, i, label, head, kind == COUNTRY)


def _first(c: Clauses, i: int) -> int:
    """Return the first of names joined by commas and "and": what holds for it holds for all."""
    while c.dep[i] == CONJ and c.head[i] < i and c.pos[c.head[i]] in NOUNS:
        i = c.head[i]
    return i


def _acts(c: Clauses, i: int, label: int, head: int, country: bool) -> bool:
    """Tell whether the name stands for its government: it acts, is spoken to or is a partner."""
    if label in SUBJECTS:
        return country or c.lemma[head] in MINDED
    if label in HEARERS:
        return c.lemma[head] in MINDED
    if label in POBJ:
        return country and (c.lower[head] in PARTY or c.dep[head] in AGENTS)
    return False
