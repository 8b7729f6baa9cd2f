"""Reads relays that name their source in passing: "the agency reported, citing the ministry"."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.statements import institutions, syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Draft
from dateline.read.statements.speakers import is_title

# What is cited besides people and institutions; of anything else ("citing the cold") nobody speaks.
PAPERS = frozenset({"source", "report", "document", "statement", "record", "file", "witness", "people"})

# Measured on 924 PolNeAR articles, whose annotators seldom give one content to two voices.
CONFIDENCE = 0.4


def relay(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with each "citing X" read as X's own words, handed on by the citing voice.

    X's content is the content of the statement that cites him; without one, or where X is no voice,
    the draft stays as it was.
    """
    hosts = {draft.cue_first: draft for draft in drafts if draft.cue.speech}
    return [_relayed(draft, hosts) for draft in drafts]


def _relayed(draft: Draft, hosts: dict[int, Draft]) -> Draft:
    verb = draft.passage.doc[draft.cue_first]
    source = syntax.child(verb, "dobj") if draft.cue.word == "cite" and verb.tag_ == "VBG" else None
    if source is None or not _is_voice(source):
        return draft
    first = verb.sent.start
    host = next((hosts[at] for at in range(verb.i - 1, first - 1, -1) if at in hosts), None)
    if host is None:
        return draft
    return _handed_on(draft, host, source, draft.cue)


def _handed_on(draft: Draft, host: Draft, source: Token, cue: Cue) -> Draft:
    relayed = Draft(
        draft.passage,
        cue,
        draft.cue_first,
        draft.cue_last,
        source,
        list(host.pieces),
        host.head,
        "cited",
        CONFIDENCE,
        host.mode,
        host.stance or host.cue.stance,
    )
    relayed.told_by = host
    return relayed


def _is_voice(noun: Token) -> bool:
    named = noun.pos_ == "PROPN" or is_title(noun) or institutions.is_one(noun)
    return named or noun.lemma_.lower() in PAPERS
