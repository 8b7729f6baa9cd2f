"""Tells the name of who publishes from places: "Levant Wire" is no report from the Levant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Report
from dateline.read.places.names import Toponym
from dateline.read.places.scenes import Scene

# The agency in a dateline's brackets, "GENEVA, 4 March (Lake Wire) -", or in those that open a line.
_NAME = r"\(([A-Z][^()\n]{2,40})\)"
_BRACKET = re.compile(rf"{_NAME}\s*[-–—]|^\s*{_NAME}", re.MULTILINE)


def credited(report: Report) -> tuple[str, ...]:
    """Return the names of more than one word that the report is published or filed under."""
    bracketed = (filed or opening for filed, opening in _BRACKET.findall(report.text))
    return tuple(sorted(name for name in {report.source or "", *bracketed} if " " in name.strip()))


def without(names: Sequence[Toponym], scene: Scene, publishers: Sequence[str]) -> list[Toponym]:
    """Return a scene's names but those that are a part of a publisher's name."""
    held = [
        (match.start(), match.end())
        for publisher in publishers
        if publisher in scene.text
        for match in re.finditer(re.escape(publisher), scene.text)
    ]
    return [name for name in names if not _inside(name, scene, held)] if held else list(names)


def _inside(name: Toponym, scene: Scene, held: Sequence[tuple[int, int]]) -> bool:
    doc = scene.passage.doc
    start, end = doc[name.first].idx, doc[name.last].idx + len(doc[name.last])
    return any(first <= start and end <= last and end - start < last - first for first, last in held)
