"""Opens a desk for a server: Django set up with the server's own parts, the database kept connected."""

# ruff: noqa: PLC0415 - Django loads when a desk is opened, not before
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.pipeline.desk import Desk, open_desk


def configure(apps: Sequence[str], **settings: Any) -> None:
    """Set Django up for a server; what is set up already stays as it is."""
    from dateline.store import settings as store

    store.configure(apps, **settings)


def serve_desk(at: Path | None) -> Desk:
    """Return the desk in ``at`` (or the nearest one), connected until the process ends.

    Raises NoDesk, ReadOnlyDesk and the other errors of opening a desk.
    """
    from dateline.store.desk import serve_database

    desk = open_desk(at)
    desk.must_be_writable()
    return replace(desk, database=serve_database(desk.folder))
