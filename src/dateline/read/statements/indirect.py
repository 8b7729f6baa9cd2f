"""Reads what a cue verb reports from its syntax: clause, infinitive, object, predicate, aside."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.model import Mode, Stance
from dateline.read.statements import asides, cues, extents, frames, idioms, syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.direct import Quoted
from dateline.read.statements.drafts import Draft, Found, piece

# The share of each rule's statements that annotators also have: 924 PolNeAR articles, 22,069 statements.
CONFIDENCE = {
    "clause": 0.83,
    "aside": 0.77,
    "that": 0.62,
    "infinitive": 0.65,
    "raised": 0.59,
    "predicate": 0.74,
    "preposition": 0.58,
    "object": 0.61,
    "idiom": 0.62,
    "closing": 0.77,
    "opening": 0.8,
}

QUESTION_WORDS = frozenset({"what", "who", "which", "how", "why", "where", "when", "that"})
# With means ("backed the army with air power") these are deeds.
BACKING = frozenset({"back", "support"})
# "spoke with her about the truce" tells that they met, not what was said.
TALKING = frozenset({"speak", "talk"})
NAMING = frozenset({"name", "identify", "quote", "photograph"})

# Rules whose content is settled when it is found.
WHOLE = frozenset({"aside", "closing"})

# Rules whose content runs to the end of a clause.
OPEN_ENDED = frozenset({"clause", "infinitive", "opening", "predicate", "raised", "that"})

# Rules whose content is a phrase: what follows a comma and "which" is no part of it.
PHRASAL = frozenset({"idiom", "object", "preposition", "predicate", "infinitive"})


def from_verb(quoted: Quoted, verb: Token, cue: Cue) -> Draft | None:
    """Return the statement that ``verb`` makes by its own syntax, if any."""
    negated = syntax.is_negated(verb)
    if syntax.is_conditional(verb) or _is_pointer(verb) or (negated and cue.speech):
        return None
    passive = syntax.is_passive(verb)
    speaker = syntax.agent(verb) if passive else syntax.subject(verb) or _touching(verb)
    read = _read(verb, cue, passive, speaker)
    if read is None or read[1][0] == "that":
        ordered = asides.closing(verb, cue)
        if ordered is not None:
            read, speaker = (cue, ordered[0]), ordered[1]
    if read is None and (opened := asides.opening(verb)):
        read = cue, opened
    if read is None:
        return None
    cue, (rule, ranges, head) = read
    if _is_bare(verb, ranges, speaker) or _keeps_unnamed(verb, head):
        return None
    if rule not in WHOLE:
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
    found = frames.raised(verb, cue, passive) or asides.as_reported(verb, cue)
    if found is None and not passive:
        found = asides.between_commas(verb, cue, speaker)
    found = found or frames.complement(verb, cue, passive, speaker) or frames.that(verb, cue)
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


def _opening_question(verb: Token, inside: Set[int], first: int, last: int) -> int:
    """ "Asked whether it was over, she nodded": the question ends at the comma."""
    doc = verb.doc
    if verb.tag_ != "VBN" or not (verb.is_sent_start or (verb.i > 0 and doc[verb.i - 1].lower_ == "when")):
        return last
    return next((at - 1 for at in range(first, last) if doc[at].text == "," and at not in inside), last)
