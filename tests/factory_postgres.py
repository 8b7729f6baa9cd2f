"""Starts a throw-away PostgreSQL server on a socket of its own, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

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
