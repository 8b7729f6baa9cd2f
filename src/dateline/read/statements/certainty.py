"""How firmly a statement is given: stated, reported, alleged, rumoured.

Certainty is the text's own distance from the words, never our belief in them: a lie told by a
named minister is *stated*. It is decided apart from stance, by the cue first, then by the voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline import data
from dateline.model import Certainty, Statement
from dateline.read.page import Mention, Page

# Cues that settle the matter by themselves, whoever speaks.
SETTLED = frozenset({Certainty.ALLEGED, Certainty.RUMOURED, Certainty.REPORTED, Certainty.UNKNOWN})

# A definite singular ("the mayor", "the army") is one known voice; "a resident", "officials" are not.
DEFINITE = ("the ", "his ", "her ", "their ", "its ", "our ", "my ")


def settle(page: Page, statements: Sequence[Mention[Statement]]) -> list[Mention[Statement]]:
    """Return the statements with their certainty set from cue, voice and grammar.

    alleged and rumoured follow the cue; a named or otherwise identified speaker's plain word is
    stated; an unnamed or missing speaker makes it reported (docs/codebook.md, "Certainty").
    """
    return [replace(mention, record=_settled(mention)) for mention in statements]


def _settled(mention: Mention[Statement]) -> Statement:
    given = mention.record
    certainty = given.certainty
    if certainty not in SETTLED and not _is_identified(given, mention):
        certainty = Certainty.REPORTED
    if given.speaker is not None and mention.notes.get("speaker") in _rumours():
        certainty = Certainty.RUMOURED
    return given.model_copy(update={"certainty": certainty})


def _is_identified(given: Statement, mention: Mention[Statement]) -> bool:
    """Tell whether the reader of the text knows whose word it is."""
    if given.name is not None:
        return True
    if given.speaker is None:
        return False
    one = mention.notes.get("number") == "singular"
    return one and (given.role is not None) and given.speaker.text.lower().startswith(DEFINITE)


def _rumours() -> frozenset[str]:
    rows = data.toml("cues")["nouns"]
    return frozenset(word for row in rows if row["certainty"] == "rumoured" for word in row["words"].split())
