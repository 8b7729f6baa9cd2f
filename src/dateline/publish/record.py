"""The day's whole record as one JSON file: the brief, what it was linked from, and the reports read."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from typing import Literal

from dateline.model import Brief, Capture, Linking, Record, Report


class DayRecord(Record):
    """Everything a page was made from, in the JSON contract; loading it gives equal records."""

    kind: Literal["day"] = "day"
    day: dt.date
    brief: Brief
    linking: Linking | None = None
    reports: tuple[Report, ...] = ()
    captures: tuple[Capture, ...] = ()


def dump(record: DayRecord) -> str:
    """Return the record as JSON; the same record gives the same bytes."""
    return record.model_dump_json(by_alias=True, indent=1) + "\n"


def load(path: Path) -> DayRecord:
    """Return the record in a ``record.json``; pydantic's ValidationError when it is not one."""
    return DayRecord.model_validate_json(path.read_text(encoding="utf-8"))


def page_name(report_id: str) -> str:
    """Return the file name of a report's source page: the first 16 hex digits of its hash.

    An id that is no hash is hashed, so that no id can name a path outside the folder.
    """
    digits = report_id.removeprefix("sha256:")
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        digits = hashlib.sha256(report_id.encode()).hexdigest()
    return f"{digits[:16]}.html"
