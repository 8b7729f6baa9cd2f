"""Web pages: segments that belong to the text, to the comments, or to neither."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from bench.metrics import f1, recall, squash
from bench.predictions import Doc, load, read_files
from bench.rows import Row, row

# The annotators mostly list captions among what is not the text.
MAIN = frozenset({"headline", "lead", "heading", "body", "quote"})


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield shares of comment segments found and leaked, and F1 of the main text's segments."""
    pages = load(folder / "gold.jsonl", limit)
    read = read_files([folder / page["file"] for page in pages])
    found = leaked = comments = present = hits = wrong = wanted = 0
    for page, report in zip(pages, read, strict=True):
        main, said = main_text(report), comment_text(report)
        source = (folder / page["file"]).read_bytes()
        for segment in filter(None, map(squash, page["gold"]["comments"] or ())):
            present += stands_in(segment, source)
            comments, found, leaked = comments + 1, found + (segment in said), leaked + (segment in main)
        hits += sum(squash(segment) in main for segment in page["gold"]["with"] or ())
        wanted += len(page["gold"]["with"] or ())
        wrong += sum(squash(segment) in main for segment in page["gold"]["without"] or ())
    yield row("pages comment found", recall(found, comments), comments)
    yield row("pages comment found, of those on the page", recall(found, present), present)
    yield row("pages comment leaked", recall(leaked, comments), comments)
    yield row("pages main f1", f1(hits, wanted, hits + wrong), wanted)


def stands_in(segment: str, page: bytes) -> bool:
    """Tell whether a page's bytes hold the letters and digits of a segment in order, wherever tags cut it.

    Comments that a script loads later are not in the page as fetched, and no parser can find them.
    """
    readings = (page.decode(code, errors="replace") for code in ("utf-8", "cp1252"))
    return any(_letters(segment) in _letters(re.sub(r"<[^>]*>", "", reading)) for reading in readings)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", html.unescape(text)).casefold()


def main_text(report: Doc) -> str:
    """Return the text of the zones that make up the article, white space squashed."""
    zones = (zone for zone in report.get("zones", ()) if zone["kind"] in MAIN)
    return squash(" ".join(report.get("text", "")[zone["start"] : zone["end"]] for zone in zones))


def comment_text(report: Doc) -> str:
    """Return the text of all comments, white space squashed."""
    return squash(" ".join(comment["text"] for comment in report.get("comments", ())))
