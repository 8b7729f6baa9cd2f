"""Builds read reports of strikes by hand: "A strike hit TOWN, killing N, VOICE said."."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from dateline.model import (
    Actor,
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
)
from factory import DAY, report

TOWNS: dict[str, tuple[float, float]] = {"Northam": (10.0, 20.0), "Southby": (10.1, 20.0)}


def place(name: str, start: int, precision: Literal[1, 2, 3] = 1) -> Place:
    lat, lon = TOWNS.get(name, (10.05, 20.0))
    return Place(
        id="l1", start=start, end=start + len(name), text=name, name=name, gazetteer=f"geonames:{name}",
        lat=lat, lon=lon, country="XX", admin1="Midland", kind="admin1" if precision == 3 else "settlement",
        precision=precision,
    )  # fmt: skip


def told(
    source: str,
    town: str,
    killed: int,
    *,
    voice: str = "rescuers of the Valley Network",
    day: dt.date = DAY,
    hour: int = 12,
    exactness: Exactness = Exactness.EXACT,
    **event: Any,
) -> Report:
    """Return a read report: "A strike hit TOWN, killing N, VOICE said." """
    text = f"A strike hit {town}, killing {killed} people, {voice} said."
    precision: Literal[1, 3] = 3 if town == "Midland" else 1
    number = text.index(str(killed))
    base = report(
        text, source=source, published=day, published_at=dt.datetime(day.year, day.month, day.day, hour)
    )
    return base.model_copy(
        update={
            "id": f"sha256:{source}-{town}-{killed}-{hour}-{event.get('factuality', '')}",
            "places": (place(town, text.index(town), precision),),
            "periods": (Period(id="p1", start=0, end=0, text="", edtf=str(day), first=day, last=day),),
            "actors": (Actor(id="a1", name="Northern Army"),),
            "statements": (
                Statement(
                    id="s1", name=voice, mode=Mode.INDIRECT,
                    content=(Span(start=0, end=text.index(voice) - 2, text=text[: text.index(voice) - 2]),),
                ),
            ),
            "figures": (
                Figure(
                    id="f1", start=number, end=number + len(str(killed)), text=str(killed), subject="people",
                    status=FigureStatus.KILLED, low=killed,
                    high=None if exactness is Exactness.AT_LEAST else killed,
                    exactness=exactness, places=("l1",), period="p1", place_rule="clause",
                    period_rule="clause", attributed_to="s1",
                ),
            ),
            "events": (
                Event(
                    id="e1", type="air/drone strike", trigger=Span(start=2, end=8, text="strike"),
                    places=("l1",),
                    period="p1", place_rule="clause", period_rule="clause", figures=("f1",),
                    attributed_to="s1", **event,
                ),
            ),
        }
    )  # fmt: skip
