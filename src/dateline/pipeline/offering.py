"""Makes the files of data that the site offers: what the published briefs tell, in others' formats."""

# ruff: noqa: PLC0415 - each format loads its own parts
from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

from dateline import disk
from dateline.errors import UnknownId
from dateline.model import Incident, Publication, Report
from dateline.pipeline import publishing
from dateline.pipeline.desk import Desk

# The name of each file and the format of exports that it is in.
FILES = {
    "incidents.geojson": "geojson",
    "incidents-acled.csv": "acled",
    "incidents-ged.csv": "ged",
    "incidents-hxl.csv": "hxl",
    "entities.ftm.json": "ftm",
}
MADE = ".offered-"
# Published briefs opened at once.
SOME = 50


def offered() -> list[tuple[str, str]]:
    """Return the names of the files, each with what it is."""
    from dateline.publish.exports.formats import FORMATS

    about = {one.name: one.about for one in FORMATS}
    return [(name, about[form]) for name, form in FILES.items()]


def file(desk: Desk, name: str, now: dt.datetime) -> Path:
    """Return a file of what is published, made anew when the site changed. Raises UnknownId."""
    from dateline.publish.exports.formats import FORMATS
    from dateline.publish.exports.tables import Kept, Taken

    if name not in FILES:
        raise UnknownId(name, "is no file that the site offers", "see /data/")
    path = desk.folder / f"{MADE}{mark(desk)}-{name}"
    if path.is_file():
        return path
    write = next(one.write for one in FORMATS if one.name == FILES[name])
    with disk.named(desk.folder), disk.whole(path) as draft:
        reports = (Kept(one) for one in _reports(desk)) if FILES[name] == "ftm" else ()
        taken = Taken(
            desk.settings.name,
            "public",
            "what was published",
            incidents=_incidents(desk),
            reports=reports,
        )
        write(taken, draft, now)
    for old in desk.folder.glob(f"{MADE}*-{name}"):
        if old != path:
            old.unlink(missing_ok=True)
    return path


def mark(desk: Desk) -> str:
    """Return a word that changes when the site does."""
    return hashlib.sha256(repr(publishing.stamp(desk)).encode()).hexdigest()[:16]


def _incidents(desk: Desk) -> Iterator[Incident]:
    """Yield each incident once, as the last brief that tells of it has it."""
    seen: set[str] = set()
    for one in _briefs(desk):
        for incident in one.brief.incidents:
            if incident.id not in seen:
                seen.add(incident.id)
                yield incident


def _reports(desk: Desk) -> Iterator[Report]:
    """Yield each report that a brief rests on, once."""
    seen: set[str] = set()
    for one in _briefs(desk):
        for report in publishing.behind(desk, one).reports:
            if report.id not in seen:
                seen.add(report.id)
                yield report


def _briefs(desk: Desk) -> Iterator[Publication]:
    """Yield the briefs that stand, as readers see them, the last day first."""
    before = None
    while found := publishing.latest(desk, SOME, before=before):
        yield from found
        before = found[-1].day
