"""Puts into a report what people found there and the reader missed, on the words they selected.

A decision's value has ``added`` (start and end of the words), ``kind``, and what a person said of them. What
such a reading lies near is found by rules that it names; nothing else is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from dateline.model import Event, Figure, Period, Place, Record, Report, Span, Statement

T = TypeVar("T")

RULE = "added at the desk"
FIGURE = "figure"


def joined(report: Report, own: Mapping[str, Any]) -> Report:
    """Return the report with what ``own`` (value by label) adds; what stands there already stays as it is."""
    for kind, make in MAKERS.items():
        there = {one.id for one in getattr(report, f"{kind}s")}
        found = [
            make(report, label, report.span(*value["added"]), value)
            for label, value in own.items()
            if "added" in value and value.get("kind", FIGURE) == kind and label not in there
        ]
        if found:
            report = report.model_copy(update={f"{kind}s": (*getattr(report, f"{kind}s"), *found)})
    return report


def later(before: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a correction of an added reading makes of it: its words and kind stay."""
    return {**before, **value} if "added" in before and "added" not in value else dict(value)


def settled(place: Place, gazetteer: str | None, rule: str) -> Place:
    """Return the place settled on another of its candidates."""
    meant = next((c for c in place.candidates if c.gazetteer == gazetteer), None)
    if meant is None:
        return place
    names = ("gazetteer", "name", "lat", "lon", "country", "admin1", "kind")
    kept: dict[str, Any] = {name: getattr(meant, name) for name in names}
    near = 2 if place.modifier else 1
    precision = near if meant.kind in ("settlement", "quarter") else 3
    return place.model_copy(update={**kept, "precision": precision, "rule": rule})


def _statement(report: Report, label: str, words: Span, value: Mapping[str, Any]) -> Statement:
    speaker = report.span(*value["speaker"]) if value.get("speaker") else None
    return Statement(
        id=label,
        speaker=speaker,
        name=speaker and " ".join(speaker.text.split()),
        content=(words,),
        mode=value["mode"],
        stance=value["stance"],
        rule=RULE,
    )


def _place(report: Report, label: str, words: Span, value: Mapping[str, Any]) -> Place:
    said = {**words.model_dump(), "id": label, "name": words.text, "candidates": value.get("candidates", ())}
    return settled(Place.model_validate({**said, "rule": RULE}), value.get("gazetteer"), RULE)


def _period(report: Report, label: str, words: Span, value: Mapping[str, Any]) -> Period:
    first, last = value["from"], value["to"]
    edtf = first if first == last else f"{first}/{last}"
    said = {**words.model_dump(), "id": label, "from": first, "to": last, "edtf": edtf, "rule": RULE}
    return Period.model_validate(said)


def _event(report: Report, label: str, words: Span, value: Mapping[str, Any]) -> Event:
    said = {"id": label, "type": value["type"], "trigger": words, "factuality": value["factuality"]}
    return Event.model_validate({**said, **_around(report, words)})


def _figure(report: Report, label: str, words: Span, value: Mapping[str, Any]) -> Figure:
    said = {name: value.get(name) for name in ("low", "high", "exactness", "status")}
    whole = {**words.model_dump(), "id": label, "subject": "people", **said, **_around(report, words)}
    return Figure.model_validate(whole)


# In the order in which one may lean on another.
MAKERS: Mapping[str, Callable[[Report, str, Span, Mapping[str, Any]], Record]] = {
    "statement": _statement,
    "place": _place,
    "period": _period,
    "event": _event,
    FIGURE: _figure,
}


def _around(report: Report, words: Span) -> dict[str, Any]:
    """Return the settled place and the time last before the words in their paragraph, and who says them."""
    place = _last(report, words, (one for one in report.places if one.gazetteer))
    period = _last(report, words, (one for one in report.periods if one.first))
    return {
        "places": (place.id,) if place else (),
        "place_rule": "nearest place before it" if place else None,
        "period": period.id if period else None,
        "period_rule": "nearest time before it" if period else None,
        "attributed_to": _innermost(report, words),
    }


def _last(report: Report, words: Span, found: Iterable[T]) -> T | None:
    paragraph = report.text.rfind("\n", 0, words.start)
    before = [one for one in found if paragraph < one.start < words.start]  # type: ignore[attr-defined]
    return max(before, key=lambda one: one.start, default=None)  # type: ignore[attr-defined]


def _innermost(report: Report, words: Span) -> str | None:
    """Return the statement with the shortest content that holds the words."""
    holding = [
        (span.end - span.start, one.id)
        for one in report.statements
        for span in one.content
        if span.start <= words.start and words.end <= span.end
    ]
    return min(holding)[1] if holding else None
