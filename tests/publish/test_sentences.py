"""A place is named as its reports name it."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model import Grade, Incident, Place
from dateline.publish.sentences import place_name


def incident(place_name: str, place: str, **fields: Any) -> Incident:
    at = Place(id="l1", start=0, end=len(place), text=place, name=place, kind="admin1", precision=3, **fields)
    return Incident(
        id="incident:1", reports=("r",), keys=("r",), type="strike", title="", grade=Grade.WEAK,
        grade_reason="", place=at, place_name=place_name,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "place", "words"),
    [
        ("Northshire", "Northshire", "the Northshire area"),
        ("Moor and Fen", "Moor and Fen", "the Moor and Fen area"),
        ("Northshire and Southshire", "Northshire", "the Northshire and Southshire areas"),
        (
            "Eastshire, Fen and Moor",
            "Northshire",
            "the Eastshire, Fen and Moor areas",
        ),
    ],
)
def test_a_name_that_holds_and_is_one_place(told: str, place: str, words: str) -> None:
    assert place_name(incident(told, place)) == words
