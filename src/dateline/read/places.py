"""Place names, settled on gazetteer entries; candidates kept."""

from __future__ import annotations

from dateline.model import Place
from dateline.read.page import Mention, Page


def find(page: Page) -> list[Mention[Place]]:
    """Return the mentions in reading order, ids assigned."""
    return []
