"""The store's tests run on every database it supports: SQLite always, PostgreSQL where it is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.store.desk import Database, open_database
from factory_postgres import database as made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of a desk; DATABASE_URL says which one, and only while a module is tested."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgresql":
            patch.setenv("DATABASE_URL", made(request.getfixturevalue("postgres"), folder.name))
        else:
            patch.delenv("DATABASE_URL", raising=False)
        yield open_database(folder)
