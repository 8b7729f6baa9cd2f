"""How collecting goes: each source's state and visits, what is still to be fetched, what has vanished."""

# A Django column's type is its class; rows are read in records.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, items, words


class SourceState(Row):
    """Where collecting one source stands."""

    source = models.CharField(max_length=500, unique=True)
    url = words()
    etag = words()
    last_modified = words()
    last_try = models.DateTimeField(null=True)
    last_success = models.DateTimeField(null=True)
    error = words()
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    reports = models.PositiveIntegerField(default=0)


class Poll(Row):
    """Visits to a source that ended alike, one after the other."""

    source = models.TextField(db_index=True)
    outcome = models.CharField(max_length=20)
    first = models.DateTimeField()
    last = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    new = models.PositiveIntegerField(default=0)
    versions = models.PositiveIntegerField(default=0)
    error = words()
    reports = items()


class Link(Row):
    """An address that a source's entry leads to."""

    source = models.TextField()
    url = models.TextField()
    kind = models.CharField(max_length=20)
    report = words(db_index=True)
    found_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    done = models.BooleanField(default=False)
    capture = words()
    problem = words()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["url"], name="followed_once")]
        indexes: ClassVar = [models.Index(fields=["source", "done", "tries"], name="to_follow")]


class Visit(Row):
    """What a later visit found where a report stood."""

    report = models.TextField(db_index=True)
    url = models.TextField()
    at = models.DateTimeField(db_index=True)
    presence = models.CharField(max_length=20)
    cause = words()
    paragraphs = items()
    numbers = items()
    capture = words()
