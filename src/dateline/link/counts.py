"""The counts of people that one telling gives: repeats left out, counts beside each other added up.

"Killing three in the market and two in the street" counts five; "among them two children" adds nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from dateline.link.tellings import Telling
from dateline.model import Exactness, Factuality, Figure, FigureStatus

# Counts of something other than people (buildings, votes) are told in the report, not added to tolls.
PEOPLE = "people"
_TOLD = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
_OPEN = frozenset({Exactness.AT_LEAST, Exactness.VAGUE})


def people(telling: Telling) -> list[Figure]:
    """Return the figures of people that the telling's tolls rest on, in the order of the text."""
    every = {figure.id: figure for figure in (*telling.report.figures, *telling.figures)}
    fallen = _fallen(every)
    usable = [
        left
        for figure in telling.figures
        if _counts(figure, telling) and (left := _survivors(figure, every, fallen)) is not None
    ]
    known = {figure.id: figure for figure in usable}
    beside: defaultdict[str, list[Figure]] = defaultdict(list)
    single: list[Figure] = []
    for figure in usable:
        first = _first(figure, known)
        if first.id != figure.id:
            beside[first.id].append(figure)
        elif not _again(figure, known):
            single.append(figure)
    return [_sum(figure, beside[figure.id]) for figure in single]


def _counts(figure: Figure, telling: Telling) -> bool:
    return figure.subject == PEOPLE and figure.low is not None and figure.background == telling.background


def _again(figure: Figure, known: Mapping[str, Figure]) -> bool:
    """Whether the narration only says again what was counted before."""
    return figure.repeats in known and figure.attributed_to is None


def _fallen(every: Mapping[str, Figure]) -> Counter[str]:
    """How many of those first told as injured are told as dead, by the id of the injured, told first."""
    fallen: Counter[str] = Counter()
    for figure in every.values():
        whole = every.get(figure.part_of or "")
        told = figure.factuality in _TOLD and figure.repeats is None and not figure.background
        if whole is not None and told and figure.status is FigureStatus.KILLED:
            fallen[whole.repeats or whole.id] += int(figure.low or 0)
    return fallen


def _survivors(figure: Figure, every: Mapping[str, Figure], fallen: Counter[str]) -> Figure | None:
    """The figure without those of the injured who are told as dead: "a man was hit; he died" leaves none."""
    if figure.status is not FigureStatus.INJURED or not figure.low:
        return figure
    told_first = every.get(figure.repeats or "", figure)
    if told_first.status is FigureStatus.KILLED:
        return None
    dead = fallen[told_first.id]
    if not dead:
        return figure
    low, high = figure.low - dead, None if figure.high is None else figure.high - dead
    return figure.model_copy(update={"low": low, "high": high}) if low > 0 else None


def _first(figure: Figure, known: Mapping[str, Figure]) -> Figure:
    """The first figure of the list that this one goes on with, of the same status and not its part."""
    seen = {figure.id}
    while (before := known.get(figure.beside or "")) is not None and before.id not in seen:
        if before.status is not figure.status or figure.part_of != before.part_of:
            break
        seen.add(before.id)
        told_first = known.get(before.repeats or "", before)
        figure = told_first if before.attributed_to is None and told_first.status is before.status else before
    return figure


def _sum(first: Figure, others: list[Figure]) -> Figure:
    """The first figure with the bounds of all; its words stay its own: they cite where the list begins."""
    if not others:
        return first
    every = [first, *others]
    open_end = any(f.high is None for f in every)
    loose = next((f.exactness for f in every if f.exactness in _OPEN), None)
    return first.model_copy(
        update={
            "low": sum(f.low or 0 for f in every),
            "high": None if open_end else sum(f.high or 0 for f in every),
            "exactness": loose or first.exactness,
            "who": first.who if len({f.who for f in every}) == 1 else None,
        }
    )
