"""The day of the report's main event, where several days are told."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.model import Report
from factory import read

SUNDAY, MONDAY, SATURDAY = dt.date(2016, 12, 4), dt.date(2016, 11, 28), dt.date(2016, 12, 3)


def main_day(report: Report) -> tuple[dt.date | None, str | None]:
    event = next(event for event in report.events if event.main)
    found = next((period for period in report.periods if period.id == event.period), None)
    return (found.first if found else None), event.period_rule


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A clerk was in hospital on Sunday after he was shot.\n\nOfficers were called to the quay"
            " at 10 p.m. on Saturday, police said.",
            SATURDAY,
        ),
        (
            "Police said on Sunday that a driver was shot dead near the mill.\n\nThe shooting happened"
            " at noon on Monday.",
            MONDAY,
        ),
        ("A bomb killed four people at the market on Saturday.\n\nA vigil was held on Sunday.", SATURDAY),
        ("Posted: Sunday, December 4, 2016\n\nA guard was shot at the gate on Saturday night.", SATURDAY),
    ],
)
def test_the_day_that_most_signs_speak_for(text: str, day: dt.date) -> None:
    assert main_day(read(text))[0] == day


def test_a_day_chosen_from_the_whole_report_names_its_rule() -> None:
    text = "A clerk was in hospital on Sunday after he was shot.\n\nIt happened at 10 p.m. on Saturday."
    assert main_day(read(text)) in {(SATURDAY, "report"), (SATURDAY, "told later")}


def test_when_it_was_said_is_not_when_it_was() -> None:
    assert main_day(read("A clerk was shot dead, police said on Saturday."))[1] != "report"


def test_what_is_only_planned_gets_no_day() -> None:
    assert main_day(read("They plan to attack the harbour.\n\nIt rained on Saturday."))[1] != "report"
