"""Keeps what was published and finds it again: a page of the site shows this and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Max, Q

from dateline.errors import DeskError
from dateline.model import Brief, Capture, Draft, Edition, Named, Plate, Publication, Scheduled
from dateline.store import models
from dateline.store.records import record

# Briefs fetched at once; one is some hundred kilobytes.
ROWS = 20
# One question, because it is asked at every page of the site.
_STAMP = """SELECT (SELECT max(id) FROM desk_publication),
    (SELECT max(id) FROM desk_remarkchange WHERE shown),
    (SELECT max(id) FROM desk_threadchange),
    (SELECT count(*) FROM desk_decision WHERE judgement IN ('withhold', 'release'))"""


def stamp() -> tuple[int, ...]:
    """Return numbers that grow with all that changes the site; equal ones mean an unchanged site.

    They count publications, what readers see of comments, threads, and what is kept back or released.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return tuple(int(value or 0) for value in cursor.fetchone())


def changed() -> dt.datetime | None:
    """Return when the last version of anything was published."""
    found: dt.datetime | None = models.Publication.objects.aggregate(last=Max("when"))["last"]
    return found


def latest(limit: int | None = None, *, before: dt.date | None = None) -> list[Publication]:
    """Return the latest version of each day, the last day first."""
    rows = _latest()
    if before:
        rows = rows.filter(day__lt=before)
    return [_publication(row) for row in rows.order_by("-day")[:limit]]


def headlines(of: Collection[dt.date]) -> dict[dt.date, tuple[int, str]]:
    """Return the version that readers see of each of these days' briefs, and its headline."""
    rows = _latest().filter(day__in=list(of)).values_list("day", "version", "record")
    return {day: (version, _headline(record)) for day, version, record in rows}


def drafted(of: Collection[dt.date] | None = None) -> dict[dt.date, tuple[str, str]]:
    """Return who changed the draft of each of these days, or of all, last, and its headline."""
    rows = models.Draft.objects.order_by("-day")
    if of is not None:
        rows = rows.filter(day__in=list(of))
    return {day: (who, _headline(record)) for day, who, record in rows.values_list("day", "who", "record")}


def _headline(record: str) -> str:
    """Return a brief's headline without making a record of all that it holds."""
    return str((json.loads(record).get("headline") or {}).get("text") or "")


def days() -> list[dt.date]:
    """Return the published days in order."""
    return list(models.Publication.objects.filter(version=1).order_by("day").values_list("day", flat=True))


def version(day: dt.date) -> int:
    """Return the number of a day's latest version, or 0."""
    return int(models.Publication.objects.filter(day=day).aggregate(last=Max("version"))["last"] or 0)


def publication(day: dt.date, version: int | None = None) -> Publication | None:
    """Return this version of a day's brief, or its latest; None when there is none."""
    rows = models.Publication.objects.filter(day=day)
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    return _publication(row) if row else None


def versions(day: dt.date) -> list[Publication]:
    """Return every version of a day's brief, the first one first."""
    return [_publication(row) for row in models.Publication.objects.filter(day=day).order_by("version")]


def editions(day: dt.date) -> list[Edition]:
    """Return every version of a day's brief without its text, the first one first."""
    rows = models.Publication.objects.filter(day=day).order_by("version")
    return [Edition(**row) for row in rows.values("day", "version", "note", "who", "when")]


def every() -> Iterator[Publication]:
    """Yield every version of every brief, by day and version."""
    for row in models.Publication.objects.order_by("day", "version").iterator(ROWS):
        yield _publication(row)


def corrections() -> list[Publication]:
    """Return every version that corrected an earlier one, the newest first."""
    return [_publication(r) for r in models.Publication.objects.filter(version__gt=1).order_by("-when")]


def showing(kind: str, word: str) -> tuple[list[Named], list[Publication]]:
    """Return what stands under an address's word, and the latest versions that show it, last day first."""
    if "\x00" in word:  # PostgreSQL's texts hold none
        return [], []
    shown = models.Shown.objects.filter(kind=kind, word=word)
    named = [_named(row) for row in shown.order_by("-publication__day", "-id")]
    ids = {row.publication_id for row in shown}
    rows = _latest().filter(id__in=ids).order_by("-day")
    if ids and not rows:  # a correction took it out: the version that showed it still does
        rows = models.Publication.objects.filter(id__in=ids).order_by("-day", "-version")[:1]
    return list(dict.fromkeys(named)), [_publication(row) for row in rows]


def named(kind: str) -> list[tuple[Named, int]]:
    """Return everything of a kind that the latest versions show, with on how many days, by label."""
    rows = models.Shown.objects.filter(kind=kind, publication__in=_latest())
    found = rows.values("kind", "word").annotate(
        item=Max("item"), label=Max("label"), days=Count("publication")
    )
    return [(_named_row(row), row["days"]) for row in found.order_by("label")]


def listed(
    kind: str, *, since: tuple[dt.date, str] | None = None, limit: int = 100
) -> list[tuple[Named, dt.date, int]]:
    """Return what the latest versions show of a kind, each with its last day and on how many days it is.

    The last day first, then by word; ``since`` is the (day, word) of the first row.
    """
    rows = models.Shown.objects.filter(kind=kind, publication__in=_latest()).values("kind", "word")
    found = rows.annotate(
        item=Max("item"), label=Max("label"), last=Max("publication__day"), days=Count("publication")
    )
    if since:
        found = found.filter(Q(last__lt=since[0]) | Q(last=since[0], word__gte=since[1]))
    return [(_named_row(r), r["last"], r["days"]) for r in found.order_by("-last", "word")[:limit]]


@transaction.atomic
def publish(made: Publication, shows: Iterable[Named]) -> None:
    """Add a version with what it shows, and let go of the draft. Raises DeskError when there is one."""
    try:
        with transaction.atomic():
            row = models.Publication.objects.create(
                day=made.day,
                version=made.version,
                record=made.brief.model_dump_json(),
                note=made.note,
                who=made.who,
                when=made.when,
            )
    except IntegrityError as error:
        raise DeskError(
            f"the brief of {made.day}", f"version {made.version} was published meanwhile", "load it again"
        ) from error
    models.Shown.objects.bulk_create(models.Shown(publication=row, **one.model_dump()) for one in shows)
    models.Draft.objects.filter(day=made.day).delete()


def guarded(day: dt.date, version: int) -> str | None:
    """Return what was found worth keeping back of a version, as JSON; None when nobody has looked yet."""
    rows = models.Guarded.objects.filter(publication__day=day, publication__version=version)
    return rows.values_list("record", flat=True).first()


def guard(day: dt.date, version: int, record: str) -> None:
    """Keep what was found worth keeping back of a version; what two processes find is the same."""
    row = models.Publication.objects.filter(day=day, version=version).first()
    if row:
        models.Guarded.objects.get_or_create(publication=row, defaults={"record": record})


def since(day: dt.date) -> list[Publication]:
    """Return the latest version of each day from ``day`` on."""
    return [_publication(row) for row in _latest().filter(day__gte=day)]


def telling(incidents: Collection[str]) -> list[Publication]:
    """Return the latest versions that show one of these incidents."""
    shown = models.Shown.objects.filter(kind="incident", item__in=list(incidents))
    return [_publication(row) for row in _latest().filter(id__in=shown.values("publication"))]


def draft(day: dt.date) -> Draft | None:
    """Return the draft of a day, if one was begun."""
    row = models.Draft.objects.filter(day=day).first()
    return _draft(row) if row else None


def keep_draft(edited: Draft) -> None:
    """Keep a draft over the revision before it. Raises DeskError when somebody else has kept that one."""
    values = {"record": edited.brief.model_dump_json(), "who": edited.who, "when": edited.when}
    if edited.revision == 1:
        models.Draft.objects.get_or_create(day=edited.day, defaults={**values, "revision": 1})
        return
    rows = models.Draft.objects.filter(day=edited.day, revision=edited.revision - 1)
    if not rows.update(**values, revision=F("revision") + 1):
        raise DeskError(
            f"the draft of {edited.day}", "was changed by somebody else meanwhile", "load it again, then edit"
        )


def keep_picture(plate: Plate, media_type: str, size: int, given: str, who: str, now: dt.datetime) -> None:
    """Keep what is known of a picture's file; the same one again changes nothing."""
    more = {"media_type": media_type, "size": size, "given": given, "who": who, "when": now}
    more |= {"width": plate.width, "height": plate.height}
    models.Picture.objects.get_or_create(sha256=plate.sha256, defaults=more)


def is_shown(kind: str, item: str) -> bool:
    """Return whether any published version shows this."""
    return bool(models.Shown.objects.filter(kind=kind, item=item).exists())


def schedule(one: Scheduled) -> None:
    """Keep when a draft is to be published, in the place of what was planned for that day before."""
    values = one.model_dump(exclude={"day"})
    models.Scheduled.objects.update_or_create(day=one.day, defaults=values)


def unschedule(day: dt.date) -> bool:
    """Let go of a day's plan; return whether there was one."""
    return bool(models.Scheduled.objects.filter(day=day).delete()[0])


def scheduled(day: dt.date | None = None, *, due: dt.datetime | None = None) -> list[Scheduled]:
    """Return the plans: of a day, of those that are due and not yet failed, or all, the first one first."""
    rows = models.Scheduled.objects.order_by("at")
    if day:
        rows = rows.filter(day=day)
    if due:
        rows = rows.filter(at__lte=due, problem=None)
    return [record(Scheduled, row) for row in rows.values()]


def drop_draft(day: dt.date) -> None:
    """Throw a draft away; what was published stays."""
    models.Draft.objects.filter(day=day).delete()


def captures(hashes: Sequence[str]) -> list[Capture]:
    """Return the sealed copies of these payloads."""
    return [record(Capture, row) for row in models.Capture.objects.filter(sha256__in=hashes).values()]


def _latest() -> Any:
    newest = models.Publication.objects.values("day").annotate(last=Max("id")).values("last")
    return models.Publication.objects.filter(id__in=newest)


def _publication(row: Any) -> Publication:
    brief = Brief.model_validate_json(row.record)
    return Publication(
        day=row.day, version=row.version, brief=brief, note=row.note, who=row.who, when=row.when
    )


def _draft(row: Any) -> Draft:
    brief = Brief.model_validate_json(row.record)
    return Draft(day=row.day, brief=brief, revision=row.revision, who=row.who, when=row.when)


def _named(row: Any) -> Named:
    return Named(kind=row.kind, word=row.word, item=row.item, label=row.label)


def _named_row(row: dict[str, Any]) -> Named:
    return Named(kind=row["kind"], word=row["word"], item=row["item"], label=row["label"])
