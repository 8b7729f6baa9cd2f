"""The store's tests run on every database it supports: SQLite always, PostgreSQL where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from dateline.store.desk import Database, open_database

NOBODY = 65534


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL server."""
    if not shutil.which("initdb") or not shutil.which("pg_ctl"):
        pytest.skip("no PostgreSQL server is installed")
    with _postgres() as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of a desk; DATABASE_URL says which one, and only while a module is tested."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgresql":
            patch.setenv("DATABASE_URL", request.getfixturevalue("postgres"))
        else:
            patch.delenv("DATABASE_URL", raising=False)
        yield open_database(tmp_path_factory.mktemp("desk"))


@contextmanager
def _postgres() -> Iterator[str]:
    """Run a throw-away server on a socket of its own; it refuses to run as root, so root lends it a user."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    user = {"user": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        os.chown(folder, NOBODY, -1)
    data = folder / "data"

    def server(*words: str) -> None:
        subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]  # noqa: S603

    server("initdb", "-D", str(data), "-A", "trust", "-U", "desk", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    server("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgres://desk@{quote(str(folder), safe='')}/postgres"
    finally:
        server("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)
