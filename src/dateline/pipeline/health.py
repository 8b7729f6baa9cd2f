"""Says how a desk fares: what answers, what can be kept, how much there is, who was last heard of."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping

from dateline.pipeline import reviewing, working
from dateline.pipeline.desk import Desk

FINE = "ok"
# (name, what it tells, its label if any, values by label)
Counted = tuple[str, str, str | None, Mapping[str, float]]


def parts(desk: Desk, now: dt.datetime) -> dict[str, str]:
    """Return a word on each part: database, archive, worker. Raises DeskError without a database."""
    from dateline.store import jobs

    with desk.database.session():
        heard = jobs.last_beat()
    archive = FINE if os.access(desk.archive, os.W_OK) else "cannot be written"
    return {"database": FINE, "archive": archive, "worker": _heard(heard, now)}


def counted(desk: Desk, now: dt.datetime) -> Iterator[Counted]:
    """Yield each count of the desk."""
    from dateline.store import collecting, jobs

    yield "dateline_records", "Records on the desk, by kind.", "kind", _numbers(reviewing.counts(desk))
    waiting = reviewing.waiting_count(desk)
    yield "dateline_queue", "Things in doubt that nobody has judged.", None, {"": waiting}
    with desk.database.session():
        yield "dateline_jobs", "Background jobs, by state.", "state", _numbers(jobs.counts())
        heard, states = jobs.last_beat(), collecting.states()
    failing = sum(state.failures > 0 for state in states.values())
    yield "dateline_sources_failing", "Sources whose last visit failed.", None, {"": failing}
    if heard:
        age = (now - heard).total_seconds()
        yield "dateline_worker_seconds", "Seconds since a worker was last heard of.", None, {"": age}
    tried = [state.last_success for state in states.values() if state.last_success]
    if tried:
        age = (now - max(tried)).total_seconds()
        yield "dateline_collected_seconds", "Seconds since a source was last visited well.", None, {"": age}


def _heard(at: dt.datetime | None, now: dt.datetime) -> str:
    if at is None:
        return "none has run"
    seconds = int((now - at).total_seconds())
    return FINE if at + working.LEASE >= now else f"last heard of {seconds} s ago"


def _numbers(found: Mapping[str, int]) -> dict[str, float]:
    return {name: float(number) for name, number in found.items()}
