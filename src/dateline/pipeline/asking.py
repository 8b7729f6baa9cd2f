"""What programs ask of the desk and bring to it: its lists a page at a time, and a report of their own."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.model import Decision, Statement
from dateline.pipeline import inputs
from dateline.pipeline.adding import Addition, keep
from dateline.pipeline.desk import Desk
from dateline.review import effects
from dateline.review.ledger import standing

# The name under which what a program brings is kept, beside the hash of its words or its own key.
BROUGHT = "api"


def reports(desk: Desk, **chosen: Any) -> list[dict[str, Any]]:
    """Return reports of the desk as lines."""
    from dateline.store import paged

    with desk.database.session():
        return paged.reports(**chosen)


def incidents(desk: Desk, **chosen: Any) -> list[dict[str, Any]]:
    """Return incidents of the last linking as lines, with the grades that people gave."""
    from dateline.store import load, paged

    with desk.database.session():
        given = effects.given_grades(standing(load.decisions()))
        return [
            {**row, "grade": given.get(str(row["label"]), row["grade"])} for row in paged.incidents(**chosen)
        ]


def statements(desk: Desk, **chosen: Any) -> list[tuple[dict[str, Any], Statement]]:
    """Return statements, each with what is known of its report."""
    from dateline.store import paged

    with desk.database.session():
        return paged.statements(**chosen)


def decisions(desk: Desk, **chosen: Any) -> list[Decision]:
    """Return rows of the ledger."""
    from dateline.store import paged

    with desk.database.session():
        return paged.decisions(**chosen)


def bring(desk: Desk, report: Mapping[str, str | None], now: Callable[[], dt.datetime]) -> Addition:
    """Seal and store one report that a program brings, as ``dateline add`` does with a file of one line.

    With an address or a key, another text later is a newer version of the same report. Raises InputError.
    """
    line = json.dumps({k: v for k, v in report.items() if v}, ensure_ascii=False, sort_keys=True)
    own = "" if report.get("key") else f"-{hashlib.sha256(line.encode()).hexdigest()[:16]}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{BROUGHT}{own}.jsonl")
        file.write_text(line + "\n", encoding="utf-8")
        found = [replace(one, place=file.name) for one in inputs.found([file])]
        return list(keep(desk, found, now=now))[-1]
