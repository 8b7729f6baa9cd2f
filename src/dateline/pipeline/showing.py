"""Walks facts back to their sealed copies, and checks that every step of the way holds."""

# ruff: noqa: PLC0415 - Django loads when a desk is opened, not before
from __future__ import annotations

from collections.abc import Iterator, Set

from dateline import spans
from dateline.archive import verify as archived
from dateline.errors import UnknownId
from dateline.model import Record, Report
from dateline.pipeline import inputs, ways
from dateline.pipeline.desk import Desk
from dateline.pipeline.stamping import certificates
from dateline.pipeline.ways import Kept, Shown


def verify(desk: Desk) -> Iterator[archived.Finding]:
    """Yield everything in which log, sealed copies, rows and spans do not agree."""
    from dateline.store import load

    with desk.database.session():
        rows = {item.seq: (item.seal, item.capture) for item in load.captures()}
        yield from archived.verify(desk.archive, rows, certificates(desk))
        copies = {capture.sha256 for _, capture in rows.values()}
        ids = load.all_ids()
        for report in load.given(ids):
            yield from _itself(report, copies)
        for report in load.reports(ids):
            for item, span in spans.astray(report):
                what = f"characters {span.start}-{span.end} are not {span.text!r}"
                yield archived.Finding(f"{report.id}#{item}", what)


def _itself(report: Report, copies: Set[str]) -> Iterator[archived.Finding]:
    """Yield what is wrong with a report as collected: its copy is not sealed, or its id names other words.

    A desk with a time zone may have moved its day; the id is of the day that the source printed.
    """
    from dateline.collect.fields import identified

    if report.capture and report.capture not in copies:
        what = f"no line of the log seals the copy it was read from: {report.capture}"
        yield archived.Finding(report.id, what)
    days = {report.published}
    if report.published_at and (report.published_rule or "").startswith(inputs.MOVED):
        days |= {report.published_at.date(), None}
    named = {identified(report.model_copy(update={"published": day})).id for day in days}
    if report.id not in named:
        yield archived.Finding(report.id, "its title, source, day or text is not the one its id was made of")


def sealed(desk: Desk) -> int:
    """Return how many copies the desk has sealed."""
    from dateline.store import load

    with desk.database.session():
        return len(load.captures())


def show(desk: Desk, wanted: str) -> Shown:
    """Return the record whose id begins with ``wanted`` (REPORT#s1 for a reading), with its ways back."""
    from dateline.store import load, neighbours
    from dateline.store.find import find

    head, _, label = wanted.partition("#")
    with desk.database.session():
        kind, id_ = find(head)
        if kind == "forward":
            kind, id_ = "incident", _led_to(id_)
        if kind == "incident":
            incident = next(load.incidents([id_]))
            kept = {report.id: _kept(desk, report) for report in load.reports(incident.reports)}
            return ways.incident(incident, kept, neighbours.copies(incident.reports).values())
        if kind == "series":
            series = next(load.series([id_]))
            kept = {report.id: _kept(desk, report) for report in load.reports(series.reports)}
            return ways.series(series, kept)
        if kind != "report":
            return Shown(kind, id_, _alone(kind, id_), ())
        report = _kept(desk, next(load.reports([id_])))
    shown = ways.item(report, label) if label else ways.report(report)
    if shown is None:
        raise UnknownId(
            wanted, f"the report has no reading {label!r}", f"dateline show {head} --json lists them"
        )
    return shown


def _led_to(id_: str) -> str:
    """Return the incident that an ended id leads to. Raises UnknownId when no report tells it any more."""
    from dateline.store import neighbours

    target = neighbours.led_to([id_])[id_]
    if target is None:
        raise UnknownId(id_, "no report tells it any more", "dateline link --json lists what is told")
    return target


def _alone(kind: str, id_: str) -> Record:
    """Return a record that is its own way back: a capture is the sealed copy, a decision a person's word."""
    from dateline.store import load

    if kind == "capture":
        return next(one.capture for one in load.captures() if one.capture.sha256 == id_)
    return next(one for one in load.decisions() if one.id == id_)


def _kept(desk: Desk, report: Report) -> Kept:
    from dateline.store import collecting, load

    found = load.sealed_as(report.id)
    if found is None:
        return Kept(report)
    media = tuple((link.url, link.capture) for link in collecting.links(report.id) if link.capture)
    return Kept(report, found.capture, str(desk.archive / found.capture.path), found.seq, media)
