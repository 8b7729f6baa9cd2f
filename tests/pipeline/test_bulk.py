"""Archives become shards, each whole or not at all; what came out is counted against what went in."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import cli, pipeline
from dateline.errors import DeskError, NotFound, Uneven, WorkerLost
from dateline.pipeline import bulk, engines, reading, shards
from dateline.pipeline.engines import Crew
from factory_bulk import TEXT, archives, rows, run


def test_shards_hold_what_reading_the_files_gives(tmp_path: Path) -> None:
    pattern = archives(tmp_path / "in")
    totals = run(pattern, tmp_path / "out")
    assert (totals.given, totals.read, totals.failed, totals.shards) == (9, 8, 1, 4)
    found = rows(tmp_path / "out")
    read = [one for one in pipeline.read_paths([tmp_path / "in"]) if one.text]
    kept = {row["id"]: row for row in found["reports"] if row["text"]}  # type: ignore[index]
    assert set(kept) == {one.id for one in read}
    assert {(row["id"], row["capture"], row["text"]) for row in kept.values()} == {
        (one.id, one.capture, one.text) for one in read
    }
    assert len(found["figures"]) == sum(len(one.figures) for one in read) > 5
    (failure,) = found["failures"]
    assert "b.jsonl, line 6: is not a whole JSON object" in failure["message"]  # type: ignore[index]


def test_a_second_run_makes_only_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = archives(tmp_path / "in")
    first = run(pattern, tmp_path / "out")
    before = rows(tmp_path / "out")
    gone = tmp_path / "out" / "shard-000001"
    for path in gone.iterdir():
        path.unlink()
    gone.rmdir()
    made: list[str] = []
    make = shards.make
    monkeypatch.setattr(shards, "make", lambda task: made.append(task.shard) or make(task))
    assert run(pattern, tmp_path / "out") == first
    assert made == ["shard-000001"]
    assert rows(tmp_path / "out") == before


def test_a_new_archive_is_added_and_no_other_is_read_again(tmp_path: Path) -> None:
    pattern = archives(tmp_path / "in")
    run(pattern, tmp_path / "out")
    (tmp_path / "in" / "c.jsonl").write_text(json.dumps({"text": TEXT.format(40)}))
    with bulk.planned([pattern], tmp_path / "out", size=3) as found:
        assert [task.slice.name for task in found.left] == ["c.jsonl"]


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
def test_a_run_killed_anywhere_goes_on_where_it_was(tmp_path: Path) -> None:
    pattern, out = archives(tmp_path / "in", count=60), tmp_path / "out"
    command = [sys.executable, "-m", "dateline", "read", "--input", pattern, "--output", str(out)]
    child = subprocess.Popen([*command, "--size", "2", "--workers", "1"])  # noqa: S603 - our own program
    _until(lambda: any(out.glob("shard-*/manifest.json")))
    child.send_signal(signal.SIGKILL)
    child.wait()
    done = {path: path.stat().st_mtime_ns for path in out.glob("shard-*/manifest.json")}
    assert 0 < len(done) < 32
    totals = run(pattern, out, size=2)
    assert (totals.given, totals.read, totals.failed) == (63, 62, 1)
    assert {path: path.stat().st_mtime_ns for path in done} == done
    assert not list(out.glob(".*.part"))
    run(pattern, tmp_path / "undisturbed", size=2)
    assert rows(out) == rows(tmp_path / "undisturbed")


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    pattern, out = archives(tmp_path / "in", count=20), tmp_path / "out"
    killed = 0
    with bulk.planned([pattern], out, size=1) as found:
        for _ in found.make("process", Crew(2)):
            if not killed:
                killed = multiprocessing.active_children()[0].pid or 0
                os.kill(killed, signal.SIGKILL)
        totals = found.totals()
    assert killed
    assert (totals.given, totals.read, totals.failed, totals.shards) == (23, 22, 1, 23)


def test_workers_that_keep_dying_end_the_run_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(tasks: object, workers: int) -> None:
        raise engines.BrokenProcessPool("died")

    monkeypatch.setattr(engines, "_pool", dying)
    with pytest.raises(
        WorkerLost, match=r"a worker died 3 times; 4 shards are left.*run the same command again"
    ):
        run(archives(tmp_path / "in"), tmp_path / "out", workers=2)


def test_a_report_that_breaks_the_parser_is_counted_as_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.read import reader  # noqa: PLC0415 - its function is replaced

    whole = reader.read_many

    def fragile(reports: list[object], told: object) -> object:
        if any("killed 3 people" in one.text for one in reports):  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return whole(reports, told)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read_many", fragile)
    totals = run(archives(tmp_path / "in"), tmp_path / "out")
    assert (totals.given, totals.read, totals.failed) == (9, 7, 2)
    assert reading.STEP in {row["step"] for row in rows(tmp_path / "out")["failures"]}  # type: ignore[index]


@pytest.mark.parametrize("harm", ["cut short", "another slice", "fewer"])
def test_counters_that_do_not_add_up_are_an_error(tmp_path: Path, harm: str) -> None:
    pattern, out = archives(tmp_path / "in"), tmp_path / "out"
    run(pattern, out)
    shard = out / "shard-000002"
    if harm == "cut short":
        (shard / "figures.parquet").write_bytes(b"")
    else:
        path = shard / "manifest.json"
        found = json.loads(path.read_text())
        if harm == "fewer":
            found["read"] -= 1
        else:
            found["slice"]["start"] += 1
        path.write_text(json.dumps(found))
    with pytest.raises(Uneven, match=r"remove .*shard-000002, then run the same command again"):
        run(pattern, out)


def test_a_folder_of_another_run_is_refused(tmp_path: Path) -> None:
    pattern = archives(tmp_path / "in")
    run(pattern, tmp_path / "out")
    with pytest.raises(DeskError, match=r"was begun with dateline .*--size 3"):
        run(pattern, tmp_path / "out", size=4)
    with pytest.raises(DeskError, match="holds something else"):
        run(pattern, tmp_path / "in")
    with pytest.raises(NotFound, match="names no file"):
        run(str(tmp_path / "none" / "*.warc"), tmp_path / "other")
    with bulk.planned([pattern], tmp_path / "out", size=3), pytest.raises(DeskError, match="another run"):
        run(pattern, tmp_path / "out")


def test_the_command_says_what_came_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pattern, out = archives(tmp_path / "in"), str(tmp_path / "out")
    words = ["read", "--input", pattern, "--output", out, "--size", "5", "--workers", "1"]
    assert cli.run(words) == 0
    assert "9 in, 8 read, 1 failed; 3 shards, 3 of them now." in capsys.readouterr().out
    assert cli.run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["failed"] == 1
    assert cli.run(["read", "--input", pattern]) == 2
    assert cli.run([*words, "--engine", "steam"]) == 2
    assert "no engine; choose one of process" in capsys.readouterr().err
