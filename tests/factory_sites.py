"""An invented outlet on loopback and a desk that collects it, so that a test names only what happens."""

from __future__ import annotations

import datetime as dt
import hashlib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dateline import pipeline
from factory_servers import reply, serving

NOON = dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
Special = Callable[[str, socket.socket], None]


@dataclass
class Site:
    """Pages by path: bytes, or a function that answers by itself. ``asked`` has every path in order."""

    port: int = 0
    pages: dict[str, bytes | Special] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    down: bool = False
    default: bytes | None = None

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, request: str, taken: socket.socket) -> None:
        path = request.split(" ", 2)[1]
        self.asked.append(path)
        held = self.pages.get(path, self.default)
        if self.down:
            reply(taken, b"down", "503 Service Unavailable")
        elif held is None:
            reply(taken, b"<html><body>No such page.</body></html>", "404 Not Found")
        elif callable(held):
            held(request, taken)
        else:
            tag = hashlib.sha256(held).hexdigest()[:8]
            if f'If-None-Match: "{tag}"'.casefold() in request.casefold():
                reply(taken, b"", "304 Not Modified")
            else:
                reply(taken, held, headers=f'ETag: "{tag}"\r\n{self.headers.get(path, "")}')


@contextmanager
def site(**pages: bytes) -> Iterator[Site]:
    """Serve an outlet; ``feed=b"..."`` stands at /feed."""
    own = Site(pages={f"/{name}": body for name, body in pages.items()})
    with serving(own.answer) as port:
        own.port = port
        yield own


def feed(*entries: tuple[str, str], link: str = "", guid: str = "", extra: str = "") -> bytes:
    """Return an RSS feed of (number, text); ``link`` and ``guid`` are put before the number."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}{number}</guid><title>Report {number}</title>"
        + (f"<link>{link}{number}</link>" if link else "")
        + f"<description>{text}</description><pubDate>Sat, 09 Mar 2024 10:00:00 GMT</pubDate>{extra}</item>"
        for number, text in entries
    )
    return f"<rss version='2.0'><channel><title>Harbour Post</title>{items}</channel></rss>".encode()


def page(title: str, *paragraphs: str, extra: str = "") -> bytes:
    """Return an article of some length."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{extra}</head><body><main><article>"
        f"<h1>{title}</h1>{body}</article></main></body></html>"
    ).encode()


WORDS = "Two ships burned in the port on Friday, and a ferry waited outside the harbour for a berth. "


def desk(folder: Path, text: str, **fetch: object) -> pipeline.Desk:
    """Make a desk with these [[source]] blocks, which may reach loopback and need not wait."""
    pipeline.init(folder)
    fetch = {"delay": 0, "tries": 1, "robots": "false", **fetch}
    lines = "\n".join(f"{key} = {value}" for key, value in fetch.items())
    (folder / "desk.toml").write_text(f'[fetch]\nallow = ["127.0.0.1"]\n{lines}\n{text}')
    return pipeline.open_desk(folder)


def collect(
    own: pipeline.Desk, *names: str, at: dt.datetime = NOON, every: bool = False
) -> list[pipeline.Gathered]:
    """Collect at this moment, to the end."""
    return list(pipeline.collect(own, names, every=every, now=lambda: at))


def texts(own: pipeline.Desk) -> list[str]:
    """Return the texts of the latest versions on the desk, sorted."""
    return sorted(report.text for report in pipeline.reports(own))


def problems(own: pipeline.Desk) -> list[str]:
    """Return what verify says, notes left out."""
    return [f"{one.item}: {one.text}" for one in pipeline.verify(own) if one.problem]
