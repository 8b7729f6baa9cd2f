"""Gives the stages what people corrected: mended readings, and incidents with their grades."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.model import Decision, Incident, Linking, Report
from dateline.review import effects
from dateline.review.ledger import standing


def reports(ids: Sequence[str]) -> Iterator[Report]:
    """Yield these reports of the connected desk as people corrected them."""
    from dateline.store import load, looking

    own: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in standing(looking.decisions(about=ids)):
        for report in {subject.partition("#")[0] for subject in decision.subjects}:
            own[report].append(decision)
    yield from (effects.corrected(report, own[report.id]) for report in load.reports(ids))


def incidents(found: Iterable[Incident]) -> list[Incident]:
    """Return the incidents with the grades that people gave."""
    from dateline.store import looking

    told = list(found)
    return effects.graded(told, standing(looking.decisions(subjects=[own.id for own in told])))


def linking(found: Linking) -> Linking:
    """Return the linking with the grades that people gave."""
    return found.model_copy(update={"incidents": tuple(incidents(found.incidents))})
