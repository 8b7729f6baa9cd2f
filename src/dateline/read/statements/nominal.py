"""Reads attribution without a verb of saying: nouns, adjectives, "according to", adverbs."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.model import Certainty
from dateline.read.page import Passage
from dateline.read.statements import syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.direct import Quoted
from dateline.read.statements.drafts import Draft, piece

CONFIDENCE = {"according to": 0.85, "noun clause": 0.63, "noun": 0.42, "adjective": 0.63, "adverb": 0.4}


# Nouns that attribute without anyone to attribute to: "reports of shelling".
HEARSAY = frozenset({Certainty.REPORTED, Certainty.ALLEGED, Certainty.RUMOURED})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.toml("cues")[name]["words"].split())


def according_to(quoted: Quoted, token: Token, cue: Cue) -> Draft | None:
    """ "The road was cut, according to officials": the rest of the sentence is theirs."""
    passage = quoted.passage
    doc = passage.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    speaker = syntax.child(to, "pobj") or syntax.child(token, "pobj")
    if speaker is None:
        return None
    sent = token.sent
    last = speaker.right_edge.i
    pieces = []
    if token.i > sent.start:
        pieces.append(piece(passage, sent.start, token.i - 1))
    if last + 1 < sent.end:
        pieces.append(piece(passage, last + 1, sent.end - 1))
    held = [p for p in pieces if p and p[1] - p[0] > 1]
    if not held:
        return None
    return Draft(
        passage=passage,
        cue=cue,
        cue_first=token.i,
        cue_last=token.i + 1,
        speaker=speaker,
        pieces=held,
        head=sent.root,
        rule="according to",
        confidence=CONFIDENCE["according to"],
    )


def from_noun(quoted: Quoted, noun: Token, cue: Cue) -> Draft | None:
    """ "reports that the bridge fell", "a claim by the army that …", "their call for a truce"."""
    if any(kid.dep_ == "det" and kid.lower_ == "no" for kid in noun.children):  # "no comment from …"
        return None
    return _told(quoted.passage, noun, cue)


def _told(passage: Passage, noun: Token, cue: Cue) -> Draft | None:
    speaker = possessor(noun)
    if noun.dep_ == "nsubj" and noun.head.lemma_ in _words("spreading"):
        return _spreads(passage, noun, cue, speaker)
    if noun.dep_ == "dobj" and speaker is not None and noun.head.lemma_ in _words("receiving"):
        above = syntax.child(noun.head, "nsubj")
        if above is not None and "for" in cue.prepositions:
            return _noun_draft(
                passage, noun, cue, speaker, above.left_edge.i, above.right_edge.i, above, "noun"
            )
    behind = speaker.children if speaker is not None and speaker.i > noun.i else ()
    for kid in (*noun.children, *behind):
        if kid.i < noun.i:
            continue
        if kid.dep_ == "acl" and kid.pos_ in ("VERB", "AUX"):
            if syntax.is_infinitive(kid) and speaker is not None:
                return _noun_draft(
                    passage, noun, cue, speaker, kid.left_edge.i, kid.right_edge.i, kid, "noun clause"
                )
            if any(mark.lower_ == "that" and mark.dep_ == "mark" for mark in kid.children):
                return _noun_draft(
                    passage, noun, cue, speaker, kid.left_edge.i, kid.right_edge.i, kid, "noun clause"
                )
        if (
            kid.dep_ == "prep"
            and kid.lower_ in cue.prepositions
            and (speaker is not None or cue.certainty in HEARSAY)
        ):
            inner = syntax.child(kid, "pobj", "pcomp")
            if inner is not None:
                return _noun_draft(passage, noun, cue, speaker, kid.i + 1, kid.right_edge.i, inner, "noun")
    return None


def _spreads(passage: Passage, noun: Token, cue: Cue, speaker: Token | None) -> Draft | None:
    """ "Rumours have spread that …": the rumour itself is the only voice there is."""
    for holder in (noun.head, noun):
        for kid in holder.children:
            clause = kid.i > noun.i and kid.dep_ in ("ccomp", "advcl", "acl", "relcl", "xcomp")
            if clause and any(mark.lower_ == "that" for mark in kid.children):
                first, last = kid.left_edge.i, kid.right_edge.i
                return _noun_draft(passage, noun, cue, speaker or noun, first, last, kid, "noun clause")
    return None


def _noun_draft(
    passage: Passage,
    noun: Token,
    cue: Cue,
    speaker: Token | None,
    first: int,
    last: int,
    head: Token,
    rule: str,
) -> Draft | None:
    held = piece(passage, first, last)
    if held is None:
        return None
    draft = Draft(passage, cue, noun.i, noun.i, speaker, [held], head, rule, CONFIDENCE[rule])
    if speaker is not None and speaker.left_edge.i <= first <= speaker.right_edge.i:
        draft.speaker_range = (speaker.left_edge.i, speaker.i)
    return draft


def possessor(noun: Token) -> Token | None:
    """ "X's claim", "a claim by X", "warnings from X"."""
    own = syntax.child(noun, "poss")
    if own is not None:
        return own
    for kid in noun.children:
        if kid.dep_ in ("prep", "agent") and kid.lower_ in ("by", "from", "among"):
            return syntax.child(kid, "pobj")
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in _words("light"):
        return syntax.subject(verb)
    return None


def from_adjective(quoted: Quoted, adjective: Token, cue: Cue) -> Draft | None:
    """ "Officials are confident that …": what somebody is sure or afraid of."""
    passage = quoted.passage
    verb = adjective.head
    if adjective.dep_ not in ("acomp", "amod", "conj", "oprd", "ROOT", "ccomp", "relcl", "advcl"):
        return None
    speaker = syntax.subject(verb) or syntax.subject(adjective)
    if speaker is None or speaker.lower_ in ("it", "there"):
        return None
    for kid in [*adjective.children, *verb.children]:
        if kid.i < adjective.i:
            continue
        if kid.dep_ in ("ccomp", "xcomp", "advcl"):
            infinitive = syntax.is_infinitive(kid)
            if infinitive != ("infinitive" in cue.frames) or kid.tag_ == "VBG":
                continue
            first = max(kid.left_edge.i, adjective.i + 1)
        elif kid.dep_ == "prep" and kid.lower_ in cue.prepositions and kid.head.i == adjective.i:
            first = kid.i + 1
        else:
            continue
        if first <= kid.right_edge.i:
            held = piece(passage, first, kid.right_edge.i)
            if held:
                return Draft(
                    passage,
                    cue,
                    adjective.i,
                    adjective.i,
                    speaker,
                    [held],
                    kid,
                    "adjective",
                    CONFIDENCE["adjective"],
                )
    return None


def from_adverb(quoted: Quoted, adverb: Token, cue: Cue) -> Draft | None:
    """ "Dozens were reportedly killed": the clause is handed on, by nobody named."""
    passage = quoted.passage
    verb = adverb.head
    while verb.pos_ in ("ADJ", "ADV", "NUM", "ADP") and verb.head.i != verb.i:
        verb = verb.head
    first, last = verb.left_edge.i, verb.right_edge.i
    if verb.dep_ in ("relcl", "acl", "amod") or not first <= adverb.i <= last:
        first = min(first, adverb.i)
    held = [p for span in ((first, adverb.i - 1), (adverb.i + 1, last)) if (p := piece(passage, *span))]
    if not held:
        return None
    return Draft(passage, cue, adverb.i, adverb.i, None, held, verb, "adverb", CONFIDENCE["adverb"])
