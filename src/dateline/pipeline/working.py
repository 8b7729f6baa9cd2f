"""Does a desk's work in the background: collects, reads, links, looks again, publishes what is due.

Every job may be begun again after its worker was killed: what was sealed, read, linked or published stays,
and is not done a second time.
"""

# ruff: noqa: PLC0415 - each job loads what it needs when it is done
from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from dateline.archive import lock
from dateline.errors import DatelineError
from dateline.model import Job, Publication
from dateline.pipeline.desk import Desk
from dateline.publish.wording import several

Now = Callable[[], dt.datetime]
# A worker that is silent for so long is gone; it says that it lives three times within.
LEASE = dt.timedelta(seconds=60)
# How long a worker rests when nothing is due.
REST_S = 5.0
# A job that failed waits half a minute, then twice as long each time, give or take a half.
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(hours=1)
MOST_TRIES = 5
# How often captures are looked through for what is due to be seen again, and addresses of writers let go.
LOOKS, PURGES = dt.timedelta(minutes=10), dt.timedelta(days=1)
FORGET = dt.timedelta(days=1)


class Log(Protocol):
    """Takes one event with its fields; a line about a report has its id."""

    def __call__(self, event: str, **fields: object) -> None: ...


def work(desk: Desk, name: str, *, now: Now, stop: threading.Event, log: Log, once: bool = False) -> int:
    """Do what is due until ``stop`` is set, or, with ``once``, until nothing is. Returns the jobs done.

    Any number of workers may run on a desk; one job is done by one of them at a time.
    """
    from dateline.store import jobs

    desk.must_be_writable()
    number = 0
    while not stop.is_set():
        plan(desk, now())
        with desk.database.session():
            jobs.beat(name, now())
            job = jobs.take(name, now(), LEASE)
        if job:
            number += _did(desk, job, now, stop, log)
        elif once:
            break
        else:
            stop.wait(REST_S)
    return number


def plan(desk: Desk, now: dt.datetime) -> list[str]:
    """Add the jobs that there is work for, each kind once; return the kinds added.

    A dead job is tried anew after LONGEST_WAIT: what it waits for, a full disk or a network, may be mended.
    """
    from dateline.store import jobs

    wanted = list(_wanted(desk, now))
    with desk.database.session():
        jobs.revive(now - LONGEST_WAIT, now)
        return [kind for kind in wanted if jobs.add(kind, now, now, only=kind)]


def listed(desk: Desk) -> list[Job]:
    """Return the jobs: dead ones first, then running, waiting and the last that were done."""
    from dateline.store import jobs

    with desk.database.session():
        return jobs.listed()


def retry(desk: Desk, number: int, now: dt.datetime) -> bool:
    """Let a dead job be tried again; return whether there was one."""
    from dateline.store import jobs

    with desk.database.session():
        return jobs.retry(number, now)


def discard(desk: Desk, number: int) -> bool:
    """Take out a job that is dead or waits; return whether there was one."""
    from dateline.store import jobs

    with desk.database.session():
        return jobs.discard(number)


def last_heard(desk: Desk) -> dt.datetime | None:
    """Return when a worker was last heard of."""
    from dateline.store import jobs

    with desk.database.session():
        return jobs.last_beat()


def wait_after(tries: int, spread: Callable[[], float] = random.random) -> dt.timedelta:
    """Return how long a job rests after its ``tries``-th failure, give or take a half."""
    longest: dt.timedelta = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    return longest * (0.5 + spread())


# -- what there is to do -----------------------------------------------------------


def _wanted(desk: Desk, now: dt.datetime) -> Iterator[str]:
    from dateline.pipeline import collecting, reading, reviewing
    from dateline.store import jobs, neighbours, published

    with desk.database.session():
        looked, purged = jobs.last("watch"), jobs.last("purge")
        due, unlinked = published.scheduled(due=now), neighbours.waiting()
    if due:
        yield "publish"
    if collecting.is_any_due(desk, now):
        yield "collect"
    if reading.unread(desk):
        yield "read"
    elif unlinked or reviewing.pending(desk):
        yield "link"
    if looked is None or looked + LOOKS <= now:
        yield "watch"
    if purged is None or purged + PURGES <= now:
        yield "purge"


def _collect(desk: Desk, now: Now, stop: threading.Event, log: Log) -> str:
    from dateline.pipeline import collecting

    if lock.is_held(desk.folder / collecting.LOCK):
        return "another collector is at work"
    visited = new = failed = 0
    for one in collecting.collect(desk, now=now, stop=stop):
        visited, new, failed = visited + 1, new + one.new + one.versions, failed + bool(one.failures)
        log("collected", source=one.source, new=one.new, versions=one.versions, outcome=one.outcome.value)
    return f"{several(visited, 'sources')} visited, new reports or versions: {new}, with failures: {failed}"


def _read(desk: Desk, now: Now, stop: threading.Event, log: Log) -> str:
    from dateline.pipeline import reading

    number = failed = 0
    for report in reading.read(desk):
        number, failed = number + 1, failed + bool(report.failures)
        log("read", report=report.id, failures=len(report.failures))
        if stop.is_set():
            break
    return f"{several(number, 'reports')} read, with failures: {failed}"


def _link(desk: Desk, now: Now, stop: threading.Event, log: Log) -> str:
    from dateline.pipeline import linking

    return f"{several(linking.update(desk), 'reports')} linked, every decision applied"


def _watch(desk: Desk, now: Now, stop: threading.Event, log: Log) -> str:
    from dateline.pipeline import watching

    if lock.is_held(desk.folder / watching.LOCK):
        return "another watch is at work"
    number = 0
    for report, visit in watching.watch(desk, now=now, stop=stop):
        number += 1
        log("looked again", report=report.id, found=visit.presence.value)
    return f"{several(number, 'pages')} looked at"


def _publish(desk: Desk, now: Now, stop: threading.Event, log: Log) -> str:
    from dateline.pipeline import scheduling

    told = []
    for one in scheduling.publish_due(desk, now()):
        if isinstance(one, Publication):
            log("published", day=str(one.day), version=one.version)
            told.append(f"{one.day} published as version {one.version}")
        else:
            log("not published", day=str(one.day), problem=one.problem)
            told.append(f"{one.day} not published: {one.problem}")
    return "; ".join(told) or "nothing was due"


def _purge(desk: Desk, now: Now, stop: threading.Event, log: Log) -> str:
    from dateline.pipeline.commenting import ADDRESSES_KEPT
    from dateline.store import jobs, remarks

    with desk.database.session():
        remarks.purge(now(), ADDRESSES_KEPT)
        jobs.forget(now() - FORGET)
    return "addresses of writers let go"


Done = Callable[[Desk, Now, threading.Event, Log], str]
KINDS: dict[str, Done] = {
    "collect": _collect,
    "read": _read,
    "link": _link,
    "watch": _watch,
    "publish": _publish,
    "purge": _purge,
}


# -- one job ------------------------------------------------------------------------


def _did(desk: Desk, job: Job, now: Now, stop: threading.Event, log: Log) -> bool:
    """Do a job and keep its outcome; return whether it was done. Nothing it raises ends the worker."""
    from dateline.store import jobs

    def tell(event: str, **fields: object) -> None:
        log(event, job=job.number, kind=job.kind, **fields)

    try:
        with _held(desk, job, now):
            told = KINDS[job.kind](desk, now, stop, tell)
    except Exception as error:
        problem = str(error) if isinstance(error, DatelineError) else f"{type(error).__name__}: {error}"
        dead = job.tries >= MOST_TRIES
        with desk.database.session():
            if dead:
                jobs.bury(job, now(), problem)
            else:
                jobs.again(job, now() + wait_after(job.tries), problem)
        tell("dead" if dead else "failed", tries=job.tries, error=problem)
        return False
    with desk.database.session():
        kept = jobs.done(job, now(), told)
    tell("done" if kept else "done, but taken over by another worker", told=told)
    return kept


@contextmanager
def _held(desk: Desk, job: Job, now: Now) -> Iterator[None]:
    """Say from a thread of its own that the job is at work, so that no other worker takes it."""
    from dateline.store import jobs, settings

    ended = threading.Event()

    def keep() -> None:
        try:
            while not ended.wait(LEASE.total_seconds() / 3):
                jobs.hold(job, now() + LEASE)
                jobs.beat(job.worker or "", now())
        finally:
            settings.close()

    thread = threading.Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
