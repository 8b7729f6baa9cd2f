"""Reads the article of a page: its blocks in order with the part each plays, and who, when, where.

trafilatura finds the main text; the page's own marks tell headings, captions and quotations.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from dateline.collect import blocks, captions, dates
from dateline.model import ZoneKind

# Where pages tell their day, the surest first: what it is called in our rule, and where it stands.
DATE_META = (
    "article:published_time og:article:published_time og:published_time datepublished publishdate "
    "publish-date pubdate publication_date dc.date.issued dcterms.issued dcterms.created dc.date "
    "dc.date.created dcterms.date sailthru.date parsely-pub-date article.published date"
)
URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
# Elements of trafilatura's body that begin and end a paragraph.
PARAGRAPHS = frozenset(
    {"body", "p", "head", "quote", "list", "item", "table", "row", "lb", "code", "div", "figure"}
)
KINDS = {"head": ZoneKind.HEADING, "quote": ZoneKind.QUOTE}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the article and the part it plays."""

    text: str
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page, as far as the page tells. ``published`` comes with the rule that found it."""

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    published_rule: str | None = None


def read(tree: HtmlElement, url: str | None = None) -> Article:
    """Return the article of the page; no blocks when it has none."""
    import trafilatura  # noqa: PLC0415 -- a quarter of a second that only HTML should cost

    published = _published(tree, url)  # before trafilatura, which takes the tree apart
    marks = dict.fromkeys(_links(tree), ZoneKind.LINKS)
    figures = captions.find(tree)
    heading = _heading(tree)
    found = trafilatura.bare_extraction(
        copy.deepcopy(tree), url=url, include_comments=False, include_formatting=False, with_metadata=True
    )
    if found is None or isinstance(found, dict) or found.body is None:
        return Article((), heading)
    title = _clean(found.title) or heading
    return Article(
        _placed(_captioned(list(_blocks(found.body, marks)), figures), title, heading),
        title,
        _clean(found.author),
        _clean(found.sitename),
        url or found.url,
        *(published or _guessed(tree, url) or (None, None)),
    )


# -- blocks ------------------------------------------------------------------------


def _blocks(body: HtmlElement, marks: dict[str, ZoneKind]) -> Iterator[Block]:
    """Yield the paragraphs of trafilatura's body with the kind its element or the page's marks tell."""
    kinds = [ZoneKind.BODY]
    words: list[str] = []

    def flush() -> Iterator[Block]:
        if line := " ".join(blocks.INVISIBLE.sub("", "".join(words)).split()):
            yield Block(
                line, marks.get(_squash(line), kinds[-1]) if kinds[-1] is ZoneKind.BODY else kinds[-1]
            )
        words.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if tag in PARAGRAPHS:
            yield from flush()
        elif tag == "cell":
            words.append(" ")
        if event == "start":
            if tag in KINDS:
                kinds.append(KINDS[tag])
            words.append(element.text or "")
        else:
            if tag in KINDS:
                kinds.pop()
            words.append(element.tail or "" if element is not body else "")
    yield from flush()


def _captioned(found: list[Block], figures: list[captions.Caption]) -> list[Block]:
    """Return the blocks with the captions that trafilatura leaves out, each where its figure stands."""
    places = {_squash(block.text): i for i, block in enumerate(found)}
    before: dict[int, list[Block]] = {}
    for figure in figures:
        at = next((places[key] for key in map(_squash, figure.below) if key in places), None)
        if _squash(figure.text) in places:
            at = places[_squash(figure.text)]
            found[at] = Block(found[at].text, ZoneKind.CAPTION)
        elif at is not None:
            before.setdefault(at, []).append(Block(figure.text, ZoneKind.CAPTION))
    return [block for i, own in enumerate(found) for block in (*before.get(i, ()), own)]


def _placed(found: list[Block], title: str | None, heading: str | None) -> tuple[Block, ...]:
    """Return the blocks with the headline first and the first paragraph as lead."""
    names = {_squash(name) for name in (title, heading) if name}
    at = next((i for i, block in enumerate(found[:5]) if _squash(block.text) in names), None)
    headline = found.pop(at).text if at is not None else _agreed(heading, title)
    first = next((i for i, block in enumerate(found) if block.kind is ZoneKind.BODY), None)
    if first is not None:
        found[first] = Block(found[first].text, ZoneKind.LEAD)
    return tuple([Block(headline, ZoneKind.HEADLINE)] if headline else []) + tuple(found)


def _agreed(heading: str | None, title: str | None) -> str | None:
    """Return the page's heading when its title says the same: others name the site or a section."""
    a, b = _squash(heading or ""), _squash(title or "")
    return heading if a and b and (a in b or b in a) else None


def _links(tree: HtmlElement) -> set[str]:
    """Return the texts of paragraphs and list items that are nothing but one link to another page."""
    found = set()
    for link in tree.iter("a"):
        holder = link.getparent()
        if (
            holder is not None
            and holder.tag in {"p", "li"}
            and not (link.get("href") or "#").startswith(("#", "mailto:"))
        ):
            words = _squash(link.text_content())
            if words and words == _squash(holder.text_content()):
                found.add(words)
    return found


def _heading(tree: HtmlElement) -> str | None:
    """Return the page's first heading of the first rank when it is the only one or names itself headline."""
    ranked = [element for element in tree.iter("h1") if element.text_content().strip()]
    named = [
        e for e in ranked if re.search(r"headline|title|entry|article", (e.get("class") or "").casefold())
    ]
    chosen = named[:1] or (ranked if len(ranked) == 1 else [])
    return " ".join(chosen[0].text_content().split()) if chosen else None


# -- when --------------------------------------------------------------------------


def _published(tree: HtmlElement, url: str | None) -> tuple[str, str] | None:
    """Return the stamp the page itself declares, with the place it stands in."""
    for stamp, rule in _declared(tree, url):
        try:
            dates.parse(stamp)
        except (ValueError, OverflowError):
            continue
        return stamp, rule
    return None


def _declared(tree: HtmlElement, url: str | None) -> Iterator[tuple[str, str]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for stamp in _linked_data(script.text or ""):
            yield stamp, "page metadata: JSON-LD datePublished"
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        metas.setdefault(name, (meta.get("content") or "").strip())
    for name in DATE_META.split():
        if metas.get(name):
            yield metas[name], f"page metadata: {name}"
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield (
            element.get("datetime") or element.get("content") or element.text_content(),
            "page metadata: datePublished",
        )
    if url and (match := URL_DAY.search(url)):
        yield "-".join((match[1], match[2].zfill(2), match[3].zfill(2))), "day in the address"


def _linked_data(script: str) -> Iterator[str]:
    """Yield every datePublished of a JSON-LD script, in order."""
    try:
        stack = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("datePublished"), str) and node.get("@type") not in {"Comment", "Review"}:
                yield node["datePublished"]
            stack.extend(reversed([value for value in node.values() if isinstance(value, dict | list)]))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _guessed(tree: HtmlElement, url: str | None) -> tuple[str, str] | None:
    """Return the day htmldate finds in the page's text and links, marked as the guess it is."""
    from htmldate import find_date  # noqa: PLC0415 -- comes with trafilatura

    day = find_date(copy.deepcopy(tree), original_date=True, url=url, extensive_search=True)
    return (day, "guess: htmldate on the page") if day else None


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _squash(value: str) -> str:
    return re.sub(r"\W+", "", value).casefold()
