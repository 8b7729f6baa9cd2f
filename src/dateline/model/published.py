"""What is published, and how it is put together."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dateline.model.base import Record
from dateline.model.linked import Citation, Copies, Incident, Series, Toll

Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class Item(Record):
    """One sentence or quote of a brief. Without a citation it cannot be built.

    ``toll`` is the count the item states; ``parts`` are counts inside it, never added to it.
    """

    kind: Literal["sentence", "quote"]
    text: str = Field(min_length=1)
    citations: Citations
    incident: str | None = None
    speaker: str | None = None
    note: str | None = None
    toll: Toll | None = None
    parts: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _quote_is_verbatim(self) -> Self:
        if self.kind == "quote" and not any(self.text in c.text for c in self.citations):
            raise ValueError(f"quote is not in the words it cites: {self.text!r}")
        return self


class Section(Record):
    """A part of the brief: ``key`` is stable, ``title`` is for the reader."""

    key: str
    title: str
    items: tuple[Item, ...] = ()
    incidents: tuple[str, ...] = ()


class Plate(Record):
    """A picture of a brief: its file's hash, what it shows, its caption and whose it is.

    ``graphic`` ones are shown only when a reader asks.
    """

    sha256: str
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    alt: str = Field(min_length=1)
    caption: str = Field(min_length=1)
    credit: str = Field(min_length=1)
    graphic: bool = False


class Brief(Record):
    """A day's page, every item of it cited."""

    day: dt.date
    headline: Item | None = None
    headline_rule: str
    lead: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    pictures: tuple[Plate, ...] = ()
    incidents: tuple[Incident, ...] = ()
    series: tuple[Series, ...] = ()
    copies: tuple[Copies, ...] = ()
    reports: tuple[str, ...] = ()
    method: str
    derived_by: str | None = None


class Publication(Record):
    """One published version of a day's brief: who published it when, and what a correction corrected."""

    day: dt.date
    version: int = Field(ge=1)
    brief: Brief
    note: str | None = None
    who: str
    when: dt.datetime


class Edition(Record):
    """A version of a day's brief without its text: what it corrected, who published it and when."""

    day: dt.date
    version: int = Field(ge=1)
    note: str | None = None
    who: str
    when: dt.datetime


class Draft(Record):
    """A day's brief while it is edited."""

    day: dt.date
    brief: Brief
    revision: int
    who: str
    when: dt.datetime


class Named(Record):
    """Something a published brief shows: its kind, the word in its address, its id or name, its label."""

    kind: Literal["report", "incident", "figure", "place", "actor", "source", "picture"]
    word: str
    item: str
    label: str
