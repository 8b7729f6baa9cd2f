"""Collects plain text and Markdown files: one report a file, its text verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.collect import decode, fields
from dateline.collect.base import Collected, InputFile
from dateline.errors import EmptyInput
from dateline.model import Report

NAMES = {
    alias: field for field, aliases in fields.ALIASES.items() if field != "text" for alias in aliases.split()
}
NAMES |= {"by": "author"}
FIELD = re.compile(r"[ \t]*([A-Za-z][A-Za-z _-]{0,24}?)[ \t]*:[ \t]+(\S.*?)[ \t]*")
FENCE = "---"
# One such line above a text is enough to be a head; "Source:" alone also ends articles.
TELLING = {"title", "published", "url"}


class Texts:
    """Reads .txt and .md files. A head of "Title: ..." lines above the first blank line becomes fields.

    The report's text is what stands below the head, character for character.
    """

    suffixes = (".txt", ".text", ".md", ".markdown")

    def recognises(self, head: bytes) -> bool:
        """Plain text has no mark of its own."""
        return False

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield one report."""
        payload = item.read()
        text, failures = decode.decode(payload, item.name)
        head, at = split(text)
        if not text[at:].strip():
            raise EmptyInput(item.name, "holds no text", "check that it was saved in full")
        report: Report = fields.build(item.name, text[at:], failures=failures, **head)  # type: ignore[arg-type]
        media = "text/markdown" if item.name.endswith((".md", ".markdown")) else "text/plain"
        yield Collected(item.name, media, payload, (report,))


def split(text: str) -> tuple[dict[str, str], int]:
    """Return the fields of the head block, and where the text begins below it."""
    found: dict[str, str] = {}
    at, fenced = 0, False
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if at == 0 and bare == FENCE:
            fenced = True
        elif not bare or (fenced and bare == FENCE):
            at += len(line)
            return (found, at) if _is_head(found) else ({}, 0)
        elif (match := FIELD.fullmatch(line.rstrip())) and (field := NAMES.get(_plain(match.group(1)))):
            found.setdefault(field, match.group(2).strip("\"'"))
        elif not fenced:
            return {}, 0
        at += len(line)
    return {}, 0


def _is_head(found: dict[str, str]) -> bool:
    return len(found) > 1 or bool(TELLING & set(found))


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name).casefold()
