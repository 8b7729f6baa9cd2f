"""Finds the spans of a record, and those that do not hold the characters they claim."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Record, Report, Span


def held(record: Record) -> Iterator[Span]:
    """Yield every span in ``record``, itself included, in the order of its fields."""
    if isinstance(record, Span):
        yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from held(one)


def astray(report: Report) -> Iterator[tuple[str, Span]]:
    """Yield (id of the record read, span) of each span whose text is not at its offsets."""
    for name in type(report).model_fields:
        value = getattr(report, name)
        text = (report.title or "") if name == "title_places" else report.text
        for item in value if isinstance(value, tuple) else ():
            for span in held(item):
                if text[span.start : span.end] != span.text:
                    yield getattr(item, "id", name), span
