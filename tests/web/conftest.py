"""A served desk: empty, or made from the sample once and copied for each test that changes it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from dateline import pipeline
from dateline.pipeline import Desk
from factory_postgres import database
from factory_web import serve

SAMPLE = Path(__file__).parent.parent.parent / "samples/aleppo-december-2016"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk, served."""
    pipeline.init(tmp_path / "desk")
    yield serve(tmp_path / "desk")
    connections.close_all()


@pytest.fixture(scope="session")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk on which the sample was added, read and linked."""
    return _linked(tmp_path_factory.mktemp("sample") / "desk")


def _linked(folder: Path) -> Path:
    own = pipeline.init(folder)
    list(pipeline.add(own, [SAMPLE], now=lambda: dt.datetime(2016, 12, 6, tzinfo=dt.UTC)))
    list(pipeline.read(own))
    pipeline.link(own)
    serve(own.folder)  # makes the server's tables too, so that the copies have them
    connections.close_all()
    return own.folder


@pytest.fixture
def sample(linked: Path, tmp_path: Path) -> Iterator[Desk]:
    """The sample's desk, served, to be changed."""
    shutil.copytree(linked, tmp_path / "desk")
    yield serve(tmp_path / "desk")
    connections.close_all()


@pytest.fixture(scope="session")
def linked_postgres(
    postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str, str]]:
    """The same desk with its tables in PostgreSQL: its folder, the server, the database to copy."""
    folder = tmp_path_factory.mktemp("sample-postgres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", database(postgres, folder.name))
        _linked(folder / "desk")
    yield folder / "desk", postgres, folder.name


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The sample's desk, served, to be changed: on SQLite, and on PostgreSQL where that is installed."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgresql":
            folder, server, template = request.getfixturevalue("linked_postgres")
            name = f"copy-{tmp_path.name}"
            patch.setenv("DATABASE_URL", database(server, name, template))
        else:
            folder = request.getfixturevalue("linked")
        shutil.copytree(folder, tmp_path / "desk")
        yield serve(tmp_path / "desk")
        connections.close_all()
