"""What a frame of time words means, and the parts that the forms of ``timeforms`` share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.model import PeriodKind
from dateline.read.periods.calendar import Part, Stretch, Unit, interval

CLOCK = re.compile(r"([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?")
Slots = Mapping[str, Any]

# What a value looks like when nothing tells which day it is (TIMEX3's X for an unknown digit).
UNKNOWN = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.MONTH: "XXXX-XX",
    Unit.YEAR: "XXXX",
    Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a frame means here; ``stretch`` is None for durations, sets and the unresolved."""

    kind: PeriodKind
    timex: str | None
    stretch: Stretch | None = None
    span: tuple[dt.date | None, dt.date | None] | None = None
    tells: bool = True

    def edtf(self) -> str | None:
        """Return the EDTF string, or None where there is no calendar stretch."""
        if self.span is not None:
            return interval(*self.span)
        return self.stretch.edtf() if self.stretch else None

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and last day, None where unknown."""
        if self.span is not None:
            return self.span
        return (self.stretch.bounds() if self.stretch else None) or (None, None)


def dated(stretch: Stretch, *, tells: bool = True) -> Reading:
    """Return the reading of a known stretch."""
    kind = PeriodKind.TIME if stretch.clock or stretch.daypart else PeriodKind.DATE
    return Reading(kind, stretch.timex(), stretch, tells=tells)


def unknown(unit: Unit, slots: Slots) -> Reading:
    """Return the reading of a date that nothing settles."""
    tail = clock_of(slots) or slots.get("dp")
    timex = UNKNOWN.get(unit, "XXXX-XX-XX") + (f"T{tail}" if tail else "")
    return Reading(PeriodKind.TIME if tail else PeriodKind.DATE, timex, tells=False)


def part_of(slots: Slots) -> Part | None:
    """Return the third of a stretch that is named: early, mid, late."""
    value = slots.get("part") or slots.get("edge")
    return Part(value) if value else None


def timed(stretch: Stretch, slots: Slots) -> Stretch:
    """Return a day with the clock time or part of the day that is named."""
    return replace(stretch, clock=clock_of(slots), daypart=_daypart(slots), part=part_of(slots))


def _daypart(slots: Slots) -> str | None:
    """Return the code of the part of the day; "the early hours" are morning."""
    found = slots.get("dp", slots.get("through"))
    return "MO" if found is None and "small" in slots else found


# From this hour on a bare clock time at night is of the evening: "10:30 at night", but "2:30 at night".
EVENING = 6


def _late(hour: int, slots: Slots) -> bool:
    """Tell whether the part of the day puts a bare hour past noon: "3:45 in the afternoon"."""
    if "ap" in slots or "mil" in slots:
        return False
    return slots.get("dp") in ("AF", "EV") or (slots.get("dp") == "NI" and hour >= EVENING)


def clock_of(slots: Slots) -> str | None:
    """Return hh:mm of a clock time; twelve-hour times by their am or pm, or their part of the day."""
    if "noon" in slots:
        return str(slots["noon"])
    raw = slots.get("clock") or slots.get("dot") or slots.get("mil") or slots.get("hour")
    if raw is None:
        return None
    text = str(raw).replace(".", ":")
    if "mil" in slots:
        text = f"{text[:-2]}:{text[-2:]}"
    hour, _, rest = text.partition(":")
    number = int(hour)
    if number < 12 and (str(slots.get("ap", "")).startswith("p") or _late(number, slots)):
        number += 12
    if str(slots.get("ap", "")).startswith("a") and number == 12:
        number = 0
    spelled = f"{number:02}:{rest or '00'}"
    return spelled if CLOCK.fullmatch(spelled) else None
