"""A day weighs what reports tell of it, not how many were printed on it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Copies, Report
from dateline.publish.salience import salient_days
from factory import read, report

PUBLISHED = dt.date(2016, 12, 20)


def told(text: str, published: dt.date = PUBLISHED, **fields: str) -> Report:
    return read(text, published=published, **fields)


def test_a_day_with_deaths_recalled_weighs_more_than_one_only_named() -> None:
    found = salient_days(
        [
            told(
                "An air strike killed 12 people in Homs on December 4. Homs, Hama and Idlib were quiet since."
            ),
            told("A meeting in Homs is remembered from December 5. Hama and Idlib were quiet."),
        ]
    )
    assert [one.day.day for one in found] == [4, 5]


def test_many_reports_of_nothing_do_not_make_a_day() -> None:
    busy = [
        told(f"Prices rose in Homs, Hama and Idlib, said trader {n}.", dt.date(2016, 12, 9)) for n in range(5)
    ]
    deadly = told("Shelling killed nine people in Homs on December 4. Hama and Idlib were hit too.")
    assert salient_days([*busy, deadly])[0].day == dt.date(2016, 12, 4)


def test_a_copy_adds_nothing_and_a_report_of_elsewhere_neither() -> None:
    words = "Shelling killed nine people in Homs on December 4. Hama and Idlib were hit too."
    first, copy = told(words, key="a"), told(words + " ", key="b")
    away = told("A storm killed two people in Lyon on December 4.")
    group = Copies(reports=(first.id, copy.id), keys=("a", "b"), pairs=())
    alone = salient_days([first])
    assert salient_days([first, copy], copies=[group]) == alone
    assert salient_days([first, away], country="SY") == alone


def test_days_to_come_and_reports_without_a_day_are_left_out() -> None:
    assert salient_days([told("Talks in Homs are planned for December 24.")]) == ()
    assert salient_days([report("Nine died in Homs on December 4.", published=None)]) == ()


READ = [
    told(f"Shelling killed {n + 2} people in Homs on December {n + 3}. Hama was hit on December {n + 5}.")
    for n in range(6)
]


@given(st.permutations(READ))
def test_the_order_of_the_reports_changes_nothing(reports: list[Report]) -> None:
    assert salient_days(reports) == salient_days(READ)
