"""Words of a text in any script, under keys by which the spellings of one word meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Zone
from dateline.read.page import PROSE

# Marks inside a word that do not make it another one: vowel signs, the stretching line, invisible signs.
_SILENT = r"\u0300-\u036f\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u2060"
_WORD = re.compile(
    rf"\d+[-‑–][^\W\d][\w{_SILENT}]*"  # "12-річний": an age, no number
    r"|\d[\d.,/٬٫:–-]*\d|\d"
    rf"|[ء-ي][ء-ي{_SILENT}]*"  # an Arabic particle is written as one with the digits behind it
    rf"|[^\W\d][\w{_SILENT}]*(?:['ʼ’‘`\-‑][^\W\d][\w{_SILENT}]*)*"
)
_DROPPED = re.compile(r"[\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u2060\u0301]")
# One letter for those that are written for each other: forms of alef, final ya, ta marbuta; ё; apostrophes.
_LEVEL = str.maketrans("أإآٱىةёʼ’‘`‑", "اااايهе''''-")
_ENDS = re.compile(r"[!?؟…;؛:\n\r\u2028]|\.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number at ``start`` to ``end`` of the report, and the marks (``gap``) before it."""

    start: int
    end: int
    text: str
    key: str
    gap: str

    @property
    def capital(self) -> bool:
        """Tell whether it begins with a capital letter."""
        return self.text[:1].isupper()


def level(text: str) -> str:
    """Return the key of a word or phrase: without case, silent marks, or letters written for each other."""
    return _DROPPED.sub("", unicodedata.normalize("NFC", text).casefold()).translate(_LEVEL)


def after(text: str, letters: int) -> int:
    """Return where ``text`` goes on behind the first ``letters`` letters of its key."""
    for at, sign in enumerate(text):
        if letters == 0 and level(sign):
            return at
        letters -= bool(level(sign))
    return len(text)


def sentences(text: str, zones: tuple[Zone, ...]) -> Iterator[tuple[Word, ...]]:
    """Yield the sentences of the prose zones as words; a line break or a colon ends one too."""
    for zone in zones:
        if zone.kind not in PROSE:
            continue
        found: list[Word] = []
        last = zone.start
        for match in _WORD.finditer(text, zone.start, zone.end):
            gap = text[last : match.start()]
            word = Word(
                match.start(), match.end(), match[0], level(match[0]), gap.strip(" \t\u00a0\u200e\u200f")
            )
            if found and _ends(word):
                yield tuple(found)
                found = []
            found.append(word)
            last = match.end()
        if found:
            yield tuple(found)


def _ends(word: Word) -> bool:
    """Tell whether a sentence ends before ``word``; behind an abbreviation goes on in small letters."""
    mark = _ENDS.search(word.gap)
    return mark is not None and (mark[0] != "." or not word.text[:1].islower())
