"""What is sealed stays what it was, and whatever changes is named."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.archive import lock, log, payloads, seal
from dateline.errors import Tampered

NOW = dt.datetime(2016, 12, 4, 18, tzinfo=dt.UTC)
ITEMS = [("a.txt", "text/plain", b"one"), ("b.txt", "text/plain", b"two"), ("c.txt", "text/plain", b"three")]


def rows(sealed: list[log.Sealed]) -> dict[int, tuple[str, seal.Capture]]:
    return {one.line.seq: (one.seal, seal.capture(one)) for one in sealed}


def sealed_archive(root: Path) -> dict[int, tuple[str, seal.Capture]]:
    with lock.locked(root):
        return rows(seal.seal(root, ITEMS[:2], NOW) + seal.seal(root, ITEMS[2:], NOW))


def test_a_payload_comes_back_as_it_was(tmp_path: Path) -> None:
    payload = bytes(range(256)) * 3
    path = payloads.put(tmp_path, payload)
    assert payloads.get(tmp_path, payloads.digest(payload)) == payload
    before = (tmp_path / path).stat()
    assert payloads.put(tmp_path, payload) == path
    assert (tmp_path / path).stat().st_mtime_ns == before.st_mtime_ns, "a stored payload is not rewritten"
    assert before.st_mode & 0o222 == 0


def test_an_untouched_archive_has_nothing_to_say(tmp_path: Path) -> None:
    assert list(seal.verify(tmp_path, sealed_archive(tmp_path))) == []


def test_one_payload_from_two_addresses_is_stored_once(tmp_path: Path) -> None:
    twice = [("a.txt", "text/plain", b"same"), ("b.txt", "text/plain", b"same")]
    known = rows(seal.seal(tmp_path, twice, NOW))
    assert len(list(tmp_path.glob("??/*"))) == 1
    assert list(seal.verify(tmp_path, known)) == []


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_flipped_bit_anywhere_is_named(tmp_path: Path, data: st.DataObject) -> None:
    root = tmp_path / "archive"
    shutil.rmtree(root, ignore_errors=True)
    known = sealed_archive(root)
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.stat().st_size)
    changed = data.draw(st.sampled_from(files))
    content = bytearray(changed.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    changed.chmod(0o644)
    changed.write_bytes(content)
    problems = [finding for finding in seal.verify(root, known) if finding.problem]
    assert problems
    if changed.name != log.FILE:
        address = next(uri for uri, _, payload in ITEMS if payloads.digest(payload) == changed.name)
        assert [finding.item for finding in problems] == [address]


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_line_taken_out_is_named(tmp_path: Path, line: int) -> None:
    known = sealed_archive(tmp_path)
    lines = (tmp_path / log.FILE).read_bytes().splitlines(keepends=True)
    del lines[line - 1]
    (tmp_path / log.FILE).write_bytes(b"".join(lines))
    texts = [finding.text for finding in seal.verify(tmp_path, known) if finding.problem]
    assert any(f"line {line} of the log" in text or f"line {line} does not follow" in text for text in texts)


def test_a_payload_taken_away_is_named_and_not_handed_out(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    sha256 = payloads.digest(b"two")
    (tmp_path / payloads.place(sha256)).unlink()
    assert [(f.item, f.text.split(" (")[0]) for f in seal.verify(tmp_path, known)] == [
        ("b.txt", "the sealed copy is missing")
    ]
    with pytest.raises(Tampered, match="missing"):
        payloads.get(tmp_path, sha256)


def test_a_file_nobody_sealed_is_noted(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    (tmp_path / "ab").mkdir(exist_ok=True)
    (tmp_path / "ab" / "abcd").write_text("?")
    assert [(f.item, f.problem) for f in seal.verify(tmp_path, known)] == [("ab/abcd", False)]


def test_a_torn_line_is_a_note_and_is_mended(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    whole = (tmp_path / log.FILE).read_bytes()
    (tmp_path / log.FILE).write_bytes(whole + b'{"seq":4,"ti')
    assert [f.problem for f in seal.verify(tmp_path, known)] == [False]
    assert "12 bytes" in (log.repair(tmp_path) or "")
    assert (tmp_path / log.FILE).read_bytes() == whole
    assert log.repair(tmp_path) is None


def test_what_was_sealed_without_a_row_is_found_again(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    last = known.pop(3)
    assert [f.problem for f in seal.verify(tmp_path, known)] == [False]
    assert rows(seal.since(tmp_path, 2)) == {3: last}
    assert seal.since(tmp_path, 3) == []


def test_a_row_that_says_something_else_is_named(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    seal_, capture = known[2]
    known[2] = (seal_, capture.model_copy(update={"uri": "elsewhere.txt"}))
    assert [f.item for f in seal.verify(tmp_path, known) if f.problem] == ["b.txt"]


def test_the_tail_is_found_behind_a_long_line(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    long = seal.seal(tmp_path, [("x" * 20_000, "text/plain", b"four")], NOW)
    assert log.tail(tmp_path) == long[0]
    after = seal.seal(tmp_path, [("e.txt", "text/plain", b"five")], NOW)
    assert list(seal.verify(tmp_path, known | rows(long) | rows(after))) == []
