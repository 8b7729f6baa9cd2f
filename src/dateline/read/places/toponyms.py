"""Recognises place names in a report: gazetteer n-grams, abbreviations, words for a people, streets.

A name counts as a place by evidence, never by being listed alone; ``evidence`` weighs the
words around it. This module finds the names and decides which are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from dateline.read.places.features import FRAMES, Features
from dateline.read.places.gazetteer import Found, Gazetteer
from dateline.read.places.names import Toponym
from dateline.read.places.scenes import Scene, opens
from dateline.read.places.spellings import fold
from dateline.read.places.words import Words, words

# Longest listed names a reader meets ("Maarat al - Num'an" is four tokens).
LONGEST = 6

# What may stand between a place and the one it lies in.
_INSIDE = ([","], [",", "in"], [",", "in", "the"], ["in"], ["in", "the"])
_PART_OF = (["of"], ["of", "the"])
_LISTED = ([","], ["and"], ["or"], [",", "and"], [",", "or"])
_OWNED = (["'s"], ["’s"])


class Finder:
    """Finds the names of a scene that a gazetteer or our tables list; evidence is weighed elsewhere."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = words()
        self._features = Features(gazetteer)

    def find(self, scene: Scene) -> list[Toponym]:
        """Return the names in order; none overlaps another."""
        names = [name for first, last in scene.runs for name in self._in_run(scene, first, last)]
        for one, other in pairwise(names):
            self._contain(scene, one, other)
        for one, other in pairwise(names[1:]):
            if scene.low[one.last + 1 : other.first] in _LISTED:
                names[names.index(one) - 1].listed = True
        return names

    def _contain(self, scene: Scene, one: Toponym, other: Toponym) -> None:
        """Link a name with the one beside it that the text says it lies in."""
        between = scene.low[one.last + 1 : other.first]
        framed = bool(between) and between[0] in self._words.kinds
        if framed:
            between = between[1:]
        if other.role != "demonym" and (between in _INSIDE or (framed and between in _PART_OF)):
            one.inside = other
        elif between in _OWNED and one.role == "name" and other.role in ("unlisted", "feature"):
            other.inside = one

    def _in_run(self, scene: Scene, first: int, last: int) -> Iterator[Toponym]:
        """Yield the longest names of a run of capitalised tokens, from the left."""
        at = first
        while at <= last:
            if not opens(scene.tokens, at, self._words):
                at += 1
                continue
            name = self._features.find(scene, at, last) or self._longest(scene, at, last)
            if scene.low[at] == "the" and at < last:
                bare = self._longest(scene, at + 1, last)  # "The Hague", but "the Rock Hill school"
                name = bare if name is None or (bare is not None and bare.last > name.last) else name
            if name is None or (name.first > at and scene.tokens[at][:1].isupper()):
                name = self._unlisted(scene, at, last) or name
            if name is None:
                at += 1
                continue
            yield name
            at = name.last + 1

    def _longest(self, scene: Scene, at: int, last: int) -> Toponym | None:
        tokens, passage, text = scene.tokens, scene.passage, scene.text
        doc = passage.doc
        begin = doc[at].idx
        for end in range(min(last, at + LONGEST - 1), at - 1, -1):
            final = tokens[end]
            if at == end and final.endswith("--"):
                return self._cut(scene, at, final)
            if final in self._words.inner or not (final[-1:].isalnum() or final[-1:] == "."):
                continue
            written = text[begin : doc[end].idx + len(final)]
            key = fold(written)
            if at == end and "-" in written and key not in self._words.demonyms:
                return self._cut(scene, at, written)
            if (own := self._of_our_tables(scene, at, end, written, key)) is not None:
                return own
            if at == end and not (
                _may_name(written, key, self._words, scene.titled) or self._before_unit(scene, end)
            ):
                continue
            if at < end and key in self._words.never:
                return None
            found = self._gazetteer.named(key)
            if not found and key.startswith("al "):
                found = self._gazetteer.named(key[3:])
            if found:
                return Toponym(passage, at, end, key, found)
        return None

    def _of_our_tables(self, scene: Scene, at: int, end: int, written: str, key: str) -> Toponym | None:
        """Return a word for a people, an abbreviated unit, or a side of a city ("the West Side")."""
        people = self._words.demonyms.get(key)
        if people is not None:
            return Toponym(scene.passage, at, end, key, self._home_of(people), "demonym")
        if at < end and scene.low[end] == "side" and scene.low[end - 1] in self._words.directions:
            return Toponym(scene.passage, at, end, key, (), "unlisted", kinds=_QUARTER)
        return self._unit(scene, at, end, written) if end - at <= 1 else None

    def _unlisted(self, scene: Scene, at: int, last: int) -> Toponym | None:
        """Return a name no gazetteer lists, where the text plainly frames a place.

        "the village of X" and "the X neighborhood" are enough; after "in" or "from" a listed name must
        sound like it, and lie in a country of the report (see places).
        """
        low, lists = scene.low, self._words
        if scene.titled or low[at] in lists.never or low[at] in lists.titles or low[at] in lists.given:
            return None
        end = _name_end(scene, at, last)
        kind = self._frame(scene, at, end)
        before = at - 2 if at and low[at - 1] == "the" else at - 1
        led = before >= 0 and low[before] in lists.strong
        if kind is None and self._told_to_lie(scene, at, end):
            kind = "settlement"
        if kind is None and not led and (before < 0 or low[before] not in (",", "and", "or", "on")):
            return None
        key = fold(scene.words(at, end))
        found = self._gazetteer.sounding(key) if len(key) > 4 else ()
        if kind is None and not found:
            return None
        kinds = frozenset({kind}) if kind is not None else frozenset()
        reason = f"sounds like it, after {low[before]!r}" if led else None
        return Toponym(scene.passage, at, end, key, found, "unlisted", kinds=kinds, reason=reason)

    def _told_to_lie(self, scene: Scene, at: int, end: int) -> bool:
        """Tell whether a unit stands behind an unlisted name: "in Oakum, Lake County", "OAKUM, Ohio (AP)"."""
        low, tokens = scene.low, scene.tokens
        opens_line = at == 0 and tokens[at].isupper()
        if low[end + 1 : end + 2] != [","] or not (opens_line or (at and low[at - 1] in ("in", "of", "at"))):
            return False
        if self._before_unit(scene, end):
            return True
        unit = next((k for k in range(end + 3, min(end + 5, len(low))) if low[k] in _UNIT_WORDS), None)
        return unit is not None and all(word[:1].isupper() for word in tokens[end + 2 : unit + 1])

    def _frame(self, scene: Scene, at: int, end: int) -> str | None:
        """Return the kind of place in "the X neighborhood", "the village of X" or "X, a town"."""
        low, kinds = scene.low, self._words.kinds
        behind = kinds.get(low[end + 1]) if end + 1 < len(low) else None
        ahead = kinds.get(low[at - 2]) if at > 1 and low[at - 1] == "of" else None
        beside = kinds.get(beside_it(low, end, kinds) or "")
        return next((kind for kind in (behind, ahead, beside) if kind in FRAMES), None)

    def _before_unit(self, scene: Scene, end: int) -> bool:
        """Tell whether an abbreviated unit stands behind a comma: "Reading, Pa.", which is no reading."""
        tokens = scene.tokens
        if tokens[end + 1 : end + 2] != [","] or end + 2 >= len(tokens):
            return False
        return self._unit(scene, end + 2, end + 2, tokens[end + 2]) is not None

    def _home_of(self, people: str) -> tuple[Found, ...]:
        """Return the country of an ISO code, or the region of that name."""
        if len(people) == 2:
            return self._gazetteer.country(people)
        return tuple(one for one in self._gazetteer.named(fold(people)) if one.entry.kind == "region")

    def _cut(self, scene: Scene, at: int, written: str) -> Toponym | None:
        """Return the place in a token such as "U.S.-backed", without what hangs on it."""
        head, _, tail = written.partition("-")
        key = fold(head)
        if not _may_name(head, key, self._words, scene.titled):
            return None
        if not tail.strip("-"):  # "SPRINGFIELD-- A man"
            found = self._gazetteer.named(key)
        elif tail.islower():
            found = tuple(one for one in self._gazetteer.named(key) if one.entry.kind == "country")
        else:
            return None
        return Toponym(scene.passage, at, at, key, found, cut=len(written) - len(head)) if found else None

    def _unit(self, scene: Scene, at: int, end: int, written: str) -> Toponym | None:
        """Return an abbreviated unit behind a comma ("Mobile, Ala.") or with inner points ("N.C.")."""
        tokens = scene.tokens
        short = written.replace(".", "").replace(" ", "")
        unit = self._words.short.get(short)
        if unit is None:
            return None
        after = tokens[end + 1] if end + 1 < len(tokens) else "."
        dotted = written.endswith(".") or after == "."
        inner = dotted and written.rstrip(".").replace(" ", "") in self._words.pointed
        inner = inner and not (at and tokens[at - 1][:1].isdigit())  # "in 600 B.C."
        behind = at > 1 and tokens[at - 1] == "," and tokens[at - 2][:1].isupper()
        if not inner and not (behind and (dotted or written.isupper() or after[0] in ",(—-")):
            return None
        if after == "." and not written.endswith(".") and end + 1 < len(scene.passage.doc) - 1:
            end += 1
        country, name = unit
        named = [one for one in self._gazetteer.named(fold(name)) if one.entry.country == country]
        found = tuple(one for one in named if one.entry.kind == "admin1")
        if not behind:  # a unit that is one city, by itself, is the city: "D.C."
            found = (
                tuple(one for one in named if one.entry.capital and one.entry.kind == "settlement") or found
            )
        return Toponym(scene.passage, at, end, fold(name), found, "unit", reason="abbreviation of a unit")


def beside_it(low: list[str], end: int, kinds: Collection[str]) -> str | None:
    """Return the word for a kind of place set beside a name that ends at ``end``: "X, a small town"."""
    if low[end + 1 : end + 2] != [","] or low[end + 2 : end + 3] not in (["a"], ["the"]):
        return None
    return next((word for word in low[end + 3 : end + 5] if word in kinds), None)


def _may_name(written: str, key: str, lists: Words, titled: bool) -> bool:
    """Return whether a single token may be a place: no ordinary word, and no acronym but a country's."""
    if written.replace(".", "") == "US":
        return True
    if key in lists.never or len(key) < 2:
        return False
    return not (written.isupper() and len(key) <= 4 and not titled) or key in _ACRONYMS


def _name_end(scene: Scene, at: int, last: int) -> int:
    """Return the last token of the capitalised name that opens at ``at``, four tokens at most."""
    end = at
    for probe in range(at + 1, min(last, at + 5) + 1):
        if scene.tokens[probe][:1].isupper():
            end = probe
        elif scene.low[probe] not in _JOINED:
            break
    return end


_QUARTER = frozenset({"quarter"})
_UNIT_WORDS = frozenset(("county", "parish", "province", "governorate", "district", "oblast"))
_JOINED = frozenset(("-", "al", "el", "ez", "az", "ul", "e", "i", "ye"))

# Countries, unions and cities that news writes as capitals only.
_ACRONYMS = frozenset("uk usa us uae eu drc prc dprk rok ksa png ussr nyc".split())  # noqa: SIM905
