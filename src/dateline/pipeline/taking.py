"""Takes records off a desk for an export: everything, or a selection with all that it rests on."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import UnknownId
from dateline.model import Copies, Incident, Source
from dateline.pipeline.desk import Desk

if TYPE_CHECKING:
    from dateline.publish.exports.tables import Kept, Sealed, Taken

PUBLIC, WHOLE = "public", "desk"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to take: ids or their beginnings, and days. Nothing chosen is everything.

    With an incident or a series come the reports that it rests on. Of days come the reports published
    then and the incidents that may lie then.
    """

    ids: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing was chosen."""
        return not self.ids and self.first is None and self.last is None

    def __str__(self) -> str:
        if self.everything:
            return "everything"
        days = [f"from {self.first}"] if self.first else []
        days += [f"to {self.last}"] if self.last else []
        return ", ".join([*days, *self.ids])


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of what a selection comes to; None is all of them."""

    reports: Sequence[str] | None
    incidents: Sequence[str] | None
    series: Sequence[str] | None


def choose(selection: Selection) -> Chosen:
    """Return what a selection comes to on the connected desk. Raises UnknownId for an id it cannot export."""
    from dateline.store import load, whole
    from dateline.store.find import find

    if selection.everything:
        return Chosen(None, None, None)
    reports: list[str] = []
    incidents: list[str] = []
    series: list[str] = []
    if selection.first or selection.last:
        reports += whole.report_ids(selection.first, selection.last)
        incidents += whole.incident_ids(selection.first, selection.last)
    for wanted in selection.ids:
        kind, id_ = find(wanted.partition("#")[0])
        if kind == "report":
            reports.append(id_)
        elif kind == "incident":
            incidents.append(id_)
        elif kind == "series":
            series.append(id_)
        elif kind == "capture":
            reports += load.found_in(load.line_of(kind, id_) or 0)
        else:
            raise UnknownId(wanted, f"is a {kind}", "give a report, a copy, an incident or a series")
    for incident in whole.incidents(incidents):
        reports += incident.reports
    for one in load.series(series):
        reports += one.reports
    return Chosen(list(dict.fromkeys(reports)), list(dict.fromkeys(incidents)), series)


def take(desk: Desk, selection: Selection, audience: str) -> Taken:
    """Return the records of a selection, read from the connected desk as they are asked for.

    For the public, they are as people corrected them and shielded; for a desk, as they are kept.
    """
    from dateline.publish.exports.tables import Taken
    from dateline.store import collecting, load, published, whole

    chosen = choose(selection)
    within = None if chosen.reports is None else set(chosen.reports)
    private = audience == WHOLE
    return Taken(
        desk=desk.settings.name,
        audience=audience,
        selection=str(selection),
        sources=[Source(**one.model_dump(include=set(Source.model_fields))) for one in desk.settings.source],
        captures=_captures(within),
        reports=_reports(chosen.reports, private),
        copies=_within(whole.copies(), within),
        origins=(one for one in whole.origins() if within is None or one.report in within),
        incidents=_incidents(chosen.incidents, private),
        series=whole.series(chosen.series),
        decisions=load.decisions() if private and selection.everything else (),
        publications=published.every() if selection.everything else (),
        visits=(one for one in collecting.visits() if within is None or one.report in within),
    )


def _captures(within: set[str] | None) -> Iterator[Sealed]:
    from dateline.publish.exports.tables import Sealed
    from dateline.store import load, whole

    lines = None if within is None else {line for line, _ in load.lines(list(within))}
    for line, seal, capture in whole.captures():
        if lines is None or line in lines:
            yield Sealed(line, seal, capture)


def _reports(ids: Sequence[str] | None, private: bool) -> Iterator[Kept]:
    from dateline.publish.exports.tables import Kept
    from dateline.review import effects
    from dateline.review.ledger import standing
    from dateline.store import load, whole

    stand = standing(load.decisions())
    for report, line, history, previous, latest, given in whole.held(
        whole.report_ids() if ids is None else ids
    ):
        if private:
            yield Kept(report, line, history, previous, latest, given)
        else:
            yield Kept(effects.corrected(report, stand), line, history, previous, latest)


def _incidents(ids: Sequence[str] | None, private: bool) -> Iterator[Incident]:
    from dateline.review import effects
    from dateline.review.ledger import standing
    from dateline.store import load, whole

    stand = standing(load.decisions())
    for one in whole.incidents(whole.incident_ids() if ids is None else ids):
        yield one if private else effects.graded([one], stand)[0]


def _within(found: Iterable[Copies], within: set[str] | None) -> Iterator[Copies]:
    """Yield the groups all of whose reports are taken."""
    yield from (one for one in found if within is None or within.issuperset(one.reports))
