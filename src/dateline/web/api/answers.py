"""How the API answers: records as JSON in the contract's names, a page at a time, with when they changed."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from ninja.errors import ValidationError
from pydantic import Field

from dateline.errors import UnknownId
from dateline.model import Record
from dateline.web.current import absolute

T = TypeVar("T")

# Rows of a page when nothing is said, and at most.
SIZE, MOST = 50, 200


class Page(Record, Generic[T]):
    """A page of rows. ``next`` is the address of the page after it, or null at the end.

    A filtered page may be short, even empty, and still have a next one.
    """

    items: tuple[T, ...]
    next: str | None = None


class Turn(Record):
    """Which page is asked for."""

    limit: int = Field(default=SIZE, ge=1, le=MOST, description=f"Rows of a page, at most {MOST}.")
    after: str | None = Field(
        default=None,
        max_length=600,
        pattern="^[A-Za-z0-9_-]+$",
        description="Where the page before ended: take it from its `next`.",
    )


class Place(NamedTuple):
    """Where a row stands in its list: the day, which falls, then a word, which rises."""

    day: dt.date
    word: str

    def told(self) -> str:
        """Return the place as one word for an address."""
        return base64.urlsafe_b64encode(f"{self.day}|{self.word}".encode()).decode().rstrip("=")


def place(turn: Turn) -> Place | None:
    """Return where the page before ended. Raises UnknownId for a made-up place: there is no such page."""
    if turn.after is None:
        return None
    try:
        padded = turn.after + "=" * (-len(turn.after) % 4)
        day, bar, word = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition("|")
        if not bar or "\x00" in word:
            raise ValueError
        return Place(dt.date.fromisoformat(day), word)
    except ValueError as error:
        raise UnknownId(turn.after, "is no place in this list", "take it from `next`") from error


def wrong(name: str, problem: str, where: str = "query") -> ValidationError:
    """Return the error that names a parameter and what is wrong with it."""
    return ValidationError([{"loc": (where, name), "msg": problem, "type": "value_error"}])


def only(request: HttpRequest, *known: type[Record]) -> None:
    """Refuse a parameter that the operation does not know: a misspelt filter would give everything."""
    names = {name for model in known for name in model.model_fields}
    for name in request.GET:
        if name not in names:
            raise wrong(name, f"is not known here; known are: {', '.join(sorted(names)) or 'none'}")


def paged(
    request: HttpRequest,
    turn: Turn,
    rows: Iterable[tuple[Place, Record | None]],
    changed: dt.datetime | None = None,
) -> HttpResponse:
    """Answer with the first rows; ``rows`` begin after the place that was asked for.

    A row that is None ends the page early: so far was looked, and the next page goes on from there.
    """
    shown: list[Record] = []
    end, more = None, False
    for at, row in rows:
        if len(shown) == turn.limit:
            more = True
            break
        end = at
        if row is None:
            more = True
            break
        shown.append(row)
    onward = address(request, end) if more and end else None
    answer = given(Page[Any](items=tuple(shown), next=onward), changed)
    if onward:
        answer["Link"] = f'<{onward}>; rel="next"'
    return answer


def address(request: HttpRequest, at: Place) -> str:
    """Return the address of the page that begins after ``at``."""
    query = {**request.GET.dict(), "after": at.told()}
    return absolute(f"{request.path}?{urlencode(query)}")


def given(record: Record, changed: dt.datetime | None = None, status: int = 200) -> HttpResponse:
    """Answer with one record. The tag comes from the bytes (Django); ``changed`` is when it last did."""
    answer = HttpResponse(
        record.model_dump_json(by_alias=True), content_type="application/json", status=status
    )
    if changed:
        answer["Last-Modified"] = http_date(changed.timestamp())
        answer["Cache-Control"] = "no-cache"  # kept anywhere, and asked about each time
    else:
        answer["Cache-Control"] = "no-store"  # the desk's own is kept nowhere
    return answer
