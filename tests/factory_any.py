"""Hypothesis strategies that build any record from its own field types: valid, and otherwise arbitrary."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from hypothesis import strategies as st

from dateline.model import Record, Span

R = TypeVar("R", bound=Record)

# What a database can hold: no lone surrogates, and no NUL, which PostgreSQL refuses.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
OFFSETS = st.integers(0, 10**6)
# Whole numbers that a double holds exactly: far above any count of people.
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False, width=32)
ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=3)), dt.timezone(-dt.timedelta(minutes=210))])
MOMENTS = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2999, 1, 1), timezones=ZONES)

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    bool: st.booleans(),
    int: OFFSETS,
    float: st.floats(0, 1),
    dt.date: st.dates(),
    dt.datetime: MOMENTS,
    type(None): st.none(),
}


def any_record(cls: type[R]) -> st.SearchStrategy[R]:
    """Build a ``cls``; a span's end follows from its text."""
    fields = {name: _field(name, field.annotation) for name, field in cls.model_fields.items()}
    if not issubclass(cls, Span):
        return st.fixed_dictionaries(fields).map(cls.model_validate)
    fields.pop("end")
    return st.fixed_dictionaries(fields).map(
        lambda data: cls.model_validate(data | {"end": data["start"] + len(data["text"])})
    )


def _field(name: str, annotation: Any) -> st.SearchStrategy[Any]:
    if float in get_args(annotation) and int in get_args(annotation):
        return st.none() | NUMBERS if type(None) in get_args(annotation) else NUMBERS
    return _of(annotation)


def _of(annotation: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one kind of annotation each
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return st.one_of(*(_of(argument) for argument in arguments))
    if origin is Annotated:
        return _of(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(_of(arguments[0]), max_size=2).map(tuple)
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    if issubclass(annotation, Record):
        return st.deferred(lambda: any_record(annotation))
    return PLAIN[annotation]
