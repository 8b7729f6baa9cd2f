"""Opens the database of a desk: made or migrated to this version's schema, or one clear line why not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dateline.errors import DeskError, ReadOnlyDesk
from dateline.store import settings, triggers

APP = "desk"


@dataclass(frozen=True, slots=True)
class Database:
    """A desk's database. ``session`` makes it the connected one; nothing else may run queries."""

    folder: Path
    writable: bool = True

    @contextmanager
    def session(self) -> Iterator[None]:
        """Run queries on this desk; database and disk errors come out as DeskErrors."""
        with settings.named_errors(self.folder):
            settings.connect(self.folder, writing=self.writable)
            yield


class Served(Database):
    """The database of a desk while a server runs on it: connected once a thread, not once a session."""

    @contextmanager
    def session(self) -> Iterator[None]:
        """Run queries on the connection that stands; errors come out as DeskErrors."""
        with settings.named_errors(self.folder):
            yield


def serve_database(folder: Path) -> Served:
    """Connect to the desk in ``folder`` for as long as the process runs, with the tables of every app made.

    A restart with the same version changes nothing. Raises DeskError when the desk cannot be written.
    """
    with open_database(folder).session():
        call_command("migrate", verbosity=0, interactive=False)
        settings.keep_connected()
    return Served(folder)


def open_database(folder: Path) -> Database:
    """Return the database in ``folder``, migrated; read-only when the disk allows no more."""
    database = Database(folder)
    made = (folder / settings.FILE).exists()
    if not made or _may_write(folder):
        try:
            with database.session():
                _migrate(folder)
            return database
        except ReadOnlyDesk:
            if not made:
                raise
    database = Database(folder, writable=False)
    with database.session():
        if _pending(folder):
            raise DeskError(str(folder), "has an older schema and cannot be written", "copy it, then open it")
    return database


def _may_write(folder: Path) -> bool:
    """Whether the system lets us write; SQLite itself notices only at the first write."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(path, os.W_OK, effective_ids=effective) for path in (folder, folder / settings.FILE))


def _migrate(folder: Path) -> None:
    if _pending(folder) or triggers.missing():
        call_command("migrate", APP, verbosity=0, interactive=False)


def _pending(folder: Path) -> bool:
    """Return whether migrations wait to be applied; raises DeskError when the desk is ahead of us."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    if any(app == APP and (app, name) not in known for app, name in executor.loader.applied_migrations):
        raise DeskError(
            str(folder), "was made by a newer Dateline", "upgrade with: pip install --upgrade dateline"
        )
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes(APP)))
