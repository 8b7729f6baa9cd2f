"""``dateline publish --static``: asks the project for every page that readers reach, and keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from dateline.errors import ConfigError, DeskError
from dateline.pipeline import Desk, publishing
from dateline.web import current, wsgi
from dateline.web.still import folder, links

# What readers can reach by no link from the front page: older days, and files for programs.
BEGIN = ("/", "/figures/", "/places/", "/actors/", "/sources/", "/method/", "/corrections/", "/data/")
FEEDS = ("/feed.atom", "/feed.json", "/sitemap.xml", "/robots.txt")
KINDS = ("incident", "figure", "place", "actor", "source", "report")
MISSING, NOT_FOUND = "/nothing-is-here/", "404.html"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, and each link that leads nowhere: the file it stands in, and where it leads."""

    placed: folder.Placed
    broken: tuple[tuple[str, str], ...]


@dataclass
class _Seen:
    """What the pages lead to and where they can be entered, to be compared when all are made."""

    links: list[tuple[str, links.Target]] = field(default_factory=list)
    places: dict[str, frozenset[str]] = field(default_factory=dict)

    def broken(self) -> Iterator[tuple[str, str]]:
        for own, (path, fragment) in self.links:
            there = self.places.get(links.file_of(path))
            if there is None or (fragment and fragment not in there):
                yield own, f"{path}#{fragment}" if fragment else path


def publish(at: Path | None, out: Path, base: str | None) -> Made:
    """Write the site of a desk to ``out``. ``base`` is the address under which it will be read.

    Links are relative, so the pages work below any address and as files; ``base`` is what feeds, the site
    map and canonical links need. Without one, and without an address in desk.toml, those are left out.
    """
    from django.conf import settings  # noqa: PLC0415 - set up by wsgi

    wsgi.make_ready(at, "http://localhost")
    desk: Desk = settings.DATELINE_DESK
    settings.DATELINE_ADDRESS = _base(base or desk.settings.web.address)
    seen = _Seen()
    with current.still():
        placed = folder.place(out, _files(desk, settings.DATELINE_ADDRESS, seen))
    return Made(placed, tuple(dict.fromkeys(seen.broken())))


def _base(given: str | None) -> str:
    url = urlsplit(given or "")
    if given and (url.scheme not in ("http", "https") or not url.netloc or url.query or url.fragment):
        raise ConfigError(given, "is no address of a site", "give one such as https://example.org/briefs")
    return (given or "").rstrip("/")


def _files(desk: Desk, base: str, seen: _Seen) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site, each page once, on from where readers begin."""
    todo = [*_begin(desk), *(FEEDS if base else ())]
    known = set(todo)
    ask = _asker()
    while todo:
        path = todo.pop()
        kind, content = ask(path, "200")
        own = links.file_of(path)
        if kind.startswith("text/html"):
            page = content.decode()
            for one in links.targets(page):
                seen.links.append((own, one))
                if one.path not in known:
                    known.add(one.path)
                    todo.append(one.path)
            seen.places[own] = frozenset(links.ID.findall(page))
            content = links.relative(page, own).encode()
        else:
            seen.places[own] = frozenset()
        yield own, content
    _, content = ask(MISSING, "404")
    yield NOT_FOUND, links.below(content.decode(), urlsplit(base).path).encode()


def _begin(desk: Desk) -> Iterator[str]:
    yield from BEGIN
    for day in publishing.published_days(desk):
        yield f"/briefs/{day}/"
        yield from (f"/briefs/{day}/v{one.version}/" for one in publishing.editions(desk, day))
    for kind in KINDS:
        yield from (f"/{kind}s/{one.word}/" for one, _ in publishing.named(desk, kind))


def _asker() -> Callable[[str, str], tuple[str, bytes]]:
    """Return what asks the served project for a path, as a browser on this machine would."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - set up by then

    application = get_wsgi_application()

    def ask(path: str, wanted: str) -> tuple[str, bytes]:
        environ: dict[str, object] = {}
        setup_testing_defaults(environ)
        environ |= {"PATH_INFO": path.encode().decode("latin-1"), "HTTP_HOST": "localhost"}
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], error: Any = None, /
        ) -> Callable[[bytes], object]:
            told.append((status, headers))
            return bytes

        answer: Any = application(environ, start)
        try:
            content = b"".join(answer)
        finally:
            answer.close()
        status, headers = told[0]
        if not status.startswith(wanted):
            raise DeskError(path, f"was answered with {status}", "the line above says why; tell its makers")
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        return kind, content

    return ask
