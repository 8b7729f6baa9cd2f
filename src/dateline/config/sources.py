"""One [[source]] of desk.toml: who publishes, what is fetched of it, when, and how it is read."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from dateline.config import schedule as schedules
from dateline.config.near import nearest
from dateline.model import OriginKind, Source

# A report's fields that a table's columns can be declared for.
COLUMNS = ("key", "title", "published", "source", "url", "author", "language", "text")


class Form(StrEnum):
    """What stands at a source's address."""

    FEED = "feed"
    PAGE = "page"
    LISTING = "listing"
    PETITION = "petition"
    FILE = "file"


class SourceEntry(Source):
    """A source of the register and, with a ``schedule``, how it is collected."""

    collect: Form | None = Field(
        default=None,
        description="What stands at its address: feed, page, listing (a page whose links are followed one "
        "level down), petition (each visit is a count) or file (a service's JSON, CSV, mail, WARC). Left "
        "out, it is recognised from what comes.",
    )
    path: Path | None = Field(
        default=None,
        description="Instead of an address: a file or folder, relative to the desk, that others put "
        "reports in.",
    )
    schedule: str | None = Field(
        default=None,
        description='When it is due: "15 min", "2 hours", "daily 06:00", "weekly mon 06:00", by the desk\'s '
        "time zone. Without one it is collected only by name.",
    )
    publisher: str | None = Field(
        default=None,
        description="The publisher's name, put on every report from here instead of the one the input gives.",
    )
    pattern: str | None = Field(
        default=None,
        description="A regular expression: the links of a listing, or of a feed with follow, that are "
        "reports.",
    )
    follow: bool = Field(
        default=False,
        description="Fetch the page of each entry of a feed, whose own text is often an extract.",
    )
    most: int = Field(default=50, ge=1, description="Follow at most this many pages at one visit.")
    enclosures: bool = Field(
        default=True, description="Keep the pictures, sound and film that entries and posts name."
    )
    robots: bool | None = Field(
        default=None, description="false passes over the site's robots.txt; each copy records it."
    )
    robots_reason: str | None = Field(
        default=None, description="Why robots.txt is passed over; needed with robots = false."
    )
    columns: dict[str, str] = Field(
        default={},
        description='For a table: the column of each field, such as { text = "Body", published = "When" }. '
        f"Fields: {', '.join(COLUMNS)}.",
    )

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str | None) -> str | None:
        known = [str(kind) for kind in OriginKind]
        if value is None or value in known:
            return value
        if value in list(Form):
            raise ValueError(
                f'{value!r} is no kind of voice; write collect = "{value}" for how it is collected'
            )
        raise ValueError(_no(value, known))

    @field_validator("collect", mode="before")
    @classmethod
    def _known_form(cls, value: object) -> object:
        known = [str(form) for form in Form]
        if value is not None and value not in known:
            raise ValueError(_no(str(value), known))
        return value

    @field_validator("schedule")
    @classmethod
    def _a_schedule(cls, value: str | None) -> str | None:
        if value is not None:
            schedules.parse(value)
        return value

    @field_validator("pattern")
    @classmethod
    def _an_expression(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"{value!r} is no regular expression ({error})") from error
        return value

    @field_validator("columns")
    @classmethod
    def _known_columns(cls, value: dict[str, str]) -> dict[str, str]:
        for field in value:
            if field not in COLUMNS:
                raise ValueError(_no(field, list(COLUMNS)))
        return value

    @field_validator("url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://; a file or folder is given as path")
        return value

    @model_validator(mode="after")
    def _can_be_collected(self) -> Self:
        if self.url and self.path:
            raise ValueError("has both url and path; keep one of them")
        if self.schedule and not self.collected:
            raise ValueError("has a schedule and nothing to collect; give it a url or a path")
        if self.collect is Form.LISTING and not self.pattern:
            raise ValueError("is a listing without a pattern; say which of its links are reports")
        if self.robots is False and not self.robots_reason:
            raise ValueError("passes over robots.txt without saying why; give robots_reason")
        return self

    @property
    def collected(self) -> bool:
        """Whether there is anything to collect."""
        return bool(self.url or self.path)

    @property
    def times(self) -> schedules.Schedule | None:
        """The schedule, parsed."""
        return schedules.parse(self.schedule) if self.schedule else None


def _no(value: str, known: list[str]) -> str:
    near = nearest(value, known)
    return f"{value!r} is unknown; " + (f"did you mean {near!r}?" if near else f"known: {', '.join(known)}")
