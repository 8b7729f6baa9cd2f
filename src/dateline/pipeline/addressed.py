"""Adds what stands at an address: the page and its pictures, and says how much of it was kept."""

# ruff: noqa: PLC0415 - the network and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.collect.base import Collected, failure
from dateline.errors import InputError
from dateline.model import Failure, Link, LinkKind, Report
from dateline.pipeline import adding
from dateline.pipeline.adding import Addition
from dateline.pipeline.collecting import fetching
from dateline.pipeline.desk import Desk
from dateline.pipeline.inputs import Found

if TYPE_CHECKING:
    from dateline.collect.answers import Fetched
    from dateline.collect.fetch import Fetcher

# A page with more pictures than this is a gallery; the rest is said to be left.
MOST_MEDIA = 40
# The source under which links of single addresses are kept: none of desk.toml has this name.
BY_HAND = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of one address, and what was not and why (``missing``).

    ``pictures`` are those fetched of ``pictures_all``; ``comments_all`` is what the page says it has.
    """

    url: str
    added: Addition
    title: str | None = None
    characters: int = 0
    pictures: int = 0
    pictures_all: int = 0
    comments: int = 0
    comments_all: int | None = None
    missing: tuple[str, ...] = ()
    problem: str | None = None
    failures: tuple[Failure, ...] = field(default=())


def add_urls(
    desk: Desk,
    urls: Sequence[str],
    *,
    published: dt.date | None = None,
    now: Callable[[], dt.datetime],
    fetcher: Fetcher | None = None,
) -> Iterator[Kept]:
    """Fetch each address, seal it with its pictures and store its reports; one that fails costs itself."""
    desk.must_be_writable()
    own = fetcher or fetching(desk)
    for url in urls:
        try:
            answer = own.fetch(url)
        except InputError as error:
            yield _failed(url, error)
            continue
        yield _add(desk, url, answer, published, now, own)


def _add(
    desk: Desk,
    url: str,
    answer: Fetched,
    published: dt.date | None,
    now: Callable[[], dt.datetime],
    fetcher: Fetcher,
) -> Kept:
    from dateline.collect import fields, gather, remote
    from dateline.pipeline import fetched

    try:
        remote.check(answer)
    except InputError as error:
        return _failed(url, error)
    sealed, problem = fetched.exchange(answer), None
    try:
        items = list(remote.read(answer))
    except InputError as error:
        items, problem = [gather.unread(answer, error)], f"{error.problem}; {error.step}"
    dated = [_dated(item, published, fields.dated) for item in items]
    added = list(adding.keep(desk, [Found(one.uri, one, sealed) for one in dated], now=now))
    total = Addition(
        answer.url,
        tuple(id_ for one in added for id_ in one.new),
        tuple(id_ for one in added for id_ in one.versions),
        tuple(id_ for one in added for id_ in one.known),
        tuple(failure for one in added for failure in one.failures),
        next((one.note for one in added if one.note), None),
    )
    if problem:
        problem = f"its bytes are sealed, and nothing was read of them: it {problem}"
        return Kept(url, total, problem=problem)
    reports = [report for one in dated for report in one.reports]
    if len(reports) != 1 or items[0].media_type != "text/html":
        return Kept(url, total, characters=sum(len(r.text) for r in reports), missing=_cut(answer))
    return _page(desk, url, answer, reports[0], total, now, fetcher)


def _page(
    desk: Desk,
    url: str,
    answer: Fetched,
    report: Report,
    total: Addition,
    now: Callable[[], dt.datetime],
    fetcher: Fetcher,
) -> Kept:
    """Fetch the pictures of a page, and say what it holds beside what was kept."""
    from dateline.collect import walls
    from dateline.collect.inside import inside

    found = inside(answer.body, answer.url)
    id_ = (*total.new, *total.versions, *total.known, report.id)[0]
    pictures, failed = _pictures(desk, found.media[:MOST_MEDIA], id_, now, fetcher)
    missing = [*_cut(answer), *(failure.message for failure in report.failures if failure.step == "collect")]
    if wall := walls.wall(answer, url):
        missing.append(f"the page looks like a {wall.value}: open it in a browser and see")
    if found.paywall:
        missing.append("the page says that it is for subscribers: what is open of it was kept")
    if len(found.media) > MOST_MEDIA:
        missing.append(f"{len(found.media) - MOST_MEDIA} pictures over the {MOST_MEDIA} that are fetched")
    if found.players:
        missing.append(f"{found.players} embedded player{'s' * (found.players > 1)}: a script would load it")
    if found.service and not report.comments:
        missing.append(f"comments: {found.service} puts them there by a script")
    return Kept(
        url, total, report.title, len(report.text), pictures, len(found.media), len(report.comments),
        found.claimed, tuple(missing), failures=tuple(failed),
    )  # fmt: skip


def _pictures(
    desk: Desk, urls: Sequence[str], report: str, now: Callable[[], dt.datetime], fetcher: Fetcher
) -> tuple[int, list[Failure]]:
    """Seal pictures and note whose they are; return how many came, and why the others did not."""
    from dateline.collect import gather
    from dateline.pipeline import fetched
    from dateline.store import collecting

    links, sealed, failed = [], [], []
    for url in urls:
        link = Link(source=BY_HAND, url=url, kind=LinkKind.MEDIA, report=report, found_at=now(), tries=1)
        try:
            answer = fetcher.fetch(url)
            if error := gather.media(answer).error:
                raise error
        except InputError as error:
            failed.append(failure(error, "fetch"))
            links.append(link.model_copy(update={"problem": f"{error.problem}; {error.step}"}))
        else:
            sealed.append(fetched.exchange(answer))
            links.append(link.model_copy(update={"done": True, "capture": fetched.sha256(answer)}))
    adding.seal_only(desk, sealed, now=now)
    with desk.database.session():
        collecting.add_links(links)
    return len(sealed), failed


def _dated(
    item: Collected, day: dt.date | None, dated: Callable[[Report, dt.date | None], Report]
) -> Collected:
    from dataclasses import replace

    return replace(item, reports=tuple(dated(report, day) for report in item.reports))


def _cut(answer: Fetched) -> tuple[str, ...]:
    return (f"the end of it: {answer.cut.value}",) if answer.cut else ()


def _failed(url: str, error: InputError) -> Kept:
    return Kept(
        url, Addition(url, failures=(failure(error, "fetch"),)), problem=f"{error.problem}; {error.step}"
    )
