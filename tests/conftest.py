"""Django is set up once a process, with the web's parts, so that every test may open a desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.store import settings as store
from dateline.web import settings
from factory_postgres import Everywhere, programs, server

ON_POSTGRESQL = os.environ.get("DATELINE_TEST_DATABASE") == "postgresql"

settings.configure()


@pytest.fixture(scope="session", autouse=True)
def everywhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """With DATELINE_TEST_DATABASE=postgresql every desk is kept by PostgreSQL instead of SQLite."""
    if not ON_POSTGRESQL:
        yield
        return
    own, kept = Everywhere(request.getfixturevalue("postgres")), store._database

    def given(folder: Path, *, writing: bool) -> dict[str, Any]:
        make = kept if os.environ.get("DATABASE_URL") else own.config
        return make(folder, writing=writing)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_database", given)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about the SQLite file itself, or starts a program that would use one."""
    for item in items:
        if ON_POSTGRESQL and item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="about SQLite's own file"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL server; the test is skipped where none is installed."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server is installed; apt-get install postgresql")
    with server(found) as address:
        yield address
