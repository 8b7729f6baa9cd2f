"""Builds accounts for tests of tolls and grades."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateline.model import Account, Citation, Exactness, FigureStatus, OriginKind


def account(origin: str, low: float | None = None, **fields: Any) -> Account:
    """Return an account of ``low`` killed by a named monitor ``origin`` through outlet ``via``."""
    hour = fields.pop("hour", 12)
    via = fields.pop("via", "Outlet")
    fields.setdefault("report", f"{origin} {hour} {via}")
    return Account(
        **{
            "source": via,
            "chain": (via, origin),
            "origin": origin,
            "origin_kind": OriginKind.MONITOR,
            "status": FigureStatus.KILLED if low is not None else None,
            "low": low,
            "high": low,
            "exactness": Exactness.EXACT if low is not None else None,
            "said_at": dt.datetime(2016, 12, 4, hour, tzinfo=dt.UTC),
            "citation": Citation(report="r", start=0, end=1, text="x"),
        }
        | fields
    )
