"""The registers of a desk: its sources, actors and places, each with where it is used."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

from typing import Any

from dateline.pipeline.desk import Desk


def rows(desk: Desk, kind: str, start: int, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """Return a page of a register (sources, actors, places) as reports fill it, and whether more follows."""
    from dateline.store import looking

    asked = {"sources": looking.sources, "actors": looking.actors, "places": looking.places}[kind]
    with desk.database.session():
        found = asked(start, limit + 1)
    return found[:limit], len(found) > limit
