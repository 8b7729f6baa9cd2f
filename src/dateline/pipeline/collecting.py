"""Collects what is due: fetched in parallel, sealed and stored as it comes, one summary a source."""

# ruff: noqa: PLC0415 - the network and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.archive import lock
from dateline.config import SourceEntry
from dateline.config.near import nearest
from dateline.errors import ConfigError, UnknownId
from dateline.model import Poll, Report, SourceState, Visit
from dateline.pipeline.desk import Desk, open_desk
from dateline.pipeline.rounds import Gathered, Round
from dateline.pipeline.stamping import stamp

if TYPE_CHECKING:
    from dateline.collect.fetch import Fetcher

LOCK = "collect.lock"
# How long ``keep_collecting`` sleeps at most: a changed desk.toml is seen within this.
NAP = 60.0
Now = Callable[[], dt.datetime]


def collect(
    desk: Desk,
    names: Sequence[str] = (),
    *,
    every: bool = False,
    now: Now,
    stop: threading.Event | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Gathered]:
    """Visit the sources that are due, those named, or ``every`` one; yield what each brought, once stored.

    Raises DeskError when another collector works on this desk, UnknownId for a name no source has, and
    ConfigError when there is nothing to collect. Once ``stop`` is set nothing more is asked.
    """
    desk.must_be_writable()
    wanted = chosen(desk, names)
    with lock.alone(desk.folder / LOCK, "dateline collect"):
        yield from _round(desk, wanted, bool(names) or every, now, stop or threading.Event(), fetcher)


def keep_collecting(
    desk: Desk, *, now: Now, stop: threading.Event, tell: Callable[[str], None]
) -> Iterator[Gathered | tuple[Report, Visit]]:
    """Visit sources, and look again at what was captured, whenever either is due until ``stop`` is set.

    desk.toml is read anew before each round. One that has become wrong is told once, and the last good one
    stays in force. Another ``dateline watch`` on the desk is let alone: it looks instead.
    """
    from dateline.pipeline import watching

    desk.must_be_writable()
    chosen(desk, ())
    told = ""
    with lock.alone(desk.folder / LOCK, "dateline collect"):
        fetcher = fetching(desk, stop)
        while not stop.is_set():
            try:
                latest = open_desk(desk.folder)
                if latest.settings.fetch != desk.settings.fetch:
                    fetcher = fetching(latest, stop)
                desk, told = latest, ""
            except ConfigError as error:
                if str(error) != told:
                    tell(str(error))
                told = str(error)
            yield from _round(desk, chosen(desk, ()), False, now, stop, fetcher)
            if not stop.is_set() and not lock.is_held(desk.folder / watching.LOCK):
                yield from watching.watch(desk, now=now, stop=stop, fetcher=fetcher)
            stop.wait(_nap(desk, now()))


def chosen(desk: Desk, names: Sequence[str]) -> list[SourceEntry]:
    """Return the sources of these names, or all that can be collected."""
    able = [source for source in desk.settings.source if source.collected]
    if not able:
        step = "give a [[source]] a url and a schedule, or add one address with: dateline add URL"
        raise ConfigError(str(desk.folder / "desk.toml"), "names nothing to collect", step)
    by_name = {source.name.casefold(): source for source in able}
    for name in names:
        if name.casefold() not in by_name:
            near = nearest(name, [source.name for source in able])
            step = f"did you mean {near!r}?" if near else "dateline sources lists them"
            raise UnknownId(name, "no source that can be collected has this name", step)
    return [by_name[name.casefold()] for name in dict.fromkeys(names)] if names else able


def fetching(desk: Desk, stop: threading.Event | None = None) -> Fetcher:
    """Return a fetcher with this desk's settings, which lets go of everything when ``stop`` is set."""
    from dateline.collect.fetch import Fetcher
    from dateline.collect.turns import Clock

    ended = stop or threading.Event()

    def sleep(seconds: float) -> None:
        ended.wait(seconds)

    return Fetcher(desk.settings.fetch, clock=Clock(sleep=sleep), stopped=ended.is_set)


def states(desk: Desk) -> dict[str, SourceState]:
    """Return where collecting each source stands, by its name."""
    from dateline.store import collecting

    with desk.database.session():
        return collecting.states()


def polls(desk: Desk, source: str) -> list[Poll]:
    """Return the visits to a source, oldest first, with those that were missed."""
    from dateline.store import collecting

    with desk.database.session():
        return collecting.polls(source)


def is_any_due(desk: Desk, now: dt.datetime) -> bool:
    """Return whether a source is due to be visited."""
    from dateline.collect.due import is_due

    known, zone = states(desk), desk.settings.zone or dt.UTC
    return any(is_due(s, known.get(s.name), now, zone) for s in desk.settings.source if s.collected)


def _round(
    desk: Desk,
    wanted: Sequence[SourceEntry],
    all_of_them: bool,
    now: Now,
    stop: threading.Event,
    fetcher: Fetcher | None,
) -> Iterator[Gathered]:
    from dateline.collect.due import is_due

    known, moment, zone = states(desk), now(), desk.settings.zone or dt.UTC
    due = [s for s in wanted if all_of_them or is_due(s, known.get(s.name), moment, zone)]
    if due:
        visits = Round(desk, fetcher or fetching(desk, stop), now, stop)
        yield from visits.run(due, known)
        told = [*visits.notes, *stamp(desk, now=now)]
        yield from (Gathered("archive", note=note, visit=False) for note in told)


def _nap(desk: Desk, now: dt.datetime) -> float:
    from dateline.collect.due import next_due

    known, zone = states(desk), desk.settings.zone or dt.UTC
    dues = (next_due(source, known.get(source.name), zone) for source in chosen(desk, ()))
    seconds = min(((due - now).total_seconds() for due in dues if due), default=NAP)
    return min(max(seconds, 1.0), NAP)
