"""Says of each source how collecting it goes, and tries one without keeping anything."""

# ruff: noqa: PLC0415 - the network and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.config import SourceEntry
from dateline.model import Failure, Poll, SourceState
from dateline.pipeline.collecting import chosen, fetching, polls, states
from dateline.pipeline.desk import Desk

if TYPE_CHECKING:
    from dateline.collect.gather import Haul

# Titles that show a person whether the right thing came.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Explained:
    """A source with where collecting it stands. ``due`` is None for one that is collected only by name."""

    source: SourceEntry
    state: SourceState | None
    due: dt.datetime | None
    due_now: bool
    polls: tuple[Poll, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What stands at a source's address now. Nothing of it was kept."""

    source: str
    url: str
    kind: str | None = None
    reports: int = 0
    titles: tuple[str, ...] = ()
    newest: dt.date | None = None
    pages: int = 0
    media: int = 0
    conditional: bool = False
    robots: str | None = None
    seconds: float = 0
    error: str | None = None
    failures: tuple[Failure, ...] = ()


def explain(desk: Desk, name: str | None = None, *, now: dt.datetime) -> Iterator[Explained]:
    """Yield every source that can be collected, or the one of this name with its visits."""
    from dateline.collect.due import is_due, next_due

    known, zone = states(desk), desk.settings.zone or dt.UTC
    for source in chosen(desk, [name] if name else ()):
        state = known.get(source.name)
        visits = tuple(polls(desk, source.name)) if name else ()
        due = next_due(source, state, zone)
        yield Explained(source, state, due, is_due(source, state, now, zone), visits)


def attempt(desk: Desk, name: str) -> Tried:
    """Ask one source now and say what came."""
    from dateline.collect import collect, gather
    from dateline.errors import InputError

    (source,) = chosen(desk, [name])
    if source.path:
        path = desk.folder / source.path
        try:
            items = tuple(collect([path], columns=source.columns))
            haul = gather.Haul(tuple(gather.marked(item, source, "") for item in items))
        except InputError as error:
            haul = gather.Haul(error=error)
    else:
        haul = gather.visit(source, None, fetching(desk))
    return _tried(source, haul)


def _tried(source: SourceEntry, haul: Haul) -> Tried:
    from dateline.collect.gather import address

    reports = [report for item in haul.items for report in item.reports]
    days = [report.published for report in reports if report.published]
    titles = [report.title or report.text.strip().split("\n", 1)[0] for report in reports[:SHOWN]]
    fetched, kinds = haul.fetched, [item.media_type for item in haul.items if item.payload]
    return Tried(
        source.name,
        fetched.url if fetched else address(source) or str(source.path),
        kinds[0] if kinds else None,
        len(reports),
        tuple(titles),
        max(days, default=None),
        sum(lead.kind == "page" for lead in haul.leads),
        sum(lead.kind == "media" for lead in haul.leads),
        bool(haul.validators().headers()),
        fetched.robots.value if fetched else None,
        (fetched.ended - fetched.started).total_seconds() if fetched else 0,
        f"{haul.error.problem}; {haul.error.step}" if haul.error else None,
        tuple(failure for item in haul.items for failure in item.failures),
    )
