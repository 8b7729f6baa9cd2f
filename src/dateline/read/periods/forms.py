"""Which function reads which form of ``data/periods.toml``."""

from __future__ import annotations

from collections.abc import Callable

from dateline.read.periods import dates as timedates
from dateline.read.periods import days as timedays
from dateline.read.periods import lengths as timelengths
from dateline.read.periods.anchoring import Anchor, Tense
from dateline.read.periods.reading import Reading, Slots

Form = Callable[[Slots, Anchor, Tense], Reading | None]

FORMS: dict[str, Form] = {
    "date": timedates.date,
    "year": timedates.year,
    "decade": timedates.decade,
    "century": timedates.century,
    "section": timedates.section,
    "holiday": timedates.holiday,
    "numeric": timedates.numeric,
    "weekday": timedays.weekday_form,
    "deictic": timedays.deictic,
    "tonight": timedays.tonight,
    "daypart": timedays.daypart,
    "clock": timedays.clock,
    "unit": timelengths.unit_form,
    "weekend": timelengths.weekend,
    "shift": timelengths.shift,
    "vague shift": timelengths.vague_shift,
    "window": timelengths.window,
    "duration": timelengths.duration,
    "set": timelengths.repeated,
    "reference": timelengths.reference,
}
