"""Tells what kind of voice a speaker is, and under which key equal voices meet."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dateline.data import toml
from dateline.model import OriginKind

_WORD = re.compile(r"[\w'’-]+")
_RELATIVE = re.compile(r",? (?:who|whose|which) ")
_ARTICLES = frozenset({"the", "a", "an"})


def words(name: str) -> list[str]:
    """Return the words of ``name`` in lower case, possessives cut."""
    return [re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(name)]


# Names repeat all over a desk; 4,096 of them are a day's speakers.
@lru_cache(4096)
def kind(name: str) -> OriginKind:
    """Return the kind of voice that the words of ``name`` tell, or ANONYMOUS when they tell none.

    A proper name with no telling word is a WITNESS: a person speaking for themselves.
    """
    own = words(name)
    text = f" {' '.join(own)} "
    for row in toml("voices")["kind"]:
        if any(f" {phrase} " in text for phrase in row["phrases"]) or not set(own).isdisjoint(row["words"]):
            return OriginKind(row["name"])
    return OriginKind.WITNESS if any(char.isupper() for char in name) else OriginKind.ANONYMOUS


@lru_cache(4096)
def anonymous(name: str) -> bool:
    """Return whether ``name`` says only what the speaker is, never who."""
    plain, filler = _unnamed()
    name = _RELATIVE.split(name)[0]
    own = words(name)
    proper = [word for word in _WORD.findall(name)[1:] if word[:1].isupper()]
    return not proper and any(word in plain for word in own) and _loose(own, plain | filler)


def key(name: str) -> str:
    """Return the form under which equal voices meet: lower case, no article, no possessive."""
    own = words(name)
    while own and own[0] in _ARTICLES:
        own = own[1:]
    return " ".join(own)


@cache
def _unnamed() -> tuple[frozenset[str], frozenset[str]]:
    table = toml("voices")["anonymous"]
    return frozenset(table["words"]), frozenset(table["determiners"])


def _loose(own: list[str], known: frozenset[str]) -> bool:
    """At most two words beside the known ones, as in "a trader in the market"."""
    return sum(word not in known for word in own) <= 2
