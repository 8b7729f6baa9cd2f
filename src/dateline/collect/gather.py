"""Visits one source, or one address it leads to, and says what came: captures, reports, further addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from dateline.collect import answers, fields, listing, remote
from dateline.collect.answers import Fetched, Validators
from dateline.collect.base import Collected, InputFile, failure
from dateline.collect.feeds import Feeds, JsonFeeds
from dateline.collect.fetch import Fetcher
from dateline.collect.files import choose
from dateline.config import SourceEntry
from dateline.config.sources import Form
from dateline.errors import FetchError, InputError, NotText
from dateline.model import LinkKind, Report, SourceState

PETITION = re.compile(r"(https?://[^/]+/(?:archived/)?petitions/\d+)(?:\.json)?/?(?:[?#].*)?")
# Addresses longer than this are tracking, and no index holds them.
LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to fetch, and for media the id of the report that names it."""

    url: str
    kind: LinkKind
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Haul:
    """What one visit brought. With an ``error`` there may be items all the same: bytes nobody could read."""

    items: tuple[Collected, ...] = ()
    leads: tuple[Lead, ...] = ()
    fetched: Fetched | None = None
    error: InputError | None = None

    @property
    def unchanged(self) -> bool:
        return self.fetched is not None and self.fetched.status == remote.UNCHANGED

    @property
    def moved(self) -> str | None:
        """Where the address has moved for good, or None."""
        hops = self.fetched.hops if self.fetched else ()
        whole = bool(hops) and all(hop.status in {301, 308} for hop in hops[:-1])
        return hops[-1].url if whole and len(hops) > 1 else None

    def validators(self) -> Validators:
        return Validators.of(self.fetched) if self.fetched and not self.error else Validators()


def visit(source: SourceEntry, state: SourceState | None, fetcher: Fetcher) -> Haul:
    """Ask the source's address, unless it is unchanged, for all it holds. What fails is in ``error``."""
    url = address(source)
    same = state is not None and state.url == url
    since = Validators(state.etag, state.last_modified) if state and same else None
    try:
        fetched = fetcher.fetch(url, since=since, obey=source.robots)
    except InputError as error:
        return Haul(error=error)
    return read(source, fetched)


def follow(source: SourceEntry, url: str, kind: LinkKind, fetcher: Fetcher) -> Haul:
    """Fetch an address the source leads to: a page is read, media are only kept."""
    try:
        fetched = fetcher.fetch(url, obey=source.robots)
    except InputError as error:
        return Haul(error=error)
    if kind is LinkKind.MEDIA:
        return media(fetched)
    return replace(read(source.model_copy(update={"collect": None}), fetched, named=url), leads=())


def read(source: SourceEntry, fetched: Fetched, named: str | None = None) -> Haul:
    """Return what an answer holds, read as the source says. ``named`` is the address a feed gave."""
    if fetched.status == remote.UNCHANGED:
        return Haul(fetched=fetched)
    try:
        remote.check(fetched)
        _as_said(source, fetched)
        if source.collect is Form.LISTING:
            items = [Collected(fetched.url, "text/html", fetched.body, ())]
            found = listing.links(fetched.body, fetched.url, source.pattern or "")
            return Haul(tuple(items), _pages(found), fetched)
        items = [marked(item, source, fetched.url) for item in remote.read(fetched, source.columns)]
    except FetchError as error:
        return Haul(fetched=fetched, error=error)
    except InputError as error:
        return Haul((unread(fetched, error),), fetched=fetched, error=error)
    return Haul(tuple(items), tuple(_leads(source, items, fetched.url)), fetched)


def media(fetched: Fetched) -> Haul:
    """Return a picture, sound or film as it came; nothing is read in it."""
    try:
        remote.check(fetched)
    except InputError as error:
        return Haul(fetched=fetched, error=error)
    kind = (fetched.header("Content-Type") or "application/octet-stream").partition(";")[0].strip()
    notes = remote.notes(fetched)
    return Haul((Collected(fetched.url, kind, fetched.body, (), notes),), fetched=fetched)


def address(source: SourceEntry) -> str:
    """Return the address to ask: a petition's page is asked for its data."""
    url = source.url or ""
    match = PETITION.fullmatch(url) if source.collect is Form.PETITION else None
    return f"{match[1]}.json" if match else url


def marked(item: Collected, source: SourceEntry, base: str) -> Collected:
    """Return the item with what the desk knows of its source on each report: publisher and language."""
    reports = tuple(_marked(report, source, base) for report in item.reports)
    return replace(item, reports=reports)


def _marked(report: Report, source: SourceEntry, base: str) -> Report:
    url = urljoin(base, report.url) if report.url else None
    # A page that names no publisher is given its host's name; the desk knows a better one.
    bare = (report.source or "") in urlsplit(url or base).netloc
    changed = {
        "source": source.publisher or (source.name if bare else report.source),
        "language": report.language or source.language,
        "url": url,
        "resource": url if report.url and report.resource == report.url else report.resource,
    }
    return fields.identified(report.model_copy(update=changed))


def unread(fetched: Fetched, error: InputError) -> Collected:
    """Return bytes that could not be read, which are evidence all the same."""
    kind = (fetched.header("Content-Type") or "application/octet-stream").partition(";")[0].strip()
    return Collected(fetched.url, kind, fetched.body, (), (failure(error),))


def _as_said(source: SourceEntry, fetched: Fetched) -> None:
    """Raise NotText when a feed is expected and a page came; a feed that the page names is told."""
    if source.collect is not Form.FEED:
        return
    collector = choose(InputFile("index", data=fetched.body))
    if not isinstance(collector, Feeds | JsonFeeds):
        feed = listing.feed(fetched.body, fetched.url)
        step = f"its feed is {feed}" if feed else "look for the feed's own address, or leave collect out"
        raise NotText(fetched.url, "is no feed", step)


def _leads(source: SourceEntry, items: Iterable[Collected], base: str) -> Iterator[Lead]:
    for item in items:
        if source.follow:
            fitting = (report.url for report in item.reports if report.url)
            yield from _pages(url for url in fitting if re.search(source.pattern or "", url))
        for report in item.reports if source.enclosures else ():
            for place in report.marks.media if report.marks else ():
                url = urljoin(base, place)
                if _web(url):
                    yield Lead(url, LinkKind.MEDIA, report.id)


def _pages(urls: Iterable[str]) -> tuple[Lead, ...]:
    return tuple(Lead(url, LinkKind.PAGE) for url in dict.fromkeys(urls) if _web(url))


def _web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"} and len(url) <= LONGEST_URL
    except ValueError:
        return False


def retry_seconds(haul: Haul, fetcher: Fetcher) -> float | None:
    """Return how long the server wants to be left alone, when it says so."""
    return answers.asked_wait(haul.fetched, fetcher.clock.now()) if haul.fetched and haul.error else None
