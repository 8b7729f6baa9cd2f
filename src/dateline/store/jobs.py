"""Keeps the work of workers: each job is taken by one of them, and by another when that one is gone.

On PostgreSQL a worker skips the rows that others hold; SQLite lets one write at a time, so that the row it
finds is its own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Max, Q

from dateline.model import Job, JobState
from dateline.store import models
from dateline.store.records import record

# Finished jobs that are kept, for the page that shows them.
KEPT = 200


def add(kind: str, due: dt.datetime, now: dt.datetime, *, only: str | None = None) -> bool:
    """Add a job, unless one with the same ``only`` waits, runs or is dead; return whether it was added."""
    try:
        with transaction.atomic():
            models.Job.objects.create(kind=kind, only=only, due=due, made=now)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def take(worker: str, now: dt.datetime, lease: dt.timedelta) -> Job | None:
    """Return the job that is due first, now this worker's; None when nothing is due.

    A job whose worker has not been heard of until its lease ended is due again.
    """
    due = Q(state=JobState.WAITING, due__lte=now) | Q(state=JobState.RUNNING, lease__lt=now)
    rows = models.Job.objects.filter(due).order_by("due", "id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    row = rows.first()
    if row is None:
        return None
    row.state, row.worker, row.lease = JobState.RUNNING, worker, now + lease
    row.tries += 1
    row.save(update_fields=["state", "worker", "lease", "tries"])
    return _job(row)


def hold(job: Job, until: dt.datetime) -> bool:
    """Keep a job for longer; return False when it is somebody else's by now."""
    return bool(_own(job).update(lease=until))


def done(job: Job, now: dt.datetime, told: str) -> bool:
    """Say what a job did; return False when it is somebody else's by now."""
    return _end(job, state=JobState.DONE, ended=now, told=told, only=None)


def again(job: Job, due: dt.datetime, told: str) -> bool:
    """Let a job that failed wait until ``due``."""
    return _end(job, state=JobState.WAITING, due=due, told=told)


def bury(job: Job, now: dt.datetime, told: str) -> bool:
    """Give a job up, with the reason; it keeps its ``only``, so that one dead job stands for its kind."""
    return _end(job, state=JobState.DEAD, ended=now, told=told)


def retry(number: int, now: dt.datetime) -> bool:
    """Let a dead job be tried again from the start; return whether there was one."""
    rows = models.Job.objects.filter(pk=number, state=JobState.DEAD)
    return bool(rows.update(state=JobState.WAITING, due=now, tries=0, ended=None))


def revive(before: dt.datetime, now: dt.datetime) -> int:
    """Let the jobs that died before a moment be tried again; return how many there were."""
    rows = models.Job.objects.filter(state=JobState.DEAD, ended__lt=before)
    return int(rows.update(state=JobState.WAITING, due=now, tries=0, ended=None))


def discard(number: int) -> bool:
    """Take out a dead or waiting job; return whether there was one."""
    gone, _ = models.Job.objects.filter(pk=number, state__in=(JobState.DEAD, JobState.WAITING)).delete()
    return bool(gone)


def listed() -> list[Job]:
    """Return the jobs: dead ones first, then running, waiting and the last that were done."""
    order = {JobState.DEAD: 0, JobState.RUNNING: 1, JobState.WAITING: 2, JobState.DONE: 3}
    found = [_job(row) for row in models.Job.objects.order_by("-id")]
    return sorted(found, key=lambda job: order[job.state])


def counts() -> dict[str, int]:
    """Return how many jobs there are in each state."""
    rows = models.Job.objects.values("state").annotate(many=Count("id"))
    return {state.value: 0 for state in JobState} | {row["state"]: row["many"] for row in rows}


def last(kind: str) -> dt.datetime | None:
    """Return when a job of this kind was done last."""
    rows = models.Job.objects.filter(kind=kind, state=JobState.DONE)
    found: dt.datetime | None = rows.aggregate(last=Max("ended"))["last"]
    return found


def beat(worker: str, now: dt.datetime) -> None:
    """Say that a worker lives."""
    models.Beat.objects.update_or_create(worker=worker, defaults={"at": now})


def last_beat() -> dt.datetime | None:
    """Return when a worker was last heard of."""
    found: dt.datetime | None = models.Beat.objects.aggregate(last=Max("at"))["last"]
    return found


def forget(before: dt.datetime) -> None:
    """Let go of workers and of finished jobs that are old; the last ones stay."""
    models.Beat.objects.filter(at__lt=before).delete()
    ended = models.Job.objects.filter(state=JobState.DONE).order_by("-id").values_list("id", flat=True)
    if oldest := list(ended[KEPT : KEPT + 1]):
        models.Job.objects.filter(state=JobState.DONE, id__lte=oldest[0]).delete()


def _own(job: Job) -> Any:
    return models.Job.objects.filter(
        pk=job.number, worker=job.worker, tries=job.tries, state=JobState.RUNNING
    )


def _end(job: Job, **values: Any) -> bool:
    return bool(_own(job).update(**values, lease=None))


def _job(row: models.Job) -> Job:
    return record(Job, {**{f.attname: getattr(row, f.attname) for f in row._meta.fields}, "number": row.pk})
