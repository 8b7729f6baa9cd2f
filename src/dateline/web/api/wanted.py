"""What may be asked of the API's lists: the filters, each with the words that the docs show."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from dateline.model import FigureStatus, Grade, Incident, OriginKind, Period, Record
from dateline.pipeline.publishing import place_word, slug


def _day(value: Any) -> Any:
    """Take a day as it is written; pydantic alone would read a number as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("is no day such as 2016-12-04")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]
Words = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]+$")]
Word = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^/\x00]+$")]


class Range(Record):
    """A stretch of days, both ends within it."""

    first: Day | None = Field(default=None, description="From this day on.")
    last: Day | None = Field(default=None, description="Up to this day.")


class Days(Range):
    """When it may have happened. What no report dates is left out by any of these."""

    day: Day | None = Field(default=None, description="Only what may have happened on this day.")

    def fits(self, period: Period | None) -> bool:
        """Return whether a period overlaps the days that are asked for."""
        first = max((d for d in (self.first, self.day) if d), default=None)
        last = min((d for d in (self.last, self.day) if d), default=None)
        if first is None and last is None:
            return True
        if period is None or period.first is None:
            return False
        end = period.last or period.first
        return (first is None or end >= first) and (last is None or period.first <= last)


class OfIncidents(Days):
    """Filters of incidents."""

    place: Words | None = Field(
        default=None, description="Only of this place: its name, its word, or its id (geonames:169389)."
    )
    source: Words | None = Field(default=None, description="Only what this source tells: its name or word.")
    kind: Words | None = Field(default=None, description="Only of this type, such as air/drone strike.")
    grade: Grade | None = Field(default=None, description="Only of this grade.")

    def takes(self, one: Incident) -> bool:
        """Return whether an incident is among those that are asked for."""
        return (
            self.fits(one.period)
            and (self.grade is None or one.grade is self.grade)
            and (self.kind is None or one.type.casefold() == self.kind.casefold())
            and (self.place is None or at_place(self.place, one))
            and (self.source is None or any(same(self.source, a.source) for a in one.accounts))
        )


class OfAccounts(Record):
    """Filters of accounts."""

    day: Day | None = Field(default=None, description="Only those given on this day.")
    incident: Words | None = Field(default=None, description="Only of this incident: its id or word.")
    source: Words | None = Field(
        default=None, description="Only those this source printed: its name or word."
    )
    kind: OriginKind | None = Field(default=None, description="Only of this kind of voice.")


class OfFigures(Days):
    """Filters of counts."""

    place: Words | None = Field(default=None, description="Only of incidents at this place.")
    kind: FigureStatus | None = Field(default=None, description="Only of this status, such as killed.")
    grade: Grade | None = Field(default=None, description="Only counts of this grade.")


class OfSeries(Record):
    """Filters of what is followed over days."""

    kind: FigureStatus | None = Field(default=None, description="Only of this status, such as displaced.")


class OfReports(Record):
    """Filters of reports."""

    source: Words | None = Field(default=None, description="Only of this source: its name or word.")
    day: Day | None = Field(default=None, description="Only those published on this day.")


class Nothing(Record):
    """A list without filters."""


def same(wanted: str, name: str | None) -> bool:
    """Return whether a name is the one that is meant, as it is written or as the word of its page."""
    return name is not None and (wanted.casefold() == name.casefold() or wanted == slug(name))


def at_place(wanted: str, one: Incident) -> bool:
    """Return whether an incident is told of this place, by its name, its word or its entry."""
    place = one.place
    entry = (place.gazetteer or "") if place else ""
    if entry and wanted in (entry, place_word(entry, entry)):
        return True
    return same(wanted, one.place_name) or same(wanted, place.name if place else None)
