"""What was collected: sealed copies, reports and their versions, and how each step on them ended."""

# A Django column's type is its class; rows are read in records.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import ClassVar

from django.db import models

from dateline.store.models.base import Row, items, words


class Capture(Row):
    """One sealed copy: its line in the archive's log (``seq``, ``seal``) and where its payload lies.

    A copy in a WARC has its record's ``offset`` and ``length`` there.
    """

    seq = models.PositiveBigIntegerField(unique=True)
    seal = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, db_index=True)
    uri = models.TextField()
    fetched_at = models.DateTimeField()
    media_type = models.TextField()
    size = models.PositiveBigIntegerField()
    path = models.TextField()
    offset = models.PositiveBigIntegerField(null=True)
    length = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["uri", "sha256"], name="sealed_once")]


class Report(Row):
    """One version of one published text. ``previous`` is the version it replaced, ``latest`` the newest."""

    id = models.CharField(max_length=200, primary_key=True)
    key = words(db_index=True)
    sealed = models.ForeignKey(Capture, on_delete=models.PROTECT, null=True, related_name="reports")
    capture = words()
    resource = words(db_index=True)
    history = words(db_index=True)  # what its versions share: its address, or the file it stood in
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next")
    latest = models.BooleanField(default=True, db_index=True)
    linked = models.BooleanField(default=False)  # as it was read last
    title = words()
    source = words(db_index=True)
    author = words()
    url = words(db_index=True)
    published = models.DateField(null=True, db_index=True)
    published_at = words()  # ISO 8601 with the offset the source gave: a moment's zone is information
    published_rule = words()
    language = words(db_index=True)
    marks = models.JSONField(null=True)  # what a network says of a post beside its words
    text = models.TextField()
    title_places = items()
    derived_by = words()
    # The report as collected, as JSON, without its text: what reading again starts from. Not a JSONField:
    # PostgreSQL would write its numbers anew (3e16 comes back as an integer).
    given = models.TextField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["linked", "latest"], name="report_linked"),
            # What the desk counts: days with reports, reports of each source, those that nothing has read.
            models.Index(
                fields=["-published", "-published_at", "id"],
                condition=models.Q(latest=True),
                name="report_days",
            ),
            models.Index(
                fields=["source", "published"], condition=models.Q(latest=True), name="report_sources"
            ),
            models.Index(fields=["derived_by"], condition=models.Q(derived_by=None), name="report_unread"),
        ]


class Failure(Row):
    """A step that did not succeed on ``item`` (a report's id, or the address of an input)."""

    item = models.TextField(db_index=True)
    position = models.PositiveIntegerField()
    step = models.TextField()
    error = models.TextField()
    message = models.TextField()

    class Meta:
        ordering: ClassVar = ["item", "position"]


class Outcome(Row):
    """The last outcome of one step on one item: what derived it, and in how many failures it ended."""

    item = models.TextField()
    step = models.CharField(max_length=40)
    derived_by = words()
    failures = models.PositiveIntegerField(default=0)
    ended = models.DateTimeField(auto_now=True, null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "step"], name="one_outcome")]
