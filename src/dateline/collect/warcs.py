"""Collects web archives: every page of a WARC, read as a stream within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from dateline.collect import pages
from dateline.collect.base import Collected, InputFile, failure
from dateline.errors import EmptyInput, InputError, NotText, TooLarge, Truncated

# The largest news pages are a few megabytes of HTML; what is larger is a film or a bomb.
LARGEST_PAGE = 20_000_000
# Deflate packs at most 1,032 to 1, web pages 5 to 20. An archive that unpacks to more than this many times
# its size, once past the floor, is a bomb.
MOST_UNPACKED = 200
FLOOR = 100_000_000
GZIP = b"\x1f\x8b"
CHUNK = 1 << 16
# Two line breaks end a record that is not packed.
TRAILER = 4
TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
NEXT = "fetch or copy the archive again"


class Warcs:
    """Reads .warc and .warc.gz files: one item a page."""

    suffixes = (".warc", ".warc.gz", ".gz")

    def recognises(self, head: bytes) -> bool:
        """Return whether a WARC or anything gzipped begins here."""
        return head.startswith((b"WARC/", GZIP))

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the pages. Raises Truncated, TooLarge or NotText when not one can be read."""
        head = item.head()
        if head.startswith(GZIP) and not _unpacked(head).startswith(b"WARC/"):
            raise NotText(item.name, "is gzipped, but no WARC", "unpack it and give the file in it")
        with item.open() as stream:
            yield from whole(records(stream, item.name), item.name)


def _unpacked(head: bytes) -> bytes:
    """Return the first bytes inside gzip, or none when it is damaged."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(b"WARC/1.1"))
    except zlib.error:
        return b""


def whole(found: Iterable[Collected | InputError], name: str) -> Iterator[Collected]:
    """Yield the pages, then what broke. Raises the first error, or EmptyInput, when there is no page."""
    some = False
    errors = []
    for item in found:
        if isinstance(item, InputError):
            errors.append(item)
        else:
            some = True
            yield item
    if not some:
        raise next(
            iter(errors), EmptyInput(name, "is an archive without a page of text", "check what was crawled")
        )
    if errors:
        yield Collected(name, "application/warc", b"", (), tuple(failure(error) for error in errors))


class Standing(NamedTuple):
    """A record that is a page, and the byte at which it begins."""

    offset: int
    record: Any


def records(stream: BinaryIO, name: str, begin: int = 0) -> Iterator[Collected | InputError]:
    """Yield one item a page of text in a WARC, and an error for what breaks off or is over a limit."""
    for found in walk(stream, name, begin):
        yield found if isinstance(found, InputError) else _page(found.record, name)


def walk(stream: BinaryIO, name: str, begin: int = 0) -> Iterator[Standing | InputError]:
    """Yield the records that are pages, their bytes yet unread, and an error for what breaks off.

    ``begin`` is the byte of the file at which the stream begins.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 -- loaded for archives only
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 -- as above

    counted = _Counted(stream, begin)
    seen, end, cut = 0, begin, False
    try:
        archive = ArchiveIterator(counted)
        for record in archive:
            seen += 1
            if _is_page(record):
                yield Standing(begin + archive.offset, record)
            _skip(record, counted, name)
            cut = record.raw_stream.limit > 0
            end = begin + archive.get_record_offset() + archive.get_record_length()
    except TooLarge as error:
        yield error
        return
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, KeyError, zlib.error):
        cut = True
    if not seen:
        yield NotText(name, "holds no WARC record", "unpack it and give the file in it")
    elif cut or counted.count - end > TRAILER:
        yield Truncated(name, f"breaks off or is damaged after {seen} records", NEXT)


def _is_page(record: Any) -> bool:
    """Return whether a record is a page that was fetched whole and is text."""
    if record.rec_type not in {"response", "resource"}:
        return False
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() not in {"200", "203", "206"}:
        return False
    return _media(record).partition(";")[0].strip().casefold() in TEXTS


def _media(record: Any) -> str:
    headers = record.http_headers
    value = (
        headers.get_header("Content-Type")
        if headers is not None
        else record.rec_headers.get_header("Content-Type")
    )
    return value or ""


def _page(record: Any, name: str) -> Collected:
    """Return the item of one page: its payload as served, and the report or the failure."""
    uri = record.rec_headers.get_header("WARC-Target-URI") or name
    media = _media(record)
    payload = record.content_stream().read(LARGEST_PAGE + 1)
    where = f"{name}, {uri}"
    try:
        if len(payload) > LARGEST_PAGE:
            raise TooLarge(where, f"is a page of over {LARGEST_PAGE // 10**6} MB", "leave it out")
        charset = CHARSET.search(media)
        report = pages.report(payload, where, url=uri, charset=charset.group(1) if charset else None)
    except InputError as error:
        return Collected(uri, media, payload[:LARGEST_PAGE], (), (failure(error),))
    if not record.raw_stream.read(1) and record.raw_stream.limit > 0:
        cut = Truncated(where, "is a page that breaks off with the archive; what stands before is kept", NEXT)
        report = report.model_copy(update={"failures": (*report.failures, failure(cut))})
    return Collected(uri, media.partition(";")[0].strip(), payload, (report,))


def _skip(record: Any, counted: _Counted, name: str) -> None:
    """Read over the rest of a record, unless it unpacks to far more than was read of the file."""
    unpacked = 0
    while chunk := record.raw_stream.read(CHUNK):
        unpacked += len(chunk)
        if unpacked > max(FLOOR, MOST_UNPACKED * counted.count):
            raise TooLarge(name, "unpacks to far more than its size", "do not trust this archive")


class _Counted:
    """A stream that counts what was read of it: how much of the file was unpacked so far."""

    def __init__(self, stream: BinaryIO, begin: int = 0) -> None:
        self.stream, self.count = stream, begin

    def read(self, size: int = -1) -> bytes:
        """Read and count."""
        data = self.stream.read(size)
        self.count += len(data)
        return data

    def close(self) -> None:
        """Leave the stream to the one who opened it."""
