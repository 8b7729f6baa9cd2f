"""Writes what a program does as lines for people or as JSON objects for programs, on standard error."""

from __future__ import annotations

import datetime as dt
import json
import sys
from enum import StrEnum


class Form(StrEnum):
    """How lines are written."""

    TEXT = "text"
    JSON = "json"


class Log:
    """Writes one line an event. No name of a person or a source's words is in one: ids lead to them."""

    def __init__(self, form: Form, *, quiet: bool = False) -> None:
        self._form, self._quiet = form, quiet

    def __call__(self, event: str, **fields: object) -> None:
        """Write the event with its fields; those without a value are left out."""
        told = {name: value for name, value in fields.items() if value is not None}
        if self._quiet and event not in ("failed", "dead", "not published"):
            return
        at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        if self._form is Form.JSON:
            line = json.dumps({"time": at, "event": event, **told}, ensure_ascii=False, default=str)
        else:
            line = " ".join([at[:19].replace("T", " "), event, *(f"{k}={v}" for k, v in told.items())])
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is where lines are written
