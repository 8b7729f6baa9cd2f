"""Walks the site as a reader does, and publishes briefs to walk."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

from django.test import Client

from dateline.pipeline import Desk, publishing

NOW = dt.datetime(2016, 12, 6, 9, tzinfo=dt.UTC)
DAY = dt.date(2016, 12, 4)
INLINE = re.compile(
    r"<script(?![^>]*(\bsrc=|application/ld\+json))|<style|<[^>]*\son\w+=|<[^>]*\sstyle=|href=.javascript:"
)


def published(desk: Desk, day: dt.date = DAY, note: str | None = None) -> None:
    """Publish the brief of a day as the desk composes it."""
    publishing.publish(desk, publishing.draft(desk, day, "ann", NOW), "ann", NOW, note)


def body(answer: Any) -> bytes:
    """Return what an answer holds, streamed or not."""
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


def walk(*starts: str) -> dict[str, bytes]:
    """Return every public page that can be reached by links, by its address; all must answer."""
    browser, todo, found = Client(), list(starts), {}
    while todo:
        url = todo.pop()
        if url in found or url.startswith(("/desk/", "/static/", "/api/openapi")):
            continue
        answer = browser.get(url)
        assert answer.status_code == 200, url
        found[url] = body(answer)
        if answer["Content-Type"].startswith("text/html"):
            todo += map(html.unescape, re.findall(r'href="(/[^"#]*)', answer.content.decode()))
    return found
