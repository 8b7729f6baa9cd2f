"""Reads a row of a data set, a line a column, by what ``data/datasets.toml`` says each column holds.

No parser is needed and nothing is guessed: what a column does not give stays empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import cos, hypot, radians
from typing import Any

from dateline.data import rows, toml
from dateline.model import (
    Actor,
    Candidate,
    Event,
    Exactness,
    Figure,
    FigureStatus,
    Mode,
    Period,
    Place,
    Report,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from dateline.read import places

LINE = re.compile(r"^([^\s:]+): (.+)$", re.MULTILINE)
# Level of a place and a time that the row itself names (see docs/codebook.md).
NAMED = "named"
EARTH_LAT, EARTH_LON = 90, 180
# Gazetteers put one town's centre up to some 3 km apart; a data set's point may be a quarter of it.
NEAR_KM, DEGREE_KM = 5, 111.2


def read(report: Report) -> Report:
    """Return the report with what its columns say. ``report.marks.dataset`` names the data set."""
    own = toml("datasets")[report.marks.dataset if report.marks and report.marks.dataset else ""]
    row = _Row(report, own)
    place, period = row.place(), row.period()
    statement, actors = row.statement(), row.actors()
    said = statement.id if statement else None
    around: dict[str, Any] = {
        "places": (place.id,) if place else (),
        "place_rule": NAMED if place else None,
        "period": period.id if period else None,
        "period_rule": NAMED if period else None,
        "attributed_to": said,
    }
    figures = tuple(row.figures(around))
    event = row.event(around, figures, actors)
    return report.model_copy(
        update={
            "zones": (Zone(kind=ZoneKind.BODY, start=0, end=len(report.text)),),
            "statements": (statement,) if statement else (),
            "events": (event,) if event else (),
            "figures": figures,
            "places": (place,) if place else (),
            "periods": (period,) if period else (),
            "actors": actors,
        }
    )


class _Row:
    """The lines of one report, by column."""

    def __init__(self, report: Report, own: Mapping[str, Any]) -> None:
        self.report, self.own = report, own
        self.spans = {
            m[1]: Span(start=m.start(2), end=m.end(2), text=m[2]) for m in LINE.finditer(report.text)
        }

    def cell(self, *names: str) -> Span | None:
        return next((self.spans[name] for name in names if name in self.spans), None)

    def held(self, what: str) -> Span | None:
        return self.cell(*self.own.get(what, ()))

    def place(self) -> Place | None:
        name = self.held("place") or self.held("admin1") or self.held("country")
        if name is None:
            return None
        lat, lon = (_degrees(self.held(key), most) for key, most in (("lat", EARTH_LAT), ("lon", EARTH_LON)))
        known = lat is not None and lon is not None
        level = self.held("geo")
        precision = int(level.text) if level and level.text in ("1", "2", "3") else 1
        unit, country = self.held("admin1"), self.held("country")
        entry = _entry(name.text, lat, lon) if lat is not None and lon is not None else None
        return Place(
            id="l1",
            **name.model_dump(),
            name=entry.name if entry else name.text,
            gazetteer=entry.gazetteer if entry else None,
            lat=lat if known else None,
            lon=lon if known else None,
            country=entry.country if entry else _iso(country.text) if country else None,
            admin1=unit.text if unit else None,
            kind=entry.kind if entry else "settlement" if known and precision < 3 else None,
            precision=precision if known else None,
            rule=f"the entry of that name within {NEAR_KM} km"
            if entry
            else f"as {self.own['source']} gives it",
        )

    def period(self) -> Period | None:
        span = self.held("date")
        first = _day(span.text) if span else None
        if span is None or first is None:
            return None
        until, level = self.held("last"), self.held("precision")
        last = (_day(until.text) if until else None) or first
        around = dt.timedelta(days=self.own.get("around", {}).get(level.text if level else "", 0))
        first, last = first - around, max(first, last) + around
        edtf = first.isoformat() if first == last else f"{first}/{last}"
        return Period.model_validate(
            {**span.model_dump(), "id": "p1", "from": first, "to": last, "edtf": edtf, "rule": NAMED}
        )

    def statement(self) -> Statement | None:
        """Return the row as the word of the first whom the data set names as its source."""
        cell = self.held("said_by")
        if cell is None:
            return None
        name = cell.text.split(self.own["parted"])[0].strip()
        speaker = self.report.span(cell.start, cell.start + len(name))
        whole = self.report.span(0, len(self.report.text))
        return Statement(
            id="s1", speaker=speaker, name=name, content=(whole,), mode=Mode.INDIRECT, rule="named as source"
        )

    def actors(self) -> tuple[Actor, ...]:
        found = [cell for names in self.own.get("actors", ()) if (cell := self.cell(*names))]
        pieces = [piece for cell in found for piece in self._parted(cell)]
        return tuple(Actor(id=f"a{n}", name=p.text, mentions=(p,)) for n, p in enumerate(pieces, start=1))

    def _parted(self, cell: Span) -> Iterator[Span]:
        for match in re.finditer(rf"[^{self.own['parted']}]+", cell.text):
            name = match[0].strip()
            start = cell.start + match.start() + match[0].index(name) if name else 0
            if name:
                yield self.report.span(start, start + len(name))

    def figures(self, around: Mapping[str, Any]) -> Iterator[Figure]:
        for status in (FigureStatus.KILLED, FigureStatus.INJURED):
            low, high = (self.cell(*names) for names in self.own.get(status.value, ((), ())))
            least, most = _count(low), _count(high)
            # A 0 in these columns stands for "none reported" as often as for "nobody".
            if not (least or most):
                continue
            span = high if high and not least else low or high
            exact = Exactness.EXACT if least == most else Exactness.RANGE
            yield Figure(
                id=f"f{1 if status is FigureStatus.KILLED else 2}",
                **(span.model_dump() if span else {}),
                subject="people",
                who=self.own.get("who"),
                status=status,
                low=least,
                high=most,
                exactness=exact if most is not None else Exactness.AT_LEAST,
                **around,
            )

    def event(
        self, around: Mapping[str, Any], figures: tuple[Figure, ...], actors: tuple[Actor, ...]
    ) -> Event | None:
        cell = self.held("type")
        kind = cell.text.casefold() if cell else ""
        if cell is None or kind not in _types():
            return None
        doer = self.cell(*self.own["actors"][0]) if kind in self.own["one_sided"] else None
        first = {a.id for a in actors for m in a.mentions if doer and doer.start <= m.start < doer.end}
        return Event(
            id="e1",
            type=kind,
            trigger=cell,
            figures=tuple(figure.id for figure in figures),
            side_a=tuple(a.id for a in actors if a.id in first),
            side_b=tuple(a.id for a in actors if a.id not in first) if first else (),
            main=True,
            **around,
        )


@lru_cache(maxsize=4096)
def _entry(name: str, lat: float, lon: float) -> Candidate | None:
    """Return the gazetteer's entry of a name that lies nearest to a point, within NEAR_KM."""

    def apart(one: Candidate) -> float:
        return hypot(one.lat - lat, (one.lon - lon) * cos(radians(lat))) * DEGREE_KM

    near = [one for one in places.look_up(name) if apart(one) <= NEAR_KM]
    return min(near, key=apart, default=None)


def _types() -> set[str]:
    return {row["name"] for row in toml("events")["type"]}


def _iso(name: str) -> str | None:
    """Return the ISO 3166-1 code of a country by its name, or the code itself."""
    wanted = name.casefold()
    for row in rows("countries"):
        names = [row["iso"], row["name"], *row["aliases"].split("|")]
        if wanted in (own.casefold() for own in names if own):
            return row["iso"]
    return None


def _degrees(span: Span | None, most: int) -> float | None:
    try:
        value = float(span.text) if span else None
    except ValueError:
        return None
    return value if value is not None and abs(value) <= most else None


def _count(span: Span | None) -> int | None:
    digits = span.text.replace(",", "") if span else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _day(text: str) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d/%m/%Y", "%B %d, %Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None
