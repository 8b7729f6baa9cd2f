"""Collects HTML pages: the article as zones, the readers' comments apart from it under their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.collect import decode, fields
from dateline.collect.base import Collected, InputFile
from dateline.errors import EmptyInput, NotText
from dateline.model import Comment, Failure, Report, Zone, ZoneKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from dateline.collect import article, discussion

HTML = re.compile(
    rb"^[\s\xef\xbb\xbf]*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
# The parser refuses decoded text that declares an encoding, and characters that XML forbids.
REFUSED = re.compile(r"^\s*<\?xml[^>]*\?>|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LOST = "fetch the page again to have the rest"


class Pages:
    """Reads .html files; one report a page."""

    suffixes = (".html", ".htm", ".xhtml")

    def recognises(self, head: bytes) -> bool:
        """Return whether the bytes open like an HTML page."""
        return bool(HTML.match(head))

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the page's report. Raises EmptyInput when no text is found on it."""
        payload = item.read()
        yield Collected(item.name, "text/html", payload, (report(payload, item.name),))


def report(payload: bytes, name: str, *, url: str | None = None, charset: str | None = None) -> Report:
    """Return the report of one page. ``charset`` is the one its server declared.

    Raises EmptyInput when no text is found on it, NotText for bytes that are no page.
    """
    from dateline.collect import article, discussion  # noqa: PLC0415 -- lxml and trafilatura load with the first page

    declared = charset or _charset(payload)
    markup, failures = decode.decode(payload, name, declared)
    tree = parse(markup, name)
    if _breaks_off(markup):
        note = f"{name}: the page breaks off before </html>; what stands before it is kept; {LOST}"
        failures = (*failures, Failure(step="collect", error="Truncated", message=note))
    remarks = discussion.take(tree)
    found = article.read(tree, url)
    if not found.blocks and not remarks:
        raise EmptyInput(name, "no article text was found on the page", "check that it is not only scripts")
    text, zones, comments = compose(found.blocks, remarks)
    return fields.build(
        name,
        text,
        title=found.title,
        source=found.source,
        author=found.author,
        url=found.url,
        published=found.published,
        published_rule=found.published_rule or "",
        zones=zones,
        comments=comments,
        failures=failures,
    )


def compose(
    blocks: Sequence[article.Block], remarks: Sequence[discussion.Remark]
) -> tuple[str, list[Zone], list[Comment]]:
    """Return the text of a page with a zone for each block, and its comments below, numbered by thread."""
    parts: list[str] = []
    zones: list[Zone] = []
    comments: list[Comment] = []
    at, section, counts = 0, None, list[int]()
    for block in blocks:
        if block.kind is ZoneKind.HEADING:
            section = at
        zones.append(Zone(kind=block.kind, start=at, end=at + len(block.text), section=section))
        parts.append(block.text)
        at += len(block.text) + 2
    for remark in remarks:
        depth = min(remark.depth, len(counts))
        counts[depth:] = [counts[depth] + 1 if depth < len(counts) else 1]
        end = at + len(remark.text)
        comments.append(
            Comment(
                id=".".join(map(str, counts)),
                parent=".".join(map(str, counts[:-1])) or None,
                author=remark.author,
                published=remark.published,
                start=at,
                end=end,
                text=remark.text,
            )
        )
        zones.append(Zone(kind=ZoneKind.COMMENT, start=at, end=end))
        parts.append(remark.text)
        at = end + 2
    return "\n\n".join(parts), zones, comments


def _breaks_off(markup: str) -> bool:
    """Return whether a page that opens <html> never closes it. A last script may stand for the closing."""
    if not re.search(r"<html\b", markup[:5000], re.I) or re.search(r"</(?:html|body)\s*>", markup, re.I):
        return False
    return not markup.rstrip().endswith("</script>")


def _charset(payload: bytes) -> str | None:
    match = CHARSET.search(payload[:4096])
    return match.group(1).decode("ascii") if match else None


def parse(markup: str, name: str) -> HtmlElement:
    """Return the tree of a page without its comments. Raises NotText for what is none."""
    from lxml import etree, html  # noqa: PLC0415 -- as above

    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(REFUSED.sub("", markup), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise NotText(name, "is no HTML page", "check that it was saved in full") from error
