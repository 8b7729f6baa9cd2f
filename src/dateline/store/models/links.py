"""What reports say together: copies, origins, incidents and their accounts."""

# A Django column's type is its class; rows are read in records.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, items, words


class Copies(Row):
    """Reports whose text is one text."""

    position = models.PositiveIntegerField()
    order = models.TextField(default="", db_index=True)
    reports = items()
    keys = items()


class CopyPair(Row):
    """Two reports that share text."""

    parent = models.ForeignKey(Copies, on_delete=models.CASCADE, related_name="pairs")
    position = models.PositiveIntegerField()
    a = models.TextField(db_index=True)
    b = models.TextField(db_index=True)
    relation = models.CharField(max_length=20)
    shared = models.FloatField()
    changes = items()


class Origin(Row):
    """The voice behind one account and the chain it came through."""

    position = models.PositiveIntegerField()
    order = models.TextField(default="", db_index=True)
    report = models.TextField(db_index=True)
    key = words()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    chain = items()
    origin = models.TextField(db_index=True)
    origin_kind = models.CharField(max_length=20)
    anonymous = models.BooleanField()
    statement = words()
    rule = words()


class Incident(Row):
    """Events of several reports judged to be one.

    ``gazetteer``, ``country``, ``wide``, ``first``, ``last`` are for looking up; ``anchor`` is the earliest
    telling, ``order`` sorts by it.
    """

    label = models.CharField(max_length=200, primary_key=True)
    position = models.PositiveIntegerField()
    order = models.TextField(default="", db_index=True)
    anchor = words()
    country = words(db_index=True)
    wide = models.BooleanField(default=False)
    reports = items()
    keys = items()
    type = models.TextField(db_index=True)
    title = models.TextField()
    place = models.JSONField(null=True)
    place_name = words()
    gazetteer = words(db_index=True)
    period = models.JSONField(null=True)
    first = models.DateField(null=True, db_index=True)
    last = models.DateField(null=True, db_index=True)
    origins = models.PositiveIntegerField()
    grade = models.CharField(max_length=20, db_index=True)
    grade_reason = models.TextField()
    reliability = models.CharField(max_length=1, default="F")
    credibility = models.PositiveSmallIntegerField(default=6)
    unreviewed = items()
    voices = items()
    harm = models.PositiveIntegerField(default=0)
    spread = models.PositiveIntegerField(default=0)
    side_a = items()
    side_b = items()
    part_of = words(db_index=True)
    link_reasons = items()
    tellings = items()
    formerly = items()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["wide", "country", "last"], name="incident_days")]


class Series(Row):
    """A figure followed over time, as it was last built; the columns are for looking up."""

    label = models.CharField(max_length=200, primary_key=True)
    status = models.CharField(max_length=20, db_index=True)
    gazetteer = words(db_index=True)
    reports = items()
    record = models.TextField()  # JSON, as printed


class Toll(Row):
    """Low, best and high of one status and group of an incident."""

    parent = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="tolls")
    position = models.PositiveIntegerField()
    status = models.CharField(max_length=20, db_index=True)
    who = words()
    low = models.FloatField(null=True)
    best = models.FloatField(null=True)
    high = models.FloatField(null=True)
    rule = models.TextField()
    part_of = words()
    grade = models.CharField(max_length=20, null=True)
    grade_reason = words()
    credibility = models.PositiveSmallIntegerField(null=True)


class Disagreement(Row):
    """A difference between accounts of an incident."""

    parent = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="disagreements")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    text = models.TextField()


class Account(Row):
    """What one report says of an incident, as part of one of its tolls or disagreements, or of neither."""

    parent = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="accounts")
    toll = models.ForeignKey(Toll, on_delete=models.CASCADE, null=True, related_name="accounts")
    disagreement = models.ForeignKey(
        Disagreement, on_delete=models.CASCADE, null=True, related_name="accounts"
    )
    position = models.PositiveIntegerField()
    report = models.TextField(db_index=True)
    event = words()
    figure = words()
    statement = words()
    source = words()
    chain = items()
    origin = models.TextField()
    origin_kind = models.CharField(max_length=20)
    anonymous = models.BooleanField()
    status = models.CharField(max_length=20, null=True)
    who = words()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    exactness = models.CharField(max_length=20, null=True)
    said_at = words()  # with its offset, like Report.published_at
    superseded = models.BooleanField()
    part_of = words()
    rule = words()
    citation = models.JSONField()
