"""Incidents in the columns of others: what maps is there, what was not said stays empty, nothing runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

import hxl
import pytest

from dateline.data import toml
from dateline.link import linker
from dateline.model import Incident
from dateline.publish.exports import datasets
from factory import read

TEXTS = (
    "At least 12 people were killed in air strikes on Idlib on Sunday, rescuers said. Thirty were wounded.",
    "A protest was held in Hama on Saturday, activists said.",
)


@pytest.fixture(scope="module")
def incidents() -> list[Incident]:
    reports = [read(text, source=f"Wire {n}", language="en") for n, text in enumerate(TEXTS)]
    return list(linker.link(reports).incidents)


def written(name: str, found: list[Incident], folder: Path) -> list[dict[str, str]]:
    out = folder / f"{name}.csv"
    assert getattr(datasets, name)(found, out) == len(found)
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))


def test_acled_has_its_columns_and_its_words(incidents: list[Incident], tmp_path: Path) -> None:
    rows = written("acled", incidents, tmp_path)
    assert tuple(rows[0]) == datasets.ACLED
    strike = next(row for row in rows if "Idlib" in row["location"])
    assert (strike["event_type"], strike["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Air/drone strike",
    )
    assert (strike["event_date"], strike["time_precision"], strike["fatalities"]) == ("2016-12-04", "1", "12")
    assert strike["source"] == "Wire 0" and strike["civilian_targeting"] == strike["inter1"] == ""
    assert abs(float(strike["latitude"]) - 35.93) < 0.1 and abs(float(strike["longitude"]) - 36.63) < 0.1
    other = next(row for row in rows if "Hama" in row["location"])
    assert other["fatalities"] == "", "a count that nobody gave is empty, not 0"


def test_ged_keeps_the_bounds(incidents: list[Incident], tmp_path: Path) -> None:
    rows = written("ged", incidents, tmp_path)
    assert tuple(rows[0]) == datasets.GED
    strike = next(row for row in rows if "Idlib" in row["where_coordinates"])
    assert (strike["low"], strike["best"], strike["high"]) == ("12", "12", "")
    assert (strike["date_start"], strike["date_prec"], strike["type_of_violence"]) == ("2016-12-04", "1", "")


def test_hxl_is_read_by_its_own_library(incidents: list[Incident], tmp_path: Path) -> None:
    written("hxl", incidents, tmp_path)
    with (tmp_path / "hxl.csv").open("rb") as file, hxl.data(file) as read_back:
        assert [c.display_tag for c in read_back.columns] == list(toml("exchange")["hxl"].values())
        killed = [row.get("#affected+killed+min") for row in read_back]
    assert "12" in killed and len(killed) == len(incidents)


def test_a_cell_runs_nothing_in_a_spreadsheet(incidents: list[Incident], tmp_path: Path) -> None:
    evil = incidents[0].model_copy(update={"place_name": "=HYPERLINK('x')"})
    (row,) = written("acled", [evil], tmp_path)
    assert row["location"] == "'=HYPERLINK('x')"


def test_days_are_as_exact_as_they_are_told() -> None:
    day = dt.date(2016, 12, 4)
    spans = [
        (day, day),
        (day, day + dt.timedelta(6)),
        (day, day + dt.timedelta(20)),
        (day, dt.date(2017, 9, 1)),
    ]
    assert [datasets._precision(a, b, (1, 7, 31)) for a, b in spans] == [1, 2, 3, 4]
    assert datasets._precision(None, None, (1, 7, 31)) is None


def test_every_type_of_the_table_is_one_of_ours() -> None:
    ours = set(re.findall(r"'type': '([^']+)'", str(toml("events"))))
    assert set(toml("exchange")["acled"]) <= ours
