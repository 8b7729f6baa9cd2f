"""Gathers what one report tells of one occurrence: its events and figures of one family, place and time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from dateline.data import toml
from dateline.link import geography
from dateline.model import Event, Factuality, Figure, Period, Place, Report

# News without a date of its own is about the days just before it: half of dated events in news are
# told on the same day or the day after, nearly all within three days.
NEWS_DAYS = 3

_TOLD = frozenset({Factuality.HAPPENED, Factuality.ONGOING, Factuality.DENIED})
# Types that are said rather than done are kept as statements, not linked as incidents.
_UNLINKED = frozenset({"talks"})
# Levels at which the text itself ties a place or a day to the words; a farther one is only inherited,
# and what is inherited never keeps two tellings apart.
_TIED = frozenset({"phrase", "clause", "sentence", "named", "frame"})
HARM = "harm"


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of one occurrence. ``first`` and ``last`` bound the days it can mean.

    ``apart`` are the towns (by their key) where the report counts people of other occurrences of the kind.
    """

    report: Report
    family: str
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    period: Period | None
    first: dt.date | None
    last: dt.date | None
    placed: bool = False
    dated: bool = False
    denied: bool = False
    background: bool = False
    main: bool = False
    leads: bool = False
    sides: tuple[frozenset[str], frozenset[str]] = field(default=(frozenset(), frozenset()))
    apart: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The report and the first record of it that tells this; the report alone when nothing was read."""
        records: tuple[Event | Figure, ...] = (*self.events, *self.figures)
        return f"{self.report.id}#{records[0].id}" if records else self.report.id

    @property
    def start(self) -> int:
        """Where in the report it is first told."""
        return min([e.trigger.start for e in self.events] + [f.start for f in self.figures], default=0)

    @property
    def read(self) -> bool:
        """Whether anything was read that tells it; without, its report can only join what others tell."""
        return bool(self.events or self.figures)

    @property
    def settled(self) -> bool:
        """Whether the text ties it to a place or a day of its own."""
        return self.placed or self.dated

    @property
    def local(self) -> bool:
        """Whether it names a settlement or a quarter, not only a region."""
        return any(place.precision is not None and place.precision < 3 for place in self.places)


def of(report: Report) -> list[Telling]:
    """Return the tellings of ``report``, those of one occurrence joined, the news before the background."""
    joined: list[Telling] = []
    single = list(_single(report))
    for telling in sorted(single, key=lambda own: not own.settled):
        at = next((i for i, known in enumerate(joined) if _one(known, telling)), None)
        if at is None:
            joined.append(telling)
        else:
            joined[at] = _join(joined[at], telling)
    joined.sort(key=lambda own: (own.background, own.denied, own.start))
    if not joined:
        return [_unread(report)]
    lead = _lead(joined)
    return [replace(own, leads=own is lead, apart=_apart(own, joined)) for own in joined]


def _apart(telling: Telling, told: list[Telling]) -> frozenset[str]:
    own = {key(place) for place in telling.places}
    others = (t for t in told if t is not telling and t.placed and t.figures and not t.background)
    others = (t for t in others if compatible(t.family, telling.family))
    return frozenset(key(p) for t in others for p in t.places if not geography.region(p)) - own


def _unread(report: Report) -> Telling:
    """A report in which no occurrence was read: its names and numbers may still tie it to one."""
    first, last = _window(report, None)
    return Telling(report, HARM, (), (), (), None, first, last, leads=True)


def _lead(told: list[Telling]) -> Telling | None:
    """The telling the text is about: of harm first, then of the main event, then the longest."""

    def weight(own: Telling) -> tuple[bool, bool, bool, int]:
        return not own.background, harmful(own.family), own.main, len(own.events) + len(own.figures)

    return max(told, key=weight, default=None)


def family(event_type: str) -> str | None:
    """Return the family of an ACLED sub-event type, or None for types linking leaves alone."""
    return _families().get(event_type)


def harmful(name: str) -> bool:
    """Return whether a family is of events that kill or wound."""
    return name == HARM or name in toml("families")["harm"]["families"]


def compatible(a: str, b: str) -> bool:
    """Return whether two families may be one occurrence. What killed is often told differently at first."""
    return a == b or (harmful(a) and harmful(b))


@cache
def _families() -> dict[str, str]:
    table = toml("families")
    return {
        kind: name
        for name, kinds in table.items()
        if isinstance(kinds, list)
        for kind in kinds
        if name not in _UNLINKED
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
        places=report.places_of(record.places),
        period=period,
        first=first,
        last=last,
        placed=bool(record.places) and record.place_rule in _TIED,
        dated=period is not None and first is not None and record.period_rule in _TIED,
        denied=record.factuality is Factuality.DENIED,
        background=record.background,
        main=bool(event and event.main),
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
    """Two tellings of one report are one when nothing the text ties to them keeps them apart."""
    if not compatible(a.family, b.family) or a.denied != b.denied:
        return False
    if _repeat(a, b):
        return True
    if a.background != b.background or _whole_and_part(a, b) or _other_deed(a, b):
        return False
    return not (a.placed and b.placed and _elsewhere(a, b)) and not (
        a.dated and b.dated and _other_days(a, b)
    )


def _other_deed(a: Telling, b: Telling) -> bool:
    """One text that tells of strikes and of an attack, or names two doers, tells of two occurrences."""
    doers = a.sides[0], b.sides[0]
    return (a.family != b.family and HARM not in (a.family, b.family)) or (
        all(doers) and doers[0].isdisjoint(doers[1])
    )


def _repeat(a: Telling, b: Telling) -> bool:
    """One tells the very count of the other again, or counts on beside it."""
    ids = {figure.id for figure in a.figures} | {figure.repeats for figure in a.figures if figure.repeats}
    return any(f.repeats in ids or f.beside in ids or f.id in ids for f in b.figures)


def _whole_and_part(a: Telling, b: Telling) -> bool:
    """A count for a place of its own inside the other's count is an incident within the other."""
    if not (a.placed and b.placed and _elsewhere(a, b)):
        return False
    inner = {f.part_of for f in a.figures} & {f.id for f in b.figures}
    return bool(inner or {f.part_of for f in b.figures} & {f.id for f in a.figures})


def _elsewhere(a: Telling, b: Telling) -> bool:
    """No place of one may be a place of the other. A province is not one of its towns, nor is a
    quarter its city when each has its own dead."""
    if a.local != b.local:
        return True
    if _own_counts(a, b) and not {key(p) for p in a.places} & {key(p) for p in b.places}:
        return True
    return not any(geography.same(p, q) or _within(p, q) for p in a.places for q in b.places)


def _own_counts(a: Telling, b: Telling) -> bool:
    """Each counts people of one status, none of them a part of the other's."""
    statuses = {f.status for f in a.figures if f.part_of is None} & {
        f.status for f in b.figures if f.part_of is None
    }
    return any(f.status in statuses and f.subject == "people" for f in (*a.figures, *b.figures))


def _within(a: Place, b: Place) -> bool:
    apart = geography.distance(a, b)
    return apart is not None and apart <= geography.CITY_KM and "quarter" in (a.kind, b.kind)


def _other_days(a: Telling, b: Telling) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    return max(a.first, b.first) > min(a.last, b.last)


def _join(a: Telling, b: Telling) -> Telling:
    dated = a if a.dated or not b.dated else b
    placed = a if a.placed or not b.placed else b
    return replace(
        a,
        family=b.family if a.family == HARM else a.family,
        events=a.events + b.events,
        figures=a.figures + tuple(figure for figure in b.figures if figure not in a.figures),
        places=_distinct(placed.places, (b if placed is a else a).places if a.placed == b.placed else ()),
        period=dated.period,
        first=dated.first,
        last=dated.last,
        placed=a.placed or b.placed,
        dated=a.dated or b.dated,
        background=a.background and b.background,
        main=a.main or b.main,
        sides=(a.sides[0] | b.sides[0], a.sides[1] | b.sides[1]),
    )


def _distinct(*groups: tuple[Place, ...]) -> tuple[Place, ...]:
    known: dict[str, Place] = {}
    for place in (place for group in groups for place in group):
        known.setdefault(key(place), place)
    return tuple(known.values())


def key(place: Place) -> str:
    """Return what a place is known by: its gazetteer id, else its name."""
    return place.gazetteer or (place.name or place.text).lower()
