"""Finds frames of time words: each token becomes one letter, each frame a regular expression over letters.

A word's letter stands for the set of lists it belongs to ("may" is a MONTH, "second" a UNIT and
an ORDINAL), so one compiled expression tries all frames of ``data/periods.toml`` at C speed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline import data
from dateline.read.periods.words import PLAIN, TOKEN, Words, digits, every_digits

ELEMENT = re.compile(r"\(\?[!=]|\)[?*]?|\(|\||(?:(?P<slot>\w+):)?(?P<atom>[^\s()|?*]+)(?P<many>[?*]?)")
# Prepositions that show a frame and are no part of the expression (TimeML 1.2.1, extents).
FRAMING = frozenset({"at", "in"})
FIRST_LETTER = 0xE000  # private use: cannot collide with a letter of the text
NOTHING = "."


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
            self._literals(self.expanded(rule))
        self.letters: dict[frozenset[str], str] = {}
        self.forms = {
            form: self._letter(frozenset(lists))
            for word, lists in self.words.items()
            for form in (word, word.capitalize(), word.upper())
        }
        self.forms |= dict.fromkeys(PLAIN, self.forms.get("'", NOTHING))
        for text in every_digits():
            self._letter(digits(text))
        for kind in ("NUMDATE", "CLOCK", "BIG", "DECIMAL"):
            self._letter(frozenset({kind}))
        # Frames lie within runs of known words, and only runs with a word of time are worth a search.
        core = "".join(letter for lists, letter in self.letters.items() if loud(lists))
        self.island = re.compile(f"[^.{core}]*[{core}][^.]*")
        self.slots: list[tuple[str, str]] = []
        self.groups: list[range] = []
        compiled = [self._rule(index) for index in range(len(self.rules))]
        starts = [openers(self.expanded(rule)) for rule in self.rules]
        self.frames_from = {
            letter: re.compile("|".join(each))
            for lists, letter in self.letters.items()
            if (each := [c for c, first in zip(compiled, starts, strict=True) if not first.isdisjoint(lists)])
        }

    def lex(self, text: str) -> Words:
        """Return the words of ``text`` with their letters."""
        matches = list(TOKEN.finditer(text))
        forms = self.forms
        return Words(matches, "".join([forms.get(match.group()) or self._code(match) for match in matches]))

    def _code(self, match: re.Match[str]) -> str:
        """Return the letter of a token that is no known word as written."""
        kind = match.lastgroup
        if kind == "WORD":
            raw = match.group()
            return NOTHING if raw.islower() or raw.istitle() else self.forms.get(raw.lower(), NOTHING)
        if kind is None or kind == "OTHER":
            return NOTHING
        return self.letters[digits(match.group()) if kind == "NUM" else frozenset({kind})]

    def frames(self, words: Words, accept: Any) -> Iterator[Frame]:
        """Yield the frames that ``accept`` takes, left to right; a refused one frees its words."""
        for island in self.island.finditer(words.codes):
            at, end = island.span()
            while at < end:
                here = self.frames_from.get(words.codes[at])
                match = here.match(words.codes, at, end) if here else None
                frame = self._frame(match, words) if match else None
                if match and frame and accept(frame):
                    yield frame
                    at = match.end()
                else:
                    at += 1

    def _frame(self, match: re.Match[str], words: Words) -> Frame:
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
        elif first < last and words[last].text == ",":
            last -= 1
        return Frame(rule["name"], rule["form"], rule.get("guard"), first, last, slots, places)

    def _value(self, text: str, atom: str) -> Any:
        if atom in ("DAY", "HOUR", "YEAR", "YY", "YY2", "NUM", "TENYEARS") and text.isdigit():
            return int(text)
        return self.words.get(text, {}).get(atom, text)

    def _letter(self, lists: frozenset[str]) -> str:
        return self.letters.setdefault(lists, chr(FIRST_LETTER + len(self.letters)))

    def expanded(self, rule: Mapping[str, str]) -> str:
        """Return the rule's pattern with its macros written out."""
        return self._expand(rule["pattern"])

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


def openers(pattern: str) -> set[str]:
    """Return the lists a frame of this pattern can begin with."""
    elements = list(ELEMENT.finditer(pattern))
    first, _, _ = _branches(elements, 0)
    return first


def _branches(elements: list[re.Match[str]], at: int) -> tuple[set[str], bool, int]:
    """Read alternatives up to their closing bracket: what opens them, if they may be empty, its place."""
    first: set[str] = set()
    skippable, open_here = False, True
    while at < len(elements):
        element, text = elements[at], elements[at].group()
        if text.startswith(")"):
            return first, skippable or open_here, at
        if text == "|":
            skippable, open_here = skippable or open_here, True
        elif text.startswith("("):
            inner, empty, at = _branches(elements, at + 1)
            if text == "(":  # a look ahead opens nothing
                first |= inner if open_here else set()
                open_here = open_here and (empty or elements[at].group() != ")")
        else:
            first |= {element["atom"]} if open_here else set()
            open_here = open_here and bool(element["many"])
        at += 1
    return first, skippable or open_here, at


def loud(lists: Iterable[str]) -> bool:
    """Tell whether a word of these lists can be what makes a frame a time expression."""
    return any(name.isupper() and name not in QUIET for name in lists)


@cache
def grammar() -> Grammar:
    """Return the grammar of ``data/periods.toml``, compiled on first use."""
    return Grammar(data.toml("periods"))
