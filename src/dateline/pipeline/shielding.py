"""Gathers over a whole desk what is kept from readers, a chunk of reports in memory at a time."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dateline.model import Judgement, Report
from dateline.pipeline.desk import Desk

if TYPE_CHECKING:
    from dateline.publish.harm import Rules
    from dateline.publish.persons import Person

# Reports looked through at once: who speaks for a body in one of them is public in all of them.
CHUNK = 500


def rules(desk: Desk, now: dt.datetime) -> Rules:
    """Return what is kept from readers of everything on the connected desk, at this moment.

    It errs towards keeping back: somebody who is public only in other reports may be kept back in some.
    """
    from dateline.publish import harm
    from dateline.review.ledger import standing
    from dateline.store import load, whole

    settings, stand = desk.settings.harm, standing(load.decisions())
    asked = [*settings.withhold, *_asked(harm.verdicts(stand))]
    names, naming = _names(asked) if settings.names or asked else ((), ())
    known = harm.rules(settings, naming, (), stand, now, known=names)
    held: list[str] = []
    sensitive: dict[tuple[float, float], str] = {}
    nameless = settings.model_copy(update={"names": False, "withhold": ()})
    for chunk in _chunks(whole.incident_ids(), load.CHUNK):
        some = list(whole.incidents(chunk))
        reports = list(load.reports(list(dict.fromkeys(id_ for one in some for id_ in one.reports))))
        found = harm.rules(nameless, reports, some, stand, now)
        held += found.held
        sensitive |= found.sensitive
    if not held:
        return replace(known, sensitive=sensitive)
    touched = list(dict.fromkeys(id_ for one in whole.incidents(held) for id_ in one.reports))
    beside = list(whole.incidents(whole.incidents_of(touched)))
    found = harm.rules(nameless, list(load.reports(touched)), beside, stand, now)
    return replace(known, held=found.held, blacked=found.blacked, sensitive=sensitive)


def _asked(verdicts: dict[str, Judgement]) -> Iterator[str]:
    """Yield the names that a decision of the ledger withholds."""
    from dateline.publish.harm import NAME

    withheld = (subject for subject, verdict in verdicts.items() if verdict is Judgement.WITHHOLD)
    yield from (subject.removeprefix(NAME) for subject in withheld if subject.startswith(NAME))


def _names(asked: Sequence[str]) -> tuple[tuple[Person, ...], tuple[Report, ...]]:
    """Return the names that reports make private, and for each name asked for a report that has it."""
    from dateline.publish import persons
    from dateline.store import load, whole

    found: dict[str, Person] = {}
    naming: dict[str, Report] = {}
    for chunk in _chunks(whole.report_ids(), CHUNK):
        reports = list(load.reports(chunk))
        for person in persons.found(reports):
            found.setdefault(person.name, person)
        for name in asked:
            having = (report for report in reports if name in report.text)
            if name not in naming and (first := next(having, None)):
                naming[name] = first
    return tuple(found.values()), tuple(naming.values())


def _chunks(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    waiting = iter(ids)
    while chunk := list(islice(waiting, size)):
        yield chunk
