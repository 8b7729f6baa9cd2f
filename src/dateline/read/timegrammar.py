"""Finds frames of time words: each token becomes one letter, each frame a regular expression over letters.

A word's letter stands for the set of lists it belongs to ("may" is a MONTH, "second" a UNIT and
an ORDINAL), so one compiled expression tries all frames of ``data/periods.toml`` at C speed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from dateline import data

TOKEN = re.compile(
    r"(?P<OTHER>https?://\S+|[^\W\d_]+\d\w*)"  # an address or a code ("B52") holds no time
    r"|(?P<NUMDATE>\d{1,4}([./-])\d{1,2}\3\d{2,4}(?!\d))"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<BIG>\d{1,3}(?:,\d{3})+(?!\d))"
    r"|(?P<DECIMAL>\d+\.\d+(?!\d))"
    r"|(?P<NUM>\d+)"
    r"|(?P<WORD>[^\W\d_]+)"
    r"|\S"
)
ELEMENT = re.compile(r"\(\?[!=]|\)[?*]?|\(|\||(?:(?P<slot>\w+):)?(?P<atom>[^\s()|?*]+)(?P<many>[?*]?)")
# Prepositions that show a frame and are no part of the expression (TimeML 1.2.1, extents).
FRAMING = frozenset({"at", "in"})
PLAIN = dict.fromkeys("’‘`", "'")
FIRST_LETTER = 0xE000  # private use: cannot collide with a letter of the text
NOTHING = "."


class Word(NamedTuple):
    """One token: its lower-case form, place in the passage, letter, and whether it begins with a capital."""

    text: str
    start: int
    end: int
    letter: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that fits words ``first`` to ``last`` (included); slots hold values of the lists."""

    rule: str
    form: str
    guard: str | None
    first: int
    last: int
    slots: Mapping[str, Any]
    places: Mapping[str, int]


def digits(text: str) -> frozenset[str]:
    """Return the lists a string of digits belongs to, by its value and length."""
    found = {"NUM"}
    value, length = int(text[:9]), len(text)
    if length <= 2:
        found |= {name for name, low, high in (("DAY", 1, 31), ("HOUR", 0, 24)) if low <= value <= high}
    if length == 2:
        found.add("YY2")
        if value > 31:
            found.add("YY")  # after a month, 31 and below may be a day or a count
        if value % 10 == 0:
            found.add("TENYEARS")
    if length == 4 and 1000 <= value <= 2100:
        found.add("YEAR")
    if length == 4 and value // 100 <= 24 and value % 100 < 60:
        found.add("MIL")
    return frozenset(found)


class Grammar:
    """The compiled frames; build once with ``grammar()``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.words: dict[str, dict[str, Any]] = {}
        for name, entries in table["words"].items():
            for word, value in entries.items():
                self.words.setdefault(word, {})[name] = value
        self.macros: dict[str, str] = table["macros"]
        self.rules: list[Mapping[str, str]] = table["rule"]
        for rule in self.rules:
            self._literals(self._expand(rule["pattern"]))
        self.letters: dict[frozenset[str], str] = {}
        self.by_word = {word: self._letter(frozenset(lists)) for word, lists in self.words.items()}
        for text in _every_digits():
            self._letter(digits(text))
        for kind in ("NUMDATE", "CLOCK", "BIG", "DECIMAL"):
            self._letter(frozenset({kind}))
        self.alert = frozenset("0123456789") | self.triggers()
        # Frames lie within runs of known words, and only runs with a word of time are worth a search.
        core = "".join(letter for lists, letter in self.letters.items() if loud(lists))
        self.island = re.compile(f"[^.{core}]*[{core}][^.]*")
        self.slots: list[tuple[str, str]] = []
        self.groups: list[range] = []
        self.expression = re.compile("|".join(map(self._rule, range(len(self.rules)))))

    def triggers(self) -> frozenset[str]:
        """Return the words without which no frame can fit (digits apart)."""
        return frozenset(word for word, lists in self.words.items() if loud(lists))

    def lex(self, text: str) -> list[Word]:
        """Return the words of ``text`` with their letters."""
        found = []
        for match in TOKEN.finditer(text):
            raw, kind = match.group(), match.lastgroup
            if kind == "OTHER":
                lower, letter = raw, NOTHING
            elif kind == "WORD" or kind is None:
                lower = PLAIN.get(raw) or raw.lower()
                letter = self.by_word.get(lower, NOTHING)
            else:
                lower = raw
                letter = self.letters[digits(raw) if kind == "NUM" else frozenset({kind})]
            found.append(Word(lower, *match.span(), letter, raw[0].isupper()))
        return found

    def frames(self, words: list[Word], accept: Any) -> Iterator[Frame]:
        """Yield the frames that ``accept`` takes, left to right; a refused one frees its words."""
        codes = "".join(word.letter for word in words)
        for island in self.island.finditer(codes):
            at, end = island.span()
            while match := self.expression.search(codes, at, end):
                frame = self._frame(match, words)
                if accept(frame):
                    yield frame
                    at = match.end()
                else:
                    at = match.start() + 1

    def _frame(self, match: re.Match[str], words: list[Word]) -> Frame:
        index = int(str(match.lastgroup)[4:])
        slots: dict[str, Any] = {}
        places: dict[str, int] = {}
        for group in self.groups[index]:
            start = match.start(f"s{group}")
            if start >= 0:
                slot, atom = self.slots[group]
                slots[slot] = self._value(words[start].text, atom)
                places[slot] = start
        rule = self.rules[index]
        first, last = match.start(), match.end() - 1
        if first < last and words[first].text in FRAMING:
            first += 1
        if first < last and words[last].text == "." and words[last - 1].text not in ("m", "c"):
            last -= 1  # the full stop of a sentence, or of an abbreviation
        return Frame(rule["name"], rule["form"], rule.get("guard"), first, last, slots, places)

    def _value(self, text: str, atom: str) -> Any:
        if atom in ("DAY", "HOUR", "YEAR", "YY", "YY2", "NUM", "TENYEARS") and text.isdigit():
            return int(text)
        return self.words.get(text, {}).get(atom, text)

    def _letter(self, lists: frozenset[str]) -> str:
        return self.letters.setdefault(lists, chr(FIRST_LETTER + len(self.letters)))

    def _expand(self, pattern: str) -> str:
        while "{" in pattern:
            pattern = re.sub(r"\{(\w+)\}", lambda m: f"({self.macros[m[1]]})", pattern)
        return pattern

    def _literals(self, pattern: str) -> None:
        """Give each literal word of a pattern a list of its own."""
        for element in ELEMENT.finditer(pattern):
            atom = element["atom"]
            if atom and not atom.isupper():
                self.words.setdefault(atom, {})[atom] = atom

    def _rule(self, index: int) -> str:
        before = len(self.slots)
        body = self._compile(self.rules[index]["pattern"])
        self.groups.append(range(before, len(self.slots)))
        return f"(?P<rule{index}>{body})"

    def _compile(self, pattern: str) -> str:
        """Translate a readable pattern into an expression over letters."""
        out = []
        for element in ELEMENT.finditer(self._expand(pattern)):
            atom = element["atom"]
            if atom is None:
                out.append("(?:" if element.group() == "(" else element.group())
                continue
            letters = "".join(letter for lists, letter in self.letters.items() if atom in lists)
            piece = f"[{letters}]"
            if element["slot"]:
                self.slots.append((element["slot"], atom))
                piece = f"(?P<s{len(self.slots) - 1}>{piece})"
            out.append(piece + element["many"])
        return "".join(out)


# Lists whose words are too common to start a search, and never make a frame alone.
QUIET = frozenset(
    {
        "NUM",
        "TENS",
        "ONES",
        "VAGUE",
        "ORDINAL",
        "SUF",
        "JOIN",
        "RANGE",
        "THIS",
        "SAME",
        "ABOUT",
        "LAST",
        "NEXT",
    }
    | {"BEFORE", "EDGE", "NEAR", "WITHIN", "LATTER"}
)


def loud(lists: Iterable[str]) -> bool:
    """Tell whether a word of these lists can be what makes a frame a time expression."""
    return any(name.isupper() and name not in QUIET for name in lists)


def _every_digits() -> Iterator[str]:
    """Yield strings of digits that show every combination of lists."""
    yield from (str(value) for value in range(2200))
    yield from (f"{value:02}" for value in range(100))
    yield from (f"{value:04}" for value in range(2500))
    yield from ("123", "12345", "9999", "2960")


@cache
def grammar() -> Grammar:
    """Return the grammar of ``data/periods.toml``, compiled on first use."""
    return Grammar(data.toml("periods"))
