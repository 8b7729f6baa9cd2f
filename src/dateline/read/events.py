"""What happened: ACLED event types from triggers and syntax."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Actor, Event, Figure
from dateline.read.page import Mention, Page


def find(
    page: Page, figures: Sequence[Mention[Figure]], actors: Sequence[Mention[Actor]]
) -> list[Mention[Event]]:
    """Return the mentions in reading order, ids assigned."""
    return []
