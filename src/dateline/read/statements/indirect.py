"""Reads what a cue verb reports from its syntax: clause, infinitive, object, predicate, aside."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.model import Mode, Stance
from dateline.read.statements import asides, cues, extents, idioms, syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.direct import Quoted
from dateline.read.statements.drafts import Draft, Found, piece
from dateline.read.statements.speakers import outside

# The share of each rule's statements that annotators also have: 384 PolNeAR articles, 7,887 statements.
CONFIDENCE = {
    "clause": 0.84,
    "aside": 0.8,
    "that": 0.7,
    "infinitive": 0.65,
    "raised": 0.58,
    "predicate": 0.75,
    "preposition": 0.56,
    "object": 0.57,
    "idiom": 0.62,
}

QUESTION_WORDS = frozenset({"what", "who", "which", "how", "why", "where", "when", "that"})
# With means ("backed the army with air power") these are deeds.
BACKING = frozenset({"back", "support"})
# "spoke with her about the truce" tells that they met, not what was said.
TALKING = frozenset({"speak", "talk"})
NAMING = frozenset({"name", "identify", "quote", "photograph"})

# Rules whose content runs to the end of a clause.
OPEN_ENDED = frozenset({"clause", "infinitive", "predicate", "raised", "that"})

# Rules whose content is a phrase: what follows a comma and "which" is no part of it.
PHRASAL = frozenset({"idiom", "object", "preposition", "predicate", "infinitive"})

# What may be named by a noun may be named by a verb in -ing ("proposed closing the road").
CLAUSAL = frozenset({"clause", "infinitive", "gerund", "object"})
GERUND = frozenset({"gerund", "object"})

# Hearers, days and places between a cue and its "that".
NEAR = 12
STOPS = frozenset({".", "!", "?", ";", ":", ")"})


def from_verb(quoted: Quoted, verb: Token, cue: Cue) -> Draft | None:
    """Return the statement that ``verb`` makes by its own syntax, if any."""
    negated = syntax.is_negated(verb)
    if syntax.is_conditional(verb) or _is_pointer(verb) or (negated and cue.speech):
        return None
    passive = syntax.is_passive(verb)
    speaker = syntax.agent(verb) if passive else syntax.subject(verb) or _touching(verb)
    read = _read(verb, cue, passive, speaker)
    if read is None:
        return None
    cue, (rule, ranges, head) = read
    if _is_bare(verb, ranges, speaker) or _keeps_unnamed(verb, head):
        return None
    if rule != "aside":
        ranges[-1] = _settled(quoted, verb, rule, *ranges[-1])
    if rule == "raised" or (speaker is not None and speaker.lower_ in ("it", "there") and passive):
        speaker = syntax.agent(verb) if passive else None
    pieces = [p for first, last in ranges if (p := piece(quoted.passage, first, last))]
    if not pieces:
        return None
    return Draft(
        passage=quoted.passage,
        cue=cue,
        cue_first=verb.i,
        cue_last=verb.i,
        speaker=speaker,
        pieces=pieces,
        head=head,
        rule=rule,
        confidence=CONFIDENCE[rule],
        mode=Mode.INDIRECT,
        stance=Stance.DENIES if negated else _stance_of(rule, head),
    )


def _read(verb: Token, cue: Cue, passive: bool, speaker: Token | None) -> tuple[Cue, Found] | None:
    """Return what the first rule that fits finds, idioms first, and the cue it is found by."""
    idiom = None if passive else idioms.find(verb)
    if idiom is not None:
        return idiom
    if cue.kind == "idioms":
        return None
    found = _raised(verb, cue, passive) or asides.as_reported(verb, cue)
    if found is None and not passive:
        found = asides.between_commas(verb, cue, speaker)
    found = found or _complement(verb, cue, passive, speaker) or _that(verb, cue)
    return None if found is None else (cue, found)


def _settled(quoted: Quoted, verb: Token, rule: str, first: int, last: int) -> tuple[int, int]:
    """Return the content's last range with its end settled."""
    settle = extents.clause_end if rule in OPEN_ENDED else extents.phrase_end
    last = _opening_question(verb, quoted.inside, first, last)
    last = settle(verb, first, last, quoted.cues, quoted.inside)
    if rule in PHRASAL:
        last = extents.without_comment(verb, first, last, quoted.inside)
    return first, last


def _is_pointer(verb: Token) -> bool:
    """ "See: Talks end": a line that leads elsewhere."""
    if not verb.is_sent_start or verb.i + 1 >= len(verb.doc):
        return False
    return verb.tag_ in ("VB", "VBP") and verb.doc[verb.i + 1].text == ":"


def _is_bare(verb: Token, ranges: list[tuple[int, int]], speaker: Token | None) -> bool:
    """Tell whether nothing is told: a question word, an act of force, a talk of which only the topic is."""
    first, last = ranges[-1]
    if len(ranges) == 1 and first == last and verb.doc[first].lower_ in QUESTION_WORDS:
        return True
    if speaker is not None and speaker.lemma_.lower() in mute():
        return True
    means = syntax.child(verb, "prep")
    if verb.lemma_ in TALKING and means is not None and means.lower_ == "with":
        return True
    return verb.lemma_ in BACKING and means is not None and means.lower_ == "with"


def _keeps_unnamed(verb: Token, head: Token) -> bool:
    """ "asked not to be named": a word about the interview, not about the matter."""
    below = syntax.child(head, "auxpass") is not None and syntax.is_negated(head)
    return below and head.lemma_ in NAMING and verb.lemma_ in ("ask", "request", "want", "prefer")


@cache
def mute() -> frozenset[str]:
    """Return the nouns for things that do not speak (data/cues.toml)."""
    return frozenset(data.toml("cues")["mute"]["words"].split())


def _touching(verb: Token) -> Token | None:
    """The name right before a verb whose subject the parser missed."""
    before = verb.doc[verb.i - 1] if verb.i > 0 and not verb.is_sent_start else None
    return before if before is not None and before.pos_ in ("PROPN", "PRON") else None


def _stance_of(rule: str, head: Token) -> Stance | None:
    """ "repeated a call", "issued a threat": the object says what the speaker does."""
    if rule == "predicate":
        return Stance.ASSERTS  # "called it over" is no call
    cue = cues.of(head) if rule == "object" else None
    return cue.stance if cue is not None and cue.kind == "nouns" else None


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
    found: Found | None = None
    if cue.prepositions and kids and kids[0].dep_ == "prep":
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


def _that(verb: Token, cue: Cue) -> Found | None:
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


def _opening_question(verb: Token, inside: Set[int], first: int, last: int) -> int:
    """ "Asked whether it was over, she nodded": the question ends at the comma."""
    doc = verb.doc
    if verb.tag_ != "VBN" or not (verb.is_sent_start or (verb.i > 0 and doc[verb.i - 1].lower_ == "when")):
        return last
    return next((at - 1 for at in range(first, last) if doc[at].text == "," and at not in inside), last)


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
                        last = other.right_edge.i
                return "preposition", [(kid.i + 1, last)], inner
        elif kid.dep_ in ("advcl", "ccomp", "xcomp") and kid.left_edge.lower_ in cue.prepositions:
            return "preposition", [(kid.left_edge.i + 1, kid.right_edge.i)], kid
    return None


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
                if other.left_edge.i == last + 1 and other.dep_ in ("prep", "xcomp"):
                    last = other.right_edge.i
            return "object", [(kid.left_edge.i, last)], kid
    fronted = _fronted(verb)
    return None if fronted is None else ("object", [fronted], verb)


def _reach(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i
