"""What readers wrote, and what became of it: rows that are added and never changed."""

# A Django column's type is its class; rows are read in remarks.py only, where pydantic checks each value.
# mypy: disable-error-code="var-annotated"
from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models

from dateline.store.models.base import Row, items, words
from dateline.store.models.judged import AppendOnly, Ledger


class Remark(Row):
    """A reader's comment as it was written. Its state is told by its changes."""

    thread = models.CharField(max_length=80, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answers")
    about = words()
    quoted = words()
    claim = items()
    name = models.TextField()
    text = models.TextField()
    correction = models.BooleanField(default=False, db_index=True)
    at = models.DateTimeField(db_index=True)
    origin = words(unique=True)  # what names it where it was imported from

    objects: ClassVar[models.Manager[Any]] = Ledger.as_manager()

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("a comment is never deleted; remove it from view")


class RemarkChange(Row):
    """A comment's state from a moment on. ``shown`` says that the site changed with it."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=20)
    reason = words()
    rule = words()
    who = models.TextField()
    when = models.DateTimeField()
    undoes = models.BigIntegerField(null=True)
    shown = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Any]] = Ledger.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["shown", "id"], name="remark_shown")]

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnly("a change of a comment is never deleted; add one that undoes it")


class RemarkNumber(Row):
    """The number that a comment was given when it was first published, once and for all."""

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="given")
    thread = models.CharField(max_length=80)
    number = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_number_in_a_thread")
        ]


class RemarkWriter(Row):
    """Whose a comment is, as far as is kept: hashes of a cookie, a private link and an address."""

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="writer")
    writer = models.CharField(max_length=64, db_index=True)
    token = models.CharField(max_length=64, unique=True)
    mail = words()
    address = models.CharField(max_length=64, null=True, db_index=True)
    at = models.DateTimeField(db_index=True)


class RemarkFlag(Row):
    """A reader's word that a comment should be looked at. One from each address counts."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="flags")
    why = models.CharField(max_length=40)
    address = models.CharField(max_length=64, null=True)
    at = models.DateTimeField()


class ThreadChange(Row):
    """A thread closed or opened again, by whom."""

    thread = models.CharField(max_length=80, db_index=True)
    open = models.BooleanField()
    reason = words()
    who = models.TextField()
    when = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = Ledger.as_manager()


class DaySalt(Row):
    """The secret with which a day's addresses are hashed; it is erased when the day is over."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)


class KeptBack(Row):
    """A name that the rules keep from readers, found in the reports that a publication rests on."""

    publication = models.ForeignKey("Publication", on_delete=models.PROTECT, related_name="kept_back")
    name = models.TextField()
    why = models.TextField()
    rule = models.TextField()
    report = words()


class Screened(Row):
    """A publication whose reports were looked through for such names."""

    publication = models.OneToOneField("Publication", on_delete=models.PROTECT, related_name="screened")
