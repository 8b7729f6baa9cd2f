"""Reads what a form sends: a value of a vocabulary, a day, a word; anything else is refused in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from dateline.errors import DatelineError

E = TypeVar("E", bound=StrEnum)

# A reason is a sentence or two. Longer text belongs into a report.
LONGEST = 2000


def one_of(kind: type[E], value: str | None) -> E:
    """Return the value of a vocabulary. Raises BadRequest for anything else."""
    try:
        return kind(value or "")
    except ValueError as error:
        raise BadRequest(f"{value!r} is none of: {', '.join(kind)}") from error


def text(request: HttpRequest, name: str) -> str:
    """Return a field as one trimmed text, at most LONGEST characters."""
    return (request.POST.get(name) or "").replace("\x00", "").strip()[:LONGEST]


def whole(value: str | None) -> int | None:
    """Return a whole number, or None for an empty field. Raises BadRequest for what is neither."""
    if not (value or "").strip():
        return None
    try:
        return int(str(value).replace("\u202f", "").replace(",", ""))
    except ValueError as error:
        raise BadRequest(f"{value!r} is no whole number") from error


def refused(request: HttpRequest, error: DatelineError) -> None:
    """Tell in one line what was not done, why, and what to do."""
    messages.error(request, f"{error.item} {error.problem}: {error.step}.")


def back(request: HttpRequest, otherwise: str) -> str:
    """Return the page of the desk that a form was sent from, or ``otherwise``: never another site's."""
    path = request.POST.get("back", "")
    ours = path.startswith("/desk/") and "//" not in path and "\\" not in path
    return path if ours else otherwise


def page_of(request: HttpRequest, size: int) -> tuple[int, int]:
    """Return (number of the page from 1, first row) from ``?page=``; nonsense is the first page."""
    value = request.GET.get("page", "1")
    number = int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 7 else 1
    return max(number, 1), (max(number, 1) - 1) * size
