"""Lays out the day's counts: each whole with its parts inside it; nothing is ever added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dateline.model import (
    Copies,
    Factuality,
    Figure,
    FigureStatus,
    Grade,
    Incident,
    Item,
    Report,
    Series,
    Toll,
)
from dateline.publish.choose import touches
from dateline.publish.passages import cite, sentence_at
from dateline.publish.remainders import remainder
from dateline.publish.sentences import ORDER, Ground, fits, toll_item, tolls
from dateline.publish.voices import Voices

# Wholes that the page lays out; the rest stay with their incidents.
MOST = 10
# Counts that no incident took up, shown in their reports' own sentences.
MOST_LOOSE = 8

Row = tuple[Incident, Toll]


def numbers(incidents: Sequence[Incident], ground: Ground, day: dt.date) -> tuple[Item, ...]:
    """Return one item a count of the incidents; a part is an item inside its whole.

    A count is part of another when one of its accounts says so of a figure of the same report
    ("22 of the dead were in X"), also across incidents. The day's own counts come first,
    and among them the well-supported ones.
    """
    rows = [(incident, toll) for incident in incidents for toll in tolls(incident)]
    parents = [_parent(i, rows) for i in range(len(rows))]
    strong = {i for i, (incident, _) in enumerate(rows) if incident.grade in (Grade.CONFIRMED, Grade.FAIR)}
    held = strong | {p for i in strong if (p := parents[i]) is not None}
    roots = [i for i, p in enumerate(parents) if p is None]
    roots.sort(
        key=lambda i: (
            ORDER.index(rows[i][1].status),
            not touches(rows[i][0], day),
            i not in held,
            *_rank(rows[i]),
        )
    )
    return tuple(_tree(i, rows, parents, ground) for i in roots[:MOST])


def loose(
    reports: Sequence[Report],
    incidents: Sequence[Incident],
    copies: Sequence[Copies],
    voices: Voices,
    series: Sequence[Series] = (),
) -> tuple[Item, ...]:
    """Return the counts of people that no incident and no series holds, each in its report's sentence."""
    held: set[tuple[str, str | None]] = {(o.report, o.figure) for s in series for o in s.observations}
    held |= {(a.report, a.figure) for i in incidents for a in i.accounts}
    held |= {(a.report, a.figure) for i in incidents for t in i.tolls for a in t.accounts}
    copied = {later for group in copies for later in group.reports[1:]}
    items: dict[str, Item] = {}
    for report in reports:
        told = {_count(f) for f in report.figures if (report.id, f.id) in held}
        for figure in _counted(report) if report.id not in copied else ():
            if (report.id, figure.id) not in held and _count(figure) not in told:
                item = _loose_item(report, figure)
                items.setdefault(item.text, item)
    found = sorted(items.values(), key=lambda i: ORDER.index(i.toll.status) if i.toll else 0)
    return tuple(found[:MOST_LOOSE])


def _counted(report: Report) -> Iterator[Figure]:
    """Yield figures stated as so now, of people, with a status."""
    for figure in report.figures:
        real = figure.factuality in (Factuality.HAPPENED, Factuality.ONGOING)
        people = figure.unit == "people" and figure.status is not FigureStatus.OTHER
        if real and people and not figure.background and (figure.low or figure.high):
            yield figure


def _count(figure: Figure) -> tuple[object, ...]:
    """Return what makes a figure the same count told again: a headline's and its lead's."""
    return figure.status, figure.low, figure.high, figure.who


def _loose_item(report: Report, figure: Figure) -> Item:
    start, end = sentence_at(report, figure.start, figure.end)
    citation = cite(report, start, end)
    best = figure.low if figure.low is not None else figure.high
    toll = Toll(
        status=figure.status,
        who=figure.who,
        low=figure.low,
        best=best,
        high=figure.high,
        rule="one report's figure",
    )
    return Item(
        kind="quote",
        text=citation.text,
        citations=(citation,),
        speaker=report.source or "The report",
        toll=toll,
        note=figure.text,
    )


def _parent(index: int, rows: Sequence[Row]) -> int | None:
    """Return the row this row is a part of: by its accounts' words, or a group of its incident's count."""
    incident, own = rows[index]
    for i, (_, toll) in enumerate(rows):
        if i != index and fits(own, toll) and claims_part(own, toll):
            return i
    for i, (other, toll) in enumerate(rows):
        whole = toll.who is None and toll.status is own.status and i != index and fits(own, toll)
        if whole and own.part_of is not None and other.id == incident.id:
            return i
        if whole and own.who is None and incident.part_of is not None and other.id == incident.part_of:
            return i
    return None


def claims_part(own: Toll, outer: Toll) -> bool:
    """Return whether an account of the one says that its figure is part of a figure of the other."""
    claims = {(a.report, a.part_of) for a in own.accounts if a.part_of}
    return not claims.isdisjoint((a.report, a.figure) for a in outer.accounts)


def _tree(
    index: int, rows: Sequence[Row], parents: Sequence[int | None], ground: Ground, depth: int = 0
) -> Item:
    """Return the row's item with its parts inside; depth is bounded, so a circle of claims ends."""
    incident, toll = rows[index]
    children = sorted((i for i, p in enumerate(parents) if p == index), key=lambda i: _rank(rows[i]))
    parts = tuple(_tree(i, rows, parents, ground, depth + 1) for i in children) if depth < 4 else ()
    rest = remainder(rows[index], [rows[i] for i in children], ground) if parts else None
    return toll_item(incident, toll, ground, dated=depth == 0, part=depth > 0).model_copy(
        update={"parts": (*parts, rest) if rest else parts}
    )


def _rank(row: Row) -> tuple[object, ...]:
    incident, toll = row
    return ORDER.index(toll.status), -(toll.best or toll.low or 0), incident.id, toll.who or ""
