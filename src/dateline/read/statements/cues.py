"""The table of cues, compiled for look-up by the parser's lemma ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.tokens import Token

from dateline import data
from dateline.model import Certainty, Stance
from dateline.read import nlp


@dataclass(frozen=True, slots=True)
class Cue:
    """One word that attributes, and what may be its content (see data/cues.toml)."""

    word: str
    kind: str
    stance: Stance
    certainty: Certainty
    frames: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    speech: bool = False
    hearer: bool = False
    raising: bool = False


# The parts of speech a table's words are looked up under. The tagger calls "according" a verb.
PARTS = {
    "verbs": ("VERB", "AUX"),
    "nouns": ("NOUN",),
    "adjectives": ("ADJ",),
    "adverbs": ("ADV",),
    "phrases": ("VERB", "ADP"),
}


@cache
def table() -> dict[int, dict[int, Cue]]:
    """Return the cues of data/cues.toml by part of speech id and lemma id; loads the parser."""
    ids = nlp.load().vocab.strings
    found: dict[int, dict[int, Cue]] = {}
    for kind, parts in PARTS.items():
        for row in data.toml("cues")[kind]:
            for word in row["words"].split():
                cue = _cue(word, kind, row)
                for part in parts:
                    group = found.setdefault(ids[part], {})
                    key = ids.add(word)
                    group[key] = _joined(group[key], cue) if key in group else cue
    for part in PARTS["verbs"]:
        for row in data.toml("cues")["idioms"]:
            for word in row["verbs"].split():
                found[ids[part]].setdefault(
                    ids.add(word),
                    _cue(word, "idioms", {**row, "certainty": "stated", "frames": "", "prepositions": ""}),
                )
    return found


def part(name: str) -> int:
    """Return the parser's id of a part of speech."""
    return nlp.load().vocab.strings[name]


def of(token: Token) -> Cue | None:
    """Return the cue that ``token`` is, if the table has it."""
    return table().get(token.pos, {}).get(token.lemma)


def _cue(word: str, kind: str, row: dict[str, Any]) -> Cue:
    return Cue(
        word=word,
        kind=kind,
        stance=Stance(row["stance"]),
        certainty=Certainty(row["certainty"]),
        frames=frozenset(row.get("frames", "").split()),
        prepositions=frozenset(row.get("prepositions", "").split()),
        speech=row.get("speech", False),
        hearer=row.get("hearer", False),
        raising=row.get("raising", False),
    )


def _joined(first: Cue, second: Cue) -> Cue:
    """A word in two rows has the frames of both and the stance of the first."""
    return replace(
        first,
        frames=first.frames | second.frames,
        prepositions=first.prepositions | second.prepositions,
        speech=first.speech or second.speech,
    )
