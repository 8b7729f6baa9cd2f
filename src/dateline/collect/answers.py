"""What came back from an address: how it was reached, what was sent, and where and why it ends early."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum

import httpx

from dateline.collect import wire
from dateline.collect.robots import Robots
from dateline.collect.unpack import Unpacker
from dateline.errors import FetchError

REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Cut(StrEnum):
    """Why the body of an answer is not whole."""

    SIZE = "over the size limit"
    TIME = "over the time limit"
    BROKEN = "the connection broke off"
    PACKING = "the packing is damaged"


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way: where it was asked, the address it was connected to, and where it led."""

    url: str
    status: int
    address: str | None = None
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. ``body`` is unpacked; ``raw`` is the same as sent; ``cut`` tells why it ends early.

    ``request`` are the headers of the last request, ``reason`` and ``version`` (such as "HTTP/1.1") the
    rest of the answer's first line: an archive keeps the whole exchange.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: bytes
    hops: tuple[Hop, ...]
    started: dt.datetime
    ended: dt.datetime
    robots: Robots
    tries: int = 1
    cut: Cut | None = None
    request: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    version: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a source gave to ask whether a page has changed; an answer of 304 means it has not."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, fetched: Fetched) -> Validators:
        """Return those of a whole answer; one that was cut must be fetched again in full."""
        if fetched.status != 200 or fetched.cut:
            return cls()
        return cls(fetched.header("ETag"), fetched.header("Last-Modified"))

    def headers(self) -> dict[str, str]:
        """Return the headers that make a request conditional (RFC 9110, 13.1)."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


def hop(url: str, response: httpx.Response) -> Hop:
    """Return one step of the way: the answer's status, its server's address and where it leads."""
    location = (response.headers.get("Location") or None) if response.status_code in REDIRECTS else None
    stream = response.extensions.get("network_stream")
    server = stream.get_extra_info("server_addr") if stream is not None else None
    headers = tuple(response.headers.multi_items())
    return Hop(url, response.status_code, str(server[0]) if server else None, location, headers)


def read(
    response: httpx.Response, url: str, largest: int, left: Callable[[], float]
) -> tuple[bytes, bytes, Cut | None]:
    """Return the body as sent and unpacked, as far as the limits go, and why it ends early.

    ``largest`` bounds both; ``left`` tells the seconds that remain. Raises FetchError for a
    packing nobody asked for.
    """
    try:
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""))
    except ValueError as error:
        raise FetchError(
            url, str(error), "the server ignores what it is asked; save the page by hand"
        ) from error
    raw, body = bytearray(), bytearray()
    cut = None
    try:
        for chunk in response.stream:  # type: ignore[union-attr]
            raw += chunk
            body += unpacker.feed(chunk, largest + 1 - len(body))
            if max(len(body), len(raw)) > largest:
                cut = Cut.SIZE
            elif left() <= 0:
                cut = Cut.TIME
            if cut:
                break
    except wire.TIMEOUTS:
        cut = Cut.TIME
    except wire.BROKEN:
        cut = Cut.BROKEN
    except zlib.error:
        cut = Cut.PACKING
    if cut is None and not unpacker.whole:
        cut = Cut.BROKEN
    return bytes(raw), bytes(body[:largest]), cut


def asked_wait(found: Fetched, now: dt.datetime) -> float | None:
    """Return the seconds a Retry-After asks for (a number or a date), or None."""
    value = (found.header("Retry-After") or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - now).total_seconds())
