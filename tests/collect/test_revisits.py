"""What a later look at an address means, and when it is due, follow from records alone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import data
from dateline.collect import revisits
from dateline.model import Change, Presence, Visit
from factory import report

NOON = dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def visit(at: dt.datetime, presence: Presence = Presence.UNCHANGED) -> Visit:
    return Visit(report="r", url="u", at=at, presence=presence)


def test_looks_come_after_an_hour_a_day_a_week_and_a_month() -> None:
    visits: list[Visit] = []
    while at := revisits.next_visit(NOON, visits):
        visits.append(visit(at))
    assert [one.at - NOON for one in visits] == [HOUR, DAY, 7 * DAY, 30 * DAY]


def test_who_was_away_looks_once() -> None:
    assert revisits.next_visit(NOON, [visit(NOON + 3 * DAY)]) == NOON + 7 * DAY
    assert revisits.next_visit(NOON, [visit(NOON + 90 * DAY)]) is None


def test_what_is_gone_is_looked_for_again_for_a_year_and_a_silent_server_soon() -> None:
    gone = [visit(NOON + HOUR, Presence.GONE)]
    assert revisits.next_visit(NOON, gone) == NOON + HOUR + 30 * DAY
    assert revisits.next_visit(NOON, [visit(NOON + 366 * DAY, Presence.GONE)]) is None
    assert revisits.next_visit(NOON, [visit(NOON + HOUR, Presence.UNREACHABLE)]) == NOON + 7 * HOUR


@given(
    st.lists(st.timedeltas(dt.timedelta(), dt.timedelta(days=500)), max_size=5),
    st.sampled_from(list(Presence)),
)
def test_the_next_look_is_always_after_the_last(ages: list[dt.timedelta], presence: Presence) -> None:
    visits = [visit(NOON + age, presence) for age in sorted(ages)]
    at = revisits.next_visit(NOON, visits)
    assert at is None or at > (visits[-1].at if visits else NOON)


def test_the_paragraphs_and_numbers_that_changed_are_named() -> None:
    old = report("Ships burn.\n\nAt least 12 people died, 3 of them children.\n\nA ferry waits.")
    new = report(
        "Ships burn.\n\nAt least 15 people died, 3 of them children.\n\nA ferry waits.\n\nIt left at 9."
    )
    changes = revisits.paragraphs(old, new)
    assert [(one.before, one.after) for one in changes] == [
        ("At least 12 people died, 3 of them children.", "At least 15 people died, 3 of them children."),
        (None, "It left at 9."),
    ]
    assert revisits.numbers(changes) == (Change(before="12", after="15"), Change(before=None, after="9"))
    assert revisits.paragraphs(old, old) == ()


@given(
    st.lists(st.text("ab 1\n", max_size=20), max_size=6), st.lists(st.text("ab 1\n", max_size=20), max_size=6)
)
def test_changes_are_none_exactly_for_the_same_paragraphs(old: list[str], new: list[str]) -> None:
    one, other = report("\n\n".join(old)), report("\n\n".join(new))
    same = revisits._paragraphs(one) == revisits._paragraphs(other)
    assert (revisits.paragraphs(one, other) == ()) is same


@pytest.mark.parametrize("table", ["soft404", "login", "suspended", "home"])
def test_the_table_gives_reasons_and_repeats_nothing(table: str) -> None:
    held = data.toml("vanishing")[table]
    assert held["reason"]
    for entries in (held.get("phrases", []), held.get("paths", [])):
        assert len(entries) == len(set(entries)) and all(entry == entry.casefold() for entry in entries)
