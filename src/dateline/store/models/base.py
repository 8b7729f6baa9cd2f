"""The base of every table, and the columns that many of them share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


def words(**options: Any) -> models.TextField[str | None, str | None]:
    """A column for words that may be missing."""
    return models.TextField(null=True, **options)


def offset() -> models.PositiveIntegerField[int | None, int | None]:
    """A column for one end of a span that may be missing."""
    return models.PositiveIntegerField(null=True)


def items() -> models.JSONField[Any, Any]:
    """A column for a list, kept in its order."""
    return models.JSONField(default=list)


class Row(models.Model):
    """Base of every table."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
