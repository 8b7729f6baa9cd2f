"""Cuts a text into words, figures and signs, and sorts figures by what part of a date they could be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

TOKEN = re.compile(
    r"(?P<OTHER>https?://\S+|[^\W\d_]+\d\w*)"  # an address or a code ("B52") holds no time
    r"|(?P<NUMDATE>\d{1,4}([./-])\d{1,2}\3\d{2,4}(?!\d)(?:T\d\d:\d\d)?)"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<BIG>\d{1,3}(?:,\d{3})+(?!\d))"
    r"|(?P<DECIMAL>\d+\.\d+(?!\d))"
    r"|(?P<NUM>\d+)"
    r"|(?P<WORD>[^\W\d_]+)"
    r"|\S"
)
PLAIN = dict.fromkeys("’‘`", "'")


class Word(NamedTuple):
    """One token: its lower-case form, its place in the text, and whether it begins with a capital."""

    text: str
    start: int
    end: int
    capital: bool


class Words(Sequence[Word]):
    """The words of a text, and one letter for each in ``codes``; a Word is made when it is looked at."""

    def __init__(self, matches: list[re.Match[str]], codes: str) -> None:
        self._matches, self.codes = matches, codes

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [self._word(match) for match in self._matches[at]]
        return self._word(self._matches[at])

    def _word(self, match: re.Match[str]) -> Word:
        raw = match.group()
        return Word(PLAIN.get(raw) or raw.lower(), *match.span(), raw[0].isupper())


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


def every_digits() -> Iterator[str]:
    """Yield strings of digits that show every combination of lists."""
    yield from (str(value) for value in range(2200))
    yield from (f"{value:02}" for value in range(100))
    yield from (f"{value:04}" for value in range(2500))
    yield from ("123", "12345", "9999", "2960")
