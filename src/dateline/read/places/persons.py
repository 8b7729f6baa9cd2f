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
    likely: set[str] = field(default_factory=set)  # surnames behind a name that no list knows
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
            _unlisted(scene, first, last, lists, known, places)
    return known


def _unlisted(scene: Scene, first: int, last: int, lists: Words, known: People, places: set[str]) -> None:
    """Add the person of a run whose given name no list knows: surely before an age, likely without."""
    low, tokens = scene.low, scene.tokens
    if last - first not in (1, 2) or low[last] not in places or " ".join(low[first : last + 1]) in places:
        return
    before = low[first:last]
    if not all(word.isalpha() or word[-1:] == "." for word in before):
        return
    if not all(token[:1].isupper() for token in tokens[first : last + 1]):
        return
    if any(word in places or word in lists.never or word in lists.directions for word in before):
        return
    if any(word in lists.public or word in lists.private or word in lists.kinds for word in before):
        return
    if _aged(low, last + 1):
        known.surnames.add(low[last])
        known.given.add(low[first])
    else:
        known.likely.add(low[last])


def _aged(low: list[str], at: int) -> bool:
    """Tell whether an age stands at a token: ", 32," and the like."""
    if low[at : at + 1] != [","] or at + 2 >= len(low) or not low[at + 1].isdigit():
        return False
    return 0 < len(low[at + 1]) < 3 and low[at + 2] in _AFTER_AGE


_AFTER_AGE = frozenset((",", ".", ")", ";", "of", "was", "were", "is", "has", "had", "and", "who", "from"))


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
