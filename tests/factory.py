"""Builds records with defaults, so that a test names only what it is about."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from dateline.model import Report
from dateline.read import reader
from dateline.read.page import Page

DAY = dt.date(2016, 12, 4)


def report(text: str, **fields: Any) -> Report:
    """Return an unread report published on Sunday 4 December 2016, unless told otherwise."""
    fields.setdefault("id", "sha256:" + hashlib.sha256(text.encode()).hexdigest())
    fields.setdefault("published", DAY)
    return Report(text=text, **fields)


def read(text: str, **fields: Any) -> Report:
    """Return the report of ``text`` after every reader."""
    return reader.read(report(text, **fields))


def page(text: str, **fields: Any) -> Page:
    """Return the parsed page of ``text``, as readers get it."""
    return reader.page(report(text, **fields))
