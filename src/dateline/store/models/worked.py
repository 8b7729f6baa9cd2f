"""What people at the desk work with: the queue, whose item is whose, places added, pictures, due briefs."""

# A Django column's type is its class; rows are read in the modules of the store, where values are checked.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, items, words


class Queued(Row):
    """One thing in doubt, under the key that its decisions carry. It can be made anew from what was linked.

    ``a`` and ``b`` are what it is about (incidents or reports), for finding it when they change; ``judged``
    says that a decision about it stands.
    """

    key = models.CharField(max_length=40, primary_key=True)
    doubt = models.CharField(max_length=40)
    a = models.TextField(db_index=True)
    b = words(db_index=True)
    rank = models.FloatField()
    judged = models.BooleanField(default=False)
    record = models.TextField()  # the item as JSON

    class Meta:
        indexes: ClassVar = [
            models.Index(
                models.F("rank").desc(), "key", condition=models.Q(judged=False), name="queue_waiting"
            )
        ]


class Subject(Row):
    """What a decision is about, a row a subject; ``about`` leaves out which reading. Triggers keep it."""

    decision = models.CharField(max_length=200, db_index=True)
    subject = models.TextField(db_index=True)
    about = models.TextField(db_index=True)


class Assigned(Row):
    """Who takes an item of the queue."""

    key = models.CharField(max_length=40, primary_key=True)
    person = models.CharField(max_length=150, db_index=True)
    by = models.TextField()
    when = models.DateTimeField()


class Entry(Row):
    """A place that no gazetteer lists, as a decision of the ledger added it; it holds while that stands."""

    decision = models.CharField(max_length=200, db_index=True)
    name = models.TextField()
    kind = models.CharField(max_length=40)
    lat = models.FloatField()
    lon = models.FloatField()
    country = words()
    admin1 = words()
    parent = words()
    aliases = items()
    population = models.PositiveBigIntegerField(null=True)
    radius = models.FloatField(null=True)
    code = words()  # what its own list calls it, such as a P-code


class Picture(Row):
    """A picture of a brief, without what its camera wrote into it; its file has its hash for a name."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    given = models.CharField(max_length=64)  # the hash of the file as it was sent
    who = models.TextField()
    when = models.DateTimeField()


class Scheduled(Row):
    """A draft that is to be published at a moment, as this revision of it stands."""

    day = models.DateField(unique=True)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    note = words()
    left = words()  # which checks were left out, and why
    who = models.TextField()
    problem = words()  # why it was not published when it was due
