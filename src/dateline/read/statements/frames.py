"""Finds a cue verb's content in its syntax: clause, infinitive, predicate, preposition, object."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.statements import syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Found
from dateline.read.statements.speakers import outside

# What may be named by a noun may be named by a verb in -ing ("proposed closing the road").
CLAUSAL = frozenset({"clause", "infinitive", "gerund", "object"})
GERUND = frozenset({"gerund", "object"})

# Hearers, days and places between a cue and its "that".
NEAR = 12
STOPS = frozenset({".", "!", "?", ";", ":", ")"})

# What these lead to tells when or how it was said, not what ("dismissed the charge during a rally").
CIRCUMSTANCE = frozenset(
    {"after", "amid", "before", "by", "despite", "during", "following", "since", "throughout", "until"}
)
# After a passive they lead to what is said of its subject ("is accused of theft").
PREDICATED = frozenset({"as", "for", "of"})


def raised(verb: Token, cue: Cue, passive: bool) -> Found | None:
    """ "Thousands are said to have fled": the subject belongs to the content."""
    if not (passive or cue.raising):
        return None
    below = syntax.child(verb, "xcomp", "oprd", "acomp")
    above = syntax.child(verb, "nsubjpass", "nsubj")
    if below is None or above is None or below.i < verb.i:
        return None
    if cue.hearer or "predicate" in cue.frames or not (cue.raising or syntax.is_infinitive(below)):
        return None
    return "raised", [_reach(above), (verb.i + 1, below.right_edge.i)], below


def complement(verb: Token, cue: Cue, passive: bool, speaker: Token | None) -> Found | None:
    """The content that follows the verb: the widest frame the table allows it."""
    kids = [kid for kid in verb.children if kid.i > verb.i]
    frames = cue.frames
    found: Found | None = None
    if cue.prepositions and kids and kids[0].dep_ == "prep" and not _has_that(kids, cue):
        found = _preposition(kids, cue)
    if found is None and frames & CLAUSAL:
        found = _clause(verb, kids, cue)
    if found is None and "predicate" in frames:
        found = _predicate(verb, kids, cue, passive)
    if found is None and (cue.speech or verb.dep_ != "ccomp"):
        found = _preposition(kids, cue)
        if found is None and "object" in frames:
            found = _object(verb, kids, passive, speaker)
    return found


def _clause(verb: Token, kids: list[Token], cue: Cue) -> Found | None:
    for kid in kids:
        if kid.dep_ not in ("ccomp", "xcomp") and not (kid.dep_ == "advcl" and _is_whether(kid)):
            continue
        first = max(kid.left_edge.i, verb.i + 1)
        last = kid.right_edge.i
        if syntax.is_infinitive(kid):
            if "infinitive" not in cue.frames:
                continue
            return "infinitive", [(_from_controller(kids, first, cue), last)], kid
        if kid.dep_ == "xcomp" and kid.tag_ == "VBG":
            if cue.frames & GERUND:
                return "infinitive", [(first, last)], kid
            continue
        if "clause" in cue.frames and kid.dep_ in ("ccomp", "advcl") and (cue.speech or _is_finite(kid)):
            return "clause", [(first, _trailing(kids, kid, last))], kid
    return None


def that(verb: Token, cue: Cue) -> Found | None:
    """ "said (for the first time) that …", where the parser hung the clause elsewhere."""
    doc = verb.doc
    if not cue.speech or "clause" not in cue.frames:
        return None
    at = verb.i + 1
    while at + 2 < len(doc) and at < verb.i + NEAR and doc[at].lower_ != "that":
        citing = doc[at].tag_ == "VBG" and doc[at - 1].text == ","
        if doc[at].text in STOPS or (doc[at].pos_ in ("VERB", "AUX") and not citing):
            return None
        at += 1
    if at + 2 >= len(doc) or doc[at].lower_ != "that" or (at > verb.i + 1 and doc[at].pos_ != "SCONJ"):
        return None
    last = at
    while last + 1 < len(doc) and doc[last + 1].text not in STOPS:
        last += 1
    return "that", [(at, last)], doc[at]


def _is_finite(clause: Token) -> bool:
    """ "saw the bridge fall" is sight, "saw that the bridge fell" is thought."""
    return clause.tag_ != "VB" or any(kid.dep_ == "aux" for kid in clause.children)


def _is_whether(kid: Token) -> bool:
    return any(mark.dep_ == "mark" and mark.lower_ in ("whether", "if") for mark in kid.children)


def _from_controller(kids: list[Token], first: int, cue: Cue) -> int:
    """ "urged the army to leave": the one who is to act is part of what was urged."""
    for kid in kids:
        if kid.dep_ in ("dobj", "dative") and kid.i < first:
            return kid.left_edge.i
    return first


def _trailing(kids: list[Token], clause: Token, last: int) -> int:
    """Take in what the parser hung on the cue though it stands after the clause, unless set off."""
    for kid in kids:
        if (
            kid.i > last
            and kid.left_edge.i == last + 1
            and kid.dep_ in ("prep", "advcl", "npadvmod", "advmod")
        ):
            last = kid.right_edge.i
    return last


def _predicate(verb: Token, kids: list[Token], cue: Cue, passive: bool) -> Found | None:
    """ "called the raid a crime", "described it as over", "is seen as a victory"."""
    target = naming = None
    for kid in kids:
        leads = kid.lower_ == "as" or (kid.lower_ in cue.prepositions and (target is not None or passive))
        if kid.dep_ in ("oprd", "ccomp", "xcomp") or (kid.dep_ == "prep" and leads):
            naming = naming or kid
        elif kid.dep_ in ("dobj", "nsubj") and target is None:
            target = kid
    if naming is None:
        return None
    last = naming.right_edge.i
    if passive:
        above = syntax.child(verb, "nsubjpass")
        return None if above is None else ("predicate", [_reach(above), (naming.left_edge.i, last)], naming)
    if target is not None:
        return "predicate", [(min(naming.left_edge.i, target.left_edge.i), last)], naming
    fronted = None if naming.dep_ in ("ccomp", "xcomp") else _fronted(verb)
    ranges = [(naming.left_edge.i, last)]
    return "predicate", ranges if fronted is None else [fronted, *ranges], naming


def _fronted(verb: Token) -> tuple[int, int] | None:
    """The object that stands before the verb: "which the army called", "the plan they oppose"."""
    for kid in verb.children:
        if kid.i < verb.i and kid.dep_ in ("dobj", "pobj"):
            return _reach(kid)
    return None


def _preposition(kids: list[Token], cue: Cue) -> Found | None:
    """ "called for a truce", "warned of floods"."""
    for kid in kids:
        if kid.dep_ == "prep" and kid.lower_ in cue.prepositions:
            inner = syntax.child(kid, "pobj", "pcomp")
            if inner is not None and inner.lower_ not in outside():
                last = kid.right_edge.i
                for other in kids:
                    if other.left_edge.i == last + 1 and other.dep_ in ("xcomp", "advcl", "prep"):
                        last = last if _is_circumstance(other) else other.right_edge.i
                return "preposition", [*_predicated(kid), (kid.i + 1, last)], inner
        elif kid.dep_ in ("advcl", "ccomp", "xcomp") and kid.left_edge.lower_ in cue.prepositions:
            return "preposition", [(kid.left_edge.i + 1, kid.right_edge.i)], kid
    return None


def _has_that(kids: list[Token], cue: Cue) -> bool:
    """ "testified in court that …": the clause is told, not the place."""
    clauses = [kid for kid in kids if kid.dep_ == "ccomp" and "clause" in cue.frames]
    return any(mark.dep_ == "mark" and mark.lower_ == "that" for kid in clauses for mark in kid.children)


def _is_circumstance(kid: Token) -> bool:
    return kid.dep_ == "prep" and kid.lower_ in CIRCUMSTANCE


def _predicated(link: Token) -> list[tuple[int, int]]:
    """ "The mayor is accused of theft": the subject of the passive belongs to the content."""
    verb = link.head
    above = syntax.child(verb, "nsubjpass") if syntax.is_passive(verb) else None
    return [_reach(above)] if above is not None and link.lower_ in PREDICATED else []


def _with_infinitive(verb: Token, last: int) -> int:
    """ "praised the envoy's efforts to find a way out": what the parser hung elsewhere is the object's."""
    doc = verb.doc
    leads = last + 2 < len(doc) and doc[last + 1].lower_ == "to" and doc[last + 2].tag_ == "VB"
    return max(last, doc[last + 2].right_edge.i) if leads else last


def _object(verb: Token, kids: list[Token], passive: bool, speaker: Token | None) -> Found | None:
    """ "announced a truce"; "was denied by the army"; "the truce they announced"."""
    if passive:
        above = syntax.child(verb, "nsubjpass")
        if above is None or any(kid.dep_ == "prep" and kid.lower_ == "as" for kid in kids):
            return None
        return "object", [_reach(above)], above
    if speaker is None:
        return None
    for kid in kids:
        if (
            kid.dep_ == "dobj"
            and kid.tag_ not in ("WDT", "WP")
            and not kid.lower_.endswith(("self", "selves"))
        ):
            last = kid.right_edge.i
            for other in kids:
                if (
                    other.left_edge.i == last + 1
                    and other.dep_ in ("prep", "xcomp")
                    and not _is_circumstance(other)
                ):
                    last = other.right_edge.i
            return "object", [(kid.left_edge.i, _with_infinitive(verb, last))], kid
    fronted = _fronted(verb)
    return None if fronted is None else ("object", [fronted], verb)


def _reach(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i
