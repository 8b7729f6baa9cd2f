"""A desk made before there were WARCs, heads and keys opens, verifies and goes on."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from dateline import pipeline
from dateline.archive import log
from dateline.errors import Tampered
from factory_archives import exchange

pytestmark = pytest.mark.sqlite
NOW = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
TEXTS = {"a.txt": b"Shelling hit the harbour.\n", "b.txt": b"A convoy reached the town.\n"}


def old_lines() -> Iterator[dict[str, object]]:
    """The lines of the log as they were written then: no place in a WARC, no head."""
    prev = "0" * 64
    for seq, (uri, payload) in enumerate(TEXTS.items(), start=1):
        line = {
            "seq": seq,
            "time": "2016-12-04T18:00:00Z",
            "uri": uri,
            "media_type": "text/plain",
            "size": len(payload),
            "sha256": hashlib.sha256(payload).hexdigest(),
            "prev": prev,
        }
        prev = hashlib.sha256(json.dumps(line, separators=(",", ":")).encode()).hexdigest()
        yield line


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of such a desk: its database stops at the second migration."""
    from dateline.store import settings  # noqa: PLC0415

    folder = tmp_path / "desk"
    archive = folder / "archive"
    archive.mkdir(parents=True)
    (folder / "desk.toml").write_text('name = "Old desk"\n')
    settings.connect(folder)
    call_command("migrate", "desk", "0002_ledger", verbosity=0, interactive=False)
    settings.close()
    database = sqlite3.connect(folder / "desk.sqlite3")
    for line, payload in zip(old_lines(), TEXTS.values(), strict=True):
        body = json.dumps(line, separators=(",", ":")).encode()
        with (archive / log.FILE).open("ab") as file:
            file.write(body + b"\n")
        sha256 = str(line["sha256"])
        (archive / sha256[:2]).mkdir(exist_ok=True)
        (archive / sha256[:2] / sha256).write_bytes(payload)
        row = (line["seq"], hashlib.sha256(body).hexdigest(), sha256, line["uri"], "2016-12-04 18:00:00")
        database.execute(
            "INSERT INTO desk_capture (seq, seal, sha256, uri, fetched_at, media_type, size, path) "
            "VALUES (?, ?, ?, ?, ?, 'text/plain', ?, ?)",
            (*row, line["size"], f"{sha256[:2]}/{sha256}"),
        )
    database.commit()
    database.close()
    return folder


def said(desk: pipeline.Desk) -> list[tuple[str, bool]]:
    return [(one.text, one.problem) for one in pipeline.verify(desk)]


def test_it_verifies_as_it_is(old: Path) -> None:
    desk = pipeline.open_desk(old)
    assert pipeline.sealed(desk) == 2
    assert said(desk) == [("no signed head holds its lines 1 to 2; the next add signs them", False)]
    assert not (old / "desk.key").exists(), "looking writes nothing"


def test_the_next_add_signs_what_was_there(old: Path, tmp_path: Path) -> None:
    desk = pipeline.open_desk(old)
    before = (desk.archive / log.FILE).read_bytes()
    new = tmp_path / "c.txt"
    new.write_text("Two bridges were repaired, engineers said.\n")
    added = list(pipeline.add(desk, [new], now=lambda: NOW))
    assert [one.note for one in added] == [
        "lines 1 to 2 of the log had no signed head; they have one now",
        None,
    ]
    assert (desk.archive / log.FILE).read_bytes().startswith(before)
    assert said(desk) == []
    assert (old / "desk.key").exists()


def test_its_copies_are_known_again_and_can_be_exported(old: Path, tmp_path: Path) -> None:
    desk = pipeline.open_desk(old)
    again = tmp_path / "a.txt"
    again.write_bytes(TEXTS["a.txt"])
    list(pipeline.add(desk, [again], now=lambda: NOW))
    assert pipeline.sealed(desk) == 2, "the same file is not sealed twice"
    assert pipeline.export(desk, "wacz", tmp_path / "old.wacz", now=NOW) == {"sealed copies": 2}
    page = exchange()
    from dateline.pipeline import adding  # noqa: PLC0415

    adding.seal_only(desk, [page], now=lambda: NOW)
    assert pipeline.sealed(desk) == 3
    assert said(desk) == []


def test_a_changed_old_line_is_named_and_not_signed(old: Path, tmp_path: Path) -> None:
    """What was changed before there was a head must not get a signature by the next add."""
    desk = pipeline.open_desk(old)
    content = (desk.archive / log.FILE).read_bytes()
    (desk.archive / log.FILE).write_bytes(content.replace(b'"uri":"b.txt"', b'"uri":"x.txt"'))
    assert any(problem for _, problem in said(desk))
    new = tmp_path / "c.txt"
    new.write_text("Two bridges were repaired, engineers said.\n")
    with pytest.raises(Tampered, match="has not the line 2 that the database knows"):
        list(pipeline.add(desk, [new], now=lambda: NOW))
    assert not (desk.archive / "heads").exists()
