"""Reduces a report's text to fingerprints that survive whatever surrounds a shared passage.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every window of neighbouring word shingles the
smallest hash is kept, so any shared run of ``SHINGLE + WINDOW - 1`` words is found. MinHash, the
usual tool, estimates the likeness of whole texts and misses a short agency story inside a long article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from dateline.model import Report, ZoneKind

# Six words in a row are seldom written twice by chance; four met in quotations and set phrases.
SHINGLE = 6
# Any shared run of 6 + 4 - 1 = 9 words leaves at least one common fingerprint.
WINDOW = 4
# A headline, a caption, a dateline and the opening sentences: where a new version says what is new.
LEAD = 100

# A headline of fewer words of content than this can be worded otherwise throughout its article.
FEW = 3

_WORD = re.compile(r"\w+", re.UNICODE)
# Words of content mostly have so many letters in English, and keep so many whatever their ending.
_STEM = 5
_SILENT = frozenset({ZoneKind.COMMENT, ZoneKind.LINKS})
# An odd multiplier of 64 bits (Knuth's for linear congruential generators): sums of powers wrap evenly.
_FACTOR = 6364136223846793005

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of one text, and those among them that begin in its opening words."""

    all: frozenset[int]
    lead: frozenset[int]


def of(report: Report) -> Prints:
    """Return the fingerprints of the report's text, without comments and link lists.

    A text that says nothing of its headline is the page's furniture (a list of videos, a form to sign up)
    and has none: the article itself was not kept.
    """
    words = _WORD.findall(prose(report).lower())
    if not words or _beside(report.title or "", words):
        return Prints(frozenset(), frozenset())
    shingles = _shingles(np.fromiter(map(_number, words), np.uint64, len(words)))
    at = _winnowed(shingles)
    kept = shingles[at].tolist()
    return Prints(frozenset(kept), frozenset(kept[: int(np.searchsorted(at, LEAD))]))


def _beside(title: str, words: Sequence[str]) -> bool:
    """Whether no word of content of a headline stands in the text, whatever its ending."""
    told = {word[:_STEM] for word in _WORD.findall(title.lower()) if len(word) >= _STEM}
    return len(told) >= FEW and told.isdisjoint(word[:_STEM] for word in words)


def prose(report: Report) -> str:
    """Return the report's own text: the zones that are not comments or links, or all of it unread."""
    return "\n".join(_pieces(report)) if report.zones else report.text


def _pieces(report: Report) -> Iterator[str]:
    return (report.text[z.start : z.end] for z in report.zones if z.kind not in _SILENT)


# Words repeat from report to report; the cache holds a vocabulary, not the texts.
@cache
def _number(word: str) -> int:
    return crc32(word.encode()) + 1


def _shingles(numbers: Hashes) -> Hashes:
    """Return one hash a run of ``SHINGLE`` words; a text shorter than that is one run."""
    size = min(SHINGLE, len(numbers))
    powers = np.array([pow(_FACTOR, power, 2**64) for power in range(1, size + 1)], dtype=np.uint64)
    mixed: Hashes = (sliding_window_view(numbers, size) * powers).sum(axis=1, dtype=np.uint64)
    return mixed ^ (mixed >> np.uint64(29))


def _winnowed(shingles: Hashes) -> NDArray[np.intp]:
    """Return where the smallest hash of each window of neighbours stands, in order, each once."""
    windows = sliding_window_view(shingles, min(WINDOW, len(shingles)))
    at: NDArray[np.intp] = windows.argmin(axis=1) + np.arange(len(windows))
    return at[np.flatnonzero(np.diff(at, prepend=-1))]
