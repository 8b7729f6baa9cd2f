"""Full disks, kills, crowds, a clock set back: what was acknowledged is there, what is left is told."""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.archive import heads, keys, lock, log, payloads, seal
from dateline.archive.exchanges import Exchange
from dateline.archive.seal import Given
from dateline.archive.verify import Finding, verify
from factory_archives import exchange

NOW = dt.datetime(2016, 12, 4, 18, tzinfo=dt.UTC)
KILLS, LIMITS, WRITERS, EACH = 200, 60, 3, 40
# Kills of one archive; then another is begun, because all of it is verified after each.
KILLS_EACH = 10

Item = Given | Exchange


def page(number: int, size: int = 3000) -> Exchange:
    """A page that packs badly, so that its record is as long as it is."""
    return exchange(f"https://port.example/{number}", random.Random(number).randbytes(size))  # noqa: S311


def sealing(root: Path, items: list[Item], now: dt.datetime = NOW) -> tuple[list[log.Sealed], list[str]]:
    """Seal as an add does; return the lines and what was mended before."""
    with lock.locked(root):
        key = keys.ensure(root.parent / "desk.key", root)
        told = list(seal.repair(root, key, now))
        return seal.seal(root, items, now, key), told


def lines(root: Path) -> list[log.Sealed]:
    found = list(log.read(root))
    return [one for one in found if isinstance(one, log.Sealed)]


def findings(root: Path) -> list[Finding]:
    """Return what is wrong or to be noted, as if the database knew every line."""
    return list(verify(root, {one.line.seq: (one.seal, seal.capture(one)) for one in lines(root)}))


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """Let the kernel refuse every byte beyond ``size`` in a file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_up_at_any_byte_keeps_all_or_nothing(tmp_path: Path) -> None:
    """Sixty limits, from the size of the WARC as it is to beyond what is to be written."""
    refused = 0
    for number in range(LIMITS):
        root = tmp_path / str(number) / "archive"
        sealing(root, [page(1), Given("a.txt", "text/plain", b"one")])
        (file,) = (root / "warc").iterdir()
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        items: list[Item] = [page(2), Given("b.txt", "text/plain", b"two" * 2000), page(3)]
        with no_file_over(len(before[file]) + number * 150):
            try:
                sealing(root, items)
                done = True
            except OSError:
                done = False
        refused += not done
        assert len(lines(root)) == (5 if done else 2)
        assert [one for one in findings(root) if one.problem] == []
        assert done or all(path.read_bytes() == content for path, content in before.items())
        _, told = sealing(root, [page(4)])
        assert told == []
        assert [one for one in findings(root) if one.problem] == []
    assert 10 < refused < LIMITS


def test_a_log_that_cannot_grow_takes_the_record_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "archive"
    sealing(root, [page(1)])
    (file,) = (root / "warc").iterdir()
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as changed:
        changed.setattr(log, "_write", full)
        with pytest.raises(OSError, match="No space"):
            sealing(root, [page(2)])
    assert file.read_bytes() == before
    assert findings(root) == []


def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    """Two hundred kills of a process that seals pages and files as fast as it can."""
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    acknowledged, mended = 0, 0
    for number in range(KILLS):
        root = tmp_path / f"{number // KILLS_EACH}" / "archive"
        sealing(root, [exchange(f"https://port.example/before/{number}")])
        told = _killed_writer(root, len(lines(root)), number % 3, chance.uniform(0, 0.03))
        acknowledged += len(told)
        assert told <= {one.line.seq for one in lines(root)}
        assert [one for one in findings(root) if one.problem] == []
        _, notes = sealing(root, [exchange(f"https://port.example/after/{number}")])
        mended += bool(notes)
        assert {one.text for one in findings(root)} <= {"no line of the log names this file"}
        uris = [one.line.uri for one in lines(root)]
        assert len(uris) == len(set(uris)), "nothing twice"
    assert acknowledged >= sum(number % 3 for number in range(KILLS))
    assert mended > 0, "no kill left anything to mend"


def _killed_writer(root: Path, known: int, least: int, seconds: float) -> set[int]:
    """Run a writer until it acknowledged ``least`` lines and so long after; kill it; return all it did."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _seal_without_end(root, known, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = [pipe.readline() for _ in range(least)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return {int(seq) for seq in [*told, *pipe.read().split()]}


def _seal_without_end(root: Path, known: int, told: int) -> None:
    """Seal one thing after another until killed, telling each line's number once it is safe."""
    for number in range(known, known + 10_000):
        file = Given(f"{number}-{os.getpid()}.txt", "text/plain", str(number).encode())
        web = replace(page(number), url=f"https://port.example/{number}/{os.getpid()}")
        for one in sealing(root, [web, file])[0]:
            os.write(told, f"{one.line.seq}\n".encode())
    os._exit(0)


def test_writers_at_once_queue(tmp_path: Path) -> None:
    """Three processes, forty pages each: every page has one line and one place of its own."""
    root = tmp_path / "archive"
    sealing(root, [page(0)])
    _all_at_once(
        [lambda first=first: _seal_pages(root, first) for first in range(1, WRITERS * EACH, EACH)],
    )
    uris = [one.line.uri for one in lines(root)]
    assert sorted(uris) == sorted(f"https://port.example/{number}" for number in range(WRITERS * EACH + 1))
    assert findings(root) == []


def _seal_pages(root: Path, first: int) -> None:
    for number in range(first, first + EACH):
        sealing(root, [page(number)])


def _all_at_once(tasks: list[Callable[[], None]]) -> None:
    children = []
    for task in tasks:
        child = os.fork()
        if child == 0:
            try:
                task()
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(tasks)


def test_a_clock_set_back_changes_no_order(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    back = NOW - dt.timedelta(days=400)
    for number, time_ in enumerate((NOW, back, back, NOW + dt.timedelta(days=1))):
        sealing(root, [page(number)], time_)
    assert [one.line.time for one in lines(root)][1] == back, "a line says what the clock said"
    assert [one.line.warc.file for one in lines(root) if one.line.warc] == [
        *["warc/2016-12-04-00001.warc.gz"] * 3,
        "warc/2016-12-05-00001.warc.gz",
    ]
    assert [path.name for path in heads.files(root)] == ["2016-12-04.json", "2016-12-05.json"]
    assert [(one.problem, one.text) for one in findings(root)] == [
        (False, "line 2 is dated before line 1: the clock was set back between them")
    ]


def test_a_lost_key_is_replaced_and_the_old_heads_still_hold(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    sealing(root, [page(1)])
    (tmp_path / "desk.key").unlink()
    sealing(root, [page(2)], NOW + dt.timedelta(days=1))
    assert [(one.item, one.problem, one.text) for one in findings(root)] == [
        ("keys", False, "the heads are signed by 2 keys")
    ]
    assert len(list((root / keys.FOLDER).iterdir())) == 2
    assert (tmp_path / "desk.key").stat().st_mode & 0o777 == 0o600


def test_a_crash_between_the_log_and_its_head_is_mended_and_told(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    sealing(root, [page(1)])
    (head,) = heads.files(root)
    before = head.read_bytes()
    sealing(root, [page(2), page(3)])
    head.write_bytes(before)
    assert [(one.problem, one.text) for one in findings(root)] == [
        (False, "no signed head holds its lines 2 to 3; the next add signs them")
    ]
    _, told = sealing(root, [])
    assert told == ["lines 2 to 3 of the log had no signed head; they have one now"]
    assert findings(root) == []


def test_a_payload_that_changed_is_not_handed_out(tmp_path: Path) -> None:
    from dateline.errors import Tampered  # noqa: PLC0415

    root = tmp_path / "archive"
    ((one,), _) = sealing(root, [page(1)])
    kept = seal.capture(one)
    assert payloads.digest(seal.payload(root, kept)) == kept.sha256
    file = root / kept.path
    content = bytearray(file.read_bytes())
    content[(kept.offset or 0) + 60] ^= 1
    file.write_bytes(content)
    with pytest.raises(Tampered):
        seal.payload(root, kept)
    file.unlink()
    with pytest.raises(Tampered, match="missing"):
        seal.payload(root, kept)
