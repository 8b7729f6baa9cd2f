"""Rows become records and records rows, without loss: a record read back equals the one stored.

A field's column has its name, with three exceptions: a record's ``id`` is the column ``label``
(a report keeps ``id``), a span takes the columns ``_start``, ``_end``, ``_text``, and records
inside a record have tables of their own (``NESTED``) or, when nothing is looked up in them,
are kept as JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dateline.model import (
    Account,
    Actor,
    Comment,
    Copies,
    CopyPair,
    Disagreement,
    Event,
    Figure,
    Incident,
    Note,
    Origin,
    Period,
    Place,
    Record,
    Report,
    Span,
    Statement,
    Toll,
    Zone,
)

R = TypeVar("R", bound=Record)

# Fields of a record that are rows of another table, and the record they hold.
NESTED: dict[type[Record], dict[str, type[Record]]] = {
    Report: {
        "zones": Zone,
        "statements": Statement,
        "events": Event,
        "figures": Figure,
        "places": Place,
        "periods": Period,
        "actors": Actor,
        "comments": Comment,
        "notes": Note,
    },
    Copies: {"pairs": CopyPair},
    Incident: {"accounts": Account, "tolls": Toll, "disagreements": Disagreement},
    Toll: {"accounts": Account},
    Disagreement: {"accounts": Account},
}

# Moments whose zone is information are kept as ISO 8601 text; the other two are ours, in UTC.
_MOMENTS = frozenset({"published_at", "said_at"})

# `kind` of these is a constant that tells the printed objects apart.
_CONSTANT: dict[type[Record], str] = {Copies: "kind", Incident: "kind", Origin: "kind"}


def columns(record: Record) -> dict[str, Any]:
    """Return the columns of the record's own table, nested rows left out."""
    row: dict[str, Any] = {}
    for name, kind in plan(type(record)).items():
        value = getattr(record, name)
        if kind == "span":
            for part in ("start", "end", "text"):
                row[f"{name}_{part}"] = getattr(value, part, None)
        elif kind == "json":
            row[name] = _plain(value)
        else:
            row[_column(type(record), name)] = _scalar(name, value)
    return row


def record(cls: type[R], row: Mapping[str, Any], **nested: Any) -> R:
    """Return the record of one row, given as ``values()`` gives it, and its nested records."""
    data: dict[str, Any] = dict(nested)
    for name, kind in plan(cls).items():
        if kind == "span":
            if row[f"{name}_start"] is not None:
                data[name] = {part: row[f"{name}_{part}"] for part in ("start", "end", "text")}
        else:
            value = row[_column(cls, name)]
            data[name] = int(value) if isinstance(value, float) and _whole(cls, name, value) else value
    return cls.model_validate(data)


@cache
def plan(cls: type[Record]) -> dict[str, str]:
    """Return how each field of ``cls`` is stored: span, json or scalar. Nested tables are left out."""
    elsewhere = set(NESTED.get(cls, {})) | {_CONSTANT.get(cls, ""), "failures" if cls is Report else ""}
    return {name: _kind(field) for name, field in cls.model_fields.items() if name not in elsewhere}


def _kind(field: FieldInfo) -> str:
    kinds = _types(field.annotation)
    if Span in kinds:
        return "span"
    if tuple in kinds or any(issubclass(kind, BaseModel) for kind in kinds):
        return "json"
    return "scalar"


def _types(annotation: Any) -> set[type]:
    """Return the classes of ``X`` or ``X | None``; a tuple counts as tuple, whatever it holds."""
    origin = getattr(annotation, "__origin__", None)
    if origin is tuple:
        return {tuple}
    if isinstance(annotation, type):
        return {annotation}
    return {kind for argument in get_args(annotation) for kind in _types(argument)}


def _column(cls: type[Record], name: str) -> str:
    return "label" if name == "id" and cls is not Report else name


def _scalar(name: str, value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime) and name in _MOMENTS:
        return value.isoformat()
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


@cache
def _counts(cls: type[Record]) -> frozenset[str]:
    """Return the fields that hold an int where the column holds a float."""
    return frozenset(name for name, field in cls.model_fields.items() if int in _types(field.annotation))


def _whole(cls: type[Record], name: str, value: float) -> bool:
    return name in _counts(cls) and value.is_integer()
