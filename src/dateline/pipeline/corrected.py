"""Gives the stages what people corrected: mended readings, and incidents with their grades."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.model import Incident, Linking, Report
from dateline.review import effects
from dateline.review.ledger import standing


def reports(ids: Sequence[str]) -> Iterator[Report]:
    """Yield these reports of the connected desk as people corrected them."""
    from dateline.store import load

    stand = standing(load.decisions())
    yield from (effects.corrected(report, stand) for report in load.reports(ids))


def incidents(found: Iterable[Incident]) -> list[Incident]:
    """Return the incidents with the grades that people gave."""
    from dateline.store import load

    return effects.graded(found, standing(load.decisions()))


def linking(found: Linking) -> Linking:
    """Return the linking with the grades that people gave."""
    return found.model_copy(update={"incidents": tuple(incidents(found.incidents))})
