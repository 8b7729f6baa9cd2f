"""Gives the report's main event the day that most of the report's signs speak for.

The day nearest to the event's word is often another's: of the arrest, of the hearing, of those who said
so. A report tells the day of its news several times, and rarely in one way only.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.data import toml
from dateline.model import Event, Factuality, Period, PeriodKind
from dateline.read import clauses
from dateline.read.attach import datelines
from dateline.read.clauses import Clauses, ids
from dateline.read.events.factuality import TELL
from dateline.read.events.triggers import table
from dateline.read.page import Mention, Page
from dateline.read.words import Words

RULE = "report"
COUNTED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
# What is said about events has the day on which it is said.
TALK = frozenset({"agreement", "diplomacy/statement", "claim of responsibility"})
# Families whose events are one deed told under several types: "the shooting", "the attack", "the clash".
DEEDS = frozenset({"battles", "explosions/remote violence", "violence against civilians"})
OWN = frozenset({"phrase", "clause", "told later"})
# Points of the signs, fitted by conditional logit on 1,312 local news texts and rounded: the day is right in
# .822 of them, against .745 for the nearest level alone (fitted on either half, .828 and .814 on the other).
POINTS = {
    "own": 1.0,  # in the main event's own clause
    "told": 0.8,  # in the clause of a telling of the deed
    "happened": 0.7,  # "it happened on"
    "answered": 1.0,  # "officers were called at"
    "clock": 0.5,
    "head": 0.6,  # in the headline or the first paragraphs
    "weekday": 0.6,
    "earliest": 0.5,  # of the days told
    "aftermath": -0.5,  # beside a court, an arrest, a funeral
    "stamp": -0.7,  # "Posted: "
    "published": -0.8,  # the day of publication
    "mention": -0.6,  # each: what is told often must be told well
}
# A sign that comes again counts twice at most: a long report repeats everything.
MOST = 2
# Headline and first paragraphs; and how many days before publication a day may be of the report's news.
HEAD_PASSAGES, NEWS_DAYS = 2, 45
# Characters looked back at for a stamp: "Posted: ", "Originally published on ".
LEAD_IN = 24
CLOCK = re.compile(r"T\d\d:\d\d")
WEEKDAY = re.compile(r"day\b")


@dataclass(frozen=True, slots=True)
class _Words:
    happen: frozenset[int]
    response: frozenset[int]
    aftermath: frozenset[int]
    stamp: Words


@cache
def _words() -> _Words:
    source = toml("days")
    return _Words(
        happen=ids(*source["happen"]),
        response=ids(*source["response"]),
        aftermath=ids(*source["aftermath"]),
        stamp=frozenset(source["stamp"]),
    )


def settle(
    page: Page, events: Sequence[Mention[Event]], periods: Sequence[Mention[Period]]
) -> list[Mention[Event]]:
    """Return the events, the main one with the day that the signs choose, rule "report"."""
    at = next((n for n, event in enumerate(events) if event.record.main), None)
    if at is None or events[at].record.factuality not in COUNTED or events[at].record.type in TALK:
        return list(events)
    main = events[at]
    told = _telling(main, events)
    days = [m for m in periods if _may_date(page, main, m) and not (_said(m) and m.record.id not in told)]
    own = main.record.period if main.record.period_rule in OWN else None
    best = _best(page, days, told, own)
    now = next((m.record for m in periods if m.record.id == main.record.period), None)
    if best is None or (now is not None and now.first == now.last == best.record.first):
        return list(events)
    update = {"period": best.record.id, "period_rule": RULE}
    done = list(events)
    done[at] = replace(main, record=main.record.model_copy(update=update))
    return done


def _telling(main: Mention[Event], events: Iterable[Mention[Event]]) -> dict[str, int]:
    """Return how many tellings of the main deed each period dates in their own clause, by its id."""
    family = table().family
    kinds = {name for name, own in family.items() if own in DEEDS} | {main.record.type}
    if family[main.record.type] not in DEEDS:
        kinds = {main.record.type}
    found: defaultdict[str, int] = defaultdict(int)
    for event in events:
        own = event.record.period_rule in OWN and event.record.factuality in COUNTED
        if own and event.record.type in kinds and event.record.period is not None:
            found[event.record.period] += 1
    return found


def _may_date(page: Page, main: Mention[Event], mention: Mention[Period]) -> bool:
    """Tell whether a period is one day of the report's time, told in the main event's section or the head."""
    period, published = mention.record, page.report.published
    if period.first is None or period.first != period.last or period.kind is PeriodKind.SET:
        return False
    if mention.record.start - mention.passage.start < datelines.end(mention.passage.text):
        return False
    near = published is None or 0 <= (published - period.first).days <= NEWS_DAYS
    here = mention.passage.zone.section == main.passage.zone.section
    return near and (here or mention.passage.index <= HEAD_PASSAGES)


def _said(mention: Mention[Period]) -> bool:
    """Tell whether the period is of the clause of a verb of saying: when it was said is not when it was."""
    c = clauses.of(mention.passage.doc)
    return c.lemma[c.clause[mention.head.i]] in TELL


def _best(
    page: Page, mentions: Sequence[Mention[Period]], told: Mapping[str, int], main: str | None
) -> Mention[Period] | None:
    """Return the mention that tells most, of the day that most signs speak for.

    ``main`` is the period of the main event's own clause.
    """
    signs: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)
    tells: dict[dt.date, tuple[float, Mention[Period]]] = {}
    for mention in mentions:
        own = Counter(_signs(mention, told))
        own["own"] = int(mention.record.id == main)
        day = mention.record.first or dt.date.max  # a day, as _may_date asks
        signs[day] += own
        if day not in tells or _points(own) > tells[day][0]:
            tells[day] = _points(own), mention
    if not tells:
        return None
    signs[min(tells)]["earliest"] = 1
    if page.report.published in tells:
        signs[page.report.published]["published"] = 1
    return tells[max(tells, key=lambda day: _points(signs[day]))][1]


def _points(signs: Mapping[str, int]) -> float:
    return sum(POINTS[name] * min(MOST, count) for name, count in signs.items())


def _signs(mention: Mention[Period], told: Mapping[str, int]) -> Iterator[str]:
    """Yield the signs that stand with one mention of a day."""
    c, record = clauses.of(mention.passage.doc), mention.record
    verb = c.lemma[c.clause[mention.head.i]]
    yield "mention"
    yield from ["told"] * told.get(record.id, 0)
    if verb in _words().happen:
        yield "happened"
    if verb in _words().response:
        yield "answered"
    if record.kind is PeriodKind.TIME and CLOCK.search(record.timex or ""):
        yield "clock"
    if mention.passage.index <= HEAD_PASSAGES:
        yield "head"
    if WEEKDAY.search(record.text.lower()):
        yield "weekday"
    if _beside_aftermath(c, mention.head.i):
        yield "aftermath"
    if _stamped(mention):
        yield "stamp"


def _beside_aftermath(c: Clauses, i: int) -> bool:
    """Tell whether the sentence around token ``i`` speaks of what followed on the news."""
    words, sentence = _words().aftermath, c.sentence[i]
    first = bisect_left(c.sentence, sentence)
    return any(lemma in words for lemma in c.lemma[first : bisect_right(c.sentence, sentence)])


def _stamped(mention: Mention[Period]) -> bool:
    """Tell whether a stamp's word stands right before the day."""
    start = mention.record.start - mention.passage.start
    before = mention.passage.text[max(0, start - LEAD_IN) : start].lower()
    return any(word in before for word in _words().stamp)
