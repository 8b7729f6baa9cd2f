"""What is sealed stays what it was, and whatever changes is named."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.archive import heads, keys, lock, log, payloads, seal, warcs
from dateline.archive.exchanges import Exchange
from dateline.archive.seal import Given
from dateline.archive.verify import Finding, verify
from dateline.errors import Tampered
from dateline.model import Capture
from factory_archives import exchange

NOW = dt.datetime(2016, 12, 4, 18, tzinfo=dt.UTC)
NEXT_DAY = NOW + dt.timedelta(days=1)
ITEMS = [
    Given("a.txt", "text/plain", b"one"),
    Given("b.txt", "text/plain", b"two"),
    Given("c.txt", "text/plain", b"three"),
]
PAGES = [exchange(f"https://port.example/{name}", f"<p>{name} of the day.</p>".encode()) for name in "pqr"]

Rows = dict[int, tuple[str, Capture]]


def rows(sealed: list[log.Sealed]) -> Rows:
    return {one.line.seq: (one.seal, seal.capture(one)) for one in sealed}


def sealing(root: Path, items: list[Given | Exchange], time: dt.datetime = NOW) -> Rows:
    """Seal as an add does: locked, repaired, with the key beside the archive."""
    with lock.locked(root):
        key = keys.ensure(root.parent / "desk.key", root)
        list(seal.repair(root, key, time))
        return rows(seal.seal(root, items, time, key))


def sealed_archive(root: Path) -> Rows:
    return sealing(root, [*ITEMS[:2]]) | sealing(root, [*ITEMS[2:]])


def sealed_days(root: Path) -> Rows:
    """Two days of files and fetched pages, in two WARCs."""
    first = sealing(root, [ITEMS[0], PAGES[0], ITEMS[1]]) | sealing(root, [PAGES[1]])
    return first | sealing(root, [PAGES[2], ITEMS[2]], NEXT_DAY)


def problems(root: Path, known: Rows) -> list[Finding]:
    return [finding for finding in verify(root, known) if finding.problem]


def test_a_payload_comes_back_as_it_was(tmp_path: Path) -> None:
    payload = bytes(range(256)) * 3
    path = payloads.put(tmp_path, payload)
    assert payloads.get(tmp_path, payloads.digest(payload)) == payload
    before = (tmp_path / path).stat()
    assert payloads.put(tmp_path, payload) == path
    assert (tmp_path / path).stat().st_mtime_ns == before.st_mtime_ns, "a stored payload is not rewritten"
    assert before.st_mode & 0o222 == 0


def test_an_untouched_archive_has_nothing_to_say(tmp_path: Path) -> None:
    assert list(verify(tmp_path, sealed_archive(tmp_path))) == []


def test_one_payload_from_two_addresses_is_stored_once(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    known = sealing(root, [Given("a.txt", "text/plain", b"same"), Given("b.txt", "text/plain", b"same")])
    assert len(list(root.glob("??/*"))) == 1
    assert list(verify(root, known)) == []


FLIPS = 400


@given(data=st.data())
@settings(max_examples=FLIPS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_flipped_bit_anywhere_is_named(tmp_path: Path, data: st.DataObject) -> None:
    """Copies, WARCs, log, heads and public key: whatever the archive holds."""
    root = tmp_path / "archive"
    if not root.exists():
        tmp_path.joinpath("known.pickle").write_bytes(pickle.dumps(sealed_days(root)))
    known = pickle.loads(tmp_path.joinpath("known.pickle").read_bytes())  # noqa: S301 - our own
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.stat().st_size)
    assert {path.parent.name for path in files} >= {"archive", "warc", "heads", "keys"}
    changed = data.draw(st.sampled_from(files))
    before = changed.read_bytes()
    content = bytearray(before)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    changed.chmod(0o644)
    changed.write_bytes(content)
    try:
        found = problems(root, known)
    finally:
        changed.write_bytes(before)
    assert found
    assert named(found, changed, at, known), found


def named(found: list[Finding], changed: Path, at: int, known: Rows) -> bool:
    """Whether what changed is what the findings name: the copy at that place, the line, head or key."""
    items = {finding.item for finding in found}
    if changed.parent.name == warcs.FOLDER:
        own = [one for _, one in known.values() if one.path == f"warc/{changed.name}"]
        return items == {min((one for one in own if at < end(one)), key=end).uri}
    if changed.parent.name in (heads.FOLDER, keys.FOLDER):
        name = changed.name if changed.parent.name == heads.FOLDER else f"its key {changed.name}"
        spoken = [f"{finding.item} {finding.text}" for finding in found]
        return all(words.startswith("heads/") for words in spoken) and any(name in words for words in spoken)
    if changed.name == log.FILE:
        line = changed.read_bytes()[:at].count(b"\n") + 1
        words = (f"line {line} ", f"line {line + 1} does not follow")
        return any(word in finding.text for word in words for finding in found)
    return items == {one.uri for _, one in known.values() if one.sha256 == changed.name}


def end(kept: Capture) -> int:
    return (kept.offset or 0) + (kept.length or 0)


@pytest.mark.parametrize("swap", [(1, 2), (2, 5), (4, 6)])
def test_lines_in_another_order_are_named(tmp_path: Path, swap: tuple[int, int]) -> None:
    root = tmp_path / "archive"
    known = sealed_days(root)
    lines = (root / log.FILE).read_bytes().splitlines(keepends=True)
    one, other = (number - 1 for number in swap)
    lines[one], lines[other] = lines[other], lines[one]
    (root / log.FILE).write_bytes(b"".join(lines))
    texts = " ".join(finding.text for finding in problems(root, known))
    assert all(f"line {number}" in texts for number in swap)


@pytest.mark.parametrize("pattern", ["??/*", "warc/*", "heads/*.json"])
def test_two_files_swapped_are_named(tmp_path: Path, pattern: str) -> None:
    root = tmp_path / "archive"
    known = sealed_days(root)
    one, other = sorted(root.glob(pattern))[:2]
    aside = one.read_bytes()
    for path in (one, other):
        path.chmod(0o644)
    one.write_bytes(other.read_bytes())
    other.write_bytes(aside)
    found = problems(root, known)
    spoken = " ".join(f"{finding.item} {finding.text}" for finding in found)
    assert all(path.name in spoken for path in (one, other))


def test_a_log_cut_short_is_named_without_the_database(tmp_path: Path) -> None:
    """The signed head holds the end of the log, and nothing more is sealed on a log that lost it."""
    root = tmp_path / "archive"
    known = sealed_days(root)
    lines = (root / log.FILE).read_bytes().splitlines(keepends=True)
    (root / log.FILE).write_bytes(b"".join(lines[:-1]))
    kept = {seq: row for seq, row in known.items() if seq < len(lines)}
    assert ("heads/2016-12-05.json", "signs line 6, and the log has no such line") in [
        (finding.item, finding.text) for finding in problems(root, kept)
    ]
    with pytest.raises(Tampered, match="not the log whose line 6 was signed"):
        sealing(root, [Given("d.txt", "text/plain", b"four")])


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_line_taken_out_is_named(tmp_path: Path, line: int) -> None:
    known = sealed_archive(tmp_path)
    lines = (tmp_path / log.FILE).read_bytes().splitlines(keepends=True)
    del lines[line - 1]
    (tmp_path / log.FILE).write_bytes(b"".join(lines))
    texts = [finding.text for finding in verify(tmp_path, known) if finding.problem]
    assert any(f"line {line} of the log" in text or f"line {line} does not follow" in text for text in texts)


def test_a_payload_taken_away_is_named_and_not_handed_out(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    sha256 = payloads.digest(b"two")
    (tmp_path / payloads.place(sha256)).unlink()
    assert [(f.item, f.text.split(" (")[0]) for f in verify(tmp_path, known)] == [
        ("b.txt", "the sealed copy is missing")
    ]
    with pytest.raises(Tampered, match="missing"):
        payloads.get(tmp_path, sha256)


def test_a_file_nobody_sealed_is_noted(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    (tmp_path / "ab").mkdir(exist_ok=True)
    (tmp_path / "ab" / "abcd").write_text("?")
    assert [(f.item, f.problem) for f in verify(tmp_path, known)] == [("ab/abcd", False)]


def test_a_torn_line_is_a_note_and_is_mended(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    whole = (tmp_path / log.FILE).read_bytes()
    (tmp_path / log.FILE).write_bytes(whole + b'{"seq":4,"ti')
    assert [f.problem for f in verify(tmp_path, known)] == [False]
    assert "12 bytes" in (log.repair(tmp_path) or "")
    assert (tmp_path / log.FILE).read_bytes() == whole
    assert log.repair(tmp_path) is None


def test_what_was_sealed_without_a_row_is_found_again(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    last = known.pop(3)
    assert [f.problem for f in verify(tmp_path, known)] == [False]
    assert rows(seal.since(tmp_path, 2)) == {3: last}
    assert seal.since(tmp_path, 3) == []


def test_a_row_that_says_something_else_is_named(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    seal_, capture = known[2]
    known[2] = (seal_, capture.model_copy(update={"uri": "elsewhere.txt"}))
    assert [f.item for f in verify(tmp_path, known) if f.problem] == ["b.txt"]


def test_the_tail_is_found_behind_a_long_line(tmp_path: Path) -> None:
    known = sealed_archive(tmp_path)
    long = sealing(tmp_path, [Given("x" * 200_000, "text/plain", b"four")])
    assert [(tail.line.seq, tail.seal) for tail in [log.tail(tmp_path)] if tail] == [(4, long[4][0])]
    after = sealing(tmp_path, [Given("e.txt", "text/plain", b"five")])
    assert list(verify(tmp_path, known | long | after)) == []
