"""A served desk, empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from dateline import pipeline
from dateline.pipeline import Desk
from factory_web import serve


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk, served."""
    pipeline.init(tmp_path / "desk")
    yield serve(tmp_path / "desk")
    connections.close_all()
