"""Streets, rivers, hills and regions, known by the word for what they are or by an address."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.read.places.gazetteer import Gazetteer
from dateline.read.places.names import Toponym
from dateline.read.places.scenes import Scene
from dateline.read.places.spellings import fold
from dateline.read.places.words import words

# Kinds of place whose word makes any name beside it a place.
FRAMES = frozenset({"settlement", "quarter", "admin1", "admin2"})
STREET = frozenset({"street"})


class Features:
    """Finds the streets and natural features of a scene."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = words()

    def find(self, scene: Scene, at: int, last: int) -> Toponym | None:
        """Return a street, a river or the like that opens here, listed or not."""
        tokens, low = scene.tokens, scene.low
        if low[at] in self._words.numbered and tokens[at + 1 : at + 2] and tokens[at + 1].isdigit():
            key = fold(f"{low[at]} {tokens[at + 1]}")
            return Toponym(scene.passage, at, at + 1, key, (), "feature", kinds=STREET)
        street = self._bare_street(scene, at, last) if _addressed(low, at) else None
        return street or self._called(scene, at, last)

    def _called(self, scene: Scene, at: int, last: int) -> Toponym | None:
        """Return a street or natural feature that ends in the word for what it is."""
        tokens, low, lists = scene.tokens, scene.low, self._words
        for end in range(at + 1, min(last, at + 3) + 1):
            word = low[end].rstrip(".")
            if (
                lists.kinds.get(low[end - 1]) in FRAMES
                or not tokens[end][:1].isupper()
                or tokens[end - 1] in ("&", "'s", "’s")
            ):
                return None
            if word in lists.streets and low[at] not in lists.never | lists.titles:
                following = low[end + 1].rstrip(".") if end < last else ""
                if following in lists.public or following in lists.private:
                    return None
                key = fold(scene.words(at, end))
                return Toponym(scene.passage, at, end, key, (), "feature", kinds=STREET)
            kind = lists.kinds.get(word)
            if kind in ("water", "mountain", "region") and low[at] not in lists.never:
                return self._natural(scene, at, end, kind, last)
        return None

    def _natural(self, scene: Scene, at: int, end: int, kind: str, last: int) -> Toponym | None:
        """Return a river, hill or region by its generic word, unless a settlement is called that."""
        following = scene.low[end + 1].rstrip(".") if end < last else ""
        if (
            following in self._words.public
            or following in self._words.private
            or following in self._words.kinds
        ):
            return None
        key = fold(scene.words(at, end))
        found = self._gazetteer.named(key)
        alike = tuple(one for one in found if one.entry.kind == kind)
        if found and not alike and (kind != "water" or self._lived_in(scene, at, end)):
            return None
        return Toponym(scene.passage, at, end, key, alike, "feature", kinds=frozenset({kind}))

    def _lived_in(self, scene: Scene, at: int, end: int) -> bool:
        """Tell whether people live in a creek or lake: the town of that name is meant."""
        low, after = scene.low, scene.low[end + 1 : end + 2]
        if after and (after[0] in self._words.residents or after[0] in self._words.public):
            return True
        if at:
            return low[at - 1] == "in"
        beyond = scene.tokens[end + 2 : end + 3]
        return after == [","] and bool(beyond) and beyond[0].replace(".", "") in self._words.short

    def _bare_street(self, scene: Scene, at: int, last: int) -> Toponym | None:
        """Return a street named without its kind, three words at most: "the 300 block of South Racine"."""
        end = at
        while end < min(last, at + 2) and scene.tokens[end + 1][:1].isupper():
            end += 1
        if scene.low[end] in self._words.directions or len(scene.low[end]) < 3:
            return None
        key = fold(scene.words(at, end))
        return Toponym(scene.passage, at, end, key, (), "feature", kinds=STREET)


def _addressed(low: Sequence[str], at: int) -> bool:
    """Tell whether a street's bare name opens here: "the 300 block of X", "the corner of X and Y"."""
    if low[at - 1 : at] == ["of"] and at > 1:
        return low[at - 2] in _BLOCK or (low[at - 2] in _CROSSING and "and" in low[at + 1 : at + 5])
    before = low[max(0, at - 6) : at - 1]
    return low[at - 1 : at] == ["and"] and any(
        one in _CROSSING and other == "of" for one, other in pairwise(before)
    )


_BLOCK = frozenset(("block", "blocks", "intersection"))
_CROSSING = frozenset(("corner", "intersection"))
