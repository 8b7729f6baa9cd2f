"""Parties to the conflict, under their neutral names."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Actor, Place
from dateline.read.page import Mention, Page


def find(page: Page, places: Sequence[Mention[Place]]) -> list[Mention[Actor]]:
    """Return the mentions in reading order, ids assigned."""
    return []
