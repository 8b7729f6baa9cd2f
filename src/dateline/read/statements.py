"""Who said what: speaker, cue, content, mode, stance and relays."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Actor, Statement
from dateline.read.page import Mention, Page


def find(page: Page, actors: Sequence[Mention[Actor]]) -> list[Mention[Statement]]:
    """Return the mentions in reading order, ids assigned."""
    return []
