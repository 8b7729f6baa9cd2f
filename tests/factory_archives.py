"""Builds web archives for tests."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from dateline.archive.exchanges import Exchange

PAGE = """<!DOCTYPE html><html><head><title>Convoy Reaches the Town</title>
<meta property="article:published_time" content="2016-12-04T10:00:00+02:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Convoy Reaches the Town</h1>
<p>A convoy of seventeen lorries reached the town on Monday, the first in four months, the port said.</p>
<p>It carried flour, diesel and blankets for about a week, according to the people who unloaded it then.</p>
<h2>The Road Is Open</h2>
<p>The road along the coast had been cleared of mines on Sunday, and two bridges were repaired by engineers.
</p></article></body></html>"""


def warc(pages: Sequence[tuple[str, bytes]], *, zipped: bool = True, media: str = "text/html") -> bytes:
    """Return a WARC 1.1 with a response for each (address, payload), each record a gzip member of its own."""
    records = []
    for number, (address, payload) in enumerate(pages):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}; charset=utf-8\r\n\r\n".encode() + payload
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            "WARC-Date: 2016-12-05T08:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        records.append(gzip.compress(record, mtime=0) if zipped else record)
    return b"".join(records)


def packed(members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, payload in members:
            archive.writestr(name, payload)
    return out.getvalue()


def exchange(url: str = "https://port.example/", payload: bytes = PAGE.encode(), **changes: Any) -> Exchange:
    """Return a fetched page, sent as it is unless ``raw`` and a Content-Encoding say otherwise."""
    given: dict[str, Any] = {
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(payload)))),
        "raw": payload,
        "asked": dt.datetime(2016, 12, 4, 17, 59, 58, 125_000, tzinfo=dt.UTC),
        "media_type": "text/html",
        "sent": (("Host", "port.example"), ("User-Agent", "Dateline")),
        "address": "192.0.2.7",
        "facts": (("robots", "allowed"), ("tries", "1")),
    }
    return Exchange(url=url, payload=payload, **given | changes)
