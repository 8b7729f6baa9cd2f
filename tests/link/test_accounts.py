"""What one telling says is kept as accounts: wholes as wholes, the person described not as a total."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.link import accounts, tolls
from dateline.link.origins import Origins
from dateline.link.tellings import Telling
from dateline.model import Account, Exactness, Figure, FigureStatus
from factory import report

TEXT = "Four people were shot. A man was hit in the leg, the clinic said."


def figure(id_: str, low: int, text: str, **fields: Any) -> Figure:
    given = {"high": low, "exactness": Exactness.EXACT, "subject": "people", "status": FigureStatus.INJURED}
    return Figure(id=id_, start=0, end=len(text), text=text, low=low, **(given | fields))


def said(*figures: Figure) -> list[Account]:
    own = report(TEXT).model_copy(update={"figures": figures})
    return accounts.of(Telling(own, "attack", (), figures, (), None, None, None), Origins([own]))


@pytest.mark.parametrize(("words", "superseded"), [("A man", True), ("the driver", True), ("One man", False)])
def test_a_person_described_is_one_of_the_several_counted(words: str, superseded: bool) -> None:
    found = said(figure("f1", 4, "Four people"), figure("f2", 1, words))
    assert [(own.low, own.superseded) for own in found] == [(4, False), (1, superseded)]


def test_a_person_described_alone_is_the_total() -> None:
    (own,) = said(figure("f1", 1, "A man"))
    assert (own.low, own.superseded) == (1, False)


def test_a_person_described_does_not_answer_for_another_group_or_status() -> None:
    found = said(figure("f1", 4, "Four men", status=FigureStatus.KILLED), figure("f2", 1, "A man"))
    assert not any(own.superseded for own in found)


def test_the_dead_among_the_injured_are_all_of_the_dead() -> None:
    found = said(
        figure("f1", 10, "Ten people"), figure("f2", 3, "three", status=FigureStatus.KILLED, part_of="f1")
    )
    assert [(own.status, own.best, own.part_of) for own in tolls.of(found)] == [
        (FigureStatus.KILLED, 3, None),
        (FigureStatus.INJURED, 7, None),
    ]
    assert all(own.part_of is None for own in found)


def test_a_part_of_its_own_status_stays_a_part() -> None:
    _, part = said(figure("f1", 10, "Ten people"), figure("f2", 3, "three of them", part_of="f1"))
    assert part.part_of == "f1"
