"""What servers, disks and clocks do to a collector: one clear line, nothing lost, the next round goes on."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench import kills
from dateline import pipeline
from dateline.errors import ReadOnlyDesk
from dateline.model import PollOutcome
from factory_servers import reply
from factory_sites import NOON, collect, desk, feed, problems, site, texts

pytestmark = pytest.mark.sqlite
HOUR = dt.timedelta(hours=1)
NOBODY = 65534


def source(url: str, name: str = "Post", more: str = "") -> str:
    return f'[[source]]\nname = "{name}"\nurl = "{url}"\nschedule = "1 hour"\n{more}'


def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    """bench.kills does the same 200 times."""
    outcome = kills.run(3, tmp_path / "desk", seed=7)
    assert outcome.clean, list(outcome.lines())
    assert outcome.reports >= outcome.acknowledged > 0


def test_a_disk_that_fills_up_is_one_line_and_the_next_round_goes_on(tmp_path: Path) -> None:
    """The process may write no file beyond a limit: the kernel's own refusal, like a full disk's."""
    with site(feed=feed(("1", "Ships burn. " * 70_000))) as web:
        own = desk(tmp_path / "desk", source(web.url("/feed")))
        size = max(path.stat().st_size for path in own.folder.rglob("*") if path.is_file())
        command = [sys.executable, "-m", "dateline", "collect", "--desk", str(own.folder)]

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, size + 4096))

        full = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)  # noqa: S603
        assert full.returncode == 1 and full.stderr.count("\n") == 1, full.stderr
        assert "no room left on the disk; make room" in full.stderr
        assert problems(own) == []
        assert [one.new for one in collect(own, at=NOON + HOUR)] == [1]
    assert problems(own) == []


def test_an_archive_that_cannot_be_written_is_one_line() -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, site(feed=feed(("1", "Burning."))) as web:
        own = desk(Path(folder) / "desk", source(web.url("/feed")))
        collect(own)
        web.pages["/feed"] = feed(("2", "A ferry waits."))
        with _read_only(own), pytest.raises(ReadOnlyDesk, match="cannot be written"):
            collect(own, at=NOON + HOUR)
        assert [one.new for one in collect(own, at=NOON + HOUR)] == [1]
        assert problems(own) == []


@contextmanager
def _read_only(own: pipeline.Desk) -> Iterator[None]:
    """Take away every right to write in the archive alone, and from root the right to do so anyway."""
    closed = [own.archive, *own.archive.rglob("*")]
    others = [own.folder.parent, own.folder, *(p for p in own.folder.iterdir() if p != own.archive)]
    modes = {path: path.stat().st_mode for path in (*closed, *others)}
    for path in others:
        path.chmod(0o777 if path.is_dir() else 0o666)
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in modes.items():
            if path.exists():  # SQLite's own files come and go
                path.chmod(mode)


def test_a_clock_that_goes_backwards_stops_nothing(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed")))
        collect(own)
        web.pages["/feed"] = feed(("2", "A ferry waits."))
        assert [one.new for one in collect(own, at=NOON - 365 * 24 * HOUR)] == [1]
        web.pages["/feed"] = feed(("3", "It left."))
        assert [one.new for one in collect(own, at=NOON + HOUR)] == [1]
    assert problems(own) == [] and len(texts(own)) == 3


def test_a_byte_a_second_an_endless_body_and_a_bomb_cost_what_is_allowed(tmp_path: Path) -> None:
    """The bomb unpacks to a gigabyte; the first half megabyte of each is kept, and said to be that."""

    def drip(_: str, taken: socket.socket) -> None:
        taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nShips burn in the port. ")
        while True:
            taken.sendall(b"x")
            time.sleep(1)

    def endless(_: str, taken: socket.socket) -> None:
        taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            taken.sendall(b"Ships burn in the port. " * 1000)

    bomb = _bomb()
    assert len(bomb) < 5_000_000 and sum(1 for _ in re.finditer(gzip.compress(b"")[:3], bomb)) >= 100
    with site() as web:
        web.pages |= {"/drip": drip, "/endless": endless}
        web.pages["/bomb"] = lambda _, taken: reply(taken, bomb, headers="Content-Encoding: gzip\r\n")
        names = ("drip", "endless", "bomb", "feed")
        web.pages["/feed"] = feed(("1", "A ferry waits."))
        sources = "".join(source(web.url(f"/{name}"), name) for name in names)
        own = desk(tmp_path, sources, largest=500_000, total_seconds=3)
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = {one.source: one for one in collect(own)}
    assert time.monotonic() - began < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes
    assert {name: one.new for name, one in found.items()} == dict.fromkeys(names, 1)
    assert "over the time limit" in found["drip"].failures[0].message
    for name in ("endless", "bomb"):
        assert "over the size limit" in found[name].failures[0].message
    assert problems(own) == []


def _bomb() -> bytes:
    """Return a gigabyte of words, packed some hundred times smaller, in a hundred members."""
    return gzip.compress(b"Ships burn in the port. " * 416_667) * 100


def test_a_feed_of_thousands_of_items_is_taken_whole_and_only_what_changed_the_next_time(
    tmp_path: Path,
) -> None:
    """bench.collect --items does the same with 100,000."""
    body = feed(*((str(n), f"Report {n}: shells fell near the bridge.") for n in range(2_000)))
    with site() as web:
        web.pages["/feed"] = body
        own = desk(tmp_path, source(web.url("/feed")))
        (first,) = collect(own)
        web.pages["/feed"] = body.replace(b"Report 1999:", b"Update 1999:")
        (second,) = collect(own, at=NOON + HOUR)
    assert (first.new, second.new, second.versions) == (2_000, 0, 1)


def test_letters_that_are_none_are_said_and_the_rest_is_read(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn.")).replace(b"burn", b"b\xff\xfern")) as web:
        own = desk(tmp_path, source(web.url("/feed")))
        (found,) = collect(own)
    (report,) = pipeline.reports(own)
    assert found.new == 1 and report.text.startswith("Ships b") and problems(own) == []


@pytest.mark.parametrize("link", ["http://post.example/", ""])
def test_a_feed_that_changes_its_ids_brings_nothing_twice(tmp_path: Path, link: str) -> None:
    entries = (("1", "Ships burn."), ("2", "A ferry waits."))
    with site(feed=feed(*entries, link=link, guid="a")) as web:
        own = desk(tmp_path, source(web.url("/feed"), more="enclosures = false\n"))
        assert [one.new for one in collect(own)] == [2]
        web.pages["/feed"] = feed(*entries, link=link, guid="changed-")
        (again,) = collect(own, at=NOON + HOUR)
    assert (again.outcome, again.new, again.versions) == (PollOutcome.UNCHANGED, 0, 0)
    assert texts(own) == ["A ferry waits.", "Ships burn."]
