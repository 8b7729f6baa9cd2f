"""Texts that strain the readers, and whether the time they take grows with their length alone."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice

from dateline.model import Report
from dateline.read import reader

PROSE = (
    "At least three people were killed and ten wounded on Sunday when shells hit a market in Idlib, a doctor"
    ' said. "We counted eleven shells," he added.\n\n'
)
NAMES = (
    "Idlib",
    "Homs",
    "Aleppo",
    "Kharkiv",
    "Mosul",
    "Ramadi",
    "Paris",
    "Springfield",
    "Deir al-Zor",
    "Xyzzyville",
)


def _names(count: int) -> str:
    return ", ".join(islice(cycle(NAMES), count))


# Each makes a text of so many units; the number beside it is the size of the whole strain.
STRAINS: dict[str, tuple[Callable[[int], str], int]] = {
    "prose, 2 MB": (lambda n: PROSE * (n // len(PROSE)), 2_000_000),
    "one line of prose, 2 MB": (lambda n: PROSE.replace("\n", " ") * (n // len(PROSE)), 2_000_000),
    "a line without spaces, 2 MB": (lambda n: "killed" * (n // 6), 2_000_000),
    "one letter, 2 MB": (lambda n: "a" * n, 2_000_000),
    "nested quotes": (lambda n: "“he said " * n + "yes" + "” he said " * n, 50_000),
    "unclosed quotes": (lambda n: 'He said "no. ' * n, 50_000),
    "quote marks alone": (lambda n: "“" * n + "”" * n, 50_000),
    "brackets": (lambda n: "(" * n + ")" * n, 50_000),
    "numbers": (lambda n: "killed 12 and " * n, 100_000),
    "numbers alone": (lambda n: "1,234 " * n, 100_000),
    "one number": (lambda n: "9" * n, 100_000),
    "number words": (lambda n: "twenty-three thousand and " * n, 50_000),
    "place names": (_names, 50_000),
    "places in places": (lambda n: "Saraqib, Idlib province, Syria, " * n, 20_000),
    "dates": (lambda n: "on 5 May 2016, last Monday and the day after, " * n, 20_000),
    "killings": (lambda n: "Rebels shot dead a man in Homs on Monday. " * n, 20_000),
    "speakers": (lambda n: "He said that she said that " * n, 20_000),
    "short lines": (lambda n: "Yes\n" * n, 50_000),
    "blank lines": (lambda n: "\n" * n, 1_000_000),
    "spaces": (lambda n: " " * n, 1_000_000),
    "comments": (lambda n: "Comments\n\n" + "Ann says:\nMay 5, 2016 at 10:00\nI see three.\n\n" * n, 10_000),
    "links": (lambda n: "https://a.example/b?c=d " * n, 50_000),
    "Arabic": (lambda n: "مقتل 22 شخصاً في قصف على حلب يوم الأحد. " * n, 20_000),
    "Russian": (lambda n: "Погибли 22 человека в Харькове в воскресенье. " * n, 20_000),
}

# The language a strain is read in, where it is not English; most would be named as none at all.
FOREIGN = {"Arabic": "ar", "Russian": "ru"}

# A strain is read at this share of its size and whole; equal time a character both times is linear.
SHARE = 4
# Growth of the time a character that is still called linear. Quadratic time would give SHARE; caches,
# garbage and a busy machine give up to 1.5.
LINEAR = 2.0
# Below so many seconds the clock and first-time loading weigh more than the text.
MEASURABLE = 0.3


@dataclass(frozen=True, slots=True)
class Strained:
    """Seconds a strain took, microseconds a character, and their growth from the smaller size."""

    name: str
    characters: int
    seconds: float
    per_character: float
    growth: float

    @property
    def linear(self) -> bool:
        """Tell whether the time grew with the length alone, or is too short to tell."""
        return self.growth <= LINEAR or self.seconds < MEASURABLE


def strained(name: str, size: float = 1.0) -> tuple[Strained, Report]:
    """Read the strain ``name`` at ``size`` times its size; return what it took and what was read."""
    make, count = STRAINS[name]
    count = max(SHARE, int(count * size))
    small, whole = make(count // SHARE), make(count)
    language = FOREIGN.get(name, "en")
    before, _ = _timed(small, language)
    after, report = _timed(whole, language)
    growth = (after / len(whole)) / (before / len(small))
    return Strained(name, len(whole), after, after / len(whole) * 1e6, growth), report


def _timed(text: str, language: str) -> tuple[float, Report]:
    given = Report(id="strain", text=text, published=dt.date(2016, 12, 4), language=language)
    start = time.process_time()
    report = next(reader.read_many([given], reader.Context(max_chars=len(text) + 1)))
    return max(time.process_time() - start, 1e-4), report
