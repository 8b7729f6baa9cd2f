"""Collects JSON that a network, a service or another tool exports: each known by its shape.

A file that breaks off is read as far as its items are whole. JSON of no known shape is read as a list of
reports (``rows.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from dateline.collect import decode, posts
from dateline.collect.autoarchiver import AutoArchiver
from dateline.collect.base import Collected, InputFile
from dateline.collect.bluesky import Bluesky
from dateline.collect.gdelt import Gdelt
from dateline.collect.mastodon import Mastodon
from dateline.collect.petitions import Petitions
from dateline.collect.reliefweb import ReliefWeb
from dateline.collect.rows import Json
from dateline.collect.telegram import Telegram
from dateline.model import Failure

MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}"]', re.DOTALL)

# Some services leave a lone backslash in a title, which JSON forbids; it can only mean itself.
LONE = re.compile(r'(\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})|\\')


class Format(Protocol):
    """One shape of JSON. ``name`` is what a person calls it."""

    @property
    def name(self) -> str:
        """The name for messages."""
        ...

    def fits(self, value: Any) -> bool:
        """Return whether the parsed JSON has this shape."""
        ...

    def posts(self, value: Any) -> Iterator[posts.Post | str]:
        """Yield the posts; a text instead of one says why an item was left out."""
        ...


# The visible list; the first that fits reads the file.
FORMATS: tuple[Format, ...] = (
    Telegram(), Mastodon(), Bluesky(), ReliefWeb(), Gdelt(), Petitions(), AutoArchiver(),
)  # fmt: skip


class Exports:
    """Reads .json files of the formats in the list."""

    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool:
        """Return whether it opens like JSON; its shape shows only in the whole."""
        return Json().recognises(head)

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield what the export holds. Raises NotText when there is not one text in it."""
        payload = item.read()
        text, notes = decode.decode(payload, item.name)
        value, whole = load(text.lstrip("\ufeff"))
        form = next((form for form in FORMATS if form.fits(value)), None)
        if form is None:
            yield from Json().collect(replace(item, data=payload))
            return
        failures = list(notes)
        if not whole:
            message = (
                f"{item.name}: the {form.name} breaks off; the whole items before are kept; export it again"
            )
            failures.append(Failure(step="collect", error="Truncated", message=message))
        yield posts.collected(item.name, "application/json", payload, form.name, form.posts(value), failures)


def load(text: str) -> tuple[Any, bool]:
    """Return the parsed JSON and whether it was whole; what breaks off is closed after its last whole item.

    The value is None when nothing can be read.
    """
    for attempt, whole in ((str, True), (_escaped, True), (_closed, False)):
        try:
            return json.loads(attempt(text), strict=False), whole
        except ValueError:
            continue
        except RecursionError:
            break
    return None, False


def _escaped(text: str) -> str:
    """Return the text with every lone backslash doubled."""
    return LONE.sub(lambda match: match[1] or r"\\", text)


def _closed(text: str) -> str:
    """Return the text up to the last whole object of its outermost list, brackets closed, or nothing."""
    stack: list[str] = []
    best: tuple[int, int, str] | None = None
    for match in MARK.finditer(text):
        mark = match.group()
        if mark in "[{":
            stack.append("]" if mark == "[" else "}")
        elif mark == '"' or (mark in "]}" and (not stack or stack[-1] != mark)):
            break  # a text that never ends, or brackets that do not match: nothing after it can be trusted
        elif mark in "]}":
            stack.pop()
            if mark == "}" and stack and stack[-1] == "]" and (best is None or len(stack) <= best[0]):
                best = len(stack), match.end(), "".join(reversed(stack))
    return text[: best[1]] + best[2] if best else ""
