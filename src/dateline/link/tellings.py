"""Gathers what one report tells of one occurrence: its events and figures of one family, place and time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from dateline.data import toml
from dateline.model import Event, Factuality, Figure, FigureStatus, Period, Place, Report

# News without a date of its own is about the days just before it: half of dated events in news are
# told on the same day or the day after, nearly all within three days.
NEWS_DAYS = 3

_TOLD = frozenset({Factuality.HAPPENED, Factuality.ONGOING, Factuality.DENIED})
_TITLE_ONLY = frozenset({"talks"})
HARM = "harm"


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of one occurrence. ``first`` and ``last`` bound the days it can mean."""

    report: Report
    family: str
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    period: Period | None
    first: dt.date | None
    last: dt.date | None
    denied: bool = False
    background: bool = False
    sides: tuple[frozenset[str], frozenset[str]] = field(default=(frozenset(), frozenset()))

    @property
    def id(self) -> str:
        """The report and the first record of it that tells this."""
        own = self.events[0].id if self.events else self.figures[0].id
        return f"{self.report.id}#{own}"

    @property
    def local(self) -> bool:
        """Whether it names a settlement or a quarter, not only a region."""
        return any(place.precision is not None and place.precision < 3 for place in self.places)


def of(report: Report) -> list[Telling]:
    """Return the tellings of ``report``, those of one occurrence joined."""
    joined: list[Telling] = []
    for telling in _single(report):
        for i, known in enumerate(joined):
            if _one(known, telling):
                joined[i] = _join(known, telling)
                break
        else:
            joined.append(telling)
    return joined


def family(event_type: str) -> str | None:
    """Return the family of an ACLED sub-event type, or None for types linking leaves alone."""
    return _families().get(event_type)


def compatible(a: str, b: str) -> bool:
    """Return whether two families may be one occurrence; a bare count of harm fits any harm."""
    harm = toml("families")["harm"]["families"]
    return a == b or (a == HARM and b in harm) or (b == HARM and a in harm)


@cache
def _families() -> dict[str, str]:
    table = toml("families")
    return {
        kind: name
        for name, kinds in table.items()
        if isinstance(kinds, list)
        for kind in kinds
        if name not in _TITLE_ONLY
    }


def _single(report: Report) -> Iterator[Telling]:
    figures = {figure.id: figure for figure in report.figures}
    claimed: set[str] = set()
    for event in report.events:
        own = family(event.type)
        if own is None or event.factuality not in _TOLD:
            continue
        held = tuple(
            figures[id_] for id_ in event.figures if id_ in figures and figures[id_].factuality in _TOLD
        )
        claimed.update(figure.id for figure in held)
        yield _telling(report, own, event, held)
    for figure in report.figures:
        name = toml("families")["status"].get(figure.status.value)
        if name and figure.id not in claimed and figure.factuality in _TOLD and figure.subject == "people":
            yield _telling(report, name, None, (figure,))


def _telling(report: Report, own: str, event: Event | None, figures: tuple[Figure, ...]) -> Telling:
    record: Event | Figure = event or figures[0]
    periods = {period.id: period for period in report.periods}
    period = periods.get(record.period or "")
    first, last = _window(report, period)
    names = {actor.id: actor.name for actor in report.actors}
    sides = (
        (_names(event.side_a, names), _names(event.side_b, names))
        if event
        else (frozenset[str](), frozenset[str]())
    )
    return Telling(
        report=report,
        family=own,
        events=(event,) if event else (),
        figures=figures,
        places=tuple(place for place in report.places if place.id in record.places),
        period=period,
        first=first,
        last=last,
        denied=record.factuality is Factuality.DENIED,
        background=record.background,
        sides=sides,
    )


def _names(ids: tuple[str, ...], names: dict[str, str]) -> frozenset[str]:
    return frozenset(names[id_] for id_ in ids if id_ in names)


def _window(report: Report, period: Period | None) -> tuple[dt.date | None, dt.date | None]:
    if period is not None and (period.first or period.last):
        return period.first or period.last, period.last or period.first
    if period is not None or report.published is None:
        return None, None
    return report.published - dt.timedelta(days=NEWS_DAYS), report.published


def _one(a: Telling, b: Telling) -> bool:
    """Two tellings of one report are one when nothing in the text keeps them apart."""
    if not compatible(a.family, b.family) or a.denied != b.denied or a.background != b.background:
        return False
    if a.places and b.places and not {_key(p) for p in a.places} & {_key(p) for p in b.places}:
        return False
    if bool(a.places) != bool(b.places) and not _same_event_words(a, b):
        return False
    return a.period is None or b.period is None or (a.first, a.last) == (b.first, b.last)


def _same_event_words(a: Telling, b: Telling) -> bool:
    """A telling without a place joins one that has it only when they give the same count."""
    counts = {(f.status, f.low, f.high) for f in a.figures} & {(f.status, f.low, f.high) for f in b.figures}
    return bool(counts)


def _join(a: Telling, b: Telling) -> Telling:
    dated = a if a.period is not None else b
    return replace(
        a,
        family=b.family if a.family == HARM else a.family,
        events=a.events + b.events,
        figures=a.figures + tuple(figure for figure in b.figures if figure not in a.figures),
        places=a.places + tuple(p for p in b.places if _key(p) not in {_key(own) for own in a.places}),
        period=dated.period,
        first=dated.first,
        last=dated.last,
        sides=(a.sides[0] | b.sides[0], a.sides[1] | b.sides[1]),
    )


def _key(place: Place) -> str:
    return place.gazetteer or (place.name or place.text).lower()


def harms(telling: Telling) -> bool:
    """Return whether the telling counts dead, wounded or missing."""
    return any(
        f.status in (FigureStatus.KILLED, FigureStatus.INJURED, FigureStatus.MISSING) for f in telling.figures
    )
