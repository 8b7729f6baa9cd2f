"""Gives the main event the place that the report's title names, where nothing beside the event tells one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Event, Place
from dateline.read.attach import whereabouts
from dateline.read.page import Mention

RULE = "title"
# Rules that found a place beside the event; what they told stays.
NEARER = frozenset({"phrase", "clause", "sentence", "paragraph", "back-reference", "told later"})
# Behind these a page's title names its site: "Two hurt in a fire - The Daily Post", "... | Channel 4".
SITE = re.compile(r"\s(?:\||::|-|–|—)\s")


def settle(
    events: Sequence[Mention[Event]], title: Sequence[Mention[Place]], places: Sequence[Mention[Place]]
) -> list[Mention[Event]]:
    """Return the events; the main one with the title's place, by its mention in the text where it has one."""
    done = list(events)
    at = next((n for n, event in enumerate(done) if event.record.main), None)
    told = _told(title)
    if at is None or told is None or done[at].record.place_rule in NEARER:
        return done
    again = (m.record for m in places if m.record.gazetteer and m.record.gazetteer == told.gazetteer)
    update = {"places": (next(again, told).id,), "place_rule": RULE}
    done[at] = replace(done[at], record=done[at].record.model_copy(update=update))
    return done


def _told(title: Sequence[Mention[Place]]) -> Place | None:
    """Return the most exact place of the title's own words, of several the first."""
    if not title:
        return None
    site = SITE.search(title[0].passage.text)
    end = site.start() if site else len(title[0].passage.text)
    own = [
        m for m in title if m.record.end <= end and m.record.precision is not None and whereabouts.tells(m)
    ]
    return min((m.record for m in own), key=lambda place: (place.precision == 3, place.start), default=None)
