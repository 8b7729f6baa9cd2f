"""Follows a figure over time: one series a subject and place, every count kept with its voice and moment.

A series is a function of its observations, whatever order they came in; a new one is folded in by building
the series again from those it keeps and the new one.

Levels, crossings, gaps and rates are worked out, and marked so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from dateline.link.accounts import ABOUT
from dateline.model import Crossing, Exactness, Gap, Level, Mark, Observation, Rate, Series

_DAY = 86_400.0
_OPEN = frozenset({Exactness.AT_LEAST, Exactness.VAGUE})
# A stretch is a gap when it is three times the series' usual step (its median), and a day at least; with
# fewer than three steps nothing is usual, and a week without a count is a gap.
_TIMES, _SHORTEST, _UNUSUAL, _STEPS = 3, 1.0, 7.0, 3
# A voice's count stands until it gives another, but not beyond this: after a month it tells of the past.
_STANDS = dt.timedelta(days=31)


def build(observations: Iterable[Observation], watched: Iterable[Mark] = ()) -> tuple[Series, ...]:
    """Return the series of these observations, those just begun too; ``watched`` are the desk's own marks."""
    kept: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        kept[one.series].append(one)
    marks = list(watched)
    return tuple(_series(kept[id_], marks) for id_ in sorted(kept))


def _series(told: Sequence[Observation], watched: Sequence[Mark]) -> Series:
    observations = revised(joined(told))
    first = observations[0]
    levels = tuple(_levels(observations))
    marks = tuple(_marks(observations, watched))
    return Series(
        id=first.series,
        name=first.name,
        status=first.status,
        unit=first.unit,
        who=first.who,
        since=first.since,
        place=first.place,
        reports=tuple(dict.fromkeys(id_ for one in observations for id_ in one.reports)),
        keys=tuple({id_: key for one in observations for id_, key in _keyed(one)}.values()),
        observations=tuple(observations),
        levels=levels,
        marks=marks,
        crossings=tuple(crossing for mark in marks for crossing in crossings(levels, mark)),
        gaps=tuple(gaps([level.at for level in levels])),
        rates=tuple(_rates(observations)),
    )


def _keyed(one: Observation) -> Iterator[tuple[str, str | None]]:
    return zip(one.reports, one.keys, strict=True)


def _order(one: Observation) -> tuple[object, ...]:
    return one.at, one.said_at, not one.replaced, one.voice, _told(one) or 0, one.report, one.figure


def joined(observations: Iterable[Observation]) -> list[Observation]:
    """Return the observations in order; one voice's same count of one day is one, with all that print it."""
    kept: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in sorted(observations, key=_order):
        kept[one.voice, one.at.date(), one.low, one.high, one.exactness].append(one)
    return sorted((_join(same) for same in kept.values()), key=_order)


def _join(same: Sequence[Observation]) -> Observation:
    printed = dict(sorted(pair for one in same for pair in _keyed(one)))
    marks = {mark.value: mark for one in reversed(same) for mark in one.marks}
    update = {"reports": tuple(printed), "keys": tuple(printed.values()), "marks": tuple(marks.values())}
    return same[0].model_copy(update=update)


def revised(observations: Sequence[Observation]) -> list[Observation]:
    """Return them with each one marked as revised that its voice counted anew later, for the same moment."""
    latest: dict[tuple[str, dt.datetime], tuple[dt.datetime, bool]] = {}
    for one in observations:
        own = latest.get((one.voice, one.at), _said(one))
        latest[one.voice, one.at] = max(own, _said(one))
    return [
        one.model_copy(update={"revised": _said(one) < latest[one.voice, one.at]}) for one in observations
    ]


def _said(one: Observation) -> tuple[dt.datetime, bool]:
    return one.said_at, not one.replaced


def _levels(observations: Sequence[Observation]) -> Iterator[Level]:
    """Yield what stands at each moment: each voice's latest count, while it is not too old."""
    standing: dict[str, Observation] = {}
    current = [one for one in observations if not one.revised]
    for at in sorted({one.at for one in current}):
        for one in current:
            if one.at == at:
                standing[one.voice] = one
        yield _level(at, [one for one in standing.values() if at - one.at <= _STANDS])


def _level(at: dt.datetime, stand: Sequence[Observation]) -> Level:
    top = max(_ceiling(one) for one in stand)
    open_end = any(_is_open(one) and _ceiling(one) == top for one in stand)
    return Level(
        at=at,
        low=None if any(one.low is None for one in stand) else min(one.low or 0 for one in stand),
        best=_best(stand),
        high=None if open_end else top,
        voices=len({one.voice for one in stand}),
        reports=tuple(dict.fromkeys(id_ for one in stand for id_ in one.reports)),
    )


def _best(stand: Sequence[Observation]) -> float | int | None:
    """The count that fits the words of most voices, then the latest, then the lower: as a toll's best."""
    counts = {value for one in stand if (value := _told(one)) is not None}

    def support(count: float) -> tuple[int, dt.datetime, float]:
        voices = {one.voice for one in stand if _bounds(one)[0] <= count <= _bounds(one)[1]}
        return len(voices), max(one.at for one in stand if _told(one) == count), -count

    return max(counts, key=support, default=None)


def _marks(observations: Sequence[Observation], watched: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks told in the reports and those of the desk, each value once, in order."""
    first = observations[0]
    where = {word.lower() for word in (first.name, *_names(first)) if word}
    own = [
        m for m in watched if m.status in (None, first.status) and (not m.place or m.place.lower() in where)
    ]
    told = [mark for one in observations for mark in one.marks]
    found: dict[float, Mark] = {}
    for mark in [*told, *own]:
        if mark.value not in found or (found[mark.value].name is None and mark.name):
            found[mark.value] = mark
    yield from (found[value] for value in sorted(found))


def _names(one: Observation) -> Iterator[str | None]:
    if one.place is not None:
        yield from (one.place.name, one.place.text, one.place.gazetteer)


def crossings(levels: Sequence[Level], mark: Mark) -> Iterator[Crossing]:
    """Yield each time the best count came to the other side of ``mark``; standing at it is being past it."""
    before: Level | None = None
    for level in levels:
        if level.best is None:
            continue
        past = level.best >= mark.value
        if (before is None and past) or (before is not None and ((before.best or 0) >= mark.value) != past):
            agreed = (level.low or 0) >= mark.value if past else _below(level, mark.value)
            yield Crossing(
                mark=mark, up=past, after=before.at if before else None, by=level.at, agreed=agreed
            )
        before = level


def _below(level: Level, value: float) -> bool:
    return level.high is not None and level.high < value


def gaps(moments: Sequence[dt.datetime]) -> Iterator[Gap]:
    """Yield the stretches between two moments that are longer than the series' own step allows."""
    steps = [(b - a).total_seconds() / _DAY for a, b in pairwise(moments)]
    allowed = max(_TIMES * median(steps), _SHORTEST) if len(steps) >= _STEPS else _UNUSUAL
    for (first, last), days in zip(pairwise(moments), steps, strict=True):
        if days > allowed:
            yield Gap(first=first, last=last, days=round(days, 2))


def _rates(observations: Sequence[Observation]) -> Iterator[Rate]:
    """Yield the change a day between one voice's counts in a row, where both have bounds."""
    own: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        if not one.revised:
            own[one.voice].append(one)
    found = [rate for voice in sorted(own) for a, b in pairwise(own[voice]) if (rate := _rate(a, b))]
    yield from sorted(found, key=lambda rate: (rate.last, rate.origin))


def _rate(a: Observation, b: Observation) -> Rate | None:
    days = (b.at - a.at).total_seconds() / _DAY
    if days <= 0 or _is_open(a) or _is_open(b) or a.anonymous:
        return None
    (low, high), (lower, upper) = _bounds(a), _bounds(b)
    return Rate(
        origin=a.origin,
        first=a.at,
        last=b.at,
        low=round((lower - high) / days, 2),
        high=round((upper - low) / days, 2),
    )


def _bounds(one: Observation) -> tuple[float, float]:
    low = one.low or 0
    if one.exactness is Exactness.ABOUT:
        return low * (1 - ABOUT), (one.high or low) * (1 + ABOUT)
    if _is_open(one):
        return low, float("inf")
    return (0 if one.exactness is Exactness.AT_MOST else low), one.high if one.high is not None else low


def _told(one: Observation) -> float | int | None:
    """The number a count gives: its low, or the high of "up to 16,000"."""
    return one.low if one.low is not None else one.high


def _ceiling(one: Observation) -> float | int:
    return max(one.low or 0, one.high or 0)


def _is_open(one: Observation) -> bool:
    return one.high is None and one.exactness in _OPEN
