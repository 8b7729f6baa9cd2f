"""Carries place and day from event to event within a section, to its heading and to the figures it counts.

The nearest place told before an event may be where people talked about it. An event that tells no
place of its own goes on where the last one of its like was told, and on that one's day if it is
of the same type. A day reaches no farther: what a later paragraph tells is often of another day.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from dateline.model import Event, Factuality, Figure, ZoneKind
from dateline.read.page import Mention

# What is said about events happens elsewhere than the events: talks do not lend a battle their place.
TALK = frozenset({"agreement", "diplomacy/statement", "claim of responsibility"})
COUNTED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
# Rules that found a place beside the event; the others have only looked farther.
OWN = frozenset({"clause", "sentence", "paragraph", "back-reference", "told later"})
# A heading is told before its news; what its first paragraphs tell of it holds for it too.
HEADINGS = {ZoneKind.HEADLINE: "lead", ZoneKind.HEADING: "section"}
# How many paragraphs an event's place holds for the next of its like.
REACH = 3
# Events looked back over; a paragraph holds a handful, so this covers the reach and keeps time linear.
LOOK = 20


def carry(events: Sequence[Mention[Event]], lent: Set[str]) -> list[Mention[Event]]:
    """Return the events; those without a place or day take the last like event's, rule "section".

    ``lent`` holds the ids of the periods that may be lent at all.
    """
    done: list[Mention[Event]] = []
    for event in events:
        placed = event if event.record.place_rule in OWN else _carried(done, event)
        done.append(_dated(done, placed, lent))
    return [_told_below(done, n) for n in range(len(done))]


def _told_below(events: Sequence[Mention[Event]], n: int) -> Mention[Event]:
    """Give a headline's event the place and period of the like event told first below it."""
    event = events[n]
    rule = HEADINGS.get(event.passage.zone.kind)
    if rule is None:
        return event
    update: dict[str, object] = {}
    for later in events[n + 1 : n + 1 + LOOK]:
        if later.passage.index - event.passage.index > REACH or later.record.background:
            break
        if later.record.type != event.record.type or later.passage.zone.kind in HEADINGS:
            continue
        if not event.record.places and later.record.place_rule in OWN:
            update.setdefault("places", later.record.places)
            update.setdefault("place_rule", rule)
        if event.record.period is None and later.record.period_rule in OWN:
            update.setdefault("period", later.record.period)
            update.setdefault("period_rule", rule)
    return replace(event, record=event.record.model_copy(update=update)) if update else event


def _dated(done: Sequence[Mention[Event]], event: Mention[Event], lent: Set[str]) -> Mention[Event]:
    """Give an event without a day that of the last event of its type close before it."""
    if event.record.period is not None or event.record.factuality not in COUNTED:
        return event
    before = next((k for k in reversed(done[-LOOK:]) if _same(k, event) and k.record.period in lent), None)
    if before is None:
        return event
    update = {"period": before.record.period, "period_rule": "section"}
    return replace(event, record=event.record.model_copy(update=update))


def _same(before: Mention[Event], event: Mention[Event]) -> bool:
    return (
        event.passage.index - before.passage.index <= REACH
        and before.passage.zone.section == event.passage.zone.section
        and before.record.type == event.record.type
        and before.record.period_rule in OWN
    )


def _carried(done: Sequence[Mention[Event]], event: Mention[Event]) -> Mention[Event]:
    before = next((k for k in reversed(done[-LOOK:]) if _lends(k, event)), None)
    if before is None:
        return event
    update = {"places": before.record.places, "place_rule": "section"}
    return replace(event, record=event.record.model_copy(update=update))


def _lends(before: Mention[Event], event: Mention[Event]) -> bool:
    near = event.passage.index - before.passage.index <= REACH
    return (
        near
        and before.passage.zone.section == event.passage.zone.section
        and bool(before.record.places)
        and before.record.place_rule in OWN
        and (before.record.type in TALK) == (event.record.type in TALK)
    )


def follow(figures: Sequence[Mention[Figure]], events: Sequence[Mention[Event]]) -> list[Mention[Figure]]:
    """Return the figures; those without a place of their own take that of the event that counts them."""
    counting = {figure: event for event in events for figure in event.record.figures}
    return [_followed(figure, counting.get(figure.record.id)) for figure in figures]


def _followed(figure: Mention[Figure], event: Mention[Event] | None) -> Mention[Figure]:
    if event is None:
        return figure
    update: dict[str, object] = {}
    if figure.record.place_rule not in OWN and event.record.places:
        update |= {"places": event.record.places, "place_rule": event.record.place_rule}
    if figure.record.period is None and event.record.period:
        update |= {"period": event.record.period, "period_rule": event.record.period_rule}
    return replace(figure, record=figure.record.model_copy(update=update)) if update else figure
