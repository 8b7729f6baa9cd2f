"""What people decided, and the briefs that were made."""

# A Django column's type is its class; rows are read in records.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models

from dateline.store.models.base import Row, items, words


class AppendOnly(Exception):
    """A ledger row was about to be changed or deleted; that is a programming error."""


class Ledger(models.QuerySet[Any]):
    """Rows that can be added and read. The database refuses the rest too, by triggers."""

    def update(self, **kwargs: Any) -> Never:
        raise AppendOnly("a decision is never changed; add one that undoes it")

    def delete(self) -> Never:
        raise AppendOnly("a decision is never deleted; add one that undoes it")


class Decision(Row):
    """What a person judged. Undo is a new row."""

    label = models.CharField(max_length=200, primary_key=True)
    judgement = models.CharField(max_length=20, db_index=True)
    subjects = items()
    reason = words()
    who = models.TextField()
    when = models.DateTimeField(db_index=True)
    machine = words()
    value = words()
    undoes = words()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["undoes"], name="decision_undoes"),
            models.Index(fields=["who"], name="decision_who"),
        ]

    objects: ClassVar[models.Manager[Any]] = Ledger.as_manager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add this decision; raises IntegrityError when its id is taken."""
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("a decision is never deleted; add one that undoes it")


class Brief(Row):
    """A day's brief as it was composed. It is a document: nothing is looked up inside it."""

    day = models.DateField(unique=True)
    record = models.TextField()  # JSON, as printed
