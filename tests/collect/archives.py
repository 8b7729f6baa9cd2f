"""Builds web archives for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = """<!DOCTYPE html><html><head><title>Convoy Reaches the Town</title>
<meta property="article:published_time" content="2016-12-04T10:00:00+02:00"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Convoy Reaches the Town</h1>
<p>A convoy of seventeen lorries reached the town on Monday, the first in four months, the harbour office said.</p>
<p>It carried flour, diesel and blankets for about a week, according to the people who unloaded it at night.</p>
<h2>The Road Is Open</h2>
<p>The road along the coast had been cleared of mines on Sunday, and two bridges were repaired by engineers.</p>
</article></body></html>"""


def warc(pages: Sequence[tuple[str, bytes]], *, gzip: bool = True, media: str = "text/html; charset=utf-8") -> bytes:
    """Return a WARC with a response for each (address, payload)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for address, payload in pages:
        http = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(payload), http_headers=http)
        writer.write_record(record)
    return out.getvalue()


def packed(members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, payload in members:
            archive.writestr(name, payload)
    return out.getvalue()
