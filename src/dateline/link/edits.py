"""Says what a later print of a text changed: numbers first, then other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from dateline.link.evidence import sentences
from dateline.model import Edit, Report

# Two sentences this much alike (rapidfuzz ratio, 0-100) are one that was edited; below it one took the
# other's place. Chosen by eye, not measured.
EDITED = 70
# So many changes say what was done to a text; numbers are never left out for other words.
MOST = 12
_TOKEN = re.compile(r"\d[\d,.]*\d|\w+")
_NUMBER = re.compile(r"\d")


def of(earlier: Report, later: Report) -> tuple[Edit, ...]:
    """Return what stands otherwise in the later text, in its order, changed numbers before other words."""
    before, after = sentences(earlier), sentences(later)
    same = set(before)
    found = [
        edit
        for sentence in after
        if sentence not in same
        and (near := process.extractOne(sentence, before, scorer=fuzz.ratio, score_cutoff=EDITED))
        for edit in _edits(near[0], sentence)
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda edit: not edit.number)[:MOST])


def _edits(before: str, after: str) -> Iterator[Edit]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = " ".join(old[i:j]), " ".join(new[k:m])
            yield Edit(before=was, after=now, number=bool(_NUMBER.search(was + now) or _worded(was, now)))


def _worded(was: str, now: str) -> bool:
    """Whether a number in words took the place of another one."""
    return bool(_WORDS.intersection(was.lower().split()) and _WORDS.intersection(now.lower().split()))


_WORDS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
    | {"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"}
    | {"forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "dozens", "scores"}
    | {"hundreds", "thousands"}
)
