"""The persons a report names, so that a place is not read into a surname."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.read.places.scenes import Scene
from dateline.read.places.words import Words, words


@dataclass(slots=True)
class People:
    """The names that this report gives to people, and its ordinary words, all folded."""

    surnames: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)


def people(scenes: Sequence[Scene], places: set[str]) -> People:
    """Return the surnames and given names of the persons that runs of capitalised words name."""
    lists = words()
    known = People()
    for scene in scenes:
        if scene.titled:
            continue
        known.common.update(word for word in scene.tokens if word.islower())
        for first, last in scene.runs:
            _person(scene, first, last, lists, known, places)
    return known


def _person(scene: Scene, first: int, last: int, lists: Words, known: People, places: set[str]) -> None:
    """Add the person a run names: a title stands before it, or a given name opens it."""
    low, tokens = scene.low, scene.tokens
    for at in range(first, last + 1):
        title = at > 0 and low[at - 1].rstrip(".") in lists.titles and tokens[at][:1].isupper()
        if not title and low[at] not in lists.given:
            continue
        end = at
        while end < min(last, at + 3) and tokens[end + 1][:1].isupper():
            end += 1
        parts = low[at : end + 1]
        if " ".join(parts) in places or any(part in lists.public or part in lists.private for part in parts):
            continue
        if end > at:
            known.given.add(low[at])
        elif not title:
            continue
        known.surnames.add(low[end])
        return
