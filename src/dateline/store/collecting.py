"""Keeps how collecting goes: states, visits and links as records, in and out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dateline.model import Link, LinkKind, Poll, PollOutcome, SourceState, Visit
from dateline.store import models
from dateline.store.records import columns, record

# A page that failed this often is left; its problem stays. Servers that are down come back within three
# visits or change their addresses.
MOST_TRIES = 3
# SQLite takes some 32,000 values in one statement.
AT_ONCE = 500


def together() -> Any:
    """Return a context in which everything kept is there afterwards, or nothing."""
    return transaction.atomic()


def states() -> dict[str, SourceState]:
    """Return the state of every source that was ever visited, by its name."""
    return {row["source"]: record(SourceState, row) for row in models.SourceState.objects.values()}


@transaction.atomic
def visited(state: SourceState, poll: Poll, *, one_by_one: bool = False) -> None:
    """Keep how a visit ended. It joins the visit before when both ended alike and brought nothing."""
    row = columns(state)
    models.SourceState.objects.update_or_create(source=row.pop("source"), defaults=row)
    last = models.Poll.objects.filter(source=poll.source).order_by("-id").first()
    joins = not one_by_one and poll.outcome is not PollOutcome.NEW
    if last and joins and (last.outcome, last.error) == (poll.outcome, poll.error):
        last.last, last.times = max(last.last, poll.last), last.times + poll.times
        last.save()
    else:
        models.Poll.objects.create(**columns(poll))


def polls(source: str) -> list[Poll]:
    """Return the visits to a source, oldest first."""
    return [record(Poll, row) for row in models.Poll.objects.filter(source=source).order_by("id").values()]


def add_links(links: Sequence[Link]) -> None:
    """Keep addresses to be fetched; one that is known already, from whichever source, stays as it is."""
    rows = (models.Link(**columns(link)) for link in links)
    models.Link.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)


def save_link(link: Link) -> None:
    """Keep how fetching a link ended."""
    models.Link.objects.filter(url=link.url).update(**columns(link))


def to_follow(source: str, most: int) -> list[Link]:
    """Return the links of a source that are still to be fetched: the fewest tries first, then the newest."""
    rows = models.Link.objects.filter(source=source, done=False, tries__lt=MOST_TRIES)
    return [record(Link, row) for row in rows.order_by("tries", "-found_at", "id").values()[:most]]


def left(source: str) -> int:
    """Return how many links of a source are still to be fetched."""
    return int(models.Link.objects.filter(source=source, done=False, tries__lt=MOST_TRIES).count())


def links(report: str) -> list[Link]:
    """Return the media that a report names, with what became of each."""
    return [record(Link, row) for row in models.Link.objects.filter(report=report).order_by("id").values()]


def is_attached(sha256: str) -> bool:
    """Return whether something that a report came with is sealed under this hash."""
    return bool(models.Link.objects.filter(capture=sha256, kind=LinkKind.MEDIA).exists())


def add_visits(found: Iterable[Visit]) -> None:
    """Keep what later visits found."""
    models.Visit.objects.bulk_create(models.Visit(**columns(one)) for one in found)


def visits(*, since: dt.datetime | None = None) -> list[Visit]:
    """Return what later visits found, oldest first."""
    rows = models.Visit.objects.order_by("at", "id")
    if since:
        rows = rows.filter(at__gte=since)
    return [record(Visit, row) for row in rows.values()]


@dataclass(frozen=True, slots=True)
class Watched:
    """A report that stands at an address, and the capture it was read from."""

    report: str
    url: str
    captured: dt.datetime
    uri: str
    media_type: str

    @property
    def whole(self) -> bool:
        """Whether the page itself was captured, and not a feed or a list that tells of it."""
        return self.uri == self.url or self.media_type.startswith("text/html")


def watched() -> list[Watched]:
    """Return the latest version of every report that has a web address, the oldest capture first."""
    rows = models.Report.objects.filter(latest=True, url__startswith="http", sealed__isnull=False)
    wanted = rows.order_by("sealed__fetched_at", "id")
    names = ("id", "url", "sealed__fetched_at", "sealed__uri", "sealed__media_type")
    return [Watched(*row) for row in wanted.values_list(*names)]
