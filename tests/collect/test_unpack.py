"""However an answer is cut into pieces, it unpacks to the same, and never to more than asked."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect.unpack import Unpacker

RAW = zlib.compressobj(wbits=-zlib.MAX_WBITS)
WORDS = b"Two ships burn in the port. " * 40
PACKED = [
    ("gzip", gzip.compress(WORDS, mtime=0)),
    ("gzip", gzip.compress(WORDS[:100], mtime=0) + gzip.compress(WORDS[100:], mtime=0)),
    ("deflate", zlib.compress(WORDS)), ("deflate", RAW.compress(WORDS) + RAW.flush()), ("", WORDS),
    ("identity", WORDS), (" GZIP ", gzip.compress(WORDS, mtime=0)),
]  # fmt: skip


@given(st.sampled_from(PACKED), st.lists(st.integers(0, 3) | st.integers(4, 60), max_size=30))
def test_pieces_of_any_size_give_the_whole(packed: tuple[str, bytes], sizes: list[int]) -> None:
    coding, data = packed
    unpacker, found = Unpacker(coding), b""
    for size in sizes:
        found += unpacker.feed(data[:size], 10**6)
        data = data[size:]
    assert found + unpacker.feed(data, 10**6) == WORDS
    assert unpacker.whole


@pytest.mark.parametrize("packed", PACKED)
def test_a_byte_at_a_time_gives_the_whole(packed: tuple[str, bytes]) -> None:
    unpacker = Unpacker(packed[0])
    assert b"".join(unpacker.feed(bytes([byte]), 10**6) for byte in packed[1]) == WORDS


@given(st.sampled_from(PACKED), st.integers(-1, 2000))
def test_never_more_than_asked(packed: tuple[str, bytes], room: int) -> None:
    found = Unpacker(packed[0]).feed(packed[1], room)
    assert found == WORDS[: max(room, 0)]


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_unpack_or_are_damaged(data: bytes, coding: str) -> None:
    try:
        assert len(Unpacker(coding).feed(data, 1000)) <= 1000
    except zlib.error:
        return


def test_what_breaks_off_is_not_whole() -> None:
    unpacker = Unpacker("deflate")
    assert unpacker.feed(b"x", 10) == b"" and not unpacker.whole
    unpacker = Unpacker("gzip")
    unpacker.feed(gzip.compress(WORDS, mtime=0)[:-9], 10**6)
    assert not unpacker.whole
    assert Unpacker("gzip").whole, "an empty body has nothing missing"


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_not_unpacked(coding: str) -> None:
    with pytest.raises(ValueError, match="not asked for"):
        Unpacker(coding)
