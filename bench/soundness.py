"""Says what is wrong with a report that was read: what must hold for any text at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dateline.model import Report
from dateline.spans import astray

# For each kind of record: its fields that name another record, and the kind they name.
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "statements": {"via": "statements"},
    "events": {
        "period": "periods", "places": "places", "side_a": "actors", "side_b": "actors",
        "figures": "figures", "attributed_to": "statements",
    },
    "figures": {
        "period": "periods", "places": "places", "part_of": "figures", "beside": "figures",
        "repeats": "figures", "attributed_to": "statements",
    },
    "comments": {"parent": "comments"},
}  # fmt: skip
KINDS = ("statements", "events", "figures", "places", "periods", "actors", "comments")
# Links from a record to one of its own kind: following them must come to an end.
CHAINS = {"statements": ("via",), "figures": ("part_of", "beside", "repeats"), "comments": ("parent",)}


def faults(report: Report) -> list[str]:
    """Return what is wrong with a report as read, one line each; none when it is sound."""
    return [
        *_failures(report),
        *_spans(report),
        *_ids(report),
        *_dangling(report),
        *_circles(report),
        *_bounds(report),
        *_round_trip(report),
    ]


def _failures(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield f"{failure.step} failed: {failure.error}: {failure.message}"


def _spans(report: Report) -> Iterator[str]:
    for name, span in astray(report):
        yield f"{name}: {span.text!r} is not at {span.start}-{span.end}"


def _ids(report: Report) -> Iterator[str]:
    for kind in KINDS:
        ids = [record.id for record in getattr(report, kind)]
        if len(set(ids)) < len(ids):
            yield f"{kind}: an id is given twice"


def _dangling(report: Report) -> Iterator[str]:
    known = {kind: {record.id for record in getattr(report, kind)} for kind in KINDS}
    known["places"] |= {place.id for place in report.title_places}
    for kind, fields in REFERENCES.items():
        for record in getattr(report, kind):
            for field, target in fields.items():
                for name in _names(getattr(record, field)):
                    if name not in known[target]:
                        yield f"{kind}.{field}: {record.id} names {name}, which is not there"


def _names(value: str | Iterable[str] | None) -> Iterable[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _circles(report: Report) -> Iterator[str]:
    for kind, fields in CHAINS.items():
        for field in fields:
            onward = {record.id: getattr(record, field) for record in getattr(report, kind)}
            ends: set[str | None] = {None}
            for name in onward:
                seen: list[str] = []
                at: str | None = name
                while at not in ends and at not in seen:
                    seen.append(str(at))
                    at = onward.get(str(at))
                if at in seen:
                    yield f"{kind}.{field}: {at} leads back to itself"
                ends.update(seen)


def _bounds(report: Report) -> Iterator[str]:
    for figure in report.figures:
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            yield f"figures: {figure.id} is from {figure.low} to {figure.high}"
    for period in report.periods:
        if period.first and period.last and period.first > period.last:
            yield f"periods: {period.id} is from {period.first} to {period.last}"
    at = 0
    for zone in report.zones:
        if not at <= zone.start < zone.end <= len(report.text):
            yield f"zones: {zone.kind} at {zone.start}-{zone.end} overlaps or is empty"
        at = zone.end


def _round_trip(report: Report) -> Iterator[str]:
    if Report.model_validate_json(report.model_dump_json(by_alias=True)) != report:
        yield "the report is not the same after JSON"
