"""Finds the known word that a mistaken one probably means."""

from __future__ import annotations

from collections.abc import Sequence

# Below this rapidfuzz ratio (0-100) a "did you mean" is more often wrong than right:
# "timezon" and "timezone" score 93, "tz" and "timezone" 40.
NEAR = 60


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word most like ``word``, or None when none is near."""
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake needs it

    found = process.extractOne(word, known, score_cutoff=NEAR)
    return str(found[0]) if found else None
