"""What is fetched goes into standard WARC files, and a crash at any byte costs nothing before it."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from dateline.archive import exchanges, warcs
from dateline.archive.exchanges import Exchange
from factory_archives import exchange

DAY = dt.date(2016, 12, 4)
BODY = "<p>Zweihundert Säcke Mehl.</p>".encode() * 40


def types(content: bytes) -> Iterator[str]:
    return (record.rec_type for record in ArchiveIterator(io.BytesIO(content)))


def response(root: Path, place: warcs.Place) -> bytes:
    return warcs.records(root, place)[place.offset - place.start :]


def check(root: Path, place: warcs.Place, payload: bytes) -> str | None:
    return warcs.check(root, place, hashlib.sha256(payload).hexdigest(), len(payload))


def test_an_exchange_is_kept_as_it_was(tmp_path: Path) -> None:
    headers = (
        ("Content-Type", "text/html"),
        ("X-Note", "caf\xe9"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b"),
    )
    one = exchange("https://port.example/a?b=1", BODY, headers=headers)
    (place,) = warcs.append(tmp_path, [one], DAY)
    content = (tmp_path / place.file).read_bytes()
    assert list(types(content)) == ["warcinfo", "request", "metadata", "response"]
    assert hashlib.sha256(content).hexdigest() == place.sha256
    assert check(tmp_path, place, BODY) is None
    plain = gzip.decompress(response(tmp_path, place))
    head, http, body = plain.split(b"\r\n\r\n", 2)
    assert head.startswith(b"WARC/1.1\r\n")
    assert b"WARC-Date: 2016-12-04T17:59:58.125000Z" in head
    assert b"WARC-IP-Address: 192.0.2.7" in head
    assert f"WARC-Payload-Digest: sha256:{hashlib.sha256(BODY).hexdigest()}".encode() in head
    expected = "HTTP/1.1 200 OK\r\n" + "\r\n".join(f"{key}: {value}" for key, value in headers)
    assert http == expected.encode("latin-1")
    assert body == BODY + b"\r\n\r\n"
    records = {one.rec_type: one for one in ArchiveIterator(io.BytesIO(content))}
    id_ = records["response"].rec_headers.get_header("WARC-Record-ID")
    assert records["request"].rec_headers.get_header("WARC-Concurrent-To") == id_
    assert b"GET /a?b=1 HTTP/1.1\r\nHost: port.example" in gzip.decompress(content)


def test_the_files_pass_warcios_own_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place, _) = warcs.append(tmp_path, [exchange(payload=BODY), exchange(payload=b"")], DAY)

    class Wanted:
        inputs = (str(tmp_path / place.file),)
        verbose = False

    checker = Checker(Wanted())
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out


PACKED = (
    ("gzip", gzip.compress(BODY, mtime=0)),
    ("gzip", gzip.compress(BODY[:100], mtime=0) + gzip.compress(BODY[100:], mtime=0)),
    ("deflate", zlib.compress(BODY)),
)


@pytest.mark.parametrize(("coding", "raw"), PACKED)
def test_a_packed_body_is_kept_packed_and_comes_back_unpacked(
    tmp_path: Path, coding: str, raw: bytes
) -> None:
    one = exchange(payload=BODY, raw=raw, headers=(("Content-Encoding", coding),))
    (place,) = warcs.append(tmp_path, [one], DAY)
    assert raw in gzip.decompress(response(tmp_path, place))
    assert check(tmp_path, place, BODY) is None


GZIP, DEFLATE = (("Content-Encoding", "gzip"),), (("content-encoding", "deflate"),)
ODD = (
    exchange(payload=BODY, raw=gzip.compress(BODY, mtime=0)[:-30], headers=GZIP, cut="time"),
    exchange(payload=BODY, raw=zlib.compress(BODY)[2:-4], headers=DEFLATE),
    exchange(payload=BODY[:90], raw=BODY, cut="length"),
    exchange(payload=BODY, headers=(("Transfer-Encoding", "chunked"),)),
    exchange(payload=b"", status=404, headers=(("X", "a\r\nWARC-Type: request"),)),
    exchange(payload=b"", status=299, facts=(("redirect", "a\r\nWARC-Type: request"),)),
)


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_answer_comes_back_as_it_was_read(tmp_path: Path, odd: Exchange) -> None:
    (place,) = warcs.append(tmp_path, [odd], DAY)
    assert check(tmp_path, place, odd.payload) is None
    (record,) = ArchiveIterator(io.BytesIO(response(tmp_path, place)))
    assert record.rec_headers.get_header("WARC-Truncated") == odd.cut
    assert record.rec_headers.get_header("WARC-Type") == "response"


def test_a_bomb_is_not_unpacked_beyond_what_was_kept() -> None:
    raw = gzip.compress(bytes(50_000_000))
    assert len(exchanges.unpacked(raw, "gzip", 1001)) == 1001


def test_a_file_that_is_full_is_followed_by_another(tmp_path: Path) -> None:
    found = [exchange(f"https://port.example/{number}", BODY) for number in range(5)]
    places = warcs.append(tmp_path, found[:3], DAY, largest=1)
    places += warcs.append(tmp_path, found[3:4], DAY)
    places += warcs.append(tmp_path, found[4:], DAY + dt.timedelta(days=1))
    assert [place.file for place in places] == [
        "warc/2016-12-04-00001.warc.gz",
        "warc/2016-12-04-00002.warc.gz",
        "warc/2016-12-04-00003.warc.gz",
        "warc/2016-12-04-00003.warc.gz",
        "warc/2016-12-05-00001.warc.gz",
    ]
    assert [check(tmp_path, place, BODY) for place in places] == [None] * 5
    assert all(next(types((tmp_path / place.file).read_bytes())) == "warcinfo" for place in places)


@given(cut=st.integers(0, 5000))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_crash_at_any_byte_leaves_what_was_before(tmp_path: Path, cut: int) -> None:
    """The log knows two captures; of a third, or of a file begun for it, some bytes were written."""
    root = tmp_path / f"cut-{cut}"
    if root.exists():
        return
    pages = [exchange(f"https://port.example/{number}", BODY) for number in range(3)]
    first, second = warcs.append(root, pages[:2], DAY)
    (third,) = warcs.append(root, pages[2:], DAY)
    file = root / third.file
    whole = file.read_bytes()
    left = whole[: second.end + cut % (len(whole) - second.end + 1)]
    file.write_bytes(left)
    assert list(islice(types(left), 7))[-1] == "response"
    assert [check(root, place, BODY) for place in (first, second)] == [None, None]
    told = list(warcs.repair(root, second))
    assert file.read_bytes() == whole[: second.end]
    torn = left[second.end :]
    assert len(told) == bool(torn)
    if torn:
        assert f"left {len(torn)} bytes at the end of {third.file}" in told[0]
        (aside,) = (root / warcs.ASIDE).iterdir()
        assert aside.read_bytes() == torn
    assert list(warcs.repair(root, second)) == []
    (again,) = warcs.append(root, pages[2:], DAY)
    assert again.start == second.end
    assert len(list(types(file.read_bytes()))) == 1 + 3 * 3


def test_a_file_begun_and_not_logged_is_moved_aside(tmp_path: Path) -> None:
    (place,) = warcs.append(tmp_path, [exchange()], DAY)
    assert len(list(warcs.repair(tmp_path, None))) == 1
    assert not (tmp_path / place.file).exists()
    assert (tmp_path / warcs.ASIDE / "2016-12-04-00001-0").stat().st_size == place.end
