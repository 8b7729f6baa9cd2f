"""Says which decisions of the ledger stand. Nothing is ever taken out of it: undo is a row of its own."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Decision


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that no later one takes back, oldest first; an undo can be undone as well."""
    told = sorted(decisions, key=lambda own: (own.when, own.id))
    undone: set[str] = set()
    for own in reversed(told):
        if own.undoes and own.id not in undone:
            undone.add(own.undoes)
    return [own for own in told if own.id not in undone and not own.undoes]
