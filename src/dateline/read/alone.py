"""A bare text as the readers take it, so that each can be used alone."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from dateline.model import Report
from dateline.read import reader
from dateline.read.page import Page


def report(text: str, published: dt.date | str | None = None, **told: Any) -> Report:
    """Return an unread report of ``text``; ``published`` (ISO 8601) is the day that "Sunday" hangs on.

    ``told`` holds other fields of Report: title, source, url, language. Raises pydantic's ValidationError
    when one of them is no field, or no date.
    """
    made = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Report.model_validate({"id": made, "text": text, "published": published, **told})


def page(text: str, published: dt.date | str | None = None, **told: Any) -> Page:
    """Return the parsed page of ``text``, which every single reader's ``find`` takes."""
    return reader.page(report(text, published, **told))


def read(text: str, published: dt.date | str | None = None, **told: Any) -> Report:
    """Return the report of ``text`` after every reader."""
    return reader.read(report(text, published, **told))
