"""Looks again at what was captured, on a decaying schedule, and keeps what was found."""

# ruff: noqa: PLC0415 - the network and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dateline.archive import lock
from dateline.errors import InputError, TimedOut
from dateline.model import Presence, Report, Visit
from dateline.pipeline import adding, queueing
from dateline.pipeline.collecting import fetching
from dateline.pipeline.desk import Desk

if TYPE_CHECKING:
    from dateline.collect.fetch import Fetcher
    from dateline.collect.revisits import Look
    from dateline.store.collecting import Watched

LOCK = "watch.lock"


def watch(
    desk: Desk,
    *,
    every: bool = False,
    now: Callable[[], dt.datetime],
    stop: threading.Event | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[tuple[Report, Visit]]:
    """Look at the addresses that are due, or at ``every`` one; yield each report with what was found.

    What changed or came back is sealed and becomes a newer version; the answer that says that something is
    gone is sealed too. Raises DeskError when another watch runs on this desk.
    """
    desk.must_be_writable()
    ended = stop or threading.Event()
    own = fetcher or fetching(desk, ended)
    with lock.alone(desk.folder / LOCK, "dateline watch"):
        due, last = _due(desk, now(), every=every)
        for watched, before, look, probe in _looks(desk, own, due, ended):
            if ended.is_set() and isinstance(look.error, TimedOut):
                continue
            visit = _judged(watched, before, look, probe, now(), last.get(watched.url))
            yield before, _kept(desk, before, visit, look, now)


def visits(desk: Desk) -> list[Visit]:
    """Return what all later visits found, oldest first."""
    from dateline.store import collecting

    with desk.database.session():
        return collecting.visits()


def _due(desk: Desk, now: dt.datetime, *, every: bool) -> tuple[list[Watched], dict[str, Visit]]:
    from dateline.collect.revisits import next_visit
    from dateline.store import collecting

    with desk.database.session():
        seen: dict[str, list[Visit]] = defaultdict(list)
        for visit in collecting.visits():
            seen[visit.url].append(visit)
        targets = {one.url: one for one in collecting.watched()}  # of one address the latest capture
    due = []
    for one in targets.values():
        at = next_visit(one.captured, seen[one.url])
        # A visit or a capture that lies ahead says that a clock was wrong; looking once more costs little.
        ahead = max([one.captured, *(visit.at for visit in seen[one.url][-1:])]) > now
        if every or ahead or (at is not None and at <= now):
            due.append(one)
    return due, {url: found[-1] for url, found in seen.items() if found}


def _looks(
    desk: Desk, fetcher: Fetcher, due: list[Watched], stop: threading.Event
) -> Iterator[tuple[Watched, Report, Look, Look | None]]:
    """Fetch what is due, some at a time, and yield each with the report it is compared with."""
    from dateline.store import load

    waiting = iter(due)
    with ThreadPoolExecutor(fetcher.policy.workers) as pool:
        running: dict[Future[tuple[Look, Look | None]], tuple[Watched, Report]] = {}
        while True:
            fresh = [] if stop.is_set() else list(islice(waiting, fetcher.policy.workers - len(running)))
            with desk.database.session():
                befores = {report.id: report for report in load.given([one.report for one in fresh])}
            for one in fresh:
                before = befores[one.report]
                running[pool.submit(_look, fetcher, before)] = one, before
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                watched, before = running.pop(future)
                yield watched, before, *future.result()


def _look(fetcher: Fetcher, before: Report) -> tuple[Look, Look | None]:
    """Return what stands at a report's address, and beside it where that may be some other page."""
    from dateline.collect import revisits

    url = before.url or ""
    try:
        seen = revisits.look(fetcher.fetch(url))
    except InputError as error:
        return revisits.Look(None, error=error), None
    if not revisits.replaced(before, seen):
        return seen, None
    try:
        return seen, revisits.look(fetcher.fetch(revisits.missing(url)))
    except InputError:
        return seen, None


def _judged(
    watched: Watched, before: Report, look: Look, probe: Look | None, at: dt.datetime, last: Visit | None
) -> Visit:
    from dateline.collect import revisits, walls

    found = revisits.judge(before, look, at, last, comparable=watched.whole)
    same = probe is not None and look.report is not None and revisits.alike(look.report, probe.report)
    if same and found.presence is not Presence.GONE:
        gone = {
            "presence": Presence.GONE,
            "cause": walls.Wall.SOFT_404.value,
            "paragraphs": (),
            "numbers": (),
        }
        return found.model_copy(update=gone)
    return found


def _kept(desk: Desk, before: Report, visit: Visit, look: Look, now: Callable[[], dt.datetime]) -> Visit:
    """Seal what says something new, then keep the visit; of what is unchanged the visit alone is kept."""
    from dateline.collect.revisits import version
    from dateline.pipeline import fetched
    from dateline.store import collecting

    answer = look.fetched
    if answer and visit.presence in {Presence.CHANGED, Presence.BACK}:
        found = [
            replace(one, item=replace(one.item, reports=tuple(version(before, r) for r in one.item.reports)))
            for one in fetched.found(answer)
        ]
        list(adding.keep(desk, found, now=now))
        visit = visit.model_copy(update={"capture": fetched.sha256(answer)})
    elif answer and visit.presence is Presence.GONE and answer.body:
        adding.seal_only(desk, [fetched.exchange(answer)], now=now)
        visit = visit.model_copy(update={"capture": fetched.sha256(answer)})
    with desk.database.session():
        collecting.add_visits([visit])
        queueing.visited([visit.report])
    return visit
