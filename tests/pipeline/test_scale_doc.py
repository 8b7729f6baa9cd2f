"""The questions of docs/scale.md have answers, and no total in them adds a part to its whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dateline import cli, pipeline
from dateline.collect import collect
from dateline.errors import DeskError, NotFound
from dateline.model import Report, Total
from dateline.pipeline import bulklinks
from factory_told import told

ROOT = Path(__file__).parent.parent.parent
DEATHS, REPEATS, DIFFERENCES = re.findall(
    r"```sql\n(.*?)```", (ROOT / "docs/scale.md").read_text(encoding="utf-8"), re.DOTALL
)


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as own:
        own.execute(f"SET file_search_path = '{folder}'")
        return own.execute(sql).fetchall()


def by_day(totals: Sequence[Total]) -> dict[str, tuple[Any, ...]]:
    return {
        one.name: (one.low, one.best, one.high)
        for one in totals
        if one.of == "day" and one.status == "killed"
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where archives were read into ``parquet`` and linked into ``linked``, by the commands."""
    own = tmp_path_factory.mktemp("scale")
    found = [one for item in collect([ROOT / "samples/aleppo-december-2016"]) for one in item.reports]
    (own / "in.jsonl").write_text("\n".join(one.model_dump_json(exclude={"zones"}) for one in found))
    words = ["--input", str(own / "in.jsonl"), "--output", str(own / "parquet"), "--workers", "1"]
    assert cli.run(["read", *words, "--size", "7"]) == 0
    assert cli.run(["link", "--input", str(own / "parquet"), "--output", str(own / "linked")]) == 0
    return own


def test_the_questions_have_answers(folder: Path) -> None:
    reports = list(bulklinks.reports(folder / "parquet"))
    linked = pipeline.link_reports(reports)
    found = ask(folder, DEATHS)
    assert {str(row[0]): tuple(row[1:4]) for row in found} == by_day(pipeline.totals(linked))
    assert len(found) > 1
    first, later, times, shared = ask(folder, REPEATS)[0]
    assert first != later and times >= 1 and 0 < shared <= 1
    differences = ask(folder, DIFFERENCES)
    assert len(differences) == len(
        {(one.id, two.text) for one in linked.incidents for two in one.disagreements}
    )
    assert all(row[4][0]["voice"] for row in differences)


def test_shards_give_back_the_reports_that_were_read(folder: Path) -> None:
    read = {one.id: one for one in pipeline.read_paths([folder / "in.jsonl"]) if one.text}
    kept = {one.id: one for one in bulklinks.reports(folder / "parquet")}
    assert kept == read


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([told("A", "Northam", 22), told("B", "Southby", 20, hour=13)], 42),
        (
            [told("A", "Northam", 22), told("B", "Southby", 20, hour=13), told("C", "Midland", 51, hour=14)],
            51,
        ),
        (
            [told("A", "Northam", 30), told("B", "Southby", 25, hour=13), told("C", "Midland", 51, hour=14)],
            55,
        ),
        ([told("A", "Northam", 22), told("C", "Midland", 51, hour=14)], 51),
    ],
)
def test_a_part_is_never_added_to_its_whole(tmp_path: Path, reports: list[Report], expected: int) -> None:
    bulklinks.link(reports, tmp_path / "linked")
    totals = by_day(pipeline.totals(pipeline.link_reports(reports)))
    found = {str(row[0]): tuple(row[1:4]) for row in ask(tmp_path, DEATHS)}
    assert found == totals
    assert [low for low, _, _ in found.values()] == [expected]


def test_windows_in_two_workers_write_the_same_rows(folder: Path) -> None:
    words = ["link", "--input", str(folder / "parquet"), "--output", str(folder / "windows"), "--window", "5"]
    assert cli.run([*words, "--workers", "2"]) == 0
    for table in bulklinks.TABLES:
        one, other = (ask(folder, f"FROM '{name}/{table.name}.parquet'") for name in ("linked", "windows"))
        assert one == other, table.name


def test_what_cannot_be_linked_is_one_line(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="holds no shard that is done"):
        list(bulklinks.reports(tmp_path))
    with pytest.raises(DeskError, match="is there already"):
        bulklinks.link([told("A", "Northam", 22)], folder / "linked")
    assert cli.run(["link", "--input", str(folder / "parquet")]) == 2
