"""Reported quantities: how many, of whom, with what status."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Figure, Period
from dateline.read.page import Mention, Page


def find(page: Page, periods: Sequence[Mention[Period]]) -> list[Mention[Figure]]:
    """Return the mentions in reading order, ids assigned."""
    return []
