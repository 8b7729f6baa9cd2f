"""A petition that is visited again and again makes one series, whenever its visits are read and linked."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.model import Series

NOW = dt.datetime(2016, 12, 15, tzinfo=dt.UTC)
SEEN = [
    ("2016-12-03T12:00:00.000Z", 9_200),
    ("2016-12-04T21:00:00.000Z", 13_508),
    ("2016-12-14T09:00:00.000Z", 104_512),
]
MARKS = """
[[mark]]
value = 10_000
status = "signed"
name = "the government answers"

[[mark]]
value = 200_000
status = "signed"
"""


def visit(folder: Path, moment: str, count: int) -> Path:
    attributes = {"action": "Keep the ferry running", "signature_count": count, "updated_at": moment}
    petition = {
        "links": {"self": "https://petition.parliament.uk/petitions/700001.json"},
        "data": {"type": "petition", "id": 700001, "attributes": attributes},
    }
    path = folder / f"{count}.json"
    path.write_text(json.dumps(petition))
    return path


@pytest.fixture
def desk(tmp_path: Path) -> pipeline.Desk:
    made = pipeline.init(tmp_path / "desk")
    with (made.folder / "desk.toml").open("a") as settings:
        settings.write(MARKS)
    return pipeline.open_desk(made.folder)


def followed(desk: pipeline.Desk) -> Series:
    (found,) = pipeline.link(desk).series
    return found


@pytest.mark.parametrize("each", [True, False], ids=["read after each visit", "read once at the end"])
def test_every_visit_is_a_count_and_the_mark_is_crossed_between_two(
    desk: pipeline.Desk, tmp_path: Path, each: bool
) -> None:
    for moment, count in SEEN:
        list(pipeline.add(desk, [visit(tmp_path, moment, count)], now=lambda: NOW))
        if each:
            list(pipeline.read(desk))
            pipeline.link(desk)
    list(pipeline.read(desk))
    one = followed(desk)
    assert one.name == "Signatures: Keep the ferry running"
    assert [(o.low, o.revised) for o in one.observations] == [
        (9_200, False),
        (13_508, False),
        (104_512, False),
    ]
    (crossing,) = one.crossings
    assert (crossing.mark.name, crossing.up) == ("the government answers", True)
    assert crossing.after is not None and crossing.after.isoformat() == "2016-12-03T12:00:00+00:00"
    assert crossing.by.isoformat() == "2016-12-04T21:00:00+00:00"
    assert [mark.value for mark in one.marks] == [10_000, 200_000]
    assert len(one.gaps) == 1 and len(one.rates) == 2


def test_a_series_is_shown_with_the_way_back_of_each_count(desk: pipeline.Desk, tmp_path: Path) -> None:
    for moment, count in SEEN[:2]:
        list(pipeline.add(desk, [visit(tmp_path, moment, count)], now=lambda: NOW))
    list(pipeline.read(desk))
    shown = pipeline.show(desk, followed(desk).id)
    assert shown.kind == "series"
    assert [way[0].what for way in shown.ways] == ["count", "count"]
    assert all(any(step.what == "sealed copy" for step in way) for way in shown.ways)
