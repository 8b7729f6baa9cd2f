"""What people decided."""

from __future__ import annotations

import datetime as dt

from dateline.model.base import Record
from dateline.model.words import Judgement


class Decision(Record):
    """What a person judged; undo is a new row that names the one it takes back.

    ``value`` is what a correction puts in the place of what the machine had said, as JSON.
    """

    id: str
    judgement: Judgement
    subjects: tuple[str, ...]
    reason: str | None = None
    who: str
    when: dt.datetime
    machine: str | None = None
    value: str | None = None
    undoes: str | None = None
