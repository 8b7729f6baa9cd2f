"""Reads days by name or distance, and hours: weekdays, yesterday, last night, this morning, 5 p.m."""

from __future__ import annotations

from dateline.model import PeriodKind
from dateline.read.periods.anchoring import Anchor, Tense, weekday
from dateline.read.periods.calendar import Unit, around, of_day, step
from dateline.read.periods.reading import Reading, Slots, clock_of, dated, timed, unknown


def weekday_form(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a weekday name, with "last", "this", "next", a part of the day or a clock time."""
    number = slots["wd"]
    which = slots.get("deic")
    if "ana" in slots:
        return _weekday_from_told(slots, anchor)
    day = weekday(anchor, number, which, tense)
    if day is None:
        tail = clock_of(slots) or slots.get("dp")
        timex = f"XXXX-WXX-{number}" + (f"T{tail}" if tail else "")
        return Reading(PeriodKind.DATE, timex, tells=False)
    return dated(timed(day, slots))


def _weekday_from_told(slots: Slots, anchor: Anchor) -> Reading:
    base = anchor.last(Unit.DAY)
    start = base.start() if base and base.unit is Unit.DAY else None
    if start is None:
        return Reading(PeriodKind.DATE, f"XXXX-WXX-{slots['wd']}", tells=False)
    ahead = (slots["wd"] - start.isoweekday()) % 7
    days = ahead - 7 if slots["ana"] < 0 else (ahead or 7 * slots["ana"])
    day = step(of_day(start), days, Unit.DAY)
    return dated(timed(day, slots)) if day else unknown(Unit.DAY, slots)


def deictic(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "today", "yesterday evening", "last night", "the day after tomorrow"."""
    days = slots.get("dei", slots.get("deic", 0))
    if isinstance(days, str):
        days = {"tomorrow": 1, "yesterday": -1}[days]
    days += ("more" in slots) - ("less" in slots)
    base = anchor.now()
    day = step(around(base, Unit.DAY), days, Unit.DAY) if base and base.unit is Unit.DAY else None
    if anchor.narrative and "dei" in slots:
        day = None  # "today" in a history is the writer's day, or inside a quotation
    return dated(timed(day, slots)) if day else unknown(Unit.DAY, slots)


def tonight(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "tonight", a clock time before it included."""
    return deictic({**slots, "dei": 0, "dp": "NI"}, anchor, tense)


def daypart(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "this morning", "the following night", "at night": on the anchor's day."""
    base = anchor.now() if "deic" in slots else anchor.last(Unit.DAY)
    if "ana" in slots and anchor.told is None:
        base = None
    count = slots.get("ana", slots.get("deic", 0))
    if "through" in slots and tense is Tense.PAST and base == anchor.now():
        count = -1  # what happened overnight began the evening before the report
    settled = base is not None and base.unit is Unit.DAY and "any" not in slots
    day = step(base, count, Unit.DAY) if base and settled else None
    return dated(timed(day, slots), tells="ana" in slots) if day else unknown(Unit.DAY, slots)


def clock(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a clock time on the last day told, else on the day of publication."""
    if "wd" in slots:
        return weekday_form(slots, anchor, tense)
    base = anchor.last(Unit.DAY)
    if base is None or base.unit is not Unit.DAY:
        return unknown(Unit.DAY, slots)
    return dated(timed(base, slots), tells=False)
