"""Reads attribution by a phrase of several words: "took issue with the plan", "put the toll at ten"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from dateline import data
from dateline.model import Certainty, Stance
from dateline.read.statements import syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Found

# Where the phrase's second word hangs: object, particle, adverb, complement.
PARTNERS = frozenset({"dobj", "prt", "advmod", "acomp", "attr", "oprd", "prep", "npadvmod"})
LINKS = frozenset({"prep", "agent", "dative"})


@dataclass(frozen=True, slots=True)
class Idiom:
    """A verb's partners, what leads to the content, and what the whole phrase does."""

    partners: frozenset[str]
    prepositions: frozenset[str]
    frames: frozenset[str]
    cue: Cue


@cache
def table() -> dict[str, tuple[Idiom, ...]]:
    """Return the rows of ``idioms`` in data/cues.toml by verb."""
    found: dict[str, tuple[Idiom, ...]] = {}
    for row in data.toml("cues")["idioms"]:
        for verb in row["verbs"].split():
            found[verb] = (*found.get(verb, ()), _idiom(verb, row))
    return found


def _idiom(verb: str, row: dict[str, Any]) -> Idiom:
    return Idiom(
        partners=frozenset(row["with"].split()),
        prepositions=frozenset(row.get("prepositions", "").split()),
        frames=frozenset(row.get("frames", "").split()),
        cue=Cue(verb, "idioms", Stance(row["stance"]), Certainty.STATED),
    )


def find(verb: Token) -> tuple[Cue, Found] | None:
    """Return the idiom that begins with ``verb`` and what it leads to, if there is one."""
    rows = table().get(verb.lemma_)
    if rows is None:
        return None
    for kid in verb.children:
        if kid.i < verb.i or kid.dep_ not in PARTNERS:
            continue
        for idiom in rows:
            if kid.lemma_.lower() in idiom.partners and (held := _content(verb, kid, idiom)):
                return idiom.cue, ("idiom", [held[0]], held[1])
    return None


def _content(verb: Token, partner: Token, idiom: Idiom) -> tuple[tuple[int, int], Token] | None:
    after = [kid for kid in (*partner.children, *verb.children) if kid.i > partner.i]
    for kid in after:
        inner = syntax.child(kid, "pobj", "pcomp") if kid.dep_ in LINKS else None
        if inner is not None and kid.lower_ in idiom.prepositions:
            first = partner.left_edge.i if "whole" in idiom.frames else kid.i + 1
            return (first, kid.right_edge.i), inner
    for kid in after:
        if "clause" in idiom.frames and kid.dep_ in ("acl", "ccomp", "relcl") and _is_that(kid):
            return (kid.left_edge.i, kid.right_edge.i), kid
        if "object" in idiom.frames and kid.dep_ == "dobj" and kid.head.i == verb.i:
            return (kid.left_edge.i, kid.right_edge.i), kid
    return None


def _is_that(clause: Token) -> bool:
    return clause.dep_ == "ccomp" or any(kid.lower_ in ("that", "whether") for kid in clause.children)
