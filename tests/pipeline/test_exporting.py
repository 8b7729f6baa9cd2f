"""A desk's exports are whole, checked, and open in the tools that their readers use."""

from __future__ import annotations

import datetime as dt
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest

from dateline import cli, pipeline
from dateline.errors import DeskError, EmptyInput, UnknownId

ROOT = Path(__file__).parent.parent.parent
NOW = dt.datetime(2017, 1, 6, tzinfo=dt.UTC)
DOC = (ROOT / "docs/exports.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Desk:
    own = pipeline.init(tmp_path_factory.mktemp("export") / "desk")
    list(pipeline.add(own, [ROOT / "samples/aleppo-december-2016"], now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    return own


@pytest.fixture(scope="module")
def tables(desk: pipeline.Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables") / "csv"
    pipeline.export(desk, "csv", out, now=NOW)
    return out


@pytest.fixture(scope="module")
def parquet(desk: pipeline.Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables") / "parquet"
    pipeline.export(desk, "parquet", out, now=NOW)
    return out


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as own:
        own.execute(f"SET file_search_path = '{folder}'")
        return own.execute(sql).fetchall()


def test_frictionless_finds_the_tables_valid(tables: Path) -> None:
    told = frictionless.validate(str(tables / "datapackage.json"))
    assert told.valid, told.flatten(["name", "rowNumber", "fieldName", "type", "message"])[:5]
    assert {task.name for task in told.tasks} >= {"reports", "incidents", "accounts", "statements"}


def test_frictionless_would_find_a_broken_key(tables: Path, tmp_path: Path) -> None:
    """The keys are in the description: a row whose report is missing is found."""
    broken = tmp_path / "csv"
    broken.mkdir()
    for path in tables.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    lines = (broken / "notes.csv").read_text().replace("sha256:", "sha256:0", 1)
    (broken / "notes.csv").write_text(lines)
    assert not frictionless.validate(str(broken / "datapackage.json")).valid


def test_both_kinds_hold_the_same_rows(tables: Path, parquet: Path) -> None:
    counts = [
        {
            one["name"]: one["rows"]
            for one in json.loads((folder / "datapackage.json").read_text())["resources"]
        }
        for folder in (tables, parquet)
    ]
    assert counts[0] == counts[1]
    found = ask(parquet, "SELECT count(*), count(DISTINCT report) FROM 'figures.parquet'")
    assert found[0][0] == counts[1]["figures"]


def test_an_export_that_does_not_match_its_manifest_fails(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["export", "check", str(tables)]) == 0
    copy = tmp_path / "csv"
    copy.mkdir()
    for path in tables.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    with (copy / "events.csv").open("a") as file:
        file.write((copy / "events.csv").read_text().splitlines()[-1] + "\n")
    (copy / "tolls.csv").unlink()
    (copy / "more.csv").write_text("x\n")
    (copy / "actors.csv").write_text((copy / "actors.csv").read_text().replace("position", "place", 1))
    assert cli.run(["export", "check", str(copy)]) == 1
    told = capsys.readouterr().err
    assert re.search(r"events\.csv: has \d+ rows, not \d+", told)
    assert "events.csv: was changed" in told
    assert "tolls.csv: is missing" in told
    assert "more.csv: datapackage.json does not name it" in told
    assert "actors.csv: cannot be read as the table actors" in told


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"resources": [{}]}',
        '{"resources": [{"name": "x", "path": "../x", "hash": "", "bytes": 1}]}',
    ],
)
def test_a_manifest_that_is_none_is_named(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "datapackage.json").write_text(text)
    assert cli.run(["export", "check", str(tmp_path)]) == 1
    assert "datapackage.json" in capsys.readouterr().err


def test_the_documented_questions_have_answers(desk: pipeline.Desk, parquet: Path) -> None:
    deaths, repeats, differences = re.findall(r"```sql\n(.*?)```", DOC, re.DOTALL)
    totals = {
        one.name: (one.low, one.best, one.high)
        for one in pipeline.totals(pipeline.link(desk))
        if one.of == "day" and one.status == "killed"
    }
    assert {str(row[0]): tuple(row[1:4]) for row in ask(parquet, deaths)} == totals
    assert len(totals) > 1
    assert ask(parquet, repeats)[0][2] >= 1
    found = ask(parquet, differences)
    assert found and all(len(row[3]) >= 1 for row in found)


def test_a_selection_brings_what_it_rests_on(desk: pipeline.Desk, tmp_path: Path) -> None:
    incident = max(pipeline.link(desk).incidents, key=lambda one: len(one.reports))
    chosen = pipeline.Selection((incident.id,))
    counts = pipeline.export(desk, "csv", tmp_path / "one", chosen, now=NOW)
    assert counts["incidents"] == 1 and counts["reports"] == len(incident.reports)
    assert frictionless.validate(str(tmp_path / "one/datapackage.json")).valid
    day = dt.date(2016, 12, 4)
    some = pipeline.export(desk, "csv", tmp_path / "day", pipeline.Selection((), day, day), now=NOW)
    assert 0 < some["reports"] < 20 and 0 < some["incidents"] < 19
    assert frictionless.validate(str(tmp_path / "day/datapackage.json")).valid


def test_what_cannot_be_exported_is_said_and_leaves_nothing(desk: pipeline.Desk, tmp_path: Path) -> None:
    with pytest.raises(UnknownId):
        pipeline.export(desk, "csv", tmp_path / "x", pipeline.Selection(("nothing",)), now=NOW)
    old = dt.date(1990, 1, 1)
    with pytest.raises(EmptyInput):
        pipeline.export(desk, "csv", tmp_path / "x", pipeline.Selection((), old, old), now=NOW)
    (tmp_path / "there").mkdir()
    (tmp_path / "there/mine.txt").write_text("mine")
    with pytest.raises(DeskError, match="is there already"):
        pipeline.export(desk, "csv", tmp_path / "there", now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_public_export_has_no_ledger_and_the_whole_one_has_it(
    desk: pipeline.Desk, tables: Path, tmp_path: Path
) -> None:
    pipeline.export(desk, "parquet", tmp_path / "whole", now=NOW, whole=True)
    assert (
        ask(tmp_path / "whole", "SELECT count(*) FROM 'reports.parquet' WHERE collected IS NULL")[0][0] == 0
    )
    described = json.loads((tables / "datapackage.json").read_text())
    assert described["audience"] == "public"
    assert "collected" in (tables / "reports.csv").read_text().splitlines()[0]
    assert ask(tables, "SELECT count(*) FROM 'reports.csv' WHERE collected IS NOT NULL")[0][0] == 0


KILLED = """
import signal, os, sys, datetime as dt
from pathlib import Path
from dateline import pipeline
from dateline.publish.exports import {module}
left = {after}
old = {module}.{what}
def until(*given, **named):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return old(*given, **named)
{module}.{what} = until
desk, now = pipeline.open_desk(Path(sys.argv[1])), dt.datetime(2016, 12, 6, tzinfo=dt.UTC)
pipeline.export(desk, sys.argv[2], Path(sys.argv[3]), now=now)
"""


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("form", "module", "what", "after"),
    [
        ("csv", "tables", "of_report", 7),
        ("csv", "tables", "of_incident", 5),
        ("csv", "package", "write", 0),
        ("parquet", "tables", "of_incident", 5),
        ("geojson", "geojson", "feature", 5),
    ],
)
def test_a_killed_export_leaves_nothing_under_its_name(
    desk: pipeline.Desk, tmp_path: Path, form: str, module: str, what: str, after: int
) -> None:
    out = tmp_path / "out"
    code = KILLED.format(module=module, what=what, after=after)
    done = subprocess.run([sys.executable, "-c", code, str(desk.folder), form, str(out)], check=False)  # noqa: S603
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    left = list(tmp_path.iterdir())
    assert len(left) == 1 and left[0].name.startswith(".out.") and left[0].name.endswith(".part")
    assert pipeline.export(desk, form, out, now=NOW)
    assert out.exists()


def test_the_commands_help_and_the_docs_name_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "--help"]) == 0
    told = capsys.readouterr().out
    for name in pipeline.formats():
        assert name in told and f"| `{name}` |" in DOC, name


def test_the_place_to_write_may_stand_first(desk: pipeline.Desk, tmp_path: Path) -> None:
    at = ["--desk", str(desk.folder), "--quiet"]
    assert cli.run(["export", "geojson", str(tmp_path / "a.geojson"), *at]) == 0
    assert cli.run(["export", "geojson", "-o", str(tmp_path / "b.geojson"), *at]) == 0
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()
    assert cli.run(["export", "geojson", *at]) == 2
