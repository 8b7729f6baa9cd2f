"""What was read from one report."""

# A Django column's type is its class; rows are read in records.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, items, offset, words
from dateline.store.models.captured import Report


class Read(Row):
    """Base of what is read from one report, in reading order under its own small id (s1, e1, f1)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    label = models.TextField(null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["report", "position"]


class SpanRow(Read):
    """Base of records that are themselves a span of the text."""

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta(Read.Meta):
        abstract = True


class Zone(Read):
    """A stretch of the page and its part."""

    kind = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    section = offset()


class Statement(Read):
    """Who said what."""

    speaker_start = offset()
    speaker_end = offset()
    speaker_text = words()
    name = words(db_index=True)
    role = words()
    affiliation = words()
    cue_start = offset()
    cue_end = offset()
    cue_text = words()
    content = items()
    mode = models.CharField(max_length=20)
    stance = models.CharField(max_length=20, db_index=True)
    certainty = models.CharField(max_length=20)
    via = words()
    confidence = models.FloatField()
    rule = words()
    place = words()


class Event(Read):
    """One mention of something that happened, is planned, demanded or denied."""

    type = models.TextField(db_index=True)
    trigger_start = offset()
    trigger_end = offset()
    trigger_text = words()
    period = words()
    period_rule = words()
    places = items()
    place_rule = words()
    side_a = items()
    side_b = items()
    weapon = words()
    factuality = models.CharField(max_length=20, db_index=True)
    figures = items()
    attributed_to = words()
    background = models.BooleanField()
    main = models.BooleanField()


class Figure(SpanRow):
    """One reported quantity."""

    subject = models.TextField()
    status = models.CharField(max_length=20, db_index=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    exactness = models.CharField(max_length=20)
    unit = models.TextField()
    who = words()
    period = words()
    period_rule = words()
    places = items()
    place_rule = words()
    part_of = words()
    beside = words()
    repeats = words()
    attributed_to = words()
    factuality = models.CharField(max_length=20)
    background = models.BooleanField()


class Place(SpanRow):
    """A place name and the gazetteer entry it was settled on."""

    name = words()
    gazetteer = words(db_index=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    country = words(db_index=True)
    admin1 = words()
    kind = words()
    precision = models.PositiveSmallIntegerField(null=True)
    modifier = words()
    rule = words()
    candidates = items()

    class Meta(SpanRow.Meta):
        indexes: ClassVar = [models.Index(fields=["gazetteer", "report"], name="place_reports")]


class Period(SpanRow):
    """A time expression and the days it stands for."""

    kind = models.CharField(max_length=20)
    edtf = words()
    first = models.DateField(null=True, db_index=True)
    last = models.DateField(null=True, db_index=True)
    timex = words()
    rule = words()


class Actor(Read):
    """A party named in the report."""

    name = models.TextField(db_index=True)
    kind = words()
    mentions = items()

    class Meta(Read.Meta):
        indexes: ClassVar = [models.Index(fields=["name", "report", "kind"], name="actor_reports")]


class Comment(SpanRow):
    """A reader's comment."""

    parent = words()
    author = words()
    published = words()


class Note(Read):
    """A part of the report that is left unread by design."""

    step = models.TextField()
    kind = models.CharField(max_length=20)
    message = models.TextField()
