"""The killed and injured in a language with a table: a number, whom it counts, and a word for their fate.

A number that counts anything else, or whose fate is doubted, denied or two at once ("killed and wounded
30"), is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import FigureStatus
from dateline.read.languages import numbers
from dateline.read.languages.numbers import Number
from dateline.read.languages.tables import Language
from dateline.read.languages.text import Word

# Words that may stand between a number and its cue: "قتل في حلب 22 شخصا", "12 людей вранці загинули".
REACH = 3
BEHIND = 2
# A doubt is looked for so many words to either side: a longer clause has no comma where it should.
AROUND = 15


@dataclass(frozen=True, slots=True)
class Count:
    """Words ``number.first`` to ``last`` count ``who``; ``part_of`` is the count that holds this one."""

    number: Number
    last: int
    status: FigureStatus
    who: str | None
    part_of: Count | None = None
    beside: Count | None = None


def find(words: Sequence[Word], tongue: Language, dated: frozenset[int]) -> list[Count]:
    """Return the counts of a sentence in order; words in ``dated`` belong to a date."""
    found: list[Count] = []
    for number in numbers.find(words, tongue):
        if number.bare in dated:
            continue
        count = _count(words, number, tongue, found[-1] if found else None)
        if count is not None and not _doubted(words, count, tongue):
            found.append(count)
    return found


def _count(words: Sequence[Word], number: Number, tongue: Language, before: Count | None) -> Count | None:
    called = _called(words, number, tongue)
    if called is not None:
        return Count(number, called[1], called[0], None)
    who, last = _who(words, number, tongue)
    if who is None and not _counts_nobody_else(words, last, tongue):
        return None
    if before is not None and who is not None and _is_part(words, number, tongue):
        whole = before.part_of or before
        return Count(number, last, whole.status, _group(who), part_of=whole)
    status = _status(words, number, last, who, tongue)
    if status is not None:
        return Count(number, last, status, _group(who))
    if before is not None and who is not None and _coordinated(words, before, number, tongue):
        return Count(number, last, before.status, _group(who), part_of=before.part_of, beside=before)
    return None


def _called(words: Sequence[Word], number: Number, tongue: Language) -> tuple[FigureStatus, int] | None:
    """Return the fate that the counted noun itself tells ("12 dead"), and the noun's last word."""
    at = number.last if number.dual else number.last + 1
    if at >= len(words) or (words[at].gap and not number.dual):
        return None
    noun = tongue.counted.at(words, at)
    return (noun.value, noun.last) if noun is not None and (number.dual or not noun.cut) else None


def _who(words: Sequence[Word], number: Number, tongue: Language) -> tuple[str | None, int]:
    """Return whom the number counts, as the table names them, and the last word of both."""
    if number.dual:
        noun = tongue.people.at(words, number.last)
        return (noun.value, noun.last) if noun is not None else (None, number.last)
    who, at = None, number.last + 1
    while at < len(words) and not words[at].gap and (noun := tongue.people.at(words, at)) and not noun.cut:
        who, at = who if who not in (None, "people") else noun.value, noun.last + 1
    return who, at - 1


def _group(who: str | None) -> str | None:
    return None if who == "people" else who


def _counts_nobody_else(words: Sequence[Word], last: int, tongue: Language) -> bool:
    """Tell whether a bare number is followed by nothing it could count."""
    at = last + 1
    if at >= len(words) or words[at].gap:
        return True
    return words[at].key in tongue.keys("figures", "light") or tongue.cues.at(words, at) is not None


def _status(
    words: Sequence[Word], number: Number, last: int, who: str | None, tongue: Language
) -> FigureStatus | None:
    """Return the fate told beside the number: next to it first, then before it, then behind it."""
    behind = _behind(words, last, tongue)
    if behind is not None and behind[1] == 1 and _cue(words, number.first - 1, tongue) is None:
        return behind[0]
    before = _before(words, number, REACH if who is not None else 1, tongue)
    if before is not None:
        return before
    return behind[0] if behind is not None else None


def _cue(words: Sequence[Word], at: int, tongue: Language) -> FigureStatus | None:
    """Return the fate that a cue ending with word ``at`` tells; phrases of two words too."""
    for first in (at - 1, at):
        hit = tongue.cues.at(words, first) if first >= 0 else None
        if hit is not None and hit.last == at:
            return hit.value
    return None


def _before(words: Sequence[Word], number: Number, reach: int, tongue: Language) -> FigureStatus | None:
    """Return the fate of the nearest cue before the number, in its clause; None where two share it."""
    for at in range(number.first - 1, max(-1, number.first - 2 - reach), -1):
        if words[at + 1].gap:
            return None
        status = _cue(words, at, tongue)
        if status is not None:
            return status if not _twofold(words, at, status, tongue) else None
        joins = words[at].key in tongue.raw["and"]
        if joins or numbers.number_at(words, at, tongue) is not None:
            return None
    return None


def _twofold(words: Sequence[Word], at: int, status: FigureStatus, tongue: Language) -> bool:
    """Tell whether another fate is joined to the cue ("killed and wounded 30")."""
    return any(
        not any(word.gap for word in words[other + 1 : at + 1])
        and _cue(words, other, tongue) not in (None, status)
        for other in range(max(0, at - 2), at)
    )


def _behind(words: Sequence[Word], last: int, tongue: Language) -> tuple[FigureStatus, int] | None:
    """Return the fate of a cue behind the number and how many words on it stands."""
    for step in range(1, BEHIND + 1):
        at = last + step
        if at >= len(words) or words[at].gap or words[at].key in tongue.raw["and"]:
            return None
        cue = tongue.cues.at(words, at)
        if cue is not None:
            joined = cue.cut.startswith(tuple(tongue.raw["and"])) if cue.cut else False
            return None if joined else (cue.value, step)
    return None


def _is_part(words: Sequence[Word], number: Number, tongue: Language) -> bool:
    """Tell whether "among them" stands before the number."""
    return any(
        (hit := tongue.parts.at(words, at)) is not None and hit.last == number.first - 1
        for at in range(max(0, number.first - 3), number.first)
    )


def _coordinated(words: Sequence[Word], before: Count, number: Number, tongue: Language) -> bool:
    """Tell whether only "and" stands between two counts ("two adults and three children")."""
    between = words[before.last + 1 : number.first]
    if not between:
        return number.joined and not words[number.first].gap
    return len(between) == 1 and between[0].key in tongue.raw["and"]


def _doubted(words: Sequence[Word], count: Count, tongue: Language) -> bool:
    """Tell whether the clause denies or doubts; "not" inside a hedge ("not less than") does neither."""
    doubt = tongue.keys("figures", "doubt")
    hedge = range(count.number.first, count.number.bare)
    at = count.number.first
    first, last = at, at
    while first > max(0, at - AROUND) and not words[first].gap:
        first -= 1
    while last + 1 < min(len(words), at + AROUND) and not words[last + 1].gap:
        last += 1
    return any(words[at].key in doubt for at in range(first, last + 1) if at not in hedge)


def spans(counts: Sequence[Count], words: Sequence[Word]) -> Iterator[tuple[int, int, Count]]:
    """Yield (start, end, count): the characters of each count, hedge and noun included."""
    for count in counts:
        yield count.number.start, words[count.last].end, count
