"""Full disks, read-only desks, kills and crowds: one clear line, and nothing lost."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.signals import connection_created

from dateline import cli, pipeline
from dateline.archive import log
from dateline.errors import DiskFull

NOBODY = 65534
FILES = 100


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other users may look into, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def dateline(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # noqa: S603 - ours


def started(*words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dateline", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours


def texts(folder: Path, number: int = FILES) -> Path:
    folder.mkdir()
    for i in range(number):
        (folder / f"{i:03}.txt").write_text(f"Shelling hit district {i} on Sunday, residents said.\n")
    return folder


def findings(desk: Path) -> list[str]:
    return [f"{f.item}: {f.text}" for f in pipeline.verify(pipeline.open_desk(desk))]


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of an error; a traceback is not one."""
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_disk_that_fills_up_loses_nothing(place: Path) -> None:
    """The process may write no file beyond a limit: the kernel's own refusal, like a full disk's."""
    desk, small = pipeline.init(place / "desk"), texts(place / "in", 3)
    assert dateline("add", small, "--desk", desk.folder).returncode == 0
    size = max(path.stat().st_size for path in desk.folder.rglob("*") if path.is_file())
    big = place / "big.txt"
    big.write_text("Shelling went on all night. " * (size // 10))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, size + 4096))

    line = one_line(dateline("add", big, "--desk", desk.folder, preexec_fn=limit))
    assert "no room left on the disk; make room" in line
    assert findings(desk.folder) == []
    assert dateline("add", big, "--desk", desk.folder).stdout == "1 new report.\n"
    assert findings(desk.folder) == []


def test_a_database_that_fills_up_loses_nothing(place: Path) -> None:
    """SQLite refuses pages over a limit with the error of a full disk; what was sealed is taken up later."""
    desk = pipeline.init(place / "desk")
    big = place / "big.txt"
    big.write_text("Shelling went on all night. " * 40_000)

    def cap(connection: Any, **_: object) -> None:
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count={pages + 2}")

    connection_created.connect(cap)
    try:
        with pytest.raises(DiskFull, match="no room"):
            _add(desk, big)
    finally:
        connection_created.disconnect(cap)
    assert [f.problem for f in pipeline.verify(desk)] == [False]
    assert [len(found.new) for found in _add(desk, big)] == [1]
    assert findings(desk.folder) == []


def test_a_read_only_desk_can_be_looked_at_and_not_written(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, file = pipeline.init(place / "desk"), texts(place / "in", 1) / "000.txt"
    _add(desk, file)
    id_ = next(pipeline.reports(desk)).id
    list(pipeline.read(desk))
    looks = [[*look, "--desk", str(desk.folder)] for look in (["show", id_], ["verify"], ["read"], ["link"])]
    assert [cli.run(words) for words in looks] == [0, 0, 0, 0]
    writes = [["add", str(place / "in"), "--desk", str(desk.folder)], ["init", str(desk.folder / "inner")]]
    with _read_only(desk.folder):
        assert [cli.run(words) for words in looks] == [0, 0, 0, 0]
        capsys.readouterr()
        for words in writes:
            assert cli.run(words) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert "cannot be written; check its permissions" in line
    assert findings(desk.folder) == []


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Take away every right to write below ``folder``, and from root the right to do so anyway."""
    paths = [folder, *folder.rglob("*")]
    modes = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)


def test_a_killed_add_is_whole_after_the_next(place: Path) -> None:
    desk, folder = pipeline.init(place / "desk"), texts(place / "in")
    adding = started("add", folder, "--desk", desk.folder)
    _wait(lambda: any(desk.archive.glob("??/*")))
    adding.send_signal(signal.SIGKILL)
    adding.wait()
    assert [f for f in pipeline.verify(desk) if f.problem] == []
    assert dateline("add", folder, "--desk", desk.folder).returncode == 0
    assert len(list(pipeline.reports(desk))) == FILES
    assert pipeline.sealed(desk) == FILES
    assert [f for f in findings(desk.folder) if ".draft-" not in f] == []


@pytest.mark.parametrize("torn", [1, 40, 200])
def test_a_power_cut_in_the_log_is_mended_and_told(place: Path, torn: int) -> None:
    """The log's last line is cut after ``torn`` bytes, and its row was never stored."""
    desk, folder = pipeline.init(place / "desk"), texts(place / "in", 3)
    from dateline.store import models  # noqa: PLC0415 - needs Django set up, which opening a desk does

    _add(desk, folder / "000.txt")
    _add(desk, folder / "001.txt")
    (head,) = (desk.archive / "heads").iterdir()
    signed = head.read_bytes()
    _add(desk, folder)
    head.write_bytes(signed)  # a head is written after its lines
    with desk.database.session():
        models.Report.objects.filter(sealed__seq=3).delete()
        models.Capture.objects.filter(seq=3).delete()
    lines = (desk.archive / log.FILE).read_bytes().splitlines(keepends=True)
    (desk.archive / log.FILE).write_bytes(b"".join(lines[:2]) + lines[2][:torn])
    assert [f for f in pipeline.verify(desk) if f.problem] == []
    added = _add(desk, folder)
    assert f"{torn} bytes" in str(added[0].note)
    assert [len(one.new) for one in added[1:]] == [0, 0, 1]
    assert findings(desk.folder) == []


def test_two_adds_at_once(place: Path) -> None:
    desk = pipeline.init(place / "desk")
    folders = [texts(place / "one"), texts(place / "two"), place / "one"]
    for name in range(FILES):
        path = folders[1] / f"{name:03}.txt"
        path.rename(folders[1] / f"other-{name:03}.txt")
    running = [started("add", folder, "--desk", desk.folder) for folder in folders]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert pipeline.sealed(desk) == len(list(pipeline.reports(desk))) == 2 * FILES
    assert findings(desk.folder) == []


def _add(desk: pipeline.Desk, path: Path) -> list[pipeline.Addition]:
    return list(pipeline.add(desk, [path], now=lambda: dt.datetime(2016, 12, 4, tzinfo=dt.UTC)))


def _wait(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < end, "nothing was sealed in 30 s"
        time.sleep(0.002)
