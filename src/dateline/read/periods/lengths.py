"""Reads units and lengths of time: this week, three days ago, the last 72 hours, six months, every Friday."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dateline.model import PeriodKind
from dateline.read.periods.anchoring import Anchor, Tense, moved
from dateline.read.periods.calendar import BELOW_DAY, Unit, of_day, step
from dateline.read.periods.reading import Reading, Slots, dated, part_of, unknown

CODES = {
    Unit.SECOND: "S",
    Unit.MINUTE: "M",
    Unit.HOUR: "H",
    Unit.DAY: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.FORTNIGHT: "W",
    Unit.MONTH: "M",
    Unit.QUARTER: "Q",
    Unit.YEAR: "Y",
    Unit.DECADE: "DE",
    Unit.CENTURY: "CE",
}
HALVES: dict[Unit, tuple[Unit, float | str]] = {
    Unit.CENTURY: (Unit.YEAR, 50),
    Unit.DECADE: (Unit.YEAR, 5),
    Unit.YEAR: (Unit.MONTH, 6),
    Unit.DAY: (Unit.HOUR, 12),
    Unit.HOUR: (Unit.MINUTE, 30),
    Unit.MINUTE: (Unit.SECOND, 30),
}


def unit_form(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "this week", "last year", "the following month", "the end of the year", "later that day"."""
    unit = Unit(slots["unit"])
    if unit in BELOW_DAY:
        return Reading(PeriodKind.TIME, "PRESENT_REF", tells=False)
    if "ana" in slots:
        base, count = anchor.told and anchor.last(unit), slots["ana"]
    elif "deic" in slots:
        base, count = anchor.now(), slots["deic"]
    else:
        base, count = anchor.last(unit) if anchor.narrative or unit is Unit.DAY else anchor.now(), 0
    found = moved(base, unit, count)
    if found is None:
        return unknown(unit, slots)
    return dated(replace(found, part=part_of(slots)), tells="ana" in slots or anchor.narrative)


def weekend(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the weekend": the last one in a clause about the past, before Saturday; else this week's."""
    today = anchor.published
    last = tense is Tense.PAST and today is not None and today.isoweekday() < 6
    return unit_form({**slots, "deic": -1 if last else 0}, anchor, tense)


def shift(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "three days ago" from now, "two weeks later" from the last date told, no finer than the unit."""
    unit = Unit(slots["unit"])
    if "past" not in slots and anchor.told is None and (unit is Unit.DAY or slots["dir"] == 1):
        return unknown(unit, slots)
    unit, count = halved(unit, amount(slots))
    if not isinstance(count, int | float) or unit in BELOW_DAY:
        return vague_shift(slots, anchor, tense)
    back = "past" in slots or slots.get("dir") == -1
    base = anchor.now() if "past" in slots else anchor.last(unit)
    if unit is Unit.FORTNIGHT:
        unit, count = Unit.WEEK, count * 2
    found = moved(base, unit, round(-count if back else count))
    return dated(found) if found else unknown(unit, slots)


def vague_shift(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "years ago" and "days later": before or after, nothing more."""
    back = "past" in slots or slots.get("dir") == -1
    return Reading(PeriodKind.DATE, "PAST_REF" if back else "FUTURE_REF", tells=False)


def window(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the last 72 hours", "the next two weeks", "recent weeks": a stretch that ends or begins now."""
    unit = Unit(slots.get("unit") or slots["many"])
    ahead = slots.get("deic", slots.get("ana", -1)) == 1
    base = anchor.last(Unit.DAY) if "ana" in slots else anchor.now()
    today = base.start() if base and base.unit is Unit.DAY and not anchor.narrative else None
    count = "X" if "many" in slots else amount(slots)
    timex = duration_value(count, unit)
    if today is None:
        return Reading(PeriodKind.DURATION, timex, tells=False)
    other = _reach(today, unit, count, ahead)
    return Reading(PeriodKind.DURATION, timex, span=(today, other) if ahead else (other, today), tells=False)


def _reach(today: dt.date, unit: Unit, count: float | str, ahead: bool) -> dt.date | None:
    if isinstance(count, str):
        return None
    sign = 1 if ahead else -1
    if unit in BELOW_DAY:
        hours = {Unit.HOUR: 1.0, Unit.MINUTE: 1 / 60, Unit.SECOND: 1 / 3600}[unit] * count
        return (dt.datetime.combine(today, dt.time(12)) + sign * dt.timedelta(hours=hours)).date()
    found = step(of_day(today), sign * round(count), unit)
    return found.start() if found else None


def duration(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "for six months", "72 hours", "years of war": a length without a place in the calendar."""
    unit = Unit(slots.get("unit") or slots["many"])
    count = 1 if "one" in slots and "n" not in slots else "X" if "many" in slots else amount(slots)
    return Reading(PeriodKind.DURATION, duration_value(count, unit), tells=False)


def halved(unit: Unit, count: float | str) -> tuple[Unit, float | str]:
    """Return half a unit as a whole number of a smaller one, anything else as it is."""
    return HALVES.get(unit, (unit, count)) if count == 0.5 else (unit, count)


def amount(slots: Slots) -> float | str:
    """Return the number a count names; X when the text leaves it open."""
    if "ten" in slots:
        return int(slots["ten"]) + int(slots["ones"] if "ones" in slots else slots.get("n", 0))
    if "halved" in slots:
        return 0.5
    number = slots.get("n", 1)
    if isinstance(number, str):
        try:
            number = float(number.replace(",", ""))
        except ValueError:
            return "X"
    return float(number) + 0.5 if "half" in slots else number


def duration_value(count: float | str, unit: Unit) -> str:
    """Return an ISO 8601 duration; TimeML writes DE for decades, CE for centuries and X for an open count."""
    unit, count = halved(unit, count)
    if unit is Unit.FORTNIGHT and not isinstance(count, str):
        count = count * 2
    text = count if isinstance(count, str) else f"{count:g}"
    return f"P{'T' if unit in BELOW_DAY else ''}{text}{CODES[unit]}"


def repeated(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "every Friday", "daily", "per month": a set, by its interval or the days it falls on."""
    if "often" in slots:
        value = slots["often"]
    elif "wd" in slots:
        part = slots.get("dp", slots.get("dps"))
        value = f"XXXX-WXX-{slots['wd']}" + (f"T{part}" if part else "")
    elif "month" in slots:
        value = f"XXXX-{slots['month']:02}"
    elif "season" in slots:
        value = f"XXXX-{slots['season']}"
    elif "dp" in slots:
        value = f"XXXX-XX-XXT{slots['dp']}"
    else:
        value = duration_value(amount(slots) if "n" in slots or "ten" in slots else 1, Unit(slots["unit"]))
    return Reading(PeriodKind.SET, value, tells=False)


def reference(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "now", "recently", "the future": a direction without a date."""
    value = slots.get("ref") or (
        "FUTURE_REF" if "future" in slots else "PAST_REF" if "past" in slots else None
    )
    return Reading(PeriodKind.DATE, value or "PRESENT_REF", tells=False)
