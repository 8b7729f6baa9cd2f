"""What one report says: statements, events, figures, places, periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Literal

from pydantic import Field

from dateline.model.base import Record, Span
from dateline.model.collected import Failure, Marks, Note, Zone
from dateline.model.words import Certainty, Exactness, Factuality, FigureStatus, Mode, PeriodKind, Stance


class Statement(Record):
    """Who said what, in which manner. Its content's facts belong to this speaker.

    ``place`` is the place that a digest's heading gives it as context.
    """

    id: str
    speaker: Span | None = None
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    mode: Mode
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.STATED
    via: str | None = None
    confidence: float = Field(default=1.0, ge=0, le=1)
    rule: str | None = None
    place: str | None = None


class Event(Record):
    """One mention of something that happened, is planned, demanded or denied."""

    id: str
    type: str
    trigger: Span
    period: str | None = None
    period_rule: str | None = None
    places: tuple[str, ...] = ()
    place_rule: str | None = None
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    weapon: str | None = None
    factuality: Factuality = Factuality.HAPPENED
    figures: tuple[str, ...] = ()
    attributed_to: str | None = None
    background: bool = False
    main: bool = False


class Figure(Span):
    """One reported quantity, with the number words it came from.

    ``part_of`` names the figure that holds this one; ``beside`` the one that this is counted in
    addition to (a list, "two more"); ``repeats`` the one that this tells again.
    """

    id: str
    subject: str
    status: FigureStatus
    low: float | int | None = None
    high: float | int | None = None
    exactness: Exactness
    unit: str = "people"
    who: str | None = None
    period: str | None = None
    period_rule: str | None = None
    places: tuple[str, ...] = ()
    place_rule: str | None = None
    part_of: str | None = None
    beside: str | None = None
    repeats: str | None = None
    attributed_to: str | None = None
    factuality: Factuality = Factuality.HAPPENED
    background: bool = False


class Candidate(Record):
    """A gazetteer entry that a name could mean."""

    gazetteer: str
    name: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    kind: str | None = None
    population: int | None = None


class Place(Span):
    """A place name in the text and the gazetteer entry it was settled on, if any.

    ``precision`` follows ACLED geo_precision: 1 exact settlement or quarter, 2 near it or
    part of it, 3 the region only. ``modifier`` keeps words such as "eastern".
    """

    id: str
    name: str | None = None
    gazetteer: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    kind: str | None = None
    precision: Literal[1, 2, 3] | None = None
    modifier: str | None = None
    rule: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Period(Span):
    """A time expression resolved against the report's date (EDTF, ISO 8601-2)."""

    id: str
    kind: PeriodKind = PeriodKind.DATE
    edtf: str | None = None
    first: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = Field(default=None, alias="to")
    timex: str | None = None
    rule: str | None = None


class Actor(Record):
    """A party named in the report, under its neutral name when the table knows it."""

    id: str
    name: str
    kind: str | None = None
    mentions: tuple[Span, ...] = ()


class Comment(Span):
    """A reader's comment, numbered as on the page; ``parent`` is the one it answers."""

    id: str
    parent: str | None = None
    author: str | None = None
    published: str | None = None


class Report(Record):
    """One published text and everything read from it.

    ``resource`` is the thing that may have several versions (its URL, or its file and key).
    ``published`` is a day; ``published_at`` the moment, when the source tells it. The offsets of
    ``title_places`` are those of ``title``, where it stands apart from the text.
    """

    id: str
    key: str | None = None
    capture: str | None = None
    resource: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    published_rule: str | None = None
    language: str | None = None
    marks: Marks | None = None
    text: str
    zones: tuple[Zone, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    title_places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()
    actors: tuple[Actor, ...] = ()
    comments: tuple[Comment, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[Note, ...] = ()
    derived_by: str | None = None

    def places_of(self, ids: Collection[str]) -> tuple[Place, ...]:
        """Return the places of the text and of the title that these ids name."""
        return tuple(place for place in (*self.places, *self.title_places) if place.id in ids)

    def span(self, start: int, end: int) -> Span:
        """Return the span of this report's text from ``start`` to ``end``."""
        return Span(start=start, end=end, text=self.text[start:end])
