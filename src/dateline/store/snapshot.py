"""Takes a consistent copy of a desk's database while others write, and puts one back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

from dateline.errors import DeskError, InputError, MissingPart
from dateline.store import settings

SQLITE, POSTGRESQL = "desk.sqlite3", "database.dump"
# Debian keeps the programs of each PostgreSQL out of the path, one folder a version.
ADDRESS = "DATABASE_URL"
DEBIAN = Path("/usr/lib/postgresql")


def take(folder: Path) -> str:
    """Write the connected database to ``folder``, as it is at one moment; return the file's name."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / SQLITE)])
        return SQLITE
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={folder / POSTGRESQL}")
    return POSTGRESQL


def put_back(kept: Path, folder: Path) -> None:
    """Make a snapshot the database of the desk in ``folder``, which has none yet.

    Raises InputError for a file that is no database, DeskError when the PostgreSQL database is not empty or
    the kinds of database differ.
    """
    if kept.name == SQLITE:
        if os.environ.get(ADDRESS):
            raise DeskError(
                str(kept), "is of SQLite, and DATABASE_URL is set", "unset it, or export and import the desk"
            )
        _check(kept)
        shutil.copyfile(kept, folder / settings.FILE)
        return
    if not os.environ.get(ADDRESS):
        raise DeskError(
            str(kept), "is of PostgreSQL, and DATABASE_URL is not set", "set it to an empty database"
        )
    settings.connect(folder, writing=True)
    if connection.introspection.table_names():
        raise DeskError(os.environ[ADDRESS], "is not empty", "give DATABASE_URL an empty database")
    _run("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction",
         f"--dbname={_name()}", str(kept))  # fmt: skip


def _check(kept: Path) -> None:
    try:
        with sqlite3.connect(f"file:{kept}?mode=ro", uri=True) as opened:
            told = opened.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise InputError(str(kept), f"is no database ({error})", "take another backup") from error
    if told != "ok":
        raise InputError(str(kept), f"is damaged ({told})", "take another backup")


def _run(program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the connected database."""
    found = shutil.which(program) or _newest(program)
    if found is None:
        raise MissingPart(program, "is not installed", "install it: apt install postgresql-client")
    own: dict[str, Any] = connection.settings_dict
    told = {f"PG{name}": str(own[name]) for name in ("HOST", "PORT", "USER", "PASSWORD") if own[name]}
    environment = {**os.environ, **told, "PGDATABASE": _name()}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, by its path
        [found, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        line = next(iter(done.stderr.strip().splitlines()), "it did not say why")
        raise DeskError(program, f"did not succeed: {line}", "see to it, then try again")


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _newest(program: str) -> str | None:
    every = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    return str(every[-1]) if every else None
