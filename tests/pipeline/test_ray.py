"""Ray makes the same shards as the plain engine, and goes on when a worker of it is killed."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from pathlib import Path

import pytest

from dateline import cli
from dateline.errors import WorkerLost
from dateline.pipeline import bulk
from dateline.pipeline.engines import Crew
from factory_bulk import archives, rows, run

THERE = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="ray is not installed: pip install 'dateline[ray]'"
)


def parent(pid: int) -> int:
    """Return the process that began this one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def workers() -> list[int]:
    """Return Ray's readers that this process began, by way of the one who keeps them."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            named = b"ray::MapWorker" in (path / "cmdline").read_bytes()
            if named and parent(parent(int(path.name))) == os.getpid():
                found.append(int(path.name))
        except OSError:  # it ended meanwhile
            continue
    return found


@THERE
@pytest.mark.skipif(sys.platform != "linux", reason="looks for Ray's workers in /proc")
@pytest.mark.filterwarnings("ignore")  # Ray's own
def test_ray_makes_the_same_shards_though_a_worker_is_killed(tmp_path: Path) -> None:
    pattern = archives(tmp_path / "in", count=20)
    killed = 0
    with bulk.planned([pattern], tmp_path / "ray", size=1) as found:
        for _ in found.make("ray", Crew(2)):
            if not killed:
                killed = workers()[0]
                os.kill(killed, signal.SIGKILL)
        totals = found.totals()
    assert killed
    assert totals == run(pattern, tmp_path / "plain", size=1)
    assert rows(tmp_path / "ray") == rows(tmp_path / "plain")


@THERE
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    with (
        bulk.planned([archives(tmp_path / "in")], tmp_path / "out") as found,
        pytest.raises(WorkerLost, match=r"127\.0\.0\.1:1: no cluster answers there; check --address"),
    ):
        list(found.make("ray", Crew(1, "127.0.0.1:1")))


def test_without_ray_a_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    words = [
        "read",
        "--input",
        archives(tmp_path / "in"),
        "--output",
        str(tmp_path / "out"),
        "--engine",
        "ray",
    ]
    assert cli.run(words) == 1
    assert capsys.readouterr().err == "dateline: ray: is not installed; pip install 'dateline[ray]'\n"
