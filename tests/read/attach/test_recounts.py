"""A count of the news is not lost behind the same count of another time."""

from __future__ import annotations

from factory import read


def test_a_count_that_repeats_a_background_one_stands_by_itself() -> None:
    report = read(
        "In 2009 a mine killed a farmer near the bridge.\n\nA farmer was killed by a mine on Sunday."
    )
    old, new = (f for f in report.figures if f.subject == "people")
    assert old.background
    assert (new.background, new.repeats) == (False, None)
