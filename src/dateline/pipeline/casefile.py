"""Gathers a case file: incidents, briefs, sealed copies and receipts in one folder that needs no program."""

# ruff: noqa: PLC0415 - each part loads when a case file is made
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.archive import receipts, seal
from dateline.archive.log import Sealed
from dateline.model import Capture, Incident, Publication, Report
from dateline.pipeline import picturing
from dateline.pipeline.desk import Desk
from dateline.pipeline.stamping import certificates
from dateline.pipeline.taking import PUBLIC, WHOLE, Selection, take

if TYPE_CHECKING:
    from dateline.publish.casefile import Copy

# Where the opening page lies from the folder of an incident or a brief.
TOP = "../../index.html"
_FOR = {
    PUBLIC: "It is for readers.",
    WHOLE: "It holds everything as the desk has it, names too: it is for a court or for counsel, not for "
    "readers.",
}


def write(
    desk: Desk,
    out: Path,
    selection: Selection,
    clear: Sequence[Sealed],
    kept_back: int,
    now: dt.datetime,
    *,
    whole: bool,
) -> dict[str, int]:
    """Write a case file into the folder ``out``; return how many of what. The desk must be connected.

    ``clear`` are the sealed copies that may go out; ``kept_back`` says how many may not.
    """
    from dateline.publish import casefile

    audience = WHOLE if whole else PUBLIC
    taken = take(desk, selection, audience, now)
    incidents = list(taken.incidents)
    reports = {kept.report.id: kept.report for kept in taken.reports}
    shown = {one.line: one.capture for one in taken.captures}
    out.mkdir(exist_ok=True)
    for one in incidents:
        _incident(one, reports, list(shown.values()), out / "incidents" / one.id.removeprefix("incident:"))
    days = [_brief(desk, found, out, whole=whole) for found in _telling(desk, incidents, whole=whole)]
    copies = list(_copies(desk, clear, shown, out, now))
    note = f"{_FOR[audience]} {taken.note}".strip()
    packed = (out / "copies.wacz").is_file()
    case = casefile.Case(
        desk.settings.name, str(selection), note, now, incidents, sorted(days), list(reports.values()),
        copies, packed, kept_back,
    )  # fmt: skip
    casefile.write(case, out)
    return {
        "incidents": len(incidents),
        "briefs": len(days),
        "reports": len(reports),
        "sealed copies": len(copies),
    }


def _incident(one: Incident, known: Mapping[str, Report], captures: Sequence[Capture], out: Path) -> None:
    from dateline.publish import casefile, page

    own = [known[id_] for id_ in one.reports if id_ in known]
    page.write(casefile.told(one, own), own, out, captures=captures, top=TOP)


def _telling(desk: Desk, incidents: Sequence[Incident], *, whole: bool) -> Iterator[Publication]:
    """Yield the published briefs that tell of incidents, as readers see them unless ``whole``."""
    from dateline.pipeline import door
    from dateline.store import published

    found = {(p.day, p.version): p for p in published.telling([one.id for one in incidents])}
    last = {p.day: p for _, p in sorted(found.items())}
    for one in last.values():
        yield one if whole else door.opened(desk, one)


def _brief(desk: Desk, found: Publication, out: Path, *, whole: bool) -> dt.date:
    from dateline.pipeline import publishing
    from dateline.publish import page
    from dateline.publish.links import FileLinks

    behind = publishing.behind(desk, found) if not whole else publishing.resting_on(desk, found)
    folder = out / "briefs" / found.day.isoformat()
    page.write(found.brief, behind.reports, folder, captures=behind.captures, top=TOP)
    for plate in found.brief.pictures:
        file = folder / FileLinks(found.day).picture(plate.sha256)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(picturing.content(desk, plate.sha256, public=not whole))
    return found.day


def _copies(
    desk: Desk, clear: Sequence[Sealed], shown: Mapping[int, Capture], out: Path, now: dt.datetime
) -> Iterator[Copy]:
    """Write each copy and its receipt. A receipt for readers has the capture as they may see it."""
    from dateline.publish import casefile
    from dateline.publish.receipt import write as write_receipt
    from dateline.store import load

    (out / "copies").mkdir()
    name, authority = desk.settings.name, certificates(desk)
    found = {one.line.seq: load.found_in(one.line.seq) for one in clear}
    every = receipts.receipts(desk.archive, clear, desk=name, now=now, reports=found, authority=authority)
    for one, receipt in zip(clear, every, strict=True):
        public = shown.get(one.line.seq, receipt.capture)
        file = casefile.name_of(public)
        (out / "copies" / file).write_bytes(seal.payload(desk.archive, seal.capture(one)))
        told = receipt.model_copy(update={"capture": public})
        write_receipt(told, out / "receipts")
        yield casefile.Copy(file, public, told)
