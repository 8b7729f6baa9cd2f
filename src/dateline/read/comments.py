"""Readers' comments under a page: numbered, threaded, kept out of the article's record."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Comment, Zone


def find(text: str, zones: Sequence[Zone]) -> tuple[Comment, ...]:
    """Return the comments of the comment zones, with number and parent."""
    return ()
