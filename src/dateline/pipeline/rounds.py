"""One round of collecting: at most one request a host at a time, results kept in batches as they come."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import heapq
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.collect import due
from dateline.collect.base import Collected, failure
from dateline.config import SourceEntry
from dateline.config.sources import Form
from dateline.errors import InputError, TimedOut
from dateline.model import Failure, Link, LinkKind, Poll, PollOutcome, SourceState
from dateline.pipeline import adding, fetched, inputs
from dateline.pipeline.adding import Addition
from dateline.pipeline.desk import Desk
from dateline.pipeline.inputs import Found

if TYPE_CHECKING:
    from dateline.collect.fetch import Fetcher
    from dateline.collect.gather import Haul

# A server that wants a longer rest than a day is asked after a day all the same: it may mean another visitor.
LONGEST_RETRY = 86_400
# How long the main thread waits before it looks again which hosts may be asked.
TICK = 0.05


@dataclass(slots=True)
class Gathered:
    """What one visit to a source brought. ``left`` counts pages and media still to be fetched.

    What the archive says of itself comes the same way, and is no ``visit``.
    """

    source: str
    outcome: PollOutcome = PollOutcome.UNCHANGED
    new: int = 0
    versions: int = 0
    pages: int = 0
    media: int = 0
    left: int = 0
    missed: int = 0
    error: str | None = None
    note: str | None = None
    failures: list[Failure] = field(default_factory=list)
    visit: bool = True


@dataclass(slots=True)
class _Job:
    """One request to make: the source's own (no ``link``) or one that it leads to."""

    source: SourceEntry
    link: Link | None = None

    @property
    def url(self) -> str:
        return self.link.url if self.link else self.source.url or ""

    @property
    def host(self) -> str:
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""


@dataclass(slots=True)
class _Visit:
    """The visit to one source while it goes on."""

    state: SourceState
    found: Gathered
    open: int = 1
    ids: list[str] = field(default_factory=list)

    def count(self, one: Addition) -> None:
        """Count what one capture brought."""
        self.found.new += len(one.new)
        self.found.versions += len(one.versions)
        self.found.failures += one.failures
        self.ids += (*one.new, *one.versions)


@dataclass
class Round:
    """Visits sources once. ``run`` is called once."""

    desk: Desk
    fetcher: Fetcher
    now: Callable[[], dt.datetime]
    stop: threading.Event
    notes: list[str] = field(default_factory=list)
    _queues: dict[str, deque[_Job]] = field(default_factory=dict)
    # Hosts that have jobs and none running: those that may be asked now, and those that may be later.
    _ready: deque[str] = field(default_factory=deque)
    _later: list[tuple[float, str]] = field(default_factory=list)
    _free_at: dict[str, float] = field(default_factory=dict)
    _running: dict[Future[Haul], _Job] = field(default_factory=dict)
    _visits: dict[str, _Visit] = field(default_factory=dict)

    def run(self, sources: Sequence[SourceEntry], known: Mapping[str, SourceState]) -> Iterator[Gathered]:
        """Yield what each source brought, when it and all it leads to is stored."""
        for source in sources:
            state = known.get(source.name) or SourceState(source=source.name)
            self._visits[source.name] = _Visit(state, Gathered(source.name))
            self._miss(source, state)
            self._put(_Job(source))
        with ThreadPoolExecutor(self.fetcher.policy.workers) as pool:
            try:
                while self._running or (self._queues and not self.stop.is_set()):
                    self._start(pool)
                    yield from self._keep(self._done())
            except BaseException:
                self.stop.set()  # what is running would hold up whoever reads the error
                raise

    # -- asking ------------------------------------------------------------------------------

    def _put(self, job: _Job) -> None:
        if job.host not in self._queues:
            self._queues[job.host] = deque()
            if job.host not in {other.host for other in self._running.values()}:
                self._rest(job.host)
        self._queues[job.host].append(job)

    def _rest(self, host: str) -> None:
        """Let a host with jobs be asked when it was left alone long enough."""
        heapq.heappush(self._later, (self._free_at.get(host, 0.0), host))

    def _start(self, pool: ThreadPoolExecutor) -> None:
        """Give idle workers a job each, of hosts that may be asked."""
        moment = time.monotonic()
        while self._later and self._later[0][0] <= moment:
            self._ready.append(heapq.heappop(self._later)[1])
        while self._ready and len(self._running) < self.fetcher.policy.workers and not self.stop.is_set():
            host = self._ready.popleft()
            job = self._queues[host].popleft()
            if not self._queues[host]:
                del self._queues[host]
            self._free_at[host] = moment + self.fetcher.policy.delay
            self._running[pool.submit(self._ask, job)] = job

    def _ask(self, job: _Job) -> Haul:
        """Make one request, in a worker. What nobody foresaw is a failure of this job alone."""
        from dateline.collect import gather

        try:
            if job.link:
                return gather.follow(job.source, job.link.url, job.link.kind, self.fetcher)
            if job.source.path:
                return self._files(job.source)
            return gather.visit(job.source, self._visits[job.source.name].state, self.fetcher)
        except Exception as error:
            problem = f"cannot be collected ({type(error).__name__}: {error})"
            return gather.Haul(error=InputError(job.url, problem, "report this as a fault of Dateline"))

    def _files(self, source: SourceEntry) -> Haul:
        """Return what lies in the file or folder of a source."""
        from dateline.collect import collect, gather

        path = self.desk.folder / (source.path or "")
        try:
            items = [i for i in collect([path], columns=source.columns) if not self._own(path, i)]
        except InputError as error:
            return gather.Haul(error=error)
        return gather.Haul(tuple(gather.marked(item, source, "") for item in items))

    def _own(self, path: Path, item: Collected) -> bool:
        return path.is_dir() and adding.own(self.desk, path / item.uri)

    def _done(self) -> list[tuple[_Job, Haul]]:
        """Return the jobs that ended, waiting a moment for the first; their hosts may be asked again."""
        if not self._running:
            self.stop.wait(TICK)
            return []
        done, _ = wait(self._running, timeout=TICK, return_when=FIRST_COMPLETED)
        ended = [(self._running.pop(future), future.result()) for future in done]
        for job, _ in ended:
            if job.host in self._queues:
                self._rest(job.host)
        return ended

    # -- keeping -----------------------------------------------------------------------------

    def _keep(self, done: Sequence[tuple[_Job, Haul]]) -> list[Gathered]:
        """Seal and store what came, then how it ended: a crash between makes the next visit ask again."""
        from dateline.store import collecting

        done = [(job, haul) for job, haul in done if not self._given_up(haul)]
        if not done:
            return []
        found = [one for job, haul in done for one in self._found(job, haul)]
        added = iter([one for one in adding.keep(self.desk, found, now=self.now) if not self._noted(one)])
        ended = []
        with self.desk.database.session(), collecting.together():
            for job, haul in done:
                visit = self._visits[job.source.name]
                for _, one in zip(haul.items, added, strict=False):
                    visit.count(one)
                visit.open -= 1
                if job.link:
                    self._followed(visit, job.link, haul)
                else:
                    self._visited(visit, job.source, haul)
                if visit.open == 0:
                    ended.append(self._ended(job.source, visit))
        return ended

    def _noted(self, one: Addition) -> bool:
        """Keep what the archive says of itself, such as a mended tail."""
        if one.note:
            self.notes.append(f"{one.uri}: {one.note}")
        return one.note is not None

    def _given_up(self, haul: Haul) -> bool:
        """Whether a request ended because the round did: it says nothing about its server."""
        return self.stop.is_set() and isinstance(haul.error, TimedOut)

    def _found(self, job: _Job, haul: Haul) -> Iterator[Found]:
        """Yield what a job brought as inputs: what was fetched with its exchange, a file with its place."""
        if haul.fetched and haul.items:
            sealed = fetched.exchange(haul.fetched, job.source.robots_reason)
            yield from (Found(item.uri, item, sealed) for item in haul.items)
        elif job.source.path:
            path = self.desk.folder / job.source.path
            for item in haul.items:
                place = path / item.uri if path.is_dir() else path
                yield Found(str(place.resolve()), inputs.with_bytes(item, place))

    def _miss(self, source: SourceEntry, state: SourceState) -> None:
        from dateline.store import collecting

        poll = due.missed(source, state, self.now(), self.desk.settings.zone or dt.UTC)
        if poll:
            self._visits[source.name].found.missed = poll.times
            with self.desk.database.session():
                collecting.visited(state, poll, one_by_one=True)

    def _visited(self, visit: _Visit, source: SourceEntry, haul: Haul) -> None:
        """Queue what the source leads to; its state is kept when the visit ends."""
        from dateline.collect import gather
        from dateline.store import collecting

        visit.state = self._state(source, visit.state, haul)
        visit.found.error = _words(haul.error)
        if haul.moved:
            visit.found.note = f"has moved for good to {haul.moved}; change its url in desk.toml"
        links = [
            Link(source=source.name, url=lead.url, kind=lead.kind, report=lead.report, found_at=self.now())
            for lead in haul.leads
        ]
        collecting.add_links(links)
        for link in [] if haul.error else collecting.to_follow(source.name, source.most):
            visit.open += 1
            self._put(_Job(source, link))
        retry = gather.retry_seconds(haul, self.fetcher)
        if retry is not None:
            until = self.now() + dt.timedelta(seconds=min(retry, LONGEST_RETRY))
            visit.state = visit.state.model_copy(update={"retry_at": until})

    def _state(self, source: SourceEntry, state: SourceState, haul: Haul) -> SourceState:
        from dateline.collect import gather

        moment = self.now()
        changed: dict[str, object] = {"url": gather.address(source), "last_try": moment, "retry_at": None}
        if haul.error:
            changed |= {"error": _words(haul.error), "failures": state.failures + 1}
            changed |= {"etag": None, "last_modified": None}
        else:
            changed |= {"error": None, "failures": 0, "last_success": moment}
            if not haul.unchanged:
                given = haul.validators()
                changed |= {"etag": given.etag, "last_modified": given.last_modified}
        return state.model_copy(update=changed)

    def _followed(self, visit: _Visit, link: Link, haul: Haul) -> None:
        from dateline.archive.payloads import digest
        from dateline.store import collecting

        copy = digest(haul.items[0].payload) if haul.items else None
        if haul.error:
            visit.found.failures.append(failure(haul.error, "fetch"))
        elif link.kind is LinkKind.PAGE:
            visit.found.pages += 1
        else:
            visit.found.media += 1
        problem = _words(haul.error)
        after = {"tries": link.tries + 1, "done": problem is None, "capture": copy, "problem": problem}
        collecting.save_link(link.model_copy(update=after))

    def _ended(self, source: SourceEntry, visit: _Visit) -> Gathered:
        """Keep how the visit ended, after everything it brought."""
        from dateline.store import collecting

        found = visit.found
        found.outcome = PollOutcome.NEW if found.new + found.versions else PollOutcome.UNCHANGED
        if found.error:
            found.outcome = PollOutcome.FAILED
        moment = visit.state.last_try or self.now()
        poll = Poll(
            source=source.name, outcome=found.outcome, first=moment, last=moment, new=found.new,
            versions=found.versions, error=found.error, reports=tuple(visit.ids),
        )  # fmt: skip
        state = visit.state.model_copy(update={"reports": visit.state.reports + found.new})
        collecting.visited(state, poll, one_by_one=source.collect is Form.PETITION)
        found.left = collecting.left(source.name)
        return found


def _words(error: InputError | None) -> str | None:
    """Return an error without the address, which the source has already."""
    return f"{error.problem}; {error.step}" if error else None
