"""Work that a worker does in the background, and when each worker was last heard of."""

# A Django column's type is its class; rows are read in jobs.py only.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, words


class Job(Row):
    """One piece of work. ``only`` keeps a second one of its kind out while this one waits or runs.

    A running job belongs to ``worker`` until ``lease``; when that passes, another worker takes it. A job that
    failed too often is dead, with its reason, until a person retries or discards it.
    """

    kind = models.CharField(max_length=20)
    only = models.CharField(max_length=60, null=True, unique=True)
    state = models.CharField(max_length=10, default="waiting")
    due = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    worker = words()
    lease = models.DateTimeField(null=True)
    made = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    told = words()  # what it did, or why it failed

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due"], name="job_due")]


class Beat(Row):
    """A worker, and when it was last heard of."""

    worker = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
