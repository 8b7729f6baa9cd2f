"""Reads what a cue verb reports from its syntax: clause, infinitive, object, predicate, aside."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.model import Mode, Stance
from dateline.read import syntax
from dateline.read.cues import Cue
from dateline.read.drafts import Draft, piece
from dateline.read.page import Passage

# Measured on attributed news: the share of each rule's statements that annotators also have.
CONFIDENCE = {
    "clause": 0.9,
    "aside": 0.85,
    "infinitive": 0.75,
    "raised": 0.7,
    "predicate": 0.65,
    "preposition": 0.6,
    "object": 0.5,
}

BREAKS = frozenset({",", "—", "–", "--", "-", "”", '"', "''"})
STOPS = frozenset({".", "!", "?", ";", ":", ")"})

Found = tuple[str, list[tuple[int, int]], Token]


def from_verb(passage: Passage, verb: Token, cue: Cue) -> Draft | None:
    """Return the statement that ``verb`` makes by its own syntax, if any."""
    if syntax.is_conditional(verb):
        return None
    negated = syntax.is_negated(verb)
    if negated and cue.speech:
        return None
    passive = syntax.is_passive(verb)
    speaker = syntax.agent(verb) if passive else syntax.subject(verb)
    found = _raised(verb, cue, passive)
    if found is None and not passive:
        found = _aside(verb, cue, speaker)
    if found is None:
        found = _complement(verb, cue, passive, speaker)
    if found is None:
        return None
    rule, ranges, head = found
    if rule == "raised" or (speaker is not None and speaker.lower_ in ("it", "there") and passive):
        speaker = syntax.agent(verb) if passive else None
    pieces = [p for first, last in ranges if (p := piece(passage, first, last))]
    if not pieces:
        return None
    return Draft(
        passage=passage,
        cue=cue,
        cue_first=verb.i,
        cue_last=verb.i,
        speaker=speaker,
        pieces=pieces,
        head=head,
        rule=rule,
        confidence=CONFIDENCE[rule],
        mode=Mode.INDIRECT,
        stance=Stance.DENIES if negated else None,
        passive=passive,
    )


def _raised(verb: Token, cue: Cue, passive: bool) -> Found | None:
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


def _complement(verb: Token, cue: Cue, passive: bool, speaker: Token | None) -> Found | None:
    """The content that follows the verb: the widest frame the table allows it."""
    kids = [kid for kid in verb.children if kid.i > verb.i]
    frames = cue.frames
    if "clause" in frames or "infinitive" in frames:
        found = _clause(verb, kids, cue)
        if found:
            return found
    if "predicate" in frames and not passive:
        found = _predicate(kids, cue)
        if found:
            return found
    found = _preposition(kids, cue)
    if found:
        return found
    if "object" in frames:
        return _object(verb, kids, passive, speaker)
    return None


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
            if "gerund" in cue.frames:
                return "infinitive", [(first, last)], kid
            continue
        if "clause" in cue.frames and kid.dep_ in ("ccomp", "advcl"):
            return "clause", [(first, _trailing(kids, kid, last))], kid
    return None


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


def _predicate(kids: list[Token], cue: Cue) -> Found | None:
    """ "called the raid a crime", "described it as over"."""
    target = naming = None
    for kid in kids:
        if kid.dep_ in ("oprd", "ccomp", "xcomp") or (
            kid.dep_ == "prep" and kid.lower_ in ("as", *cue.prepositions)
        ):
            naming = naming or kid
        elif kid.dep_ in ("dobj", "nsubj") and target is None:
            target = kid
    if naming is None:
        return None
    first = min(naming.left_edge.i, target.left_edge.i if target is not None else naming.left_edge.i)
    return "predicate", [(first, naming.right_edge.i)], naming


def _preposition(kids: list[Token], cue: Cue) -> Found | None:
    """ "called for a truce", "warned of floods"."""
    for kid in kids:
        if kid.dep_ == "prep" and kid.lower_ in cue.prepositions and "predicate" not in cue.frames:
            inner = syntax.child(kid, "pobj", "pcomp")
            if inner is not None:
                return "preposition", [(kid.i + 1, kid.right_edge.i)], inner
    return None


def _object(verb: Token, kids: list[Token], passive: bool, speaker: Token | None) -> Found | None:
    """ "announced a truce"; in the passive only where the speaker is named ("was denied by X")."""
    if passive:
        above = syntax.child(verb, "nsubjpass")
        return ("object", [_reach(above)], above) if above is not None and speaker is not None else None
    if speaker is None:
        return None
    for kid in kids:
        if kid.dep_ == "dobj" and kid.lower_ not in (
            "that",
            "what",
            "which",
            "himself",
            "themselves",
            "itself",
        ):
            last = kid.right_edge.i
            for other in kids:
                if other.i > last and other.left_edge.i == last + 1 and other.dep_ in ("prep", "xcomp"):
                    last = other.right_edge.i
            return "object", [(kid.left_edge.i, last)], kid
    return None


def _reach(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i


def _aside(verb: Token, cue: Cue, speaker: Token | None) -> Found | None:
    """ "The road, officials said, was cut": the sentence around a cue set off by commas."""
    if "clause" not in cue.frames or speaker is None or speaker.head.i != verb.i:
        return None
    doc, sent = verb.doc, verb.sent
    first, last = _block(verb, speaker)
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
