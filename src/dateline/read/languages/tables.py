"""The tables of a language read in part: ``data/languages/<code>.toml``, its words under their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from dateline import data
from dateline.model import FigureStatus
from dateline.read.languages.text import Word, after, level

V = TypeVar("V")

# The languages with a table, by ISO 639-1 code.
CODES = ("ar", "ru", "uk")
# Fewer letters than this are no word behind a proclitic: the letter belongs to the word.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A phrase found: what it means, its last word, and where it starts in the report (proclitics aside)."""

    value: V
    last: int
    start: int
    cut: str = ""


class Phrases(Generic[V]):
    """Words and phrases and what each means; a phrase may carry the language's proclitics."""

    def __init__(self, table: Mapping[str, V], proclitics: Sequence[str] = ()) -> None:
        self._table = {level(phrase): value for phrase, value in table.items()}
        self._longest = max((phrase.count(" ") + 1 for phrase in self._table), default=0)
        self._proclitics = tuple(sorted(proclitics, key=len, reverse=True))

    def at(self, words: Sequence[Word], first: int) -> Hit[V] | None:
        """Return the longest phrase that begins with word ``first``, or None."""
        for size in range(min(self._longest, len(words) - first), 0, -1):
            if any(word.gap for word in words[first + 1 : first + size]):
                continue
            found = self._among(words, first, size)
            if found is not None:
                return found
        return None

    def _among(self, words: Sequence[Word], first: int, size: int) -> Hit[V] | None:
        key = " ".join(word.key for word in words[first : first + size])
        last, word = first + size - 1, words[first]
        if key in self._table:
            return Hit(self._table[key], last, word.start)
        for cut in self._proclitics:
            if key.startswith(cut) and len(key) - len(cut) >= LEAST and key[len(cut) :] in self._table:
                return Hit(self._table[key[len(cut) :]], last, word.start + after(word.text, len(cut)), cut)
        return None

    def get(self, key: str) -> V | None:
        """Return what the phrase with exactly this key means, or None."""
        return self._table.get(key)


@dataclass(frozen=True)
class Language:
    """One language's tables, ready to be matched."""

    code: str
    name: str
    capitals: bool
    proclitics: tuple[str, ...]
    raw: Mapping[str, Any]
    numbers: Phrases[int]
    scales: Phrases[int]
    vague: Phrases[int]
    duals: Phrases[int]
    hedges: Phrases[str]
    months: Phrases[int]
    weekdays: Phrases[int]
    deictic: Phrases[int]
    people: Phrases[str]
    cues: Phrases[FigureStatus]
    counted: Phrases[FigureStatus]
    parts: Phrases[bool]
    countries: Phrases[str]

    def keys(self, table: str, name: str) -> frozenset[str]:
        """Return the keys of the words listed as ``name`` in ``table``."""
        return _keys(self.code, table, name)


@cache
def _keys(code: str, table: str, name: str) -> frozenset[str]:
    listed = data.toml(f"languages/{code}")[table][name]
    return frozenset(level(word) for word in listed)


@cache
def language(code: str) -> Language:
    """Return the tables of ``code``, one of CODES."""
    raw = data.toml(f"languages/{code}")
    proclitics = tuple(raw["proclitics"])
    joining = tuple(word for word in proclitics if word in raw["and"])

    def phrases(table: Mapping[str, V], cut: Sequence[str] = proclitics) -> Phrases[V]:
        return Phrases(table, cut)

    return Language(
        code=code,
        name=raw["name"],
        capitals=raw["capitals"],
        proclitics=proclitics,
        raw=raw,
        numbers=phrases(raw["numbers"]),
        scales=phrases(raw["scales"]),
        vague=phrases(raw["vague"]),
        duals=phrases(raw["duals"]),
        hedges=phrases(raw["hedges"], joining),
        months=phrases(raw["months"]),
        weekdays=phrases(raw["weekdays"], joining),
        deictic=phrases(raw["deictic"], joining),
        people=phrases(raw["people"]),
        cues=phrases(_statuses(raw, "cues")),
        counted=phrases(_statuses(raw, "nouns")),
        parts=phrases(dict.fromkeys(raw["figures"]["part"], True), joining),
        countries=phrases(_countries(code)),
    )


def _statuses(raw: Mapping[str, Any], kind: str) -> dict[str, FigureStatus]:
    return {
        phrase: status
        for status in (FigureStatus.KILLED, FigureStatus.INJURED)
        for phrase in raw[status.value][kind]
    }


def _countries(code: str) -> dict[str, str]:
    """Return the country code of each name in one language."""
    return {
        name: row["iso"] for row in data.rows("languages/countries") for name in row[code].split("|") if name
    }
