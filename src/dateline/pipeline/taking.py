"""Takes records off a desk for an export: everything, or a selection with all that it rests on."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import UnknownId
from dateline.model import Capture, Copies, Decision, Origin, Record, Source, Visit
from dateline.pipeline import registers
from dateline.pipeline.desk import Desk
from dateline.review import effects
from dateline.review.ledger import standing

if TYPE_CHECKING:
    from dateline.publish.exports.tables import Kept, Taken
    from dateline.publish.harm import Rules

R = TypeVar("R", bound=Record)

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

    @property
    def within(self) -> Set[str] | None:
        """The reports taken; None is all of them."""
        return None if self.reports is None else frozenset(self.reports)


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


def take(desk: Desk, selection: Selection, audience: str, now: dt.datetime) -> Taken:
    """Return the records of a selection, read from the connected desk as they are asked for.

    For the public, they are as people corrected them, and come through ``publish.harm``; for a desk, as
    they are kept.
    """
    from dateline.pipeline import shielding

    chosen = choose(selection)
    if audience == WHOLE:
        return _whole(desk, selection, chosen)
    return _public(desk, selection, chosen, shielding.rules(desk, now))


def _whole(desk: Desk, selection: Selection, chosen: Chosen) -> Taken:
    from dateline.publish.exports.tables import Kept, Sealed, Taken
    from dateline.store import load, published, whole

    within = chosen.within
    return Taken(
        desk=desk.settings.name,
        audience=WHOLE,
        selection=str(selection),
        sources=_sources(desk),
        captures=(Sealed(*one) for one in _captures(within)),
        reports=(Kept(*one) for one in whole.held(_all(chosen.reports, whole.report_ids))),
        copies=_copies(within),
        origins=_origins(within),
        incidents=whole.incidents(_all(chosen.incidents, whole.incident_ids)),
        series=whole.series(chosen.series),
        decisions=load.decisions() if selection.everything else (),
        publications=published.every() if selection.everything else (),
        visits=_visits(within),
        archive=desk.archive if selection.everything else None,
    )


def _public(desk: Desk, selection: Selection, chosen: Chosen, known: Rules) -> Taken:
    from dateline.publish import harm
    from dateline.publish.exports.tables import Sealed, Taken
    from dateline.store import load, published, whole

    within = chosen.within
    decisions = standing(load.decisions())

    def shown(found: Iterable[R]) -> Iterator[R]:
        yield from (harm.public(one, known) for one in found if not harm.is_held(one, known))

    incidents = whole.incidents(_all(chosen.incidents, whole.incident_ids))
    return Taken(
        desk=desk.settings.name,
        audience=PUBLIC,
        selection=str(selection),
        note=_note(known),
        sources=shown(_sources(desk)),
        captures=(Sealed(n, seal, harm.public(one, known)) for n, seal, one in _captures(within)),
        reports=_reports(_all(chosen.reports, whole.report_ids), decisions, known),
        copies=shown(_copies(within)),
        origins=shown(_origins(within)),
        incidents=shown(effects.graded([one], decisions)[0] for one in incidents),
        series=shown(whole.series(chosen.series)),
        publications=shown(published.every()) if selection.everything else (),
        visits=shown(one for one in _visits(within) if one.report not in known.blacked),
    )


def _note(known: Rules) -> str:
    """Return what a public export says of what it does not have."""
    told = "Names of minors, private people and sources who are not to be named are replaced"
    told += ", and points are made coarser" if known.coarse else ""
    held = len(known.held)
    return told + (f"; {held} {'incident is' if held == 1 else 'incidents are'} held back." if held else ".")


def _reports(ids: Iterable[str], decisions: Sequence[Decision], known: Rules) -> Iterator[Kept]:
    """Yield reports for readers. Their histories are left out: a file's is a path on this machine."""
    from dateline.publish import harm
    from dateline.publish.exports.tables import Kept
    from dateline.store import whole

    for held in whole.held(ids):
        shown = harm.public(effects.corrected(held.report, decisions), known)
        yield Kept(shown, held.line, None, held.previous, held.latest)


def _sources(desk: Desk) -> list[Source]:
    fields = set(Source.model_fields)
    return [Source(**one.model_dump(include=fields)) for one in registers.sources(desk)]


def _captures(within: Set[str] | None) -> Iterator[tuple[int, str, Capture]]:
    from dateline.store import load, whole

    lines = None if within is None else {line for line, _ in load.lines(list(within))}
    yield from (one for one in whole.captures() if lines is None or one[0] in lines)


def _copies(within: Set[str] | None) -> Iterator[Copies]:
    """Yield the groups all of whose reports are taken."""
    from dateline.store import whole

    yield from (one for one in whole.copies() if within is None or within >= set(one.reports))


def _origins(within: Set[str] | None) -> Iterator[Origin]:
    from dateline.store import whole

    yield from (one for one in whole.origins() if within is None or one.report in within)


def _visits(within: Set[str] | None) -> Iterator[Visit]:
    from dateline.store import whole

    yield from (one for one in whole.visits() if within is None or one.report in within)


def _all(ids: Sequence[str] | None, every: Callable[[], Iterator[str]]) -> Iterable[str]:
    return every() if ids is None else ids
