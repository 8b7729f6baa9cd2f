"""The counts of people that one telling gives: repeats left out, counts beside each other added up.

"Killing three in the market and two in the street" counts five; "among them two children" adds nobody.
"""

from __future__ import annotations

from collections import defaultdict

from dateline.link.tellings import Telling
from dateline.model import Exactness, Figure, FigureStatus

# Counts of something other than people (buildings, votes) are told in the report, not added to tolls.
PEOPLE = "people"
_OPEN = frozenset({Exactness.AT_LEAST, Exactness.VAGUE})


def people(telling: Telling) -> list[Figure]:
    """Return the figures of people that the telling's tolls rest on, in the order of the text."""
    usable = [f for f in telling.figures if _counts(f, telling) and not _died(f, telling)]
    ids = {figure.id for figure in usable}
    beside: defaultdict[str, list[Figure]] = defaultdict(list)
    single: list[Figure] = []
    for figure in usable:
        first = _first(figure, {f.id: f for f in usable})
        if first.id != figure.id:
            beside[first.id].append(figure)
        elif figure.repeats not in ids or figure.attributed_to is not None:
            single.append(figure)
    return [_sum(figure, beside[figure.id]) for figure in single]


def _counts(figure: Figure, telling: Telling) -> bool:
    return figure.subject == PEOPLE and figure.low is not None and figure.background == telling.background


def _died(figure: Figure, telling: Telling) -> bool:
    """Whether all who are first told as injured are told as dead by the end: "a man was hit; he died"."""
    dead = sum(
        f.low or 0 for f in telling.figures if f.part_of == figure.id and f.status is FigureStatus.KILLED
    )
    return figure.status is FigureStatus.INJURED and 0 < (figure.low or 0) <= dead


def _first(figure: Figure, known: dict[str, Figure]) -> Figure:
    """The first figure of the list that this one goes on with, of the same status and not its part."""
    seen = {figure.id}
    while (before := known.get(figure.beside or "")) is not None and before.id not in seen:
        if before.status is not figure.status or figure.part_of != before.part_of:
            break
        seen.add(before.id)
        figure = before
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
