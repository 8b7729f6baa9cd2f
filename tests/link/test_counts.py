"""What one telling counts: lists add up, repeats and parts do not."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.link import counts
from dateline.link.tellings import Telling
from dateline.model import Exactness, Factuality, Figure, FigureStatus
from factory import report


def figure(id_: str, low: int, **fields: Any) -> Figure:
    given = {"high": low, "exactness": Exactness.EXACT, "subject": "people", "status": FigureStatus.KILLED}
    return Figure(id=id_, start=0, end=1, text="x", low=low, **(given | fields))


def low(*figures: Figure) -> list[float | int | None]:
    telling = Telling(report("x"), "strike", (), figures, (), None, None, None)
    return [own.low for own in counts.people(telling)]


def test_counts_beside_each_other_add_up() -> None:
    assert low(figure("f1", 3), figure("f2", 2, beside="f1"), figure("f3", 1, beside="f2")) == [6]


def test_other_statuses_stay_apart() -> None:
    assert low(figure("f1", 3), figure("f2", 10, beside="f1", status=FigureStatus.INJURED)) == [3, 10]


def test_a_repeat_counts_once_unless_somebody_is_named_for_it() -> None:
    assert low(figure("f1", 3), figure("f2", 3, repeats="f1")) == [3]
    assert low(figure("f1", 3), figure("f2", 3, repeats="f1", attributed_to="s1")) == [3, 3]


def test_a_part_is_kept_as_a_part() -> None:
    assert low(figure("f1", 22), figure("f2", 4, part_of="f1", who="children")) == [22, 4]


@pytest.mark.parametrize(("exactness", "high"), [(Exactness.AT_LEAST, None), (Exactness.ABOUT, 2)])
def test_an_open_end_stays_open(exactness: Exactness, high: int | None) -> None:
    more = figure("f2", 2, beside="f1", exactness=exactness, high=high)
    telling = Telling(report("x"), "strike", (), (figure("f1", 3), more), (), None, None, None)
    (own,) = counts.people(telling)
    assert (own.low, own.high) == (5, None if high is None else 5)


def test_background_and_things_are_left_out() -> None:
    assert low(figure("f1", 9, background=True), figure("f2", 4, subject="buildings")) == []


def test_who_is_first_told_as_injured_and_then_as_dead_is_not_injured() -> None:
    hit = figure("f1", 1, status=FigureStatus.INJURED)
    died = figure("f2", 1, part_of="f1")
    assert low(hit, died) == [1]
    assert low(hit, figure("f2", 1, part_of="f1", factuality=Factuality.HYPOTHETICAL)) == [1, 1]


def test_the_dead_among_the_injured_are_taken_off_them_once() -> None:
    shot = figure("f1", 30, status=FigureStatus.INJURED)
    assert low(shot, figure("f2", 5, part_of="f1"), figure("f3", 5, part_of="f1", repeats="f2")) == [25, 5]
    again = figure("f3", 30, status=FigureStatus.INJURED, repeats="f1", attributed_to="s1")
    assert low(shot, figure("f2", 5, part_of="f1"), again) == [25, 5, 25]
    assert low(shot, figure("f2", 5)) == [30, 5], "the dead told beside the injured are others"


def test_who_is_told_as_dead_is_not_injured_whoever_says_he_was_hit() -> None:
    hit = figure("f2", 1, status=FigureStatus.INJURED, repeats="f1", attributed_to="s1")
    assert low(figure("f1", 1), hit) == [1]


def test_a_count_beside_a_repeat_goes_on_with_what_is_repeated() -> None:
    assert low(figure("f1", 1), figure("f2", 1, repeats="f1"), figure("f3", 3, beside="f2")) == [4]
