"""GeoJSON tells how exactly each place is known, and makes no spot of a country."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.model import Incident
from dateline.publish.exports import geojson
from factory_linked import a_day, incident, killed, place, toll, zoned


def made(**fields: Any) -> Incident:
    one = zoned("Strike\nAt least 7 people were killed.", source="Plain Wire")
    told = killed(one, "At least 7 people", 7)
    return incident("Strike", told, tolls=(toll(told),), **fields)


@pytest.mark.parametrize(
    ("where", "level", "radius", "point"),
    [
        (place("Saraqib", 35.864, 36.806), "settlement", 0, [36.806, 35.864]),
        (place("Saraqib", 35.864, 36.806, precision=2), "near or part of a settlement", 10, [36.806, 35.864]),
        (place("Idlib", 35.93, 36.63, kind="admin1", precision=3), "area", 45, [36.63, 35.93]),
        (place("Syria", 35, 38, kind="country", precision=3), "country", None, None),
        (place("the Levant", 35, 38, kind="region", precision=3), "region", None, None),
        (place("Nowhere", None, None), "not located", None, None),
        (None, "not located", None, None),
    ],
)
def test_a_point_says_what_it_stands_for(where: Any, level: str, radius: Any, point: Any) -> None:
    found = geojson.feature(made(place=where))
    assert found["properties"]["level"] == level
    assert found["properties"]["radius_km"] == radius
    assert found["geometry"] == (point and {"type": "Point", "coordinates": point})


def test_a_count_of_a_part_is_not_the_count_of_all() -> None:
    one = zoned("Strike\nAt least 7 people were killed, 2 of them children.", source="Plain Wire")
    whole, part = killed(one, "At least 7 people", 7), killed(one, "2 of them", 2, 2, who="children")
    tolls = (toll(whole), toll(part, who="children", part_of="killed"))
    found = geojson.feature(incident("Strike", whole, part, tolls=tolls))["properties"]
    assert (found["killed_low"], found["killed_high"]) == (7, None)


def test_the_file_is_a_feature_collection_of_every_incident(tmp_path: Path) -> None:
    _, linking = a_day()
    count = geojson.write(linking.incidents, tmp_path / "x.geojson", title='The "desk"')
    found = json.loads((tmp_path / "x.geojson").read_text())
    assert found["type"] == "FeatureCollection" and found["name"] == 'The "desk"'
    assert [one["id"] for one in found["features"]] == [i.id for i in linking.incidents]
    assert count == len(linking.incidents) == 2
    assert geojson.write((), tmp_path / "none.geojson", title="") == 0
    assert json.loads((tmp_path / "none.geojson").read_text())["features"] == []
