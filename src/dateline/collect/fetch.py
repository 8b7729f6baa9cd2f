"""Fetches one address politely and safely, and says exactly what came back and how.

Every hop is judged before it is asked (``addresses.py``), connected to what was judged (``wire.py``),
kept apart from the last request to its host (``turns.py``) and bounded in time, size and unpacking.
No cookies are kept and nothing is run.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx

from dateline.collect import addresses, answers, robots, wire
from dateline.collect.answers import Fetched, Hop, Validators
from dateline.collect.robots import Robots
from dateline.collect.turns import Clock, Turns
from dateline.collect.unpack import ACCEPTED
from dateline.config.fetching import Policy
from dateline.errors import FetchError, Refused, TimedOut, Unreachable

ACCEPT = "text/html,application/rss+xml,application/atom+xml,application/json;q=0.9,*/*;q=0.8"
# What may be otherwise in a moment. 501 and 505 will not.
PASSING = frozenset({429, 500, 502, 503, 504})
# Before the second try, doubled for each further one: most restarts of a server are over in seconds.
FIRST_WAIT = 1.0
# RFC 9309, 2.4: robots.txt is asked again after a day at the latest.
ROBOTS_KEPT = 86_400.0


def fetch(
    url: str,
    *,
    policy: Policy | None = None,
    transport: httpx.BaseTransport | None = None,
    resolve: addresses.Resolve = addresses.system_resolve,
    clock: Clock | None = None,
    since: Validators | None = None,
) -> Fetched:
    """Fetch one address with a fetcher of its own; see ``Fetcher.fetch``."""
    return Fetcher(policy or Policy(), transport, resolve, clock or Clock()).fetch(url, since=since)


@dataclass(slots=True)
class _Errand:
    """What one fetch asks for, and the seconds it may spend with servers; waiting for its turn costs none."""

    extra: dict[str, str]
    largest: int
    left: float
    clock: Clock
    stopped: Callable[[], bool]
    _ends: float = 0.0

    @contextmanager
    def spending(self) -> Iterator[None]:
        began = self.clock.monotonic()
        self._ends = began + self.left
        try:
            yield
        finally:
            self.left -= self.clock.monotonic() - began

    def now_left(self) -> float:
        return 0.0 if self.stopped() else self._ends - self.clock.monotonic()


@dataclass
class Fetcher:
    """Fetches with one policy. Share one among threads: it keeps the manners towards each host.

    ``transport`` replaces the network (the addresses are still judged); ``resolve`` the system's resolver.
    Once ``stopped`` says so, every fetch ends as one whose time is over.
    """

    policy: Policy
    transport: httpx.BaseTransport | None = None
    resolve: addresses.Resolve = addresses.system_resolve
    clock: Clock = field(default_factory=Clock)
    stopped: Callable[[], bool] = lambda: False
    tls: ssl.SSLContext | None = None
    _turns: Turns = field(init=False)
    _robots: dict[str, tuple[float, robots.Rules | None]] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self._turns = Turns(self.policy.at_once, self.clock)

    def fetch(self, url: str, *, since: Validators | None = None, obey: bool | None = None) -> Fetched:
        """Return the answer, of any status. A body that ends early is kept and says why.

        ``obey`` robots.txt or not, instead of what the policy says; the answer records it.

        Raises Refused for an address that may not be asked, Unreachable and TimedOut when no answer
        comes, FetchError for endless redirects.
        """
        started = self.clock.now()
        errand = self._errand(self.policy.largest, since)
        found = self._follow(addresses.parse(url), errand, self.policy.robots if obey is None else obey)
        return replace(found, started=started, ended=self.clock.now())

    # -- the way -----------------------------------------------------------------------

    def _errand(self, largest: int, since: Validators | None = None) -> _Errand:
        extra = since.headers() if since else {}
        return _Errand(extra, largest, self.policy.total_seconds, self.clock, self.stopped)

    def _follow(self, url: httpx.URL, errand: _Errand, obey: bool) -> Fetched:
        """Follow redirects from ``url``, judging and asking each hop."""
        hops: list[Hop] = []
        said = Robots.ABSENT if obey else Robots.IGNORED
        while len(hops) <= self.policy.redirects:
            delay = self.policy.delay
            if obey and (rules := self._may(url)):
                said, delay = Robots.ALLOWED, max(delay, rules.delay or 0)
            found = self._insist(url, errand, delay)
            hops += found.hops
            if (location := found.hops[0].location) is None:
                return replace(found, hops=tuple(hops), robots=said)
            url = _joined(url, location)
        problem = f"redirects more than {self.policy.redirects} times"
        raise FetchError(hops[0].url, problem, "open it in a browser and give the address it ends at")

    def _insist(self, url: httpx.URL, errand: _Errand, delay: float) -> Fetched:
        """Ask again while the server is busy or does not answer, as often as the policy allows."""
        for number in range(1, self.policy.tries + 1):
            last = number == self.policy.tries
            try:
                found = self._ask(url, errand, delay)
            except (Unreachable, TimedOut):
                if last or errand.left <= 0 or self.stopped():
                    raise
                wait: float | None = None
            else:
                wait = answers.asked_wait(found, self.clock.now())
                if found.status not in PASSING or last or errand.left <= 0:
                    return replace(found, tries=number)
                if wait is not None and wait > self.policy.longest_wait:
                    return replace(found, tries=number)
            self._turns.hold(addresses.host_of(url), self._pause(number, wait))
        raise AssertionError("the last try returns or raises")

    def _pause(self, number: int, asked: float | None) -> float:
        """Return the seconds before the next try: as asked, or doubling, with jitter."""
        own = FIRST_WAIT * 2 ** (number - 1) * (1 + self.clock.chance() / 2)
        return min(own if asked is None else asked, self.policy.longest_wait)

    # -- one request ---------------------------------------------------------------------

    def _ask(self, url: httpx.URL, errand: _Errand, delay: float) -> Fetched:
        """Send one request and read its answer."""
        pins = self._judged(url)
        with self._turns.turn(addresses.host_of(url), delay), errand.spending():
            transport = self.transport or wire.Wire(pins, errand.now_left, self._tls(), self.policy.proxy)
            try:
                return self._exchange(transport, self._request(url, errand.extra), errand)
            except wire.TIMEOUTS as error:
                problem = "did not answer in the time allowed"
                raise TimedOut(str(url), problem, "try again later or allow it more time") from error
            except wire.BROKEN as error:
                problem = f"gave no usable answer ({_short(error)})"
                raise Unreachable(str(url), problem, "check the address and the connection") from error
            finally:
                if transport is not self.transport:
                    transport.close()

    def _judged(self, url: httpx.URL) -> tuple[str, ...]:
        if self.policy.proxy is None:
            return addresses.checked(url, self.policy.allow, self.resolve)
        addresses.check_unresolved(url, self.policy.allow)
        return ()

    def _request(self, url: httpx.URL, extra: dict[str, str]) -> httpx.Request:
        policy = self.policy
        headers = {"User-Agent": policy.user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED, **extra}
        waits = httpx.Timeout(policy.read_seconds, connect=policy.connect_seconds).as_dict()
        return httpx.Request("GET", url, headers=headers, extensions={"timeout": waits})

    def _exchange(self, transport: httpx.BaseTransport, request: httpx.Request, errand: _Errand) -> Fetched:
        """Return the answer to one request; the times are set by the one who asked."""
        response = transport.handle_request(request)
        try:
            hop = answers.hop(str(request.url), response)
            raw, body, cut = (
                (b"", b"", None)
                if hop.location
                else answers.read(response, hop.url, errand.largest, errand.now_left)
            )
        finally:
            response.close()
        moment = self.clock.now()
        return Fetched(
            hop.url, hop.status, hop.headers, body, raw, (hop,), moment, moment, Robots.IGNORED, cut=cut,
            request=tuple(request.headers.multi_items()), reason=_reason(response),
            version=response.extensions.get("http_version", b"HTTP/1.1").decode("ascii", "replace"),
        )  # fmt: skip

    def _tls(self) -> ssl.SSLContext:
        with self._lock:
            if self.tls is None:
                self.tls = httpx.create_ssl_context()
            return self.tls

    # -- robots.txt ------------------------------------------------------------------------

    def _may(self, url: httpx.URL) -> robots.Rules | None:
        """Return the rules of a site that has some. Raises Refused when they forbid ``url``."""
        rules = self._rules(url)
        path = url.raw_path.decode("ascii")
        if rules is not None and not rules.allows(path):
            step = "ask the site, or set robots = false for this source and say why"
            raise Refused(str(url), "is forbidden to programs by the site's robots.txt", step)
        return rules

    def _rules(self, url: httpx.URL) -> robots.Rules | None:
        """Return a site's rules, asked for once a day; None when it has none."""
        origin = str(url.copy_with(raw_path=b"/robots.txt"))
        kept = self._robots.get(origin)
        if kept is None or kept[0] <= self.clock.monotonic():
            rules = self._ask_rules(httpx.URL(origin))
            kept = self.clock.monotonic() + ROBOTS_KEPT, rules
            self._robots[origin] = kept
        return kept[1]

    def _ask_rules(self, url: httpx.URL) -> robots.Rules | None:
        """Fetch robots.txt. RFC 9309: a 4xx means no rules; no answer or a 5xx means to stay away."""
        found = self._follow(url, self._errand(robots.LARGEST), obey=False)
        if found.status >= 500:
            problem = f"cannot be read (status {found.status}), so the site may not be asked"
            raise Unreachable(str(url), problem, "try again later, or set robots = false for this source")
        return robots.parse(found.body.decode("utf-8", "replace")) if found.status < 300 else None


# -- addresses -----------------------------------------------------------------------------


def _joined(url: httpx.URL, location: str) -> httpx.URL:
    """Return where a redirect leads, judged as an address of its own."""
    try:
        target = str(url.join(location.strip()))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused(str(url), "redirects to no address", "open it in a browser") from error
    try:
        return addresses.parse(target)
    except Refused as error:
        raise Refused(error.item, f"(redirected from {url}) {error.problem}", error.step) from error


def _reason(response: httpx.Response) -> str:
    """Return the words after the status, as the server sent them."""
    return bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1")


def _short(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
