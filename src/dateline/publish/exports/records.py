"""Builds the records of an export again from the rows of its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from dateline.model import (
    Account,
    Capture,
    Copies,
    CopyPair,
    Decision,
    Disagreement,
    Incident,
    Observation,
    Origin,
    Publication,
    Report,
    Series,
    Source,
    Toll,
    Visit,
)
from dateline.publish.exports import tables
from dateline.publish.exports.columns import build
from dateline.publish.exports.tables import READINGS, Kept, Sealed, Table, Taken

# Gives the rows of a table in the order they were written.
Rows = Callable[[Table], Iterator[dict[str, Any]]]


def taken(rows: Rows, *, desk: str, audience: str, selection: str) -> Taken:
    """Return the records of an export. Rows are read as the records are asked for."""
    return Taken(
        desk=desk,
        audience=audience,
        selection=selection,
        sources=(build(Source, each) for each in rows(tables.SOURCES)),
        captures=(Sealed(each["line"], each["seal"], build(Capture, each)) for each in rows(tables.CAPTURES)),
        reports=_reports(rows),
        copies=_copies(rows),
        origins=(build(Origin, each, kind="origin") for each in rows(tables.ORIGINS)),
        incidents=_incidents(rows),
        series=_series(rows),
        decisions=(build(Decision, each) for each in rows(tables.DECISIONS)),
        publications=(build(Publication, each) for each in rows(tables.PUBLICATIONS)),
        visits=(build(Visit, each) for each in rows(tables.VISITS)),
    )


class _Following:
    """The rows of a table whose owners come in the order of their own table, given out owner by owner."""

    def __init__(self, rows: Iterator[dict[str, Any]], column: str) -> None:
        self.groups = groupby(rows, itemgetter(column))
        self.next: tuple[Any, list[dict[str, Any]]] | None = self._following()

    def of(self, owner: Any) -> list[dict[str, Any]]:
        """Return the rows of this owner; none when the next rows are another's."""
        if self.next is None or self.next[0] != owner:
            return []
        found = self.next[1]
        self.next = self._following()
        return found

    def _following(self) -> tuple[Any, list[dict[str, Any]]] | None:
        return next(((owner, list(group)) for owner, group in self.groups), None)


def _reports(rows: Rows) -> Iterator[Kept]:
    readings = {name: _Following(rows(table), "report") for name, table in READINGS.items()}
    for each in rows(tables.REPORTS):
        nested = {
            name: tuple(build(READINGS[name].record, one) for one in follow.of(each["id"]))
            for name, follow in readings.items()
        }
        report = build(Report, each, **nested)
        yield Kept(report, each["line"], each["history"], each["previous"], each["latest"], each["collected"])


def _copies(rows: Rows) -> Iterator[Copies]:
    pairs = _Following(rows(tables.PAIRS), "copies")
    for each in rows(tables.COPIES):
        found = tuple(build(CopyPair, one) for one in pairs.of(each["number"]))
        yield build(Copies, each, kind="copies", pairs=found)


def _incidents(rows: Rows) -> Iterator[Incident]:
    tolls, others, told = (
        _Following(rows(table), "incident") for table in (tables.TOLLS, tables.DISAGREEMENTS, tables.ACCOUNTS)
    )
    for each in rows(tables.INCIDENTS):
        accounts: dict[tuple[Any, Any], list[Account]] = defaultdict(list)
        for one in told.of(each["id"]):
            accounts[one["toll"], one["disagreement"]].append(build(Account, one))
        yield build(
            Incident,
            each,
            kind="incident",
            accounts=tuple(accounts[None, None]),
            tolls=tuple(
                build(Toll, one, accounts=tuple(accounts[one["position"], None]))
                for one in tolls.of(each["id"])
            ),
            disagreements=tuple(
                build(Disagreement, one, accounts=tuple(accounts[None, one["position"]]))
                for one in others.of(each["id"])
            ),
        )


def _series(rows: Rows) -> Iterator[Series]:
    observations = _Following(rows(tables.OBSERVATIONS), "of")
    for each in rows(tables.SERIES):
        found = tuple(build(Observation, one) for one in observations.of(each["id"]))
        yield build(Series, each, kind="series", observations=found)
