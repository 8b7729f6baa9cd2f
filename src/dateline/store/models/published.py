"""What readers were shown: every version of every brief, what each of them shows, and the drafts."""

# A Django column's type is its class; rows are read in published.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models

from dateline.store.models.base import Row, words
from dateline.store.models.judged import AppendOnly, Ledger


class Publication(Row):
    """One published version of a day's brief. A correction is a new version; none is ever changed."""

    day = models.DateField(db_index=True)
    version = models.PositiveIntegerField()
    record = models.TextField()  # the brief as JSON
    note = words()  # what a correction corrected
    who = models.TextField()
    when = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[Any]] = Ledger.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "version"], name="one_version")]

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("a publication is never deleted; publish a correction")


class Shown(Row):
    """Something that a publication shows, under the word its page has in addresses."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="shows")
    kind = models.CharField(max_length=20)
    word = models.TextField()
    item = models.TextField()  # the report's or incident's id, the name of a place, actor or source
    label = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "word"], name="shown_word")]


class Guarded(Row):
    """What the reports of a publication make worth keeping back, found once."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="guarded")
    record = models.TextField()


class Draft(Row):
    """The brief of a day while it is edited. ``revision`` tells two editors of one draft apart."""

    day = models.DateField(unique=True)
    record = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    who = models.TextField()
    when = models.DateTimeField()


class Searched(Row):
    """What full-text search finds: reports, statements, incidents. Triggers keep it, nothing else."""

    kind = models.CharField(max_length=20)
    item = models.TextField()
    report = words()
    title = models.TextField()
    body = models.TextField()
    day = models.DateField(null=True)
    place = words()
    source = words()
    grade = words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "item"], name="searched_item")]
