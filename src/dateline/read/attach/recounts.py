"""Gives a count its own standing where what it repeats turned out to be background.

Figures are tied together before their days are known. A count of the report's news tied to the same
number of another time would go uncounted with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Figure
from dateline.read.page import Mention


def settle(figures: Sequence[Mention[Figure]]) -> list[Mention[Figure]]:
    """Return the figures; of those that repeat a background figure the first of the news leads the rest."""
    known = {figure.record.id: figure.record for figure in figures}
    leads: dict[str, str] = {}
    done = []
    for figure in figures:
        record = figure.record
        old = known.get(record.repeats or "")
        if old is None or record.background or not old.background:
            done.append(figure)
            continue
        lead = leads.setdefault(old.id, record.id)
        update = {"repeats": None if lead == record.id else lead}
        done.append(replace(figure, record=record.model_copy(update=update)))
    return done
