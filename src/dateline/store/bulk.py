"""Adds many rows of one table in one statement. Linking writes some thirty rows a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connection, models

from dateline.store.models.base import Row

# What these hold goes to the database as it is; other columns are prepared by their field.
_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)


def insert(table: type[Row], rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows, given by column; a column left out has its default. A key the database counts is its own."""
    fields = _fields(table)
    made = [
        tuple(
            own if plain else field.get_db_prep_save(own, connection)
            for field, plain in fields
            for own in (row[field.attname] if field.attname in row else field.get_default(),)
        )
        for row in rows
    ]
    if made:
        quoted = connection.ops.quote_name
        names = ", ".join(quoted(field.column) for field, _ in fields)
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quoted(table._meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608 - names are the schema's own
                made,
            )


@cache
def _fields(table: type[Row]) -> list[tuple[Any, bool]]:
    """Return the table's fields, each with whether its values need no preparing."""
    return [
        (field, isinstance(field, _PLAIN))
        for field in table._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    ]
