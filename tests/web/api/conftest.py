"""A desk with two published days, one of them corrected; what the API gives is compared with the site."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections

from dateline.pipeline import Desk
from factory_web import serve
from web_pages import published


@pytest.fixture
def shown(linked: Path, tmp_path: Path) -> Iterator[Desk]:
    """The sample's desk with two days published and one of them corrected."""
    shutil.copytree(linked, tmp_path / "desk")
    own = serve(tmp_path / "desk")
    cache.clear()
    published(own, dt.date(2016, 12, 3))
    published(own)
    published(own, note="The count of the market was given twice.")
    yield own
    connections.close_all()
