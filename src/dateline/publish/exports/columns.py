"""Flattens records into the columns of a table and builds them again, without loss.

A record inside a record becomes columns with its field's name before them (``place_lat``); a list of words
stays a list; a list of records becomes JSON, unless a table of its own holds it. A moment is kept as ISO
8601 text with the offset its source gave, because that offset is information.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from dateline.model import Citation, Period, Place, Record, Span

R = TypeVar("R", bound=Record)

# The records that become columns where another holds one of them; any other becomes JSON.
_FLAT = (Span, Place, Period, Citation)
# An incident's ``place_name`` would have the column of its place's ``name``.
_RENAMED = {"place_name": "place_label"}

# The types of the Data Package standard that columns have; "list" is an array of words, "json" any other.
Kind = Literal["string", "integer", "number", "boolean", "date", "datetime", "list", "json"]

_SCALARS: dict[type, Kind] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    dt.datetime: "datetime",
    dt.date: "date",
    str: "string",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type, whether it is always filled, which words it may hold, what it means."""

    name: str
    kind: Kind
    required: bool = False
    words: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A column of a record, with how its value is taken out."""

    column: Column
    take: Callable[[Any], Any]


@cache
def cells(cls: type[Record], without: frozenset[str] = frozenset()) -> tuple[_Cell, ...]:
    """Return the columns of a record, the fields ``without`` left out."""
    return tuple(_cells(cls, without, "", None, True))


def row(record: Record, without: frozenset[str] = frozenset()) -> list[Any]:
    """Return the record's values in the order of its ``cells``."""
    return [take(record) for take in _takes(type(record), without)]


@cache
def _takes(cls: type[Record], without: frozenset[str]) -> tuple[Callable[[Any], Any], ...]:
    return tuple(cell.take for cell in cells(cls, without))


def build(cls: type[R], values: Mapping[str, Any], **elsewhere: Any) -> R:
    """Return the record whose columns hold ``values``; other tables hold the fields ``elsewhere``."""
    return cls.model_validate(_fields(cls, values, frozenset(elsewhere), "") | elsewhere)


def _cells(
    cls: type[Record], without: frozenset[str], prefix: str, reach: Callable[[Any], Any] | None, always: bool
) -> Iterator[_Cell]:
    for field, info in cls.model_fields.items():
        if field in without:
            continue
        name, take = prefix + _name(field, info), _getter(reach, field)
        inner, optional = _record(info), _optional(info)
        if inner is not None:
            yield from _cells(inner, frozenset(), f"{name}_", take, always and not optional)
            continue
        kind = _kind(info)
        column = Column(name, kind, always and not optional, _words(info), info.description or "")
        yield _Cell(column, _WRITTEN.get(kind, _as_it_is)(take, info))


def _name(field: str, info: FieldInfo) -> str:
    return _RENAMED.get(field) or info.alias or field


def _getter(reach: Callable[[Any], Any] | None, field: str) -> Callable[[Any], Any]:
    if reach is None:
        return attrgetter(field)

    def take(record: Any) -> Any:
        inner = reach(record)
        return None if inner is None else getattr(inner, field)

    return take


def _as_it_is(take: Callable[[Any], Any], info: FieldInfo) -> Callable[[Any], Any]:
    return take


def _jsoned(take: Callable[[Any], Any], info: FieldInfo) -> Callable[[Any], Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(info.annotation or Any)

    def dump(record: Any) -> str | None:
        value = take(record)
        return None if value is None else adapter.dump_json(value, by_alias=True).decode()

    return dump


def _moment(take: Callable[[Any], Any], info: FieldInfo) -> Callable[[Any], Any]:
    def written(record: Any) -> str | None:
        value = take(record)
        return None if value is None else value.isoformat()

    return written


def _number(take: Callable[[Any], Any], info: FieldInfo) -> Callable[[Any], Any]:
    def written(record: Any) -> float | None:
        value = take(record)
        return None if value is None else float(value)

    return written


_WRITTEN: dict[Kind, Callable[[Callable[[Any], Any], FieldInfo], Callable[[Any], Any]]] = {
    "json": _jsoned,
    "datetime": _moment,
    "number": _number,
}


def _fields(
    cls: type[Record], values: Mapping[str, Any], elsewhere: frozenset[str], prefix: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, info in cls.model_fields.items():
        if field in elsewhere:
            continue
        name = prefix + _name(field, info)
        inner = _record(info)
        if inner is not None:
            if _there(inner, values, f"{name}_"):
                found[field] = _fields(inner, values, frozenset(), f"{name}_")
        elif values[name] is not None:
            found[field] = _value(info, values[name])
        elif _optional(info):
            found[field] = None
    return found


def _there(cls: type[Record], values: Mapping[str, Any], prefix: str) -> bool:
    """Whether the columns of an inner record hold one: then all that it must have is filled."""
    return any(
        values[prefix + _name(field, info)] is not None
        for field, info in cls.model_fields.items()
        if info.is_required() and _record(info) is None
    )


def _value(info: FieldInfo, value: Any) -> Any:
    if _kind(info) == "json":
        return json.loads(value)
    if isinstance(value, float) and int in _types(info.annotation) and value.is_integer():
        return int(value)  # a count is printed as it was: 12, not 12.0
    return value


@cache
def _known(annotation: Any) -> frozenset[Any]:
    return frozenset(_plain(annotation))


def _types(annotation: Any) -> frozenset[Any]:
    """Return the plain types of ``X`` or ``X | None``; a tuple stays whole."""
    return _known(annotation)


def _plain(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, UnionType):
        for one in get_args(annotation):
            yield from _plain(one)
    elif get_origin(annotation) is Literal:
        yield type(get_args(annotation)[0])
    else:
        yield annotation


def _optional(info: FieldInfo) -> bool:
    return type(None) in _types(info.annotation)


def _record(info: FieldInfo) -> type[Record] | None:
    """Return the record that a field holds one of, if it does."""
    for one in _types(info.annotation):
        if isinstance(one, type) and issubclass(one, _FLAT):
            return one
    return None


def _kind(info: FieldInfo) -> Kind:
    for one in _types(info.annotation):
        if get_origin(one) is tuple:
            return "list" if all(each in (str, ...) for each in get_args(one)) else "json"
    types = {one for one in _types(info.annotation) if isinstance(one, type)}
    if float in types:
        return "number"
    return next((kind for one, kind in _SCALARS.items() if any(issubclass(t, one) for t in types)), "json")


def _words(info: FieldInfo) -> tuple[str, ...]:
    """Return the only words a field may hold, when its type lists them."""
    for one in _types(info.annotation):
        if isinstance(one, type) and issubclass(one, Enum):
            return tuple(str(member.value) for member in one)
    arguments = info.annotation if get_origin(info.annotation) in (Union, UnionType) else None
    for one in (info.annotation, *get_args(arguments)):
        if get_origin(one) is Literal and all(isinstance(word, str) for word in get_args(one)):
            return get_args(one)
    return ()
