"""What is worked out from reported counts and published standards; nobody said it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dateline.model.base import Record
from dateline.model.linked import Citation


class Given(Record):
    """One number that a calculation rests on: reported words, a published standard, or the user's own."""

    name: str
    low: float | int | None = None
    high: float | int | None = None
    unit: str
    basis: Literal["reported", "standard", "user"]
    source: str
    url: str | None = None


class Need(Record):
    """What a population needs: the product of what was given, with its bounds, in ``unit``.

    A bound is empty where a reported count leaves it open. ``loads`` are the same in vehicles or flights.
    """

    key: str
    name: str
    low: float | int | None = None
    high: float | int | None = None
    unit: str
    about: bool = False
    given: tuple[Given, ...]
    sum: str
    loads: tuple[Need, ...] = ()


class Relief(Record):
    """The need of the people counted in one figure, for some days. Derived, never reported."""

    kind: Literal["relief"] = "relief"
    figure: str
    people: str
    days: int = Field(ge=1)
    needs: tuple[Need, ...]
    citation: Citation
    derived_by: str
