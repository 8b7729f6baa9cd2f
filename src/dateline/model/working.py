"""What the desk does in the background."""

from __future__ import annotations

import datetime as dt

from dateline.model.base import Record
from dateline.model.words import JobState


class Job(Record):
    """One piece of background work: due when, tried how often, by which worker, with what outcome.

    ``told`` is what it did, or why it failed the last time.
    """

    number: int
    kind: str
    state: JobState
    due: dt.datetime
    tries: int = 0
    worker: str | None = None
    lease: dt.datetime | None = None
    made: dt.datetime
    ended: dt.datetime | None = None
    told: str | None = None


class Scheduled(Record):
    """A draft to be published at a moment, as this revision of it stands; ``problem`` says why it was not."""

    day: dt.date
    revision: int
    at: dt.datetime
    note: str | None = None
    left: str | None = None
    who: str
    problem: str | None = None
