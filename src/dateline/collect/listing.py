"""Finds the pages a listing page leads to: a section, an archive or a tag page of an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from dateline.collect import decode, pages
from dateline.errors import EmptyInput, NotText

FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
# A section page lists some dozens of articles. Over this it is a site map, and a day's polite fetching.
MOST = 500


def links(payload: bytes, url: str, pattern: str, *, most: int = MOST) -> tuple[str, ...]:
    """Return the addresses on a page that fit ``pattern`` (a regular expression), in the page's order.

    Each is absolute, once, without its fragment, and on the page's own site: a listing is followed one
    level down and never away. Raises NotText for bytes that are no page, EmptyInput when nothing fits.
    """
    found = dict.fromkeys(link for link in _all(payload, url) if re.search(pattern, link))
    if not found:
        raise EmptyInput(url, f"links to no page of its site that fits {pattern!r}", "mend the pattern")
    return tuple(found)[:most]


def feed(payload: bytes, url: str) -> str | None:
    """Return the address of the feed that a page names, or None."""
    try:
        tree = pages.parse(decode.decode(payload, url)[0], url)
    except NotText:
        return None
    named = (link for link in tree.iter("link") if "alternate" in (link.get("rel") or "").split())
    return next((urljoin(url, one.get("href") or "") for one in named if one.get("type") in FEEDS), None)


def _all(payload: bytes, url: str) -> Iterator[str]:
    """Yield the addresses of a page's links that stay on its site, but for the page itself."""
    markup, _ = decode.decode(payload, url)
    tree = pages.parse(markup, url)
    base = next((base for element in tree.iter("base") if (base := element.get("href"))), "")
    own = urldefrag(url)[0]
    for element in tree.iter("a"):
        try:
            link = urldefrag(urljoin(urljoin(url, base), (element.get("href") or "").strip()))[0]
            same = _site(link) == _site(url)
        except ValueError:
            continue
        if same and link != own and urlsplit(link).scheme in {"http", "https"}:
            yield link


def _site(url: str) -> str:
    """Return the host without "www.", which many sites add and leave out by turns."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
