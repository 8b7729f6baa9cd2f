"""Relief arithmetic: products keep their bounds, loads are whole, every input is cited."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import EmptyInput, UnknownId
from dateline.model import Exactness, Figure, FigureStatus, Linking, Report
from dateline.publish import brief, relief
from factory import DAY, report

TEXT = "Aid workers said about 20,000 people were besieged in Deir. Twelve were killed."


def counted(
    low: int | None = 20_000,
    high: int | None = 20_000,
    exactness: Exactness = Exactness.ABOUT,
    status: FigureStatus = FigureStatus.BESIEGED,
) -> tuple[Report, Figure]:
    start = TEXT.index("about")
    figure = Figure(
        start=start, end=start + 19, text="about 20,000 people", id="f1", subject="people", status=status,
        low=low, high=high, exactness=exactness,
    )  # fmt: skip
    return report(TEXT, figures=(figure,)), figure


def test_a_need_is_people_times_share_times_days() -> None:
    found = relief.work_out(*counted(), 10, by=["water", "energy", "food", "shelter"])
    amounts = {need.key: (need.low, need.high, need.unit) for need in found.needs}
    assert amounts["water"] == (20_000 * 15 * 10, 20_000 * 15 * 10, "litres")
    assert amounts["energy"] == (420, 420, "million kcal")
    assert amounts["food"] == (pytest.approx(111), pytest.approx(111), "tonnes")
    assert amounts["shelter"] == (70_000, 70_000, "m²")  # no days: a roof is not used up
    assert [relief.amount(need) for need in found.needs][:2] == [
        "about 3\u202f000\u202f000 litres",
        "about 420 million kcal",
    ]
    assert found.needs[0].sum == "about 20\u202f000 people × 15 l × 10 days"
    assert found.derived_by.startswith("dateline ")


def test_the_bounds_are_those_of_the_count_and_of_the_standard() -> None:
    least = relief.work_out(*counted(31_500, None, Exactness.AT_LEAST), 1, by=["water", "water-survival"])
    assert [(n.low, n.high) for n in least.needs] == [(472_500, None), (236_250, None)]
    assert relief.amount(least.needs[0]) == "at least 472\u202f000 litres"
    most = relief.work_out(*counted(None, 16_000, Exactness.AT_MOST), 1, by=["water-survival"])
    assert (most.needs[0].low, most.needs[0].high) == (None, 240_000)
    between = relief.work_out(*counted(200, 300, Exactness.RANGE), 2, by=["water-survival"])
    assert (between.needs[0].low, between.needs[0].high) == (200 * 7.5 * 2, 300 * 15 * 2)


def test_loads_are_whole_and_the_fewest_take_the_largest() -> None:
    found = relief.work_out(
        *counted(), 1, by=["food", "shelter"], carried=["truck"], own={"mule trains": 0.9}
    )
    trucks, mules = found.needs[0].loads
    assert (trucks.low, trucks.high) == (math.ceil(11.1 / 8), math.ceil(11.1 / 7))
    assert (mules.low, mules.high) == (13, 13)
    assert mules.given[0].basis == "user" and trucks.given[0].basis == "standard"
    assert found.needs[1].loads == ()  # a roof is told in no tonnes


def test_every_input_says_where_it_is_from() -> None:
    found = relief.work_out(*counted(), 3, by=["water"])
    people, share, days = found.needs[0].given
    assert (people.basis, share.basis, days.basis) == ("reported", "standard", "user")
    assert share.source == "The Sphere Handbook 2018, p. 106, Water supply standard 2.1"
    assert found.citation.text == "Aid workers said about 20,000 people were besieged in Deir."


@pytest.mark.parametrize(
    ("low", "status", "days", "own", "says"),
    [
        (20_000, FigureStatus.KILLED, 1, {}, "no number of living people"),
        (None, FigureStatus.BESIEGED, 1, {}, "no number of living people"),
        (20_000, FigureStatus.BESIEGED, 0, {}, "none that can be reckoned with"),
        (20_000, FigureStatus.BESIEGED, 1, {"cart": 0.0}, "carries nothing"),
        (20_000, FigureStatus.BESIEGED, 1, {"cart": math.inf}, "carries nothing"),
    ],
)
def test_what_cannot_be_worked_out_is_said(
    low: int | None, status: FigureStatus, days: int, own: dict[str, float], says: str
) -> None:
    with pytest.raises(EmptyInput, match=says):
        relief.work_out(*counted(low, low, Exactness.ABOUT, status), days, own=own)


def test_an_unknown_standard_names_those_there_are() -> None:
    with pytest.raises(UnknownId, match="water-survival"):
        relief.work_out(*counted(), 1, by=["beer"])


def test_every_row_of_the_table_names_its_work_and_edition() -> None:
    for row in (*relief.standards().values(), *relief.carriers().values()):
        assert row["work"] and row["edition"] and row["low"] > 0, row["key"]
        assert row.get("high", row["low"]) >= row["low"], row["key"]


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(1, 400))
def test_rounding_never_tightens_a_range(low: int, more: int, days: int) -> None:
    found = relief.work_out(*counted(low, low + more, Exactness.RANGE), days, by=["water-survival"]).needs[0]
    said = relief.amount(found).replace("\u202f", "").removesuffix(" litres").split(" to ")
    assert found.low is not None and found.high is not None
    assert float(said[0]) <= found.low <= found.high <= float(said[-1])


def test_the_sentence_joins_a_brief_only_when_added() -> None:
    made, _ = counted()
    empty_brief = brief.compose([made], Linking(), DAY)
    found = relief.work_out(*counted(), 30, by=["water"], carried=["truck"])
    assert all(section.key != relief.KEY for section in empty_brief.sections)
    once = relief.added(empty_brief, found)
    section = next(one for one in relief.added(once, found).sections if one.key == relief.KEY)
    assert len(section.items) == 2
    item = section.items[0]
    assert item.text == "For about 20\u202f000 people, 30 days would take, by published standards:"
    assert item.note and item.note.startswith("derived: ") and item.citations == (found.citation,)
    assert item.parts[0].text.startswith("About 9\u202f000\u202f000 litres of water")
    assert "The Sphere Handbook 2018, p. 106" in item.parts[0].text
