"""Says what a page holds beside its text: pictures, players, a paywall, how many comments it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from dateline import data
from dateline.collect import decode, pages
from dateline.errors import NotText

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Smaller pictures are icons, avatars and counters.
SMALLEST = 100
# Containers of a page's own content, the surest first.
CONTENT = ("article", "main")
BESIDE = frozenset({"header", "nav", "footer", "aside", "form"})
# Where a picture's address stands when a script is to load it later.
LAZY = ("src", "data-src", "data-original", "data-lazy-src")
OPEN_GRAPH = frozenset({"og:image", "og:image:url", "og:video", "og:video:url", "og:audio"})
NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
COUNT = re.compile(r'"commentCount"\s*:\s*"?(\d{1,7})')


@dataclass(frozen=True, slots=True)
class Inside:
    """What a page holds. ``claimed`` is how many comments it says it has; ``service`` who keeps them."""

    media: tuple[str, ...] = ()
    players: int = 0
    claimed: int | None = None
    service: str | None = None
    paywall: bool = False


def inside(payload: bytes, url: str) -> Inside:
    """Return what a page holds; nothing for what is no page."""
    try:
        markup = decode.decode(payload, url)[0]
        tree = pages.parse(markup, url)
    except NotText:
        return Inside()
    media = dict.fromkeys(urldefrag(urljoin(url, place))[0] for place in _media(tree) if place)
    shown = next((one for name in CONTENT for one in tree.iter(name)), tree)
    players = sum((one.get("src") or "").startswith(("http", "//")) for one in shown.iter("iframe"))
    small = markup.casefold()
    services = data.toml("comment_services")["service"]
    service = next((one["name"] for one in services if any(mark in small for mark in one["marks"])), None)
    return Inside(
        tuple(place for place in media if urlsplit(place).scheme in {"http", "https"}),
        players,
        _claimed(tree, markup),
        service,
        bool(NOT_FREE.search(markup)),
    )


def _media(tree: HtmlElement) -> Iterator[str]:
    """Yield the addresses of the content's pictures, sound and film, then those the page names as its own."""
    shown = next((one for name in CONTENT for one in tree.iter(name)), tree)
    for one in shown.iter("img", "video", "audio", "source"):
        beside = any(up.tag in BESIDE for up in one.iterancestors() if up is not shown)
        if one.tag == "img" and (beside or _small(one)):
            continue
        if one.tag == "source" and one.getparent().tag == "picture":
            continue  # the same picture in another size: its img stands beside it
        yield _largest(one.get("srcset") or "") or next((v for name in LAZY if (v := one.get(name))), "")
        yield one.get("poster") or ""
    for one in tree.iter("meta"):
        if (one.get("property") or one.get("name")) in OPEN_GRAPH:
            yield one.get("content") or ""


def _small(image: HtmlElement) -> bool:
    sizes = (image.get(name) or "" for name in ("width", "height"))
    return any(size.isdigit() and int(size) < SMALLEST for size in sizes)


def _largest(srcset: str) -> str:
    """Return the largest picture of a srcset: the one that shows most."""
    found = [part.split() for part in re.split(r",\s+", srcset.strip()) if part.strip()]
    sized = [
        (float(re.sub(r"[^\d.]", "", part[1]) or 0) if len(part) > 1 else 0.0, part[0]) for part in found
    ]
    return max(sized, default=(0.0, ""))[1]


def _claimed(tree: HtmlElement, markup: str) -> int | None:
    """Return the number of comments that the page says it has, by its data or by its words."""
    if match := COUNT.search(markup):
        return int(match[1])
    words = "|".join(data.toml("discussion")["item"]["words"])
    said = re.compile(rf"\(?(\d[\d.,]{{0,8}})\)?\s+(?:{words})\w{{0,3}}\b", re.IGNORECASE)
    for one in tree.iter("a", "h2", "h3", "h4", "span", "button"):
        text = " ".join("".join(one.itertext()).split())
        if len(text) < 60 and (match := said.match(text)):
            return int(re.sub(r"\D", "", match[1]))
    return None
