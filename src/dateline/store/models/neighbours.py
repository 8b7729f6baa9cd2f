"""What linking remembers, so that a new report asks only about its neighbourhood. It can be made anew."""

# A Django column's type is its class; the pipeline alone knows what the packed columns hold.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, items


class Digest(Row):
    """What linking keeps of one report, packed."""

    number = models.BigAutoField(primary_key=True)
    report = models.CharField(max_length=200, unique=True)
    packed = models.BinaryField()


class Posting(Row):
    """Who holds a key: "number:day", spaces between. (An automatic key is the order of the table.)"""

    key = models.BigAutoField(primary_key=True)
    count = models.PositiveIntegerField()
    holders = models.TextField()
    closed = models.BooleanField()


class Likeness(Row):
    """How likely two tellings, by number, are one incident, and why."""

    a = models.BigIntegerField(db_index=True)
    b = models.BigIntegerField(db_index=True)
    score = models.FloatField()
    reasons = items()


class Member(Row):
    """Which incident a telling belongs to; a denial may bear on several."""

    telling = models.BigIntegerField(db_index=True)
    incident = models.CharField(max_length=200, db_index=True)


class Extent(Row):
    """In which country and on which days (ordinals) an incident or a denial may lie."""

    key = models.TextField()
    first = models.IntegerField()
    last = models.IntegerField()
    incident = models.CharField(max_length=200, null=True, db_index=True)
    telling = models.BigIntegerField(null=True, db_index=True)
    denial = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["denial", "key", "last"], name="extent_days")]


class Binding(Row):
    """Two tellings, by id, that a person joined or kept apart."""

    decision = models.CharField(max_length=200, db_index=True)
    a = models.TextField(db_index=True)
    b = models.TextField(db_index=True)
    same = models.BooleanField()


class Forward(Row):
    """Where the id of an incident leads that is no more: into which it was merged, or nowhere."""

    label = models.CharField(max_length=200, primary_key=True)
    target = models.CharField(max_length=200, null=True, db_index=True)


class Renown(Row):
    """How often reports told each value of a name: what its initials stand for, what kind of voice it is."""

    field = models.CharField(max_length=20)
    name = models.TextField()
    told = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["field", "name"], name="renown_once")]
