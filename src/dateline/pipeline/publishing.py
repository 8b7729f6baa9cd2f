"""Makes drafts of briefs, publishes them, and gives the site what was published."""

# ruff: noqa: PLC0415 - the database and the linker load only for the step that needs them
from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from dateline.errors import EmptyInput, UnknownId
from dateline.model import (
    Brief,
    Capture,
    Decision,
    Draft,
    Edition,
    Incident,
    Judgement,
    Named,
    Publication,
    Report,
)
from dateline.pipeline import door, registers
from dateline.pipeline.desk import Desk
from dateline.pipeline.linking import as_of
from dateline.publish import harm


class Behind(NamedTuple):
    """What a published brief rests on."""

    publication: Publication
    reports: Sequence[Report]
    captures: Sequence[Capture]


def compose(desk: Desk, day: dt.date) -> Brief:
    """Return the brief of ``day`` as the desk would write it now; nothing is stored."""
    from dateline.publish import brief
    from dateline.store import collecting, load, published

    with desk.database.session():
        reports, linking = as_of(desk, day)
        before = published.latest(1, before=day)
        previous = before[0].brief if before else load.brief_before(day)
        newer = load.newer(previous.reports) if previous else {}
        visits, sources = collecting.visits(), registers.sources(desk)
    return brief.compose(
        reports, linking, day, sources=sources, previous=previous, newer=newer, visits=visits
    )


def days(desk: Desk) -> list[dt.date]:
    """Return the days on which reports of the desk were published."""
    from dateline.store import load

    with desk.database.session():
        return load.days()


def draft(desk: Desk, day: dt.date, who: str, now: dt.datetime) -> Draft:
    """Return the draft of a day; begun now from the latest version, or from the desk when there is none."""
    from dateline.store import published

    with desk.database.session():
        kept = published.draft(day)
        if kept:
            return kept
        if day not in days(desk):
            raise UnknownId(day.isoformat(), "no report of that day is on the desk", "choose another day")
        last = published.publication(day)
        begun = Draft(
            day=day, brief=last.brief if last else compose(desk, day), revision=1, who=who, when=now
        )
        published.keep_draft(begun)
        return published.draft(day) or begun


def keep_draft(desk: Desk, edited: Draft) -> Draft:
    """Keep an edited draft as the next revision. Raises DeskError when another was kept meanwhile."""
    from dateline.store import published

    following = edited.model_copy(update={"revision": edited.revision + 1})
    with desk.database.session():
        published.keep_draft(following)
    return following


def drop_draft(desk: Desk, day: dt.date) -> None:
    """Throw the draft of a day away, so that the next one is made anew."""
    from dateline.store import published

    with desk.database.session():
        published.drop_draft(day)


def publish(
    desk: Desk, made: Draft, who: str, now: dt.datetime, note: str | None = None, left: str | None = None
) -> Publication:
    """Publish a draft as the day's next version, with a row in the ledger. A correction needs its note.

    ``left`` says which checks were left out, and why; the ledger keeps it.
    """
    from dateline.store import load, published, save

    with desk.database.session():
        version = len(published.versions(made.day)) + 1
        if version > 1 and not (note or "").strip():
            raise EmptyInput(
                f"the brief of {made.day}", "was published before", "say in a sentence what this corrects"
            )
        done = Publication(
            day=made.day, version=version, brief=made.brief, note=note or None, who=who, when=now
        )
        reports = list(load.reports(made.brief.reports))
        published.publish(done, dict.fromkeys(shows(*door.labels(desk, made.brief, reports))))
        door.guard(desk, done, reports)
        save.decision(
            Decision(
                id=f"decision:{made.day}-v{version}",
                judgement=Judgement.PUBLISH,
                subjects=(f"brief:{made.day}",),
                reason=note or None,
                machine=left,
                who=who,
                when=now,
            )
        )
    return done


def shows(brief: Brief, reports: Sequence[Report]) -> Iterator[Named]:
    """Yield everything that a brief shows and that has a page: its reports, incidents, places and names."""
    for report in reports:
        word = report_word(report.id)
        yield Named(kind="report", word=word, item=report.id, label=report.title or word)
        if report.source:
            yield Named(kind="source", word=slug(report.source), item=report.source, label=report.source)
    for plate in brief.pictures:
        yield Named(kind="picture", word=plate.sha256, item=plate.sha256, label=plate.alt)
    for series in brief.series:
        word = series.id.removeprefix("series:")
        yield Named(kind="figure", word=word, item=series.id, label=series.name)
    for incident in brief.incidents:
        word = incident.id.removeprefix("incident:")
        yield Named(kind="incident", word=word, item=incident.id, label=incident.title)
        name = incident.place_name or (incident.place.name if incident.place else None)
        if name and incident.place:
            word = place_word(incident.place.gazetteer, name)
            yield Named(kind="place", word=word, item=incident.place.gazetteer or name, label=name)
        for actor in (*incident.side_a, *incident.side_b):
            yield Named(kind="actor", word=slug(actor), item=actor, label=actor)


def report_word(report: str) -> str:
    """Return the word under which a report's page stands."""
    from dateline.publish.record import page_name

    return page_name(report).removesuffix(".html")


def place_word(gazetteer: str | None, name: str) -> str:
    """Return the word under which a place's page stands: its GeoNames number, else a slug of its id."""
    return slug((gazetteer or name).removeprefix("geonames:"))


def slug(name: str) -> str:
    """Return a name as one word of an address: letters and digits of any script, and hyphens."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or hashlib.sha256(name.encode()).hexdigest()[:8]


def stamp(desk: Desk) -> tuple[int, ...]:
    """Return numbers that change when the site does; equal ones mean an unchanged site."""
    from dateline.store import published

    with desk.database.session():
        return (*published.stamp(), door.turns(desk))


def changed(desk: Desk) -> dt.datetime | None:
    """Return when something was published last."""
    from dateline.store import published

    with desk.database.session():
        return published.changed()


def latest(desk: Desk, limit: int | None = None, *, before: dt.date | None = None) -> list[Publication]:
    """Return the latest version of each published day, the last day first, those before a day when asked."""
    from dateline.store import published

    with desk.database.session():
        return [door.opened(desk, one) for one in published.latest(limit, before=before)]


def published_days(desk: Desk) -> list[dt.date]:
    """Return the published days in order."""
    from dateline.store import published

    with desk.database.session():
        return published.days()


def versions(desk: Desk, day: dt.date) -> list[Publication]:
    """Return every version of a day's brief, the first one first."""
    from dateline.store import published

    with desk.database.session():
        return [door.opened(desk, one) for one in published.versions(day)]


def editions(desk: Desk, day: dt.date) -> list[Edition]:
    """Return every version of a day's brief without its text, the first one first."""
    from dateline.store import published

    with desk.database.session():
        return [door.noted(desk, one) for one in published.editions(day)]


def corrections(desk: Desk) -> list[Publication]:
    """Return every version that corrected an earlier one, the newest first."""
    from dateline.store import published

    with desk.database.session():
        return [door.opened(desk, one) for one in published.corrections()]


def edition(desk: Desk, day: dt.date, version: int | None = None) -> Publication:
    """Return a published brief: this version, or the latest. Raises UnknownId when it was never published."""
    from dateline.store import published

    with desk.database.session():
        found = published.publication(day, version)
        if found is None:
            raise UnknownId(day.isoformat(), "no such brief was published", "see the front page")
        return door.opened(desk, found)


def version(desk: Desk, day: dt.date) -> int:
    """Return the number of a day's latest version; 0 when none was published. Cheap enough to ask often."""
    from dateline.store import published

    with desk.database.session():
        return published.version(day)


def publication(desk: Desk, day: dt.date, version: int | None = None) -> Behind:
    """Return a published brief with what it rests on. Raises UnknownId when it was never published."""
    return behind(desk, edition(desk, day, version))


def behind(desk: Desk, found: Publication) -> Behind:
    """Return a publication that came through the door with its reports and copies, come through it too."""
    whole = resting_on(desk, found)
    with desk.database.session():
        known = door.rules(desk, found)
    return _opened(whole, known)._replace(publication=found)


def resting_on(desk: Desk, found: Publication) -> Behind:
    """Return a publication with all it rests on as the desk has it: not for readers."""
    from dateline.store import load, published

    with desk.database.session():
        reports = list(load.reports(found.brief.reports))
        captures = published.captures([r.capture for r in reports if r.capture])
    return Behind(found, reports, captures)


def _opened(found: Behind, known: harm.Rules) -> Behind:
    return Behind(
        harm.public(found.publication, known),
        [harm.public(report, known) for report in found.reports],
        [harm.public(capture, known) for capture in found.captures],
    )


def showing(desk: Desk, kind: str, word: str) -> tuple[list[Named], list[Publication]]:
    """Return what stands under an address's word and the publications that show it; raises UnknownId."""
    from dateline.store import published

    with desk.database.session():
        names, every = published.showing(kind, word)
        found = [door.opened(desk, one) for one in every]
        labelled = [own for one in names if (own := door.labelled(desk, one))]
    items = {one.item for one in names}
    if kind in ("incident", "figure"):
        found = [p for p in found if items & _told(p.brief)]
    if not labelled or not found:
        raise UnknownId(word, f"no published brief shows such a {kind}", "see the front page")
    return labelled, found


def _told(brief: Brief) -> set[str]:
    return {one.id for one in brief.incidents} | {one.id for one in brief.series}


def named(desk: Desk, kind: str) -> list[tuple[Named, int]]:
    """Return everything of a kind that the site shows, with the number of days it is on."""
    from dateline.store import published

    with desk.database.session():
        gone = door.hidden(desk)
        rows = ((one, days - gone[one.kind, one.word]) for one, days in published.named(kind))
        return [(own, days) for one, days in rows if days > 0 and (own := door.labelled(desk, one))]


def listed(
    desk: Desk, kind: str, *, since: tuple[dt.date, str] | None = None, limit: int = 100
) -> list[tuple[Named, dt.date, int]]:
    """Return what the site shows of a kind with its last day and its number of days, a page at a time."""
    from dateline.store import published

    with desk.database.session():
        gone = door.hidden(desk)
        shown: list[tuple[Named, dt.date, int]] = []
        while True:
            rows = published.listed(kind, since=since, limit=limit + 1)
            for one, day, days in rows[:limit]:
                left, own = days - gone[one.kind, one.word], door.labelled(desk, one)
                if left > 0 and own:
                    shown.append((own, day, left))
            if len(rows) <= limit or len(shown) >= limit:
                return shown[:limit]
            since = (rows[limit][1], rows[limit][0].word)


def incidents_of(
    found: Sequence[Publication], wanted: Callable[[Incident], bool]
) -> list[tuple[Publication, Incident]]:
    """Return each incident that is wanted once, from the first of these briefs that tells of it."""
    told: dict[str, tuple[Publication, Incident]] = {}
    for publication in found:
        for one in publication.brief.incidents:
            if wanted(one):
                told.setdefault(one.id, (publication, one))
    return list(told.values())


def drafted(desk: Desk, of: Collection[dt.date] | None = None) -> dict[dt.date, tuple[str, str]]:
    """Return who changed the drafts of these days, or all drafts, last, and their headlines."""
    from dateline.store import published

    with desk.database.session():
        return published.drafted(of)


def headlines(desk: Desk, of: Collection[dt.date]) -> dict[dt.date, tuple[int, str]]:
    """Return the version that readers see of each of these days' briefs, and its headline."""
    from dateline.store import published

    with desk.database.session():
        return published.headlines(of)


def behind_draft(desk: Desk, made: Draft) -> Behind:
    """Return what a draft rests on, as its publication would."""
    unpublished = Publication(day=made.day, version=1, brief=made.brief, who=made.who, when=made.when)
    return resting_on(desk, unpublished)


def preview(desk: Desk, made: Draft) -> Behind:
    """Return a draft with what it rests on, as readers would see it if it were published now."""
    found = behind_draft(desk, made)
    with desk.database.session():
        known = door.draft_rules(desk, made.brief, found.reports)
    return _opened(found, known)


def again(desk: Desk, day: dt.date, who: str, now: dt.datetime) -> Draft:
    """Throw the draft of a day away and compose it anew from the desk as it is now."""
    from dateline.store import published

    with desk.database.session():
        made = Draft(day=day, brief=compose(desk, day), revision=1, who=who, when=now)
        published.drop_draft(day)
        published.keep_draft(made)
    return made
