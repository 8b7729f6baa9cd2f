"""Collects RSS, Atom and JSON Feed files: one report an entry, its HTML turned to text."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.collect import decode, fields
from dateline.collect.base import Collected, InputFile
from dateline.collect.posts import tables, texts
from dateline.errors import NotText, Truncated
from dateline.model import Failure, Marks, Report

XML = re.compile(
    rb"^[\s\xef\xbb\xbf]*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
JSON_FEED = re.compile(rb"https?://(?:www\.)?jsonfeed\.org/version/")
# No feed needs entities of its own; a few lines of them unfold to gigabytes ("billion laughs").
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
NEXT = "fetch the feed again"


class Feeds:
    """Reads RSS, Atom and RDF files."""

    suffixes = (".rss", ".atom", ".xml", ".rdf")

    def recognises(self, head: bytes) -> bool:
        """Return whether the root element is a feed's."""
        return bool(XML.match(head))

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the feed's entries. Raises NotText for XML that is no feed or declares entities."""
        payload = item.read()
        if ENTITY.search(payload):
            raise NotText(item.name, "declares XML entities of its own, which may unfold without end", NEXT)
        if not XML.match(payload[:4096]):
            raise NotText(
                item.name, "is XML, but no RSS or Atom feed", "export the reports as a feed, JSON or CSV"
            )
        import feedparser  # noqa: PLC0415 -- loaded for feeds only

        feed = feedparser.parse(io.BytesIO(payload))
        failures = _broken(feed, item.name, payload)
        reports = []
        for number, entry in enumerate(feed.entries, start=1):
            if report := _entry(entry, feed.feed, item.name, number, failures):
                enclosed = (one.get("href") for one in entry.get("enclosures", ()))
                reports.append(_enclosing(report, enclosed))
        if not reports:
            raise Truncated(item.name, "holds no entry with a text", NEXT)
        kind = "application/rss+xml"
        yield Collected(item.name, kind, payload, tuple(reports), tuple(failures))


class JsonFeeds:
    """Reads JSON Feed files (jsonfeed.org, versions 1 and 1.1)."""

    suffixes = ()

    def recognises(self, head: bytes) -> bool:
        """Return whether the version names JSON Feed."""
        return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and bool(JSON_FEED.search(head))

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the feed's items."""
        payload = item.read()
        text, notes = decode.decode(payload, item.name)
        try:
            feed = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Truncated(
                item.name, f"is a JSON Feed that breaks off or has a fault ({error})", NEXT
            ) from error
        failures = list(notes)
        items = feed.get("items") if isinstance(feed, dict) else None
        reports = []
        for number, value in enumerate(items if isinstance(items, list) else [], start=1):
            if isinstance(value, dict) and (report := _json_item(value, feed, item.name)):
                enclosed = (one.get("url") for one in tables(value.get("attachments")))
                reports.append(_enclosing(report, enclosed))
            else:
                failures.append(_skipped(item.name, number))
        if not reports:
            raise NotText(item.name, "holds no item with a text", NEXT)
        kind = "application/feed+json"
        yield Collected(item.name, kind, payload, tuple(reports), tuple(failures))


def _enclosing(report: Report, enclosures: Iterable[object]) -> Report:
    """Return the report of an entry with the addresses of what it encloses: pictures, sound, film."""
    media = texts(dict.fromkeys(enclosures))
    return report.model_copy(update={"marks": Marks(media=media)}) if media else report


def _entry(
    entry: Mapping[str, Any], feed: Mapping[str, Any], name: str, number: int, failures: list[Failure]
) -> Report | None:
    """Return the report of one RSS or Atom entry; one without a text becomes a failure."""
    contents = [content.get("value", "") for content in entry.get("content", ())]
    markup = max([*contents, entry.get("summary", "")], key=len)
    text = plain(markup) or " ".join(str(entry.get("title", "")).split())
    if not text:
        failures.append(_skipped(name, number))
        return None
    return fields.build(
        name,
        text,
        key=entry.get("id") or None,
        title=plain(entry.get("title", "")) or None,
        source=(entry.get("source") or {}).get("title") or feed.get("title") or None,
        author=entry.get("author") or None,
        url=entry.get("link") or None,
        published=entry.get("published") or entry.get("updated") or None,
        published_rule="feed entry: published" if entry.get("published") else "feed entry: updated",
        failures=[f for f in failures if f.step == "decode"],
    )


def _json_item(value: Mapping[str, Any], feed: Mapping[str, Any], name: str) -> Report | None:
    text = value.get("content_text") or plain(value.get("content_html") or "") or value.get("summary")
    authors = value.get("authors") or feed.get("authors") or [value.get("author") or feed.get("author")]
    if not isinstance(text, str) or not text.strip():
        return None
    stamp = value.get("date_published") or value.get("date_modified")
    return fields.build(
        name,
        text,
        key=str(value["id"]) if value.get("id") is not None else None,
        title=value.get("title") or None,
        source=feed.get("title") or None,
        author=", ".join(a["name"] for a in authors if isinstance(a, dict) and isinstance(a.get("name"), str))
        or None,
        url=value.get("url") or None,
        published=stamp or None,
        published_rule="feed item: date_published"
        if value.get("date_published")
        else "feed item: date_modified",
    )


def plain(markup: str) -> str:
    """Return the text of a piece of HTML, blocks apart; text without any tag is kept as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html  # noqa: PLC0415 -- as above

    from dateline.collect import blocks  # noqa: PLC0415 -- as above

    return blocks.text(html.fromstring(f"<div>{markup}</div>"))


def _broken(feed: Mapping[str, Any], name: str, payload: bytes) -> list[Failure]:
    """Return a failure when the XML was not whole; feedparser reads on as far as it can."""
    if not feed.get("bozo"):
        return []
    reason = str(feed.get("bozo_exception") or "not well-formed").split("\n")[0]
    if (
        "declared as" in reason
    ):  # the charset of the XML head differs from the parser's choice: nothing is lost
        return []
    note = f"{name}: the feed breaks off or has a fault ({reason}); the entries before it are kept; {NEXT}"
    return [Failure(step="collect", error="Truncated", message=note)]


def _skipped(name: str, number: int) -> Failure:
    return Failure(
        step="collect", error="BadRow", message=f"{name}, entry {number}: holds no text; the others are kept"
    )
