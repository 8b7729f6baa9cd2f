"""A series keeps every count, and works out levels, crossings, gaps and rates the same in any order."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.link import series
from dateline.model import Citation, Exactness, FigureStatus, Mark, Observation, OriginKind, Series

START = dt.datetime(2016, 12, 1, tzinfo=dt.UTC)


def seen(low: int, day: float, voice: str = "United Nations", **fields: Any) -> Observation:
    at = START + dt.timedelta(days=day)
    report = fields.pop("report", f"{voice} {low} {day}")
    said = fields.pop("said", day)
    return Observation(
        **{
            "series": "series:1",
            "status": FigureStatus.DISPLACED,
            "unit": "people",
            "name": "Displaced, Homs",
            "figure": "f1",
            "report": report,
            "reports": (report,),
            "keys": (None,),
            "origin": voice,
            "origin_kind": OriginKind.MONITOR,
            "voice": voice.lower(),
            "low": low,
            "high": low,
            "exactness": Exactness.EXACT,
            "at": at,
            "said_at": START + dt.timedelta(days=said),
            "citation": Citation(report=report, start=0, end=1, text="x"),
        }
        | fields
    )


def one(*observations: Observation, watched: tuple[Mark, ...] = ()) -> Series:
    (found,) = series.build(observations, watched)
    return found


def test_each_voice_stands_until_it_counts_anew() -> None:
    found = one(seen(16, 0), seen(50, 1, "Observatory"), seen(25, 2), seen(31, 4))
    assert [(x.low, x.high, x.voices) for x in found.levels] == [
        (16, 16, 1),
        (16, 50, 2),
        (25, 50, 2),
        (31, 50, 2),
    ]


def test_an_open_count_leaves_the_band_open() -> None:
    found = one(seen(50, 0, high=None, exactness=Exactness.AT_LEAST), seen(40, 1, "Observatory"))
    assert [(x.low, x.high) for x in found.levels] == [(50, None), (40, None)]


def test_a_count_of_a_month_ago_stands_no_more() -> None:
    found = one(seen(16, 0), seen(50, 40, "Observatory"))
    assert [x.low for x in found.levels] == [16, 50]


def test_a_revision_is_kept_and_does_not_stand() -> None:
    found = one(seen(30, 1, said=1), seen(24, 1, said=3), seen(40, 5))
    assert [(x.low, x.revised) for x in found.observations] == [(30, True), (24, False), (40, False)]
    assert [x.best for x in found.levels] == [24, 40]


def test_a_newer_version_of_the_text_revises_the_older_one() -> None:
    found = one(seen(315, 1, replaced=True, report="a"), seen(135, 1, report="b"))
    assert [(x.low, x.revised) for x in found.observations] == [(315, True), (135, False)]


def test_reprints_of_one_count_are_one_observation() -> None:
    found = one(seen(16, 0, report="a"), seen(16, 0.5, report="b"), seen(16, 0.2, report="c"))
    assert [x.reports for x in found.observations] == [("a", "b", "c")]
    assert not found.followed, "one moment, and no mark"


def test_a_mark_is_crossed_between_two_counts() -> None:
    mark = Mark(value=10_000, name="the ministry must reply")
    found = one(seen(9_000, 0), seen(10_000, 1), seen(9_500, 2), watched=(mark,))
    assert [(c.up, c.after, c.by) for c in found.crossings] == [
        (True, START, START + dt.timedelta(days=1)),
        (False, START + dt.timedelta(days=1), START + dt.timedelta(days=2)),
    ]
    assert all(c.agreed for c in found.crossings)


def test_a_mark_that_one_voice_has_not_reached_is_not_agreed() -> None:
    found = one(seen(9, 0, "A"), seen(12, 1, "B"), watched=(Mark(value=10),))
    assert [(c.up, c.agreed) for c in found.crossings] == [(True, False)]


def test_a_mark_of_another_status_or_place_is_not_watched() -> None:
    marks = (Mark(value=5, status=FigureStatus.SIGNED), Mark(value=6, place="Hama"), Mark(value=7))
    assert [m.value for m in one(seen(9, 0), watched=marks).marks] == [7]


def test_a_long_silence_is_a_gap() -> None:
    days = [0, 1, 2, 3, 9]
    found = one(*(seen(10 + n, day) for n, day in enumerate(days)))
    assert [(g.first, g.days) for g in found.gaps] == [(START + dt.timedelta(days=3), 6.0)]
    assert one(seen(1, 0), seen(2, 6)).gaps == (), "two counts six days apart are not yet a rhythm"


def test_a_rate_is_one_voices_own_and_says_that_it_is_derived() -> None:
    found = one(seen(100, 0), seen(500, 1, "Observatory"), seen(300, 2))
    (rate,) = found.rates
    assert (rate.low, rate.high, rate.origin, rate.derived) == (100, 100, "United Nations", True)
    open_end = seen(100, 0, high=None, exactness=Exactness.AT_LEAST)
    assert one(open_end, seen(300, 2)).rates == (), "at least 100 allows any change"


COUNTS = st.builds(
    seen,
    low=st.integers(1, 60),
    day=st.integers(0, 90).map(lambda n: n / 2),
    voice=st.sampled_from(["A", "B", "C"]),
    said=st.integers(0, 60),
    report=st.sampled_from("abcdefgh"),
    replaced=st.booleans(),
    marks=st.sampled_from([(), (Mark(value=20),)]),
)
# Twelve records an example are slow to draw on a busy machine; that is no fault of theirs.
STEADY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
MANY = st.lists(COUNTS, min_size=1, max_size=12)


@STEADY
@given(told=MANY, data=st.data())
def test_the_order_of_arrival_changes_nothing(told: list[Observation], data: st.DataObject) -> None:
    assert one(*told) == one(*data.draw(st.permutations(told)))


@STEADY
@given(told=MANY, cut=st.integers(0, 12))
def test_what_comes_later_is_folded_in(told: list[Observation], cut: int) -> None:
    before, after = told[:cut], told[cut:]
    kept = [one for own in series.build(before) for one in own.observations]
    assert series.build([*kept, *after]) == series.build(told)


@STEADY
@given(told=MANY)
def test_nothing_is_lost_and_nobody_counts_twice(told: list[Observation]) -> None:
    found = one(*told)
    assert {(o.voice, o.at.date(), o.low) for o in told} == {
        (o.voice, o.at.date(), o.low) for o in found.observations
    }
    assert {o.report for o in told} == set(found.reports)
    assert all(level.voices <= len({o.voice for o in told}) for level in found.levels)


@STEADY
@given(told=MANY, value=st.integers(1, 60))
def test_crossings_alternate_and_follow_the_best_count(told: list[Observation], value: int) -> None:
    found = one(*told, watched=(Mark(value=value),))
    crossed = [c for c in found.crossings if c.mark.value == value]
    assert all(a.up is not b.up and a.by < b.by for a, b in pairwise(crossed))
    past = (found.levels[-1].best or 0) >= value
    assert (crossed[-1].up if crossed else False) is past
    for crossing in crossed:
        at = {level.at: level.best for level in found.levels}
        assert ((at[crossing.by] or 0) >= value) is crossing.up
        assert crossing.after is None or ((at[crossing.after] or 0) >= value) is not crossing.up


@STEADY
@given(days=st.lists(st.integers(0, 400), min_size=2, max_size=12, unique=True).map(sorted))
def test_a_gap_is_never_shorter_than_a_day_or_than_a_stretch_that_is_none(days: list[int]) -> None:
    moments = [START + dt.timedelta(days=day) for day in days]
    found = {gap.first: gap.days for gap in series.gaps(moments)}
    steps = {a: (b - a).days for a, b in pairwise(moments)}
    others = [days for first, days in steps.items() if first not in found]
    assert all(days > 1 and days >= max(others, default=0) for days in found.values())
