"""One fetched exchange as WARC 1.1 records: the request, what is known of the fetch, and the answer.

Written by warcio, each record a gzip member of its own. The answer's record comes last, so that its
payload is found by one offset; the records before it name it in WARC-Concurrent-To.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline import __version__

Headers = tuple[tuple[str, str], ...]

# Headers of the way the body travelled. The body is kept as it was before that, so a reader must not undo
# them again; they keep their words under this mark, as other crawlers do.
TRAVEL = "transfer-encoding"
PACKED = "content-encoding"
MARK = "X-Orig-"
WBITS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
GZIP = b"\x1f\x8b"
REASONS = {int(status): status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer on the way that led elsewhere; its body was not read."""

    url: str
    status: int
    headers: Headers
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. ``raw`` is the body as sent, ``payload`` the same unpacked.

    ``sent`` are the request's headers; without any, no request record is written. ``facts`` are lines
    about the fetch: tries, what robots.txt said. ``cut`` is the reason of WARC-Truncated (length, time,
    disconnect, unspecified) when the body ends early. ``redirects`` led from the address asked to ``url``.
    """

    url: str
    status: int
    headers: Headers
    raw: bytes
    payload: bytes
    asked: dt.datetime
    media_type: str
    sent: Headers = ()
    reason: str | None = None
    version: str = "HTTP/1.1"
    address: str | None = None
    cut: str | None = None
    facts: Headers = ()
    redirects: tuple[Redirect, ...] = ()


def about(name: str) -> bytes:
    """Return the warcinfo record that opens the WARC file ``name``."""
    writer = _Writer()
    info = {"software": f"Dateline/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    return writer.written()


def records(exchange: Exchange) -> tuple[bytes, bytes]:
    """Return the records before the answer's, and the answer's, each ready to be appended to a WARC."""
    writer, date = _Writer(), _date(exchange.asked)
    name = writer._make_warc_id()
    beside = {"WARC-Date": date, "WARC-Concurrent-To": name}
    for one in exchange.redirects:
        head = _Head(f"{one.status} {REASONS.get(one.status, '')}", _clean(one.headers), protocol="HTTP/1.1")
        names = beside | {"WARC-Truncated": "unspecified"} | _from(one.address)
        writer.write_record(_record(writer, one.url, "response", head, b"", names))
    if exchange.sent:
        head = _Head(_target(exchange.url), _clean(exchange.sent), protocol="GET")
        writer.write_record(_record(writer, exchange.url, "request", head, b"", beside))
    if exchange.facts:
        lines = "".join(f"{key}: {value}\r\n" for key, value in _clean(exchange.facts)).encode()
        writer.write_record(_record(writer, exchange.url, "metadata", None, lines, beside))
    before = writer.written()
    answer = _Writer()
    answer.write_record(_answer(answer, exchange, {"WARC-Date": date, "WARC-Record-ID": name}))
    return before, answer.written()


def resource(url: str, media_type: str, content: bytes, time: dt.datetime) -> bytes:
    """Return a record of something that came by no request: a file added by hand."""
    writer = _Writer()
    record = writer.create_warc_record(
        url,
        "resource",
        payload=io.BytesIO(content),
        length=len(content),
        warc_content_type=media_type,
        warc_headers_dict={"WARC-Date": _date(time)},
    )
    writer.write_record(record)
    return writer.written()


def payload(record: bytes, size: int) -> bytes:
    """Return the unpacked payload of a response record, at most one byte over its known ``size``.

    Raises ValueError when it is no such record.
    """
    try:
        found = next(iter(ArchiveIterator(io.BytesIO(record))), None)
        if found is None or found.rec_type != "response":
            raise ValueError("no response record")
        coding = found.http_headers.get_header(PACKED) if found.http_headers else None
        return unpacked(found.raw_stream.read(), coding, size + 1)
    except (ArchiveLoadFailed, EOFError, AttributeError, KeyError, zlib.error) as error:
        raise ValueError("no readable record") from error  # what warcio says of damaged bytes


def unpacked(raw: bytes, coding: str | None, most: int) -> bytes:
    """Return a body without its content coding, as far as it goes and at most ``most`` bytes of it.

    One of an unknown coding is returned as it is.
    """
    bits = WBITS.get((coding or "").strip().casefold())
    if bits is None:
        return raw
    found = bytearray()
    while raw and len(found) < most:
        inner = zlib.decompressobj(bits)
        try:
            found += inner.decompress(raw, most - len(found))
        except zlib.error:
            break
        raw = inner.unused_data if inner.unused_data.startswith(GZIP) else b""
    return bytes(found)


class _Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    """Writes WARC 1.1 with digests in SHA-256, in the hexadecimal that sha256sum prints."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), gzip=True, warc_version="1.1")

    def written(self) -> bytes:
        """Return the records written so far."""
        return bytes(self.out.getvalue())

    @staticmethod
    def _create_digester() -> Any:
        return _Digest()


class _Digest:
    def __init__(self) -> None:
        self.inner = hashlib.sha256()
        self.update = self.inner.update

    def __str__(self) -> str:
        return f"sha256:{self.inner.hexdigest()}"


class _Head(StatusAndHeaders):  # type: ignore[misc] # as above
    """HTTP headers written byte for byte; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_bytes(encoding="latin-1")


def _answer(writer: _Writer, exchange: Exchange, names: dict[str, str]) -> Any:
    names |= _from(exchange.address)
    if exchange.cut:
        names["WARC-Truncated"] = exchange.cut
    coding = next((value for key, value in exchange.headers if key.casefold() == PACKED), None)
    travelled = {TRAVEL}
    body = exchange.raw
    if unpacked(body, coding, len(exchange.payload) + 1) != exchange.payload:
        # The body was cut or its packing is damaged: only what was unpacked of it is sure.
        travelled.add(PACKED)
        body = exchange.payload
    headers = [
        (MARK + key if key.casefold() in travelled else key, value) for key, value in _clean(exchange.headers)
    ]
    head = _Head(f"{exchange.status} {_reason(exchange)}", headers, protocol=exchange.version)
    return _record(writer, exchange.url, "response", head, body, names)


def _record(
    writer: _Writer, url: str, kind: str, head: _Head | None, body: bytes, names: dict[str, str]
) -> Any:
    return writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict=dict(names),
    )


def _from(address: str | None) -> dict[str, str]:
    return {"WARC-IP-Address": address} if address else {}


def _reason(exchange: Exchange) -> str:
    return REASONS.get(exchange.status, "") if exchange.reason is None else exchange.reason


def _target(url: str) -> str:
    """Return what the first line of a request asks for."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''} HTTP/1.1"


def _clean(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return headers none of which can begin a line of its own."""
    return [(key, " ".join(value.split("\n")).replace("\r", "")) for key, value in headers]


def _date(moment: dt.datetime) -> str:
    """Return a WARC-Date: UTC, to the microsecond as WARC 1.1 allows."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
