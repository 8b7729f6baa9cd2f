"""The fetcher is polite, bounded and safe, and says what came back."""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

from dateline.collect.answers import Cut, Fetched, Validators
from dateline.collect.fetch import Fetcher, fetch
from dateline.collect.robots import Robots
from dateline.collect.turns import Clock
from dateline.config.fetching import Policy
from dateline.errors import FetchError, MissingPart, Refused, TimedOut, Unreachable
from factory_servers import reply, serving, serving_raw

PUBLIC = "9.9.9.9"
START = dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)


@dataclass
class Fake:
    """A clock that moves only when somebody sleeps, and keeps how long."""

    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: START + dt.timedelta(seconds=sum(self.slept)),
            monotonic=lambda: sum(self.slept),
            sleep=self.sleep,
            chance=lambda: 0.5,
        )


def fetcher(
    answer: Callable[[httpx.Request], httpx.Response],
    fake: Fake | None = None,
    names: dict[str, list[str]] | None = None,
    **policy: Any,
) -> Fetcher:
    """Return a fetcher of an invented web, whose names lead to a public address or as ``names`` says."""
    policy = {"robots": False, "delay": 0, **policy}
    return Fetcher(
        Policy(**policy),
        httpx.MockTransport(answer),
        lambda host, port: (names or {}).get(host, [PUBLIC]),
        (fake or Fake()).clock,
    )


def local(port: int, path: str = "/", **policy: Any) -> Fetched:
    """Fetch from a real server on loopback, which the setting under test allows."""
    policy = {"robots": False, "delay": 0, "tries": 1, "allow": ("127.0.0.1",), **policy}
    return fetch(f"http://127.0.0.1:{port}{path}", policy=Policy(**policy))


# -- what comes back ---------------------------------------------------------------------


def test_an_answer_is_kept_as_sent_and_unpacked() -> None:
    packed = gzip.compress(b"<p>At the port.</p>")
    with serving(lambda _, s: reply(s, packed, headers='Content-Encoding: gzip\r\nETag: "v1"\r\n')) as port:
        found = local(port, "/a?b=c#part")
    assert (found.status, found.body, found.raw, found.cut) == (200, b"<p>At the port.</p>", packed, None)
    assert found.url == f"http://127.0.0.1:{port}/a?b=c"
    assert found.header("etag") == '"v1"'
    assert [(hop.status, hop.address) for hop in found.hops] == [(200, "127.0.0.1")]
    assert found.started <= found.ended and found.robots is Robots.IGNORED


@pytest.mark.parametrize("window", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_deflate_is_read_in_both_forms_servers_send(window: int) -> None:
    packer = zlib.compressobj(wbits=window)
    packed = packer.compress(b"At the port. " * 50) + packer.flush()
    with serving(lambda _, s: reply(s, packed, headers="Content-Encoding: deflate\r\n")) as port:
        assert local(port).body == b"At the port. " * 50


def test_every_status_is_an_answer() -> None:
    found = fetcher(lambda _: httpx.Response(410, text="gone")).fetch("https://port.example/1")
    assert (found.status, found.body) == (410, b"gone")


def test_it_says_who_it_is() -> None:
    seen: list[httpx.Request] = []
    fetcher(lambda request: seen.append(request) or httpx.Response(200), contact="desk@port.example").fetch(
        "https://port.example/"
    )
    agent = seen[0].headers["User-Agent"]
    assert agent.startswith("Dateline/") and agent.endswith("(+desk@port.example)")
    assert seen[0].headers["Host"] == "port.example"
    with pytest.raises(ValueError, match="one line"):
        Policy(contact="a\r\nX: y")


def test_it_asks_whether_a_page_has_changed() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if "If-None-Match" in request.headers:
            return httpx.Response(304)
        return httpx.Response(
            200, headers={"ETag": 'W/"7"', "Last-Modified": "Sat, 09 Mar 2024 10:00:00 GMT"}
        )

    own = fetcher(answer)
    first = own.fetch("https://port.example/feed")
    again = own.fetch("https://port.example/feed", since=Validators.of(first))
    assert again.status == 304
    assert seen[1].headers["If-None-Match"] == 'W/"7"'
    assert seen[1].headers["If-Modified-Since"] == "Sat, 09 Mar 2024 10:00:00 GMT"
    assert Validators.of(again) == Validators()


# -- closed addresses ----------------------------------------------------------------------


def refuse_all(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was asked")


@pytest.mark.parametrize("url", ["http://2130706433/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd"])
def test_a_closed_address_is_never_asked(url: str) -> None:
    with pytest.raises(Refused):
        fetcher(refuse_all).fetch(url)


def test_loopback_is_closed_unless_it_is_allowed() -> None:
    with (
        serving(lambda _, s: reply(s, b"x")) as port,
        pytest.raises(Refused, match="loopback"),
    ):
        local(port, allow=())
        with pytest.raises(Refused, match="loopback"):
            fetch(f"http://localhost:{port}/", policy=Policy(robots=False))
        assert local(port).body == b"x"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/", "//169.254.169.254/latest/meta-data/", "http://inside.example/", "file:///etc/passwd",
        "http://[::1]/", "http://017700000001/", "data:text/html,x", "http://user:pass@port.example/", "http://[",
    ],
)  # fmt: skip
def test_a_redirect_is_judged_like_an_address_of_its_own(location: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": location})

    with pytest.raises(Refused):
        fetcher(answer, names={"inside.example": ["10.0.0.1"]}).fetch("https://port.example/")
    assert asked == ["port.example"]


def test_a_rebound_name_is_connected_where_it_was_judged() -> None:
    """The name answers with an allowed address once and with another ever after."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    policy = Policy(robots=False, allow=("port.example",), tries=1)
    with (
        serving(lambda _, s: reply(s, b"judged")) as port,
        serving(lambda _, s: reply(s, b"rebound"), "127.0.0.2", port),
    ):
        found = fetch(f"http://port.example:{port}/", policy=policy, resolve=resolve)
    assert (found.body, asked, found.hops[0].address) == (b"judged", ["port.example"], "127.0.0.1")


def test_a_name_rebound_between_two_hops_is_judged_again() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    own = Fetcher(
        Policy(robots=False, delay=0),
        httpx.MockTransport(lambda _: httpx.Response(301, headers={"Location": "/next"})),
        lambda host, port: next(answers),
        Fake().clock,
    )
    with pytest.raises(Refused, match="loopback"):
        own.fetch("http://port.example/")


def test_a_name_rebound_between_two_tries_is_judged_again() -> None:
    answers = iter([[PUBLIC], ["10.0.0.1"]])
    own = Fetcher(
        Policy(robots=False, delay=0),
        httpx.MockTransport(lambda _: httpx.Response(503)),
        lambda host, port: next(answers),
        Fake().clock,
    )
    with pytest.raises(Refused, match="private"):
        own.fetch("http://port.example/")


def test_the_next_address_of_a_host_is_tried_when_the_first_is_silent() -> None:
    policy = Policy(robots=False, allow=("port.example",), tries=1, connect_seconds=2)
    with serving(lambda _, s: reply(s, b"second")) as port:
        found = fetch(
            f"http://port.example:{port}/",
            policy=policy,
            resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"],
        )
    assert (found.body, found.hops[0].address) == (b"second", "127.0.0.1")


# -- redirects -----------------------------------------------------------------------------


def test_the_way_is_recorded() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/old":
            return httpx.Response(301, headers={"Location": "../new?x=1"})
        return httpx.Response(200, text="here")

    found = fetcher(answer).fetch("http://port.example/old")
    assert [(hop.url, hop.status) for hop in found.hops] == [
        ("http://port.example/old", 301),
        ("http://port.example/new?x=1", 200),
    ]
    assert found.url == "http://port.example/new?x=1" and found.body == b"here"


def test_redirects_without_end_are_ended() -> None:
    own = fetcher(lambda r: httpx.Response(302, headers={"Location": str(r.url) + "x"}), redirects=3)
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        own.fetch("http://port.example/")


def test_a_redirect_to_nowhere_is_an_answer() -> None:
    found = fetcher(lambda _: httpx.Response(302, text="moved")).fetch("http://port.example/")
    assert (found.status, found.body, len(found.hops)) == (302, b"moved", 1)


# -- limits --------------------------------------------------------------------------------


def test_a_body_over_the_limit_is_cut_and_says_so() -> None:
    with serving(lambda _, s: reply(s, b"x" * 300_000)) as port:
        found = local(port, largest=1000)
        whole = local(port, largest=300_000)
    assert (found.body, found.cut) == (b"x" * 1000, Cut.SIZE)
    assert Validators.of(found) == Validators()
    assert (len(whole.body), whole.cut) == (300_000, None)


def test_an_endless_body_is_cut() -> None:
    def endless(_: str, taken: socket.socket) -> None:
        taken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            taken.sendall(b"x" * 65536)

    with serving(endless) as port:
        assert local(port, largest=1_000_000).cut is Cut.SIZE


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_costs_what_is_allowed_and_no_more(coding: str) -> None:
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | (16 if coding == "gzip" else 0))
    bomb = b"".join(packer.compress(bytes(10**6)) for _ in range(200)) + packer.flush()
    with serving(lambda _, s: reply(s, bomb, headers=f"Content-Encoding: {coding}\r\n")) as port:
        found = local(port, largest=100_000)
    assert len(bomb) < 10**6 and (len(found.body), found.cut) == (100_000, Cut.SIZE)


def test_members_of_gzip_are_read_on_and_bounded_together() -> None:
    packed = gzip.compress(b"a" * 1000) + gzip.compress(b"b" * 1000) + b"\0\0padding"
    with serving(lambda _, s: reply(s, packed, headers="Content-Encoding: x-gzip\r\n")) as port:
        whole, cut = local(port), local(port, largest=1500)
    assert (whole.body, whole.cut) == (b"a" * 1000 + b"b" * 1000, None)
    assert (cut.body, cut.cut) == (b"a" * 1000 + b"b" * 500, Cut.SIZE)


@pytest.mark.parametrize(
    ("body", "headers", "cut"),
    [
        (gzip.compress(b"At the port. " * 99, mtime=0)[:-12], "Content-Encoding: gzip\r\n", Cut.BROKEN),
        (b"no gzip at all", "Content-Encoding: gzip\r\n", Cut.PACKING),
    ],
)
def test_a_damaged_packing_is_told(body: bytes, headers: str, cut: Cut) -> None:
    with serving(lambda _, s: reply(s, body, headers=headers)) as port:
        assert local(port).cut is cut


def test_an_unknown_packing_is_no_usable_answer() -> None:
    with (
        serving(lambda _, s: reply(s, b"x", headers="Content-Encoding: br\r\n")) as port,
        pytest.raises(FetchError, match="'br', which was not asked for"),
    ):
        local(port)


def test_a_connection_that_breaks_off_keeps_what_came() -> None:
    def half(_: str, taken: socket.socket) -> None:
        taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it")

    with serving(half) as port:
        found = local(port)
    assert (found.body, found.cut) == (b"half of it", Cut.BROKEN)


def drip(head: bytes) -> Callable[[str, socket.socket], None]:
    def answer(_: str, taken: socket.socket) -> None:
        taken.sendall(head)
        while True:
            taken.sendall(b"x")
            time.sleep(0.02)

    return answer


def test_a_byte_at_a_time_does_not_outlast_the_total() -> None:
    began = time.monotonic()
    with serving(drip(b"HTTP/1.1 200 OK\r\n\r\n")) as port:
        assert local(port, total_seconds=0.3).cut is Cut.TIME
    with (
        serving(drip(b"HTTP/1.1 200 OK\r\nX: ")) as port,
        pytest.raises(TimedOut),
    ):
        local(port, total_seconds=0.3, tries=5)
    assert time.monotonic() - began < 3


def test_a_silent_server_is_left() -> None:
    with (
        serving(lambda _, taken: time.sleep(0.5)) as port,
        pytest.raises(TimedOut, match="in the time allowed"),
    ):
        local(port, read_seconds=0.1)


@pytest.mark.parametrize("junk", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nX" + b"x" * 300_000])
def test_what_is_no_http_is_unreachable(junk: bytes) -> None:
    with (
        serving(lambda _, taken: taken.sendall(junk)) as port,
        pytest.raises(Unreachable),
    ):
        local(port)


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match="gave no usable answer"):
        local(port)


# -- manners -------------------------------------------------------------------------------


def busy(*answers: httpx.Response) -> Callable[[httpx.Request], httpx.Response]:
    queue = iter(answers)
    return lambda request: next(queue)


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    fake = Fake()
    own = fetcher(busy(httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(200)), fake)
    found = own.fetch("https://port.example/")
    assert (found.status, found.tries, fake.slept) == (200, 2, [7.0])


def test_a_date_to_come_back_at_is_kept() -> None:
    fake = Fake()
    when = {"Retry-After": "Sat, 09 Mar 2024 12:00:20 GMT"}
    fetcher(busy(httpx.Response(503, headers=when), httpx.Response(200)), fake).fetch("https://port.example/")
    assert fake.slept == [20.0]


def test_without_a_time_it_waits_longer_each_time_and_not_by_the_clock_of_others() -> None:
    fake = Fake()
    found = fetcher(lambda _: httpx.Response(500), fake, tries=4).fetch("https://port.example/")
    assert (found.status, found.tries, fake.slept) == (500, 4, [1.25, 2.5, 5.0])


@pytest.mark.parametrize("asked", ["3600", "9" * 400, "Sat, 09 Mar 2069 12:00:00 GMT"])
def test_who_wants_a_long_wait_is_left_for_now(asked: str) -> None:
    fake = Fake()
    found = fetcher(busy(httpx.Response(429, headers={"Retry-After": asked})), fake).fetch(
        "https://port.example/"
    )
    assert (found.status, found.header("Retry-After"), fake.slept) == (429, asked, [])


@pytest.mark.parametrize("asked", ["soon", "-5", "", "٣", "1.5"])
def test_a_wait_that_is_none_is_no_wait(asked: str) -> None:
    fake = Fake()
    answers = busy(httpx.Response(503, headers={"Retry-After": asked.encode()}), httpx.Response(200))
    fetcher(answers, fake).fetch("https://port.example/")
    assert fake.slept == [1.25]


def test_a_missing_page_is_not_asked_for_again() -> None:
    assert fetcher(busy(httpx.Response(404))).fetch("https://port.example/").tries == 1


def test_a_broken_connection_is_tried_again() -> None:
    calls: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        raise httpx.ConnectError("refused")

    with pytest.raises(Unreachable):
        fetcher(answer).fetch("https://port.example/")
    assert len(calls) == 3


def test_requests_to_one_host_are_kept_apart_and_to_others_not() -> None:
    fake = Fake()
    own = fetcher(lambda _: httpx.Response(200), fake, delay=2)
    for url in (
        "https://port.example/1",
        "https://port.example/2",
        "https://ferry.example/",
        "https://PORT.example./3",
    ):
        own.fetch(url)
    assert fake.slept == [2.0, 2.0]


def test_threads_take_turns_at_one_host() -> None:
    inside: list[int] = []
    most: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.01)
        inside.pop()
        return httpx.Response(200)

    own = Fetcher(
        Policy(robots=False, delay=0.01, at_once=2), httpx.MockTransport(answer), lambda host, port: [PUBLIC]
    )
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(own.fetch, [f"http://port.example/{n}" for n in range(12)]))
    assert len(found) == 12 and max(most) <= 2


# -- secured connections -------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the key and the certificate of port.example, which signs itself."""
    folder = tmp_path_factory.mktemp("tls")
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate and is not installed")
    request = "req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 -subj /CN=port.example"
    names = ["-addext", "subjectAltName=DNS:port.example"]
    subprocess.run([openssl, *request.split(), *names], cwd=folder, check=True, capture_output=True)  # noqa: S603 -- our own
    return folder


def test_a_pinned_connection_is_secured_for_the_name(certificate: Path) -> None:
    """The address is pinned; the handshake names the host, and its certificate is judged by that name."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "cert", certificate / "key")
    named: list[str] = []
    server.sni_callback = lambda connection, name, context: named.append(name)
    own = Fetcher(
        Policy(robots=False, delay=0, tries=1, allow=("port.example", "ferry.example")),
        resolve=lambda host, port: ["127.0.0.1"],
        tls=ssl.create_default_context(cafile=str(certificate / "cert")),
    )
    with serving(lambda _, s: reply(s, b"secured"), tls=server) as port:
        assert own.fetch(f"https://port.example:{port}/").body == b"secured"
        with pytest.raises(Unreachable, match="ferry"):
            own.fetch(f"https://ferry.example:{port}/")
        own.tls = None
        with pytest.raises(Unreachable, match="certificate"):
            own.fetch(f"https://port.example:{port}/")
    assert named[:2] == ["port.example", "ferry.example"]


# -- robots.txt ----------------------------------------------------------------------------


def site(rules: httpx.Response, seen: list[str] | None = None) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request.url.raw_path.decode())
        return rules if request.url.path == "/robots.txt" else httpx.Response(200, text="page")

    return answer


RULES = "User-agent: *\nDisallow: /closed\nCrawl-delay: 5\n"


def test_robots_are_asked_once_and_heard() -> None:
    seen: list[str] = []
    fake = Fake()
    own = fetcher(site(httpx.Response(200, text=RULES), seen), fake, robots=True, delay=1)
    assert own.fetch("https://port.example/open").robots is Robots.ALLOWED
    with pytest.raises(Refused, match=r"robots\.txt"):
        own.fetch("https://port.example/closed/1")
    own.fetch("https://port.example/open?2")
    assert seen == ["/robots.txt", "/open", "/open?2"]
    assert fake.slept == [1.0, 5.0]


def test_robots_are_asked_again_the_next_day() -> None:
    seen: list[str] = []
    fake = Fake()
    own = fetcher(site(httpx.Response(200, text=RULES), seen), fake, robots=True)
    own.fetch("https://port.example/1")
    fake.sleep(86_400)
    own.fetch("https://port.example/2")
    assert seen == ["/robots.txt", "/1", "/robots.txt", "/2"]


def test_a_source_may_say_to_pass_them_over_and_that_is_recorded() -> None:
    seen: list[str] = []
    found = fetcher(site(httpx.Response(200, text=RULES), seen)).fetch("https://port.example/closed/1")
    assert (found.robots, seen) == (Robots.IGNORED, ["/closed/1"])


def test_no_robots_file_means_no_rules() -> None:
    found = fetcher(site(httpx.Response(404)), robots=True).fetch("https://port.example/closed")
    assert (found.robots, found.body) == (Robots.ABSENT, b"page")


def test_a_robots_file_that_cannot_be_read_means_to_stay_away() -> None:
    own = fetcher(site(httpx.Response(503)), robots=True)
    with pytest.raises(Unreachable, match="cannot be read"):
        own.fetch("https://port.example/open")


def test_the_rules_of_the_site_a_redirect_leads_to_count() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "short.example":
            gone = httpx.Response(301, headers={"Location": "https://port.example/closed"})
            return httpx.Response(404) if request.url.path == "/robots.txt" else gone
        return site(httpx.Response(200, text=RULES))(request)

    with pytest.raises(Refused, match=r"port\.example/closed.*robots"):
        fetcher(answer, robots=True).fetch("https://short.example/x")


# -- proxies -------------------------------------------------------------------------------


def test_a_proxy_is_asked_for_the_page_and_the_name_is_left_to_it() -> None:
    seen: list[str] = []

    def proxy(request: str, taken: socket.socket) -> None:
        seen.append(request.partition("\r\n")[0])
        reply(taken, b"through")

    with serving(proxy) as port:
        policy = Policy(robots=False, proxy=f"http://127.0.0.1:{port}")
        found = fetch("http://port.example/1", policy=policy, resolve=lambda host, port: 1 / 0)  # type: ignore
        with pytest.raises(Refused, match="private"):
            fetch("http://10.0.0.1/", policy=policy)
    assert (found.body, seen) == (b"through", ["GET http://port.example/1 HTTP/1.1"])


def tor(asked: list[bytes]) -> Callable[[socket.socket], None]:
    """Return a SOCKS 5 server (RFC 1928) that answers every request itself."""

    def answer(taken: socket.socket) -> None:
        taken.recv(16)
        taken.sendall(b"\x05\x00")
        asked.append(taken.recv(300)[5:-2])
        taken.sendall(b"\x05\x00\x00\x01" + bytes(6))
        taken.recv(65536)
        reply(taken, b"hidden")

    return answer


def test_a_hidden_service_is_asked_through_socks_by_its_name() -> None:
    pytest.importorskip("socksio")
    asked: list[bytes] = []
    with serving_raw(tor(asked)) as port:
        policy = Policy(robots=False, proxy=f"socks5h://127.0.0.1:{port}", tries=1)
        found = fetch("http://abcdefghij.onion/", policy=policy, resolve=lambda host, port: 1 / 0)  # type: ignore
    assert (found.body, asked) == (b"hidden", [b"abcdefghij.onion"])


def test_without_its_part_a_socks_proxy_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*args: object, **kwargs: object) -> None:
        raise RuntimeError("httpcore says so when socksio cannot be imported")

    monkeypatch.setattr(httpcore, "SOCKSProxy", missing)
    with pytest.raises(MissingPart, match=r"httpx\[socks\]"):
        fetch("http://port.example/", policy=Policy(robots=False, proxy="socks5://127.0.0.1:9050"))


def test_a_proxy_of_no_known_kind_is_a_wrong_setting() -> None:
    with pytest.raises(ValueError, match="must begin with"):
        Policy(proxy="ftp://127.0.0.1")
