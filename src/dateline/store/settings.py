"""Sets Django up for one desk at a time, without a settings file, and turns its errors into ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
import django
from django.conf import settings
from django.db import connections
from django.db.utils import DatabaseError, OperationalError

from dateline import disk
from dateline.errors import DeskError

FILE = "desk.sqlite3"
APP = "dateline.store.apps.StoreConfig"

# A batch of reports is written in well under a second; half a minute means that something is stuck.
BUSY_S = 30

# WAL lets people read while a batch is written; FULL syncs each commit, as the archive does.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def configure(apps: Sequence[str] = (), **more: Any) -> None:
    """Set Django up with the store and ``apps`` beside it; a second call does nothing."""
    if not settings.configured:
        settings.configure(INSTALLED_APPS=[APP, *apps], USE_TZ=True, **more)
        django.setup()


def connect(folder: Path, *, writing: bool = True) -> None:
    """Make the desk in ``folder`` the one that the ORM talks to. DATABASE_URL names a PostgreSQL instead."""
    config = _database(folder, writing=writing)
    configure()
    close()
    connections.settings = connections.configure_settings({"default": config})


def keep_connected() -> None:
    """Let each thread keep its connection from one request to the next; opening one takes a millisecond."""
    connections.settings["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
    close()


def close() -> None:
    """Let go of the desk; another may be connected then."""
    connections.close_all()
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]
        del connections["default"]


def _database(folder: Path, *, writing: bool) -> dict[str, Any]:
    if url := os.environ.get("DATABASE_URL"):
        return dict(dj_database_url.parse(url, conn_max_age=None))
    path = folder / FILE
    options: dict[str, Any] = {"timeout": BUSY_S}
    if writing:
        # IMMEDIATE takes the write lock at the start of a batch, so that two writers queue, not collide.
        options |= {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE"}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}
    # immutable does without the -wal and -shm files that a read-only disk cannot have, but would not
    # see what a writer has left in one.
    wal = path.with_name(path.name + "-wal")
    alone = "" if wal.exists() and wal.stat().st_size else "&immutable=1"
    name = f"file:{quote(path.resolve().as_posix())}?mode=ro{alone}"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options | {"uri": True}}


@contextmanager
def named_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk, a read-only desk and a locked database into one clear line each."""
    with disk.named(folder):
        try:
            yield
        except DatabaseError as error:
            raise _named(folder, error) from error


def _named(folder: Path, error: DatabaseError) -> Exception:
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF  # the extended code's low byte is the kind
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return disk.full(folder)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return disk.closed(folder)
    if code == sqlite3.SQLITE_BUSY:
        return DeskError(str(folder), f"another program held it for {BUSY_S} s", "try again when it is done")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DeskError(str(folder / FILE), "is damaged", "restore it from a backup; the archive is apart")
    if isinstance(error, OperationalError):
        return DeskError(str(folder), f"the database says: {error}", "check DATABASE_URL and the server")
    return error
