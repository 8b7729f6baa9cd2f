"""A desk is kept in one file while it works, and made again to the last byte or not at all."""

from __future__ import annotations

import datetime as dt
import io
import os
import sqlite3
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.errors import DeskError, InputError, NotFound, NotText, Truncated
from dateline.pipeline import backups, reviewing
from factory_postgres import database
from factory_sites import desk as collecting
from factory_sites import feed, problems, site

pytestmark = pytest.mark.sqlite
NOW = dt.datetime(2024, 3, 10, tzinfo=dt.UTC)
DAY = dt.date(2024, 3, 9)
NEWS = "Idlib\n\nAt least 12 people were killed in shelling of Idlib on Saturday, rescuers said."


def made(folder: Path) -> pipeline.Desk:
    own = pipeline.init(folder)
    (folder / "news.txt").write_text(NEWS)
    list(pipeline.add(own, [folder / "news.txt"], published=DAY, now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    return own


def comes_back(folder: Path, turn: str | None, patch: pytest.MonkeyPatch) -> None:
    own = made(folder / "desk")
    reports, ledger = list(pipeline.reports(own)), reviewing.ledger(own)
    done = backups.backup(own, folder / "kept.tar", NOW)
    assert (folder / "kept.tar").stat().st_mode & 0o777 == 0o600
    if turn:
        patch.setenv("DATABASE_URL", turn)
    told = backups.restore(done.path, folder / "again")
    assert (told.files, told.size, told.problems) == (done.files, done.size, ())
    found = pipeline.open_desk(folder / "again")
    assert list(pipeline.reports(found)) == reports and reviewing.ledger(found) == ledger
    assert (folder / "again/desk.key").read_bytes() == (folder / "desk/desk.key").read_bytes()
    assert (folder / "again/desk.key").stat().st_mode & 0o777 == 0o600
    list(pipeline.add(found, [folder / "desk/news.txt"], published=DAY, now=lambda: NOW))
    assert len(list(pipeline.reports(found))) == 1, "it goes on where it stood"
    assert problems(found) == []


def test_a_desk_made_again_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comes_back(tmp_path, None, monkeypatch)


def test_a_desk_on_postgresql_too(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database(postgres, "kept"))
    comes_back(tmp_path, database(postgres, "kept-again"), monkeypatch)
    with pytest.raises(DeskError, match="is not empty"):
        backups.restore(tmp_path / "kept.tar", tmp_path / "third")
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(DeskError, match="DATABASE_URL is not set"):
        backups.restore(tmp_path / "kept.tar", tmp_path / "third")
    assert not (tmp_path / "third").exists()


def test_a_backup_taken_while_collecting_is_whole(tmp_path: Path) -> None:
    with site() as web:
        lines = []
        for n in range(20):
            web.pages[f"/feed{n}"] = feed(*((f"{n}-{i}", f"Ships burn, {n} {i}.") for i in range(5)))
            lines.append(f'[[source]]\nname = "S{n}"\nurl = "{web.url(f"/feed{n}")}"\nschedule = "1 hour"\n')
        own = collecting(tmp_path / "busy", "".join(lines))
        command = [sys.executable, "-m", "dateline", "collect", "--all", "-q", "--desk", str(own.folder)]
        running = subprocess.Popen(command)  # noqa: S603
        number = 0
        while running.poll() is None and number < 60:
            backups.backup(pipeline.open_desk(own.folder), tmp_path / f"kept{number}.tar", NOW)
            number += 1
        assert running.wait(60) == 0 and number > 2
    counts = []
    for n in range(number):
        assert backups.restore(tmp_path / f"kept{n}.tar", tmp_path / f"again{n}").problems == ()
        counts.append(len(list(pipeline.reports(pipeline.open_desk(tmp_path / f"again{n}")))))
    assert counts == sorted(counts)
    assert len(list(pipeline.reports(pipeline.open_desk(own.folder)))) == 100


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("kept")
    return backups.backup(made(folder / "desk"), folder / "kept.tar", NOW).path.read_bytes()


def refused(content: bytes, folder: Path) -> Exception:
    """Return the error for a backup of these bytes, after which nothing is left."""
    (folder / "bad.tar").write_bytes(content)
    with pytest.raises((InputError, DeskError)) as caught:
        backups.restore(folder / "bad.tar", folder / "again")
    assert sorted(path.name for path in folder.iterdir()) == ["bad.tar"]
    return caught.value


def repacked(content: bytes, change: dict[str, bytes | None], *, link: str | None = None) -> bytes:
    """Return the backup with files changed, added or (None) left out."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=out, mode="w") as new:
        held = {entry.name: old.extractfile(entry).read() for entry in old}  # type: ignore[union-attr]
        for name, data in {**held, **change}.items():
            if data is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                new.addfile(entry, io.BytesIO(data))
        if link:
            entry = tarfile.TarInfo(link)
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            new.addfile(entry)
    return out.getvalue()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_backup_is_refused(kept: bytes, share: float, tmp_path: Path) -> None:
    error = refused(kept[: int(len(kept) * share)], tmp_path)
    assert isinstance(error, Truncated) and "breaks off" in str(error)


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\x00" * 20_000, bytes(range(256)) * 20])
def test_a_foreign_file_is_refused(content: bytes, tmp_path: Path) -> None:
    assert isinstance(refused(content, tmp_path), NotText | Truncated)


def test_what_differs_from_the_manifest_is_named(kept: bytes, tmp_path: Path) -> None:
    assert "desk.toml is not what was kept" in str(refused(repacked(kept, {"desk.toml": b"x"}), tmp_path))
    assert "desk.key is missing" in str(refused(repacked(kept, {"desk.key": None}), tmp_path))
    assert "more.txt is not in its manifest" in str(refused(repacked(kept, {"more.txt": b"x"}), tmp_path))
    assert "manifest" in str(refused(repacked(kept, {"manifest.json": b"{}"}), tmp_path))


def test_a_file_that_would_lie_outside_and_a_link_are_refused(kept: bytes, tmp_path: Path) -> None:
    assert "lies outside" in str(refused(repacked(kept, {"../evil": b"x"}), tmp_path))
    assert "lies outside" in str(refused(repacked(kept, {"/tmp/evil": b"x"}), tmp_path))  # noqa: S108
    assert "no file" in str(refused(repacked(kept, {}, link="passwd"), tmp_path))


def test_a_flipped_byte_in_any_file_is_seen(kept: bytes, tmp_path: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(kept)) as opened:
        found = [(e.offset_data + e.size // 2, e.name) for e in opened if e.size]
    assert len(found) > 5
    for at, name in found:
        flipped = bytearray(kept)
        flipped[at] ^= 0x10
        told = str(refused(bytes(flipped), tmp_path))
        assert name in told or "manifest" in told or "is not what was kept" in told


def test_there_is_no_such_file_or_a_desk_is_there(kept: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="dateline backup"):
        backups.restore(tmp_path / "none.tar", tmp_path / "again")
    (tmp_path / "kept.tar").write_bytes(kept)
    (tmp_path / "there").mkdir()
    (tmp_path / "there/something").touch()
    with pytest.raises(DeskError, match="is there already"):
        backups.restore(tmp_path / "kept.tar", tmp_path / "there")
    assert (tmp_path / "there/something").exists()


def test_a_newer_datelines_desk_is_refused(tmp_path: Path) -> None:
    own = made(tmp_path / "desk")
    opened = sqlite3.connect(tmp_path / "desk/desk.sqlite3")
    with opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('desk', '9999_x', '2030-01-01')"
        )
    opened.close()
    backups.backup(own, tmp_path / "kept.tar", NOW)
    with pytest.raises(DeskError, match="newer Dateline"):
        backups.restore(tmp_path / "kept.tar", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_killed_backup_leaves_the_one_before(tmp_path: Path) -> None:
    own = made(tmp_path / "desk")
    backups.backup(own, tmp_path / "kept.tar", NOW)
    before = (tmp_path / "kept.tar").read_bytes()
    (tmp_path / "desk/large.bin").write_bytes(os.urandom(30_000_000))
    command = [
        sys.executable,
        "-m",
        "dateline",
        "backup",
        str(tmp_path / "kept.tar"),
        "--desk",
        str(own.folder),
    ]
    running = subprocess.Popen(command)  # noqa: S603
    end = time.monotonic() + 30
    while not list(tmp_path.glob(".kept.tar.*")) and time.monotonic() < end:
        time.sleep(0.005)
    running.kill()
    assert running.wait() < 0
    assert (tmp_path / "kept.tar").read_bytes() == before
