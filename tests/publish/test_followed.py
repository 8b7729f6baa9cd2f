"""A figure followed over days is told with its voices, and drawn in steps with its range, marks and gaps."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

from dateline.link import linker
from dateline.model import Brief, Mark, Report, Series
from dateline.publish import brief, followed, lines, page
from factory import read

DAY = dt.date(2016, 12, 4)


def told(text: str, day: int, source: str = "The Harbour Post") -> Report:
    return read(text, source=source, published=dt.date(2016, 12, day), title="Count")


REPORTS = [
    told("Up to 16,000 people are besieged in Homs, the Red Crescent said.", 1),
    told("Some 25,000 people are besieged in Homs, the Red Crescent said.", 2),
    told("More than 50,000 people are besieged in Homs, the Observatory said.", 4),
]


def linked(*marks: Mark) -> tuple[Series, ...]:
    return linker.link(REPORTS, marks=marks).series


@pytest.fixture(scope="module")
def made() -> Brief:
    linking = linker.link(REPORTS, marks=[Mark(value=40_000, name="the town is cut off")])
    return brief.compose(REPORTS, linking, DAY)


def test_the_sentence_gives_what_stands_and_who_says_otherwise(made: Brief) -> None:
    (item,) = next(s.items for s in made.sections if s.key == "series")
    assert re.match(r"At least 50\s000 people were reported under siege in Homs", item.text)
    assert "about 25" in item.text and "Red Crescent" in item.text
    assert {c.report for c in item.citations} <= {r.id for r in REPORTS}


def test_every_count_is_a_part_with_its_own_citation(made: Brief) -> None:
    (item,) = next(s.items for s in made.sections if s.key == "series")
    assert [part.text[:9] for part in item.parts] == ["Thu 1 Dec", "Fri 2 Dec", "Sun 4 Dec"]
    assert [part.citations[0].report for part in item.parts] == [r.id for r in REPORTS]


def test_a_mark_is_told_as_passed_or_not_yet_reached() -> None:
    (one,) = linked(Mark(value=20_000), Mark(value=90_000, name="a debate"))
    words = followed.crossed(one)
    assert words[0].startswith("Past 20") and "after Thu 1 Dec and by Fri 2 Dec" in words[0]
    assert words[1].startswith("Not yet at 90") and "“a debate”" in words[1]


def test_only_what_a_report_of_the_day_counts_is_told() -> None:
    series = linked()
    assert followed.followed(series, {REPORTS[2].id}) == list(series)
    assert followed.followed(series, {"another"}) == []


def test_the_picture_goes_in_steps_and_hatches_an_open_range() -> None:
    (one,) = linked(Mark(value=40_000), Mark(value=10_000_000))
    drawn = ET.fromstring(lines.draw(one, "Besieged"))  # noqa: S314 - our own output
    kinds = [element.get("class") for element in drawn]
    assert drawn.get("aria-label") == "Besieged"
    assert kinds.count("open") == 2 and kinds.count("band") == 1
    assert kinds.count("mark-line") == 1, "a mark far above the counts is told in words only"
    for element in drawn:
        if element.get("class") == "best-line":
            assert element.get("x1") == element.get("x2") or element.get("y1") == element.get("y2")


def test_a_rate_says_that_it_is_worked_out() -> None:
    assert (followed.pace(linked()[0]) or "").startswith("Worked out from two counts of Red Crescent")


def test_the_page_shows_it_and_its_counts(made: Brief, tmp_path_factory: pytest.TempPathFactory) -> None:
    written = page.write(made, REPORTS, tmp_path_factory.mktemp("out"))
    text = written.read_text(encoding="utf-8")
    assert "Followed over days" in text and 'class="course"' in text
    assert "the town is cut off" in text
    assert "Followed over days" in (written.parent / "brief.md").read_text(encoding="utf-8")
