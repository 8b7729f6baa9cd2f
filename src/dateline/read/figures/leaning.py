"""Numbers that lean on the figure before them: "four in the north", "three of them", "among them two"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model import Exactness
from dateline.model import FigureStatus as Status
from dateline.read.figures import frames
from dateline.read.figures import terms as lex
from dateline.read.figures.counted import Draft, is_no_count, who
from dateline.read.figures.numbers import Number
from dateline.read.figures.outcomes import SUBJECTS
from dateline.read.figures.parsed import Parsed

_LIST_MARKS = frozenset({",", "and", ";", ":", "another"})
_THOSE = frozenset({"them", "whom", "those"})
_PREPOSITIONS = frozenset({"in", "at", "near", "from", "around", "outside", "on"})


def elliptical(words: Parsed, number: Number, before: Draft) -> Draft | None:
    """A number that leans on the figure before it: "four in the north", "three of them were children".

    The first is counted beside that figure, unless ``parts.link`` finds that the numbers add up to it; the
    second is a part of it.
    """
    if before.words is not words or before.subject != "people":
        return None
    if number.low is None or is_no_count(words, number):
        return None
    behind = words.lower[number.last + 1 : number.last + 3]
    known = before.status in lex.PERSONAL
    if behind[:1] == ["of"] and behind[1:] and behind[1] in _THOSE and (known or before.size > number.low):
        return _of_them(words, number, before)
    if not known:
        return None
    alone = words.lower[number.first - 1] in _LIST_MARKS and behind and behind[0] in _PREPOSITIONS
    if not alone or words.sent[before.top] != words.sent[number.at]:
        return None
    return Draft(
        words, number.first, number.last, number.at, None, number.low, number.high, number.exactness,
        before.status, before.governor, beside=before, elliptical=True,
    )  # fmt: skip


def they(words: Parsed, before: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the deaths told of all those shot in the sentence before: "Two were hit. They died"."""
    for i, word in enumerate(words.lower):
        if word != "they" or words.dep[i] not in SUBJECTS:
            continue
        frame = frames.of(words, i, i)
        shot = [d for d in before if words.sent[i] - 1 <= words.sent[d.first] and d.first < i and d.hit]
        shot = [d for d in shot if words.sent[d.first] == words.sent[shot[-1].first]]
        count = sum(d.size for d in shot)
        if frame is None or frame.status is not Status.KILLED or count < 2:
            continue
        if all(d.status is Status.INJURED and d.exactness is Exactness.EXACT for d in shot):
            yield Draft(
                words, i, i, i, i, count, count, Exactness.EXACT, Status.KILLED, frame.governor,
                who=shot[0].who if len(shot) == 1 else None, definite=True, part_of=shot[0],
            )  # fmt: skip


def lean(draft: Draft, before: Draft) -> None:
    """Give "among them four children", "including four children" the status of what they belong to."""
    words, at = draft.words, draft.first
    named = words.lower[at - 2 : at] in (["among", "them"], ["among", "whom"], ["of", "whom"])
    if at and words.lower[at - 1] == "including" and words.sent[before.first] == words.sent[at]:
        named = before.words is words and before.size > draft.size
    if named and before.words is words and before.status in lex.PERSONAL and draft.subject == "people":
        draft.status, draft.governor = before.status, before.governor
        draft.share, draft.hit = True, before.hit


def _of_them(words: Parsed, number: Number, before: Draft) -> Draft:
    """A part of the figure before, named by the noun said of it: "two of them were teachers"."""
    start = number.last + 3
    noun = next((i for i in range(start, min(start + 5, len(words))) if words.lemma[i] in lex.PEOPLE), None)
    last = noun if noun == start else number.last + 2
    return Draft(
        words, number.first, last, number.at, number.last + 2, number.low, number.high,
        number.exactness, before.status, before.governor, who=who(words, noun, noun) if noun else None,
        partitive=True, hit=before.hit,
    )  # fmt: skip
