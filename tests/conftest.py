"""Django is set up once a process, with the web's parts, so that every test may open a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.web import settings
from factory_postgres import programs, server

settings.configure()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL server; the test is skipped where none is installed."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server is installed; apt-get install postgresql")
    with server(found) as address:
        yield address
