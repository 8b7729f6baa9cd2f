"""Starts a throw-away PostgreSQL server on a socket of its own, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
from django.core.management import call_command
from django.db import connections

from dateline.store import settings

NOBODY = 65534
# Debian keeps the server's programs out of the path, one folder a version.
DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest version's; None when there is none."""
    known = shutil.which("initdb")
    every = sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = [Path(known).parent] if known else [folder for folder in every if (folder / "initdb").exists()]
    return found[-1] if found else None


@contextmanager
def server(folder_of_programs: Path) -> Iterator[str]:
    """Run a server until the block ends; gives its address. It refuses root, so root lends it a user."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    user = {"user": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        os.chown(folder, NOBODY, -1)
    data = folder / "data"

    def run(program: str, *words: str) -> None:
        subprocess.run(  # type: ignore[call-overload]  # noqa: S603
            [folder_of_programs / program, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL, **user
        )

    run("initdb", "-D", str(data), "-A", "trust", "-U", "desk", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgres://desk@{quote(str(folder), safe='')}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)


def database(address: str, name: str, template: str = "template0") -> str:
    """Make a database of this name on the server, empty or a copy of another one, and return its address."""
    import psycopg  # noqa: PLC0415 - an extra: only those who have a server need it

    with psycopg.connect(address.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{address.rpartition('/')[0]}/{name}"


class Everywhere:
    """Gives every desk that a test opens a database of its own on a server, in the place of its SQLite file.

    The file holds the database's name, so that a copied desk is told from its original: it gets a copy
    of the database when it is opened.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._template = ""

    def config(self, folder: Path, *, writing: bool) -> dict[str, Any]:
        """Return how to connect to the desk in ``folder``; stands in for ``store.settings._database``."""
        marker, own = (
            folder / settings.FILE,
            f"desk-{sha256(str(folder.resolve()).encode()).hexdigest()[:20]}",
        )
        known = marker.read_text() if marker.is_file() else ""
        if known != own:
            self._make(own, known or self._migrated())
            marker.write_text(own)
        return dict(dj_database_url.parse(f"{self._address.rpartition('/')[0]}/{own}", conn_max_age=None))

    def _migrated(self) -> str:
        """Return an empty database with every table, made once."""
        if not self._template:
            self._template = f"template-{os.getpid()}"
            url = database(self._address, self._template)
            settings.configure()
            settings.close()
            connections.settings = connections.configure_settings(
                {"default": dict(dj_database_url.parse(url))}
            )
            call_command("migrate", verbosity=0, interactive=False)
            settings.close()
        return self._template

    def _make(self, name: str, template: str) -> None:
        import psycopg  # noqa: PLC0415 - see above

        address = self._address.replace("postgres://", "postgresql://", 1)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (template,)
            )
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
