"""Pictures draw what is known and no more: open ends, areas, weeks."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Grade, Incident
from dateline.publish import basemap, intervals, timeline
from dateline.publish import map as mapped
from dateline.publish.basemap import Box
from dateline.publish.projection import HEIGHT, WIDTH, fit
from dateline.publish.spots import Spot
from factory import DAY
from factory_linked import incident, killed, period, place, toll, zoned

SOURCE = zoned("T\nNine people were killed.", source="A")


def placed(name: str, lat: float | None, lon: float | None, **fields: object) -> Incident:
    nine = killed(SOURCE, "Nine people", 9, 9)
    return incident(name, nine, tolls=(toll(nine),), place=place(name, lat, lon, **fields))


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


# -- counts


def test_an_open_end_is_an_arrow_and_a_closed_one_is_not() -> None:
    assert 'class="arrow"' in intervals.bar(51, 51, None, 100, "at least 51")
    assert 'class="arrow"' not in intervals.bar(20, 22, 30, 100, "20 to 30")


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.one_of(st.none(), st.integers(0, 10**6)))
def test_a_bar_never_leaves_its_width(low: int, best: int, high: int | None) -> None:
    svg = intervals.bar(low, best, high, intervals.scale([low, best, high]), 'a "label" <b>')
    drawn(svg)
    assert all(0 <= float(x) <= 100 for x in re.findall(r'x[12]?="(-?[\d.]+)%"', svg))


# -- map


def test_an_area_is_tinted_and_never_a_dot() -> None:
    area = placed("Idlib", 35.83, 36.62, kind="admin1", precision=3, gazetteer="geonames:169387")
    found = mapped.draw([area])
    assert found is not None
    assert 'class="area"' in found.svg
    assert 'class="mark' not in found.svg


def test_a_place_that_is_only_near_has_a_ring() -> None:
    found = mapped.draw([placed("Saraqib", 35.86, 36.8, precision=2)])
    assert found is not None
    assert 'class="ring"' in found.svg


def test_what_has_no_place_is_listed_and_not_drawn() -> None:
    found = mapped.draw([placed("Saraqib", 35.86, 36.8), placed("Nowhere", None, None)])
    assert found is not None
    assert [i.title for i in found.unplaced] == ["Nowhere"]
    assert mapped.draw([placed("Nowhere", None, None)]) is None


def test_a_far_place_does_not_shrink_the_others() -> None:
    found = mapped.draw([placed("A", 35.9, 36.8), placed("B", 36.2, 37.1), placed("C", 55.7, 37.6)])
    assert found is not None
    assert [spot.name for spot in found.far] == ["C"]


def test_hostile_names_stay_text() -> None:
    found = mapped.draw([placed('"><script>x</script>', 35.9, 36.8)])
    assert found is not None
    assert drawn(found.svg).find(".//script") is None


@given(st.lists(st.tuples(st.floats(-60, 70), st.floats(-170, 170)), min_size=1, max_size=4))
def test_every_spot_lies_inside_the_frame(points: list[tuple[float, float]]) -> None:
    spots = [Spot("x", lat, lon, 1, Grade.FAIR, ()) for lat, lon in points]
    frame = fit(spots)
    for spot in spots:
        x, y = frame.xy((spot.lon, spot.lat))
        assert -0.5 <= x <= WIDTH + 0.5 and -0.5 <= y <= HEIGHT + 0.5


def test_a_window_shows_the_countries_in_it() -> None:
    names = {c.name for c in basemap.countries(Box(35.5, 35.0, 38.0, 37.5))}
    assert names == {"Syria", "Turkey"}
    assert list(basemap.countries(Box(-40, 30, -38, 32))) == []


def test_a_known_area_has_an_outline_around_its_middle() -> None:
    ring = basemap.outline("geonames:169387")
    assert min(x for x, _ in ring) < 36.6 < max(x for x, _ in ring)
    assert min(y for _, y in ring) < 35.9 < max(y for _, y in ring)
    assert basemap.outline("nothing") == ()


# -- timeline


def test_a_week_is_a_bar_of_a_week() -> None:
    week = placed("A", 35.9, 36.8).model_copy(update={"period": period(DAY - dt.timedelta(days=6), DAY)})
    one = placed("B", 35.9, 36.8)
    found = timeline.draw([week, one], DAY, {})
    assert found is not None
    widths = [
        float(w)
        for row in found.rows
        for w in re.findall(r'rect class="when[^>]* width="([\d.]+)%"', row.svg)
    ]
    assert widths[0] == pytest.approx(7 * widths[1], abs=0.5)


def test_a_count_that_rose_is_told_with_its_times() -> None:
    nine = killed(SOURCE, "Nine people", 9, 9, said_at=dt.datetime(2016, 12, 4, 8, 30))
    more = killed(SOURCE, "Nine people", 12, said_at=dt.datetime(2016, 12, 4, 18, 0))
    rose = incident("A", nine, more, tolls=(toll(nine, more),))
    found = timeline.draw([rose], DAY, {})
    assert found is not None
    assert found.rows[0].moved == ("08:30 nine", "18:00 at least 12")


def test_a_report_known_to_its_day_only_has_no_hour() -> None:
    day_only = killed(SOURCE, "Nine people", 9, 9, said_at=dt.datetime(2016, 12, 4))
    found = timeline.draw([incident("A", day_only, tolls=(toll(day_only),))], DAY, {SOURCE.id: SOURCE})
    assert found is not None
    assert 'class="tick"' not in found.rows[0].svg


def test_an_incident_of_other_days_has_no_bar_and_says_so() -> None:
    old = placed("A", 35.9, 36.8).model_copy(update={"period": period(dt.date(2005, 2, 14))})
    found = timeline.draw([placed("B", 35.9, 36.8), old], DAY, {})
    assert found is not None
    assert [row.outside for row in found.rows] == [False, True]
    assert "rect" not in found.rows[1].svg
