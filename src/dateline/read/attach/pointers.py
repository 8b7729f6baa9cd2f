"""Gives events the day and place that a later sentence tells of them: "It happened at noon on Friday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Event, Factuality
from dateline.read import clauses
from dateline.read.attach.levels import Levels, Told
from dateline.read.clauses import SUBJECTS, Clauses, ids
from dateline.read.events.triggers import table
from dateline.read.page import Mention, Page, Passage

COUNTED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
HAPPEN = ids("happen", "occur")
PLACE, TAKE = ids("place"), ids("take")
# Subjects that take up what was told before; an event's own noun ("the shooting happened") does too.
AGAIN = ids("it", "this", "that", "which", "incident", "accident", "event", "crime", "tragedy")
# Rules nearer than a later sentence; what they told stays.
NEARER = frozenset({"phrase", "clause", "sentence"})
RULE = "told later"
# A pointer reaches back over this many paragraphs; news tells when and where right below what.
REACH = 3


def follow(page: Page, events: Sequence[Mention[Event]], levels: Levels) -> list[Mention[Event]]:
    """Return the events; those that a pointer takes up have its period and places, rule "told later"."""
    found = list(events)
    for passage in page.passages:
        for i in _pointers(clauses.of(passage.doc)):
            told = levels.told(passage, i)
            if told.period_rule == "clause" or told.place_rule == "clause":
                _lend(found, passage, i, told)
    return found


def _pointers(c: Clauses) -> Iterator[int]:
    """Yield the verbs of a passage that say that something told before happened."""
    for i, lemma in enumerate(c.lemma):
        if lemma in HAPPEN or (lemma in TAKE and any(c.lower[k] in PLACE for k in c.children[i])):
            subjects = c.under(i, SUBJECTS)
            if any(c.lower[s] in AGAIN or c.lower[s] in table().eventive for s in subjects):
                yield i


def _lend(events: list[Mention[Event]], passage: Passage, i: int, told: Told) -> None:
    """Give what a pointer tells to the last events before it, those of one type."""
    kind: str | None = None
    for n in range(len(events) - 1, -1, -1):
        event = events[n]
        if (event.passage.index, event.head.i) >= (passage.index, i):
            continue
        if passage.index - event.passage.index > REACH or event.passage.zone.section != passage.zone.section:
            break
        if event.record.factuality not in COUNTED or event.record.background:
            continue
        kind = kind or event.record.type
        if event.record.type == kind:
            events[n] = _told(event, told)


def _told(event: Mention[Event], told: Told) -> Mention[Event]:
    update: dict[str, object] = {}
    if told.period is not None and told.period_rule == "clause" and event.record.period_rule not in NEARER:
        update |= {"period": told.period.id, "period_rule": RULE}
    if told.places and told.place_rule == "clause" and event.record.place_rule not in NEARER:
        update |= {"places": told.places, "place_rule": RULE}
    return replace(event, record=event.record.model_copy(update=update)) if update else event
