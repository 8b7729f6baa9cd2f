"""Gives figures and events the place, period and speaker of their clause, sentence, section or lead.

The nearest level that tells one wins, and its name is kept as the rule. Nothing is invented: with
no period told at any level there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Event, Factuality, Figure, Period, Place, Statement
from dateline.read.attach import mainday, pointers, recounts, threads, titles
from dateline.read.attach.levels import Levels, Told
from dateline.read.attach.voices import Voices
from dateline.read.page import Mention, Page

# News older than this before the report was published is background to it. A weekly round-up still
# reports its whole week as news; two weeks leave room for late counts of one event.
NEWS_DAYS = 14
# A count of dead stays its report's news for longer: arrests, inquests and hearings tell it again.
LATE_DAYS = 45
# What is only planned, demanded or feared has no day but one that its own clause tells.
COUNTED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})


def attach(
    page: Page,
    figures: Sequence[Mention[Figure]],
    events: Sequence[Mention[Event]],
    places: Sequence[Mention[Place]],
    periods: Sequence[Mention[Period]],
    statements: Sequence[Mention[Statement]],
    title: Sequence[Mention[Place]] = (),
) -> tuple[list[Mention[Figure]], list[Mention[Event]]]:
    """Return figures and events with references filled in and the rule that filled each.

    Levels, nearest first: phrase and clause, sentence, paragraph, section, lead, dateline. ``title``: the
    places of a title that stands apart from the text.
    """
    levels = Levels(page, places, periods)
    voices = Voices(statements)
    placed = [_event(page, mention, levels, voices) for mention in events]
    told = threads.carry(pointers.follow(page, placed, levels), levels.lent)
    told = titles.settle(mainday.settle(page, told, periods), title, places)
    counted = [_figure(page, mention, levels, voices) for mention in figures]
    return recounts.settle(threads.follow(counted, told)), told


def _event(page: Page, mention: Mention[Event], levels: Levels, voices: Voices) -> Mention[Event]:
    record = mention.record
    told = levels.told(mention.passage, mention.head.i)
    update: dict[str, object] = {"attributed_to": voices.innermost(record.trigger.start, record.trigger.end)}
    if not record.places:
        update |= {"places": told.places, "place_rule": told.place_rule}
    own = told.period_rule == "clause" and not told.open
    if record.period is None and (record.factuality in COUNTED or own):
        update |= {"period": told.period and told.period.id, "period_rule": told.period_rule}
    update["background"] = record.background or _past(page, told)
    return replace(mention, record=record.model_copy(update=update))


def _figure(page: Page, mention: Mention[Figure], levels: Levels, voices: Voices) -> Mention[Figure]:
    record = mention.record
    told = levels.told(mention.passage, (mention.governor or mention.head).i, mention.head.i)
    update: dict[str, object] = {"attributed_to": voices.innermost(record.start, record.end)}
    if not record.places:
        update |= {"places": told.places, "place_rule": told.place_rule}
    if record.period is None:
        update |= {"period": told.period and told.period.id, "period_rule": told.period_rule}
    update["background"] = record.background or _past(page, told, LATE_DAYS)
    return replace(mention, record=record.model_copy(update=update))


def _past(page: Page, told: Told, days: int = NEWS_DAYS) -> bool:
    """Tell whether the period of the clause or sentence ended more than ``days`` before the report."""
    published, period = page.report.published, told.period
    if published is None or period is None or period.last is None or told.open:
        return False
    return told.period_rule in {"clause", "sentence"} and (published - period.last).days > days
