"""The tables of an export, one a noun, each with its key; and the rows that records give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from dateline.model import (
    Account,
    Actor,
    Capture,
    Comment,
    Copies,
    CopyPair,
    Decision,
    Disagreement,
    Event,
    Failure,
    Figure,
    Incident,
    Note,
    Observation,
    Origin,
    Period,
    Place,
    Publication,
    Record,
    Report,
    Series,
    Source,
    Statement,
    Toll,
    Visit,
    Zone,
)
from dateline.publish.exports.columns import Column, Kind, cells, row


@dataclass(frozen=True)
class Table:
    """One table: the record a row holds, the columns before its own, its key, what the key points to."""

    name: str
    record: type[Record]
    key: tuple[str, ...]
    about: str
    own: tuple[Column, ...] = ()
    without: frozenset[str] = frozenset()
    points: dict[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every column, in the order of a row's values."""
        return (*self.own, *(cell.column for cell in cells(self.record, self.without)))

    def row(self, own: Sequence[Any], record: Record) -> list[Any]:
        """Return the values of one row."""
        return [*own, *row(record, self.without)]


class Row(NamedTuple):
    """One row: its table and its values in the order of the table's columns."""

    table: Table
    values: list[Any]


class Sealed(NamedTuple):
    """A sealed copy with its line in the archive's log and the hash of that line."""

    line: int
    seal: str
    capture: Capture


class Kept(NamedTuple):
    """A report as it is kept: the line that sealed its copy, its place among its versions.

    ``collected`` is the report before it was read, as JSON without its text; None in what is for others.
    """

    report: Report
    line: int | None = None
    history: str | None = None
    previous: str | None = None
    latest: bool = True
    collected: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The records that an export takes; each of them is gone through once, so that none need fit the memory.

    ``audience`` says for whom: "public" has what may be shown to anybody, "desk" everything; ``note`` says
    what was kept back. ``archive`` is the folder of the sealed copies, when they come along.
    """

    desk: str
    audience: str
    selection: str
    note: str = ""
    sources: Iterable[Source] = ()
    captures: Iterable[Sealed] = ()
    reports: Iterable[Kept] = ()
    copies: Iterable[Copies] = ()
    origins: Iterable[Origin] = ()
    incidents: Iterable[Incident] = ()
    series: Iterable[Series] = ()
    decisions: Iterable[Decision] = ()
    publications: Iterable[Publication] = ()
    visits: Iterable[Visit] = ()
    archive: Path | None = None


def _own(name: str, kind: Kind, about: str, required: bool = True) -> Column:
    return Column(name, kind, required, (), about)


_REPORT = _own("report", "string", "The report's id.")
_INCIDENT = _own("incident", "string", "The incident's id.")
_POSITION = _own("position", "integer", "Where it stands in its list, from 0.")


def _reading(name: str, record: type[Record], about: str) -> Table:
    return Table(
        name,
        record,
        ("report", "position"),
        about,
        (_REPORT, _POSITION),
        points={"report": "reports.id"},
    )


# The tables that hold a report's readings, by the report's field.
READINGS: dict[str, Table] = {
    "zones": _reading("zones", Zone, "The parts of each page."),
    "statements": _reading("statements", Statement, "Who said what."),
    "events": _reading("events", Event, "Mentions of what happened, is planned, demanded or denied."),
    "figures": _reading("figures", Figure, "Every reported quantity, with its number words."),
    "places": _reading("places", Place, "Place names and the gazetteer entries they were settled on."),
    "periods": _reading("periods", Period, "Time expressions and the days they stand for."),
    "actors": _reading("actors", Actor, "The parties named in each report."),
    "comments": _reading("comments", Comment, "Readers' comments."),
    "failures": _reading("failures", Failure, "Steps that did not succeed on a report, and why."),
    "notes": _reading("notes", Note, "What was left unread by design, and why."),
}

SOURCES = Table("sources", Source, ("name",), "The desk's register of sources: who publishes, who owns it.")
CAPTURES = Table(
    "captures",
    Capture,
    ("line",),
    "The sealed copies, by their line in the archive's log.",
    (
        _own("line", "integer", "Its line in the archive's log."),
        _own("seal", "string", "The hash of that line."),
    ),
)
REPORTS = Table(
    "reports",
    Report,
    ("id",),
    "Every version of every text.",
    (
        _own("line", "integer", "The line of the log that sealed the copy it was found in.", required=False),
        _own("history", "string", "What its versions share.", required=False),
        _own("previous", "string", "The id of the version that it replaced.", required=False),
        _own("latest", "boolean", "Whether it is the newest version."),
        _own("collected", "json", "The report before it was read, without its text.", required=False),
    ),
    frozenset(READINGS),
    points={"line": "captures.line"},
)
COPIES = Table(
    "copies",
    Copies,
    ("number",),
    "Groups of reports whose text is one text.",
    (_own("number", "integer", "The group's number in this export."),),
    frozenset({"kind", "pairs"}),
)
PAIRS = Table(
    "copy_pairs",
    CopyPair,
    ("copies", "position"),
    "Two reports that share text, and what the later one has otherwise.",
    (_own("copies", "integer", "The group's number."), _POSITION),
    points={"copies": "copies.number"},
)
ORIGINS = Table(
    "origins",
    Origin,
    ("number",),
    "The voice behind each account, and the chain of relays it came through.",
    (_own("number", "integer", "Its number in this export."),),
    frozenset({"kind"}),
)
INCIDENTS = Table(
    "incidents",
    Incident,
    ("id",),
    "Events of several reports judged to be one.",
    (),
    frozenset({"kind", "accounts", "tolls", "disagreements"}),
)
TOLLS = Table(
    "tolls",
    Toll,
    ("incident", "position"),
    "Low, best and high of each status and group of an incident.",
    (_INCIDENT, _POSITION),
    frozenset({"accounts"}),
    {"incident": "incidents.id"},
)
DISAGREEMENTS = Table(
    "disagreements",
    Disagreement,
    ("incident", "position"),
    "Where accounts of an incident differ.",
    (_INCIDENT, _POSITION),
    frozenset({"accounts"}),
    {"incident": "incidents.id"},
)
ACCOUNTS = Table(
    "accounts",
    Account,
    ("incident", "number"),
    "What each report says of an incident: once for the incident, again for each toll and disagreement.",
    (
        _INCIDENT,
        _own("number", "integer", "Its number within the incident, from 0."),
        _own("toll", "integer", "The position of the toll that it counts in.", required=False),
        _own("disagreement", "integer", "The position of the disagreement it is part of.", required=False),
    ),
    points={"incident": "incidents.id"},
)
SERIES = Table(
    "series",
    Series,
    ("id",),
    "Figures followed over time.",
    (),
    frozenset({"kind", "observations"}),
)
OBSERVATIONS = Table(
    "observations",
    Observation,
    ("of", "position"),
    "Every count of a series: by whom, said when, holding when.",
    (_own("of", "string", "The id of the series."), _POSITION),
    points={"of": "series.id"},
)
DECISIONS = Table("decisions", Decision, ("id",), "The ledger: what people judged.")
PUBLICATIONS = Table("publications", Publication, ("day", "version"), "Every published version of a brief.")
VISITS = Table(
    "visits",
    Visit,
    ("number",),
    "What later visits found where reports stood.",
    (_own("number", "integer", "Its number in this export."),),
)

TABLES: tuple[Table, ...] = (
    SOURCES, CAPTURES, REPORTS, *READINGS.values(), COPIES, PAIRS, ORIGINS, INCIDENTS, TOLLS, DISAGREEMENTS,
    ACCOUNTS, SERIES, OBSERVATIONS, DECISIONS, PUBLICATIONS, VISITS,
)  # fmt: skip


def rows(taken: Taken) -> Iterator[Row]:
    """Yield every row of an export; a record's own row comes before those of what is in it."""
    yield from (Row(SOURCES, SOURCES.row((), one)) for one in taken.sources)
    yield from (Row(CAPTURES, CAPTURES.row((one.line, one.seal), one.capture)) for one in taken.captures)
    for kept in taken.reports:
        yield from of_report(kept)
    for number, group in enumerate(taken.copies):
        yield Row(COPIES, COPIES.row((number,), group))
        yield from _listed(PAIRS, number, group.pairs)
    yield from (Row(ORIGINS, ORIGINS.row((n,), one)) for n, one in enumerate(taken.origins))
    for incident in taken.incidents:
        yield from of_incident(incident)
    for series in taken.series:
        yield Row(SERIES, SERIES.row((), series))
        yield from _listed(OBSERVATIONS, series.id, series.observations)
    yield from (Row(DECISIONS, DECISIONS.row((), one)) for one in taken.decisions)
    yield from (Row(PUBLICATIONS, PUBLICATIONS.row((), one)) for one in taken.publications)
    yield from (Row(VISITS, VISITS.row((n,), one)) for n, one in enumerate(taken.visits))


def of_report(kept: Kept) -> Iterator[Row]:
    """Yield the rows of one report and of all that was read from it."""
    own = (kept.line, kept.history, kept.previous, kept.latest, kept.collected)
    yield Row(REPORTS, REPORTS.row(own, kept.report))
    for name, table in READINGS.items():
        yield from _listed(table, kept.report.id, getattr(kept.report, name))


def of_incident(one: Incident) -> Iterator[Row]:
    """Yield the rows of one incident, its tolls, its disagreements and its accounts."""
    yield Row(INCIDENTS, INCIDENTS.row((), one))
    yield from _listed(TOLLS, one.id, one.tolls)
    yield from _listed(DISAGREEMENTS, one.id, one.disagreements)
    told: list[tuple[int | None, int | None, Account]] = [(None, None, each) for each in one.accounts]
    told += [(at, None, each) for at, toll in enumerate(one.tolls) for each in toll.accounts]
    told += [(None, at, each) for at, other in enumerate(one.disagreements) for each in other.accounts]
    for number, (toll_at, other_at, account) in enumerate(told):
        yield Row(ACCOUNTS, ACCOUNTS.row((one.id, number, toll_at, other_at), account))


def _listed(table: Table, of: Any, found: Sequence[Record]) -> Iterator[Row]:
    for position, one in enumerate(found):
        yield Row(table, table.row((of, position), one))
