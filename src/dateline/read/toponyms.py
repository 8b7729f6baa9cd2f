"""Recognises place names in a passage: gazetteer n-grams weighed by the words around them.

A name counts as a place by evidence, never by being listed alone: what stands before it
("in", "north of"), behind it ("province", ", Texas"), and what speaks for a person or a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from dateline import data
from dateline.read.gazetteer import Found, Gazetteer
from dateline.read.page import Passage
from dateline.read.spellings import fold

# Longest listed names a reader meets ("Democratic Republic of the Congo", "Maarat al - Num'an") in tokens.
LONGEST = 6

ARTICLES = frozenset(data.toml("toponyms")["joins"]["articles"].split())
_INNER = frozenset(data.toml("toponyms")["joins"]["inner"].split())


# What may stand between a place and the one it lies in.
_INSIDE = ([","], [",", "in"], [",", "in", "the"], ["in"], ["in", "the"])


@dataclass(slots=True)
class Toponym:
    """A recognised name: tokens ``first`` to ``last`` of its passage, and what the text says of it."""

    passage: Passage
    first: int
    last: int
    key: str
    found: tuple[Found, ...]
    evidence: float = 0.0
    kinds: frozenset[str] = frozenset()
    modifier: str | None = None
    demonym: str | None = None
    inside: Toponym | None = None
    unit: tuple[str, str] | None = None
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of data/toponyms.toml, as sets."""

    kinds: dict[str, str]
    near: frozenset[str]
    directions: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    titles: frozenset[str]
    verbs: frozenset[str]
    given: frozenset[str]
    institutions: frozenset[str]
    streets: frozenset[str]
    never: frozenset[str]
    demonyms: dict[str, str]
    short: dict[str, tuple[str, str]]


def _set(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


@cache
def words() -> Words:
    """Return the word lists, read once."""
    table = data.toml("toponyms")
    frames = {
        word: kind for kind, text in table["frames"].items() if kind != "unit_names" for word in text.split()
    }
    people = table["people"]
    return Words(
        kinds=frames,
        near=_set(table["near"]["words"]),
        directions=_set(table["near"]["directions"]),
        strong=_set(table["prepositions"]["strong"]),
        weak=_set(table["prepositions"]["weak"]),
        titles=_set(people["titles"]),
        verbs=_set(people["verbs"]),
        given=_set(people["given"]),
        institutions=_set(table["institutions"]["words"]),
        streets=_set(table["streets"]["words"])
        if "streets" in table
        else _set(table["institutions"]["streets"]),
        never=_set(table["never"]["words"]),
        demonyms={
            word.casefold(): row["iso"]
            for row in reversed(data.rows("countries"))
            for word in row["demonyms"].split("|")
            if word
        },
        short={
            word.replace(".", ""): (row["country"], row["name"])
            for row in reversed(data.rows("units"))
            for word in row["short"].split("|")
            if word
        },
    )


class Recogniser:
    """Finds the toponyms of one passage after another, with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = words()

    def find(self, passage: Passage) -> list[Toponym]:
        """Return the toponyms of a passage in order, with their evidence; none overlaps another."""
        tokens = [token.text for token in passage.doc]
        if not any(word[:1].isupper() or word in ARTICLES for word in tokens):
            return []
        scene = _Scene(passage, tokens, _titled(tokens))
        found = [toponym for first, last in _runs(tokens) for toponym in self._in_run(scene, first, last)]
        self._contain(scene, found)
        return found

    def _in_run(self, scene: _Scene, first: int, last: int) -> Iterator[Toponym]:
        """Yield the longest listed names of a run of capitalised tokens, from the left."""
        at = first
        while at <= last:
            hit = self._longest(scene, at, last)
            if hit is None:
                at += 1
                continue
            if self._weigh(scene, hit, first, last):
                yield hit
            at = hit.last + 1

    def _longest(self, scene: _Scene, at: int, last: int) -> Toponym | None:
        tokens, doc = scene.tokens, scene.passage.doc
        for end in range(min(last, at + LONGEST - 1), at - 1, -1):
            if tokens[end] in _INNER or (not tokens[end][-1:].isalnum() and tokens[end][-1:] != "."):
                continue
            text = doc.text[doc[at].idx : doc[end].idx + len(doc[end])]
            key = fold(text)
            if at == end:
                single = self._single(scene, at, text, key)
                if single is not None:
                    return single
            elif key in self._words.demonyms:
                return Toponym(scene.passage, at, end, key, (), demonym=self._words.demonyms[key])
            found = self._gazetteer.named(key)
            if not found and key.startswith("al "):
                found = self._gazetteer.named(key[3:])
            if found and (key not in self._words.never or text == "US"):
                return Toponym(scene.passage, at, end, key, found)
        return None

    def _single(self, scene: _Scene, at: int, text: str, key: str) -> Toponym | None:
        """Return a demonym or an abbreviated unit, the one-word names that no gazetteer lists."""
        if key in self._words.demonyms:
            return Toponym(scene.passage, at, at, key, (), demonym=self._words.demonyms[key])
        unit = self._words.short.get(text.replace(".", ""))
        if unit is None:
            return None
        tokens = scene.tokens
        behind_comma = at > 1 and tokens[at - 1] == "," and tokens[at - 2][:1].isupper()
        dotted = text.count(".") >= 2 and not (at and tokens[at - 1][:1].isdigit())
        if (behind_comma and (text.endswith(".") or text.isupper())) or dotted:
            return Toponym(scene.passage, at, at, key, (), unit=unit)
        return None

    def _weigh(self, scene: _Scene, name: Toponym, first: int, last: int) -> bool:
        """Set the name's evidence, kind and modifier; return whether it can be a place at all."""
        if name.unit is not None:
            name.evidence = 5.0
            return True
        if name.demonym is not None:
            return _is_adjective(scene.passage.doc, name)
        name.evidence = _standing(name.found)
        self._behind(scene, name, last)
        self._before(scene, name, first)
        return name.evidence > -5

    def _behind(self, scene: _Scene, name: Toponym, last: int) -> None:
        """Weigh the word behind the name: a kind of place, a body in it, a street, a surname."""
        tokens = scene.tokens
        if name.last + 1 >= len(tokens):
            return
        follower = tokens[name.last + 1]
        low = follower.casefold().rstrip(".")
        if low in self._words.kinds:
            self._framed(name, low)
            if follower[:1].isupper() and name.last < last:
                name.last += 1
        elif name.last < last and not scene.titled:
            if low in self._words.streets:
                name.evidence -= 10
            elif low in self._words.institutions:
                name.evidence += 2
                name.reasons.append("body")
            elif name.key in self._words.given:
                name.evidence -= 10
            else:
                name.evidence -= 2

    def _framed(self, name: Toponym, word: str) -> None:
        kind = self._words.kinds[word]
        name.kinds = frozenset({"admin1", "region"} if kind == "state" else {kind})
        name.evidence += 4
        name.reasons.append(f"called a {word}")

    def _before(self, scene: _Scene, name: Toponym, first: int) -> None:
        """Weigh the words before the name: title, given name, direction, preposition, "city of"."""
        tokens, at = scene.tokens, name.first - 1
        if at < 0:
            return
        low = tokens[at].casefold().rstrip(".")
        if low == "the" and at:
            at -= 1
            low = tokens[at].casefold()
        if low in self._words.directions:
            name.modifier = tokens[at]
            name.evidence += 2
            at -= 1
            low = tokens[at].casefold() if at >= 0 else ""
        if low == "of" and at:
            outer = tokens[at - 1].casefold()
            if outer in self._words.kinds:
                self._framed(name, outer)
                return
            if outer in self._words.near or outer in self._words.directions:
                name.modifier = f"{tokens[at - 1]} of"
                name.evidence += 3
                return
        if low in self._words.strong:
            name.evidence += 3
            if low in self._words.near:
                name.modifier = low if name.modifier is None else f"{low} {name.modifier}"
        elif low in self._words.weak:
            name.evidence += 1
        elif low in self._words.titles:
            name.evidence -= 10 if tokens[at][:1].isupper() else 6
        elif at >= first and tokens[at][:1].isupper() and not scene.titled and name.modifier is None:
            name.evidence -= 10 if low in self._words.given or tokens[at][1:2] == "." else 4

    def _contain(self, scene: _Scene, names: list[Toponym]) -> None:
        """Link "X, Y" and "X in Y" where nothing else stands between the two."""
        tokens = scene.tokens
        for inner, outer in pairwise(names):
            between = tokens[inner.last + 1 : outer.first]
            if outer.demonym or not between or len(between) > 3:
                continue
            low = [word.casefold() for word in between]
            if low[0] in self._words.kinds:
                low = low[1:]
            if low in _INSIDE:
                inner.inside = outer


@dataclass(frozen=True, slots=True)
class _Scene:
    """A passage's tokens as text; ``titled`` when nearly every word is capitalised."""

    passage: Passage
    tokens: list[str]
    titled: bool


def _titled(tokens: list[str]) -> bool:
    """Return whether capitals tell nothing: a headline in title case, or text all in capitals."""
    long = [word for word in tokens if len(word) > 3 and word.isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _runs(tokens: list[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each longest stretch of capitalised tokens and what joins them."""
    at, count = 0, len(tokens)
    while at < count:
        if not _opens(tokens, at):
            at += 1
            continue
        end = probe = at
        while probe + 1 < count:
            word = tokens[probe + 1]
            if _opens(tokens, probe + 1):
                probe += 1
                end = probe
            elif probe - end < 3 and (word in _INNER or word in ARTICLES or word in ("-", "’", "'", "&")):
                probe += 1
            else:
                break
        yield at, end
        at = end + 1


def _opens(tokens: list[str], at: int) -> bool:
    word = tokens[at]
    return word[:1].isupper() or (word in ARTICLES and tokens[at + 1 : at + 2] == ["-"])


def _is_adjective(doc: Doc, name: Toponym) -> bool:
    """Return whether a demonym stands for the country ("Turkish troops"), not for people or a language."""
    token = doc[name.last]
    return token.dep_ in ("amod", "compound", "nmod", "poss")


def _standing(found: tuple[Found, ...]) -> float:
    """Return how likely a listed name is to mean a place at all, before the text is looked at."""
    best = -1.0
    for entry, grade in found:
        if entry.kind in ("country", "region", "water", "mountain"):
            value = 5.0
        elif entry.kind == "admin1" or entry.population > 500_000:
            value = 4.0
        elif entry.population > 100_000:
            value = 2.5
        elif entry.population > 15_000:
            value = 1.0
        else:
            value = 0.0
        best = max(best, value - (1.5 if grade == 2 else 0.0))
    return best
