"""Measures collecting on loopback: many feeds due at once, and pages fetched, read and sealed a second.

Run: python -m bench.collect --count 10000 --pages 200
The peer reads the same pages: --peer PYTHON is an interpreter that has news-please installed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import resource
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline import pipeline

WORDS = "Shells fell near the bridge on Friday, residents said, and the market stayed closed for the day. "
ENTRIES = 5
PEER = """
import json, sys, time
from newsplease import NewsPlease
urls = json.load(sys.stdin)
began = time.monotonic()
found = [NewsPlease.from_url(url) for url in urls]
texts = [one.maintext for one in found if getattr(one, "maintext", None)]
print(json.dumps([len(texts), time.monotonic() - began]))
"""


def serve(port: Any, asked: Any) -> None:
    """Answer on every loopback address: /feed/N and /page/N; keep when each host was asked."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host, began = self.headers["Host"], time.monotonic()
            if self.path == "/times":
                asked.put(dict(times))
                body = b"ok"
            else:
                body = _page(self.path) if "/page/" in self.path else _feed(self.path)
            self.send_response(200)
            kind = "text/html" if "/page/" in self.path else "application/rss+xml"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            times[host].append((began, time.monotonic()))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 512
        daemon_threads = True

        def verify_request(self, request: Any, client_address: Any) -> bool:
            return str(client_address[0]).startswith("127.")

    server = Server(("0.0.0.0", 0), Handler)  # noqa: S104 - all of 127/8, and nobody else is answered
    port.put(server.server_port)
    server.serve_forever()


def _feed(path: str) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{path}/{n}</guid><title>Entry {n}</title>"
        f"<description>{path}, entry {n}. {WORDS}</description></item>"
        for n in range(ENTRIES if "/feed/" in path else int(path.rsplit("/", 1)[1]))
    )
    return f"<rss version='2.0'><channel><title>{path}</title>{items}</channel></rss>".encode()


def _page(path: str) -> bytes:
    body = "".join(f"<p>{path}, paragraph {n}. {WORDS * 3}</p>" for n in range(12))
    menu = "<nav>" + "<a href='/x'>Section</a> " * 60 + "</nav>"
    return (
        f"<!doctype html><html><head><title>Report {path}</title></head><body>{menu}<main><article>"
        f"<h1>Report {path}</h1>{body}</article></main><footer>{menu}</footer></body></html>"
    ).encode()


def host(number: int) -> str:
    """Return one of the loopback addresses."""
    return f"127.{1 + number // 65025}.{number // 255 % 255}.{1 + number % 254}"


def feeds(folder: Path, port: int, count: int, per_host: int, delay: float) -> pipeline.Desk:
    """Make a desk with so many feeds, all of them due."""
    hosts = [host(number // per_host) for number in range(count)]
    allow = json.dumps(sorted(set(hosts)))
    lines = [f"[fetch]\nallow = {allow}\ndelay = {delay}\nrobots = false\nworkers = 16\n"]
    lines += [
        f'[[source]]\nname = "f{n}"\nurl = "http://{at}:{port}/feed/{n}"\nschedule = "1 hour"\n'
        for n, at in enumerate(hosts)
    ]
    pipeline.init(folder)
    (folder / "desk.toml").write_text("".join(lines), encoding="utf-8")
    return pipeline.open_desk(folder)


def collected(desk: pipeline.Desk, label: str) -> None:
    """Collect all that is due, and print how fast."""
    began = time.monotonic()
    found = list(pipeline.collect(desk, every=True, now=lambda: dt.datetime.now(dt.UTC)))
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    new, failed = sum(one.new for one in found), sum(one.error is not None for one in found)
    print(f"{label}: {len(found):,} sources, {new:,} new reports, {failed} failed, {took:.1f} s, "
          f"{len(found) / took:.1f} sources/s, {new / took:.1f} reports/s, peak {peak} MB")  # fmt: skip


def manners(times: dict[str, list[tuple[float, float]]], delay: float) -> None:
    """Print how near to each other the requests to one host came."""
    gaps = [b[0] - a[0] for spans in times.values() for a, b in pairwise(sorted(spans))]
    over = sum(b[0] < a[1] for spans in times.values() for a, b in pairwise(sorted(spans)))
    nearest = f"{min(gaps, default=0):.2f} s (asked for: {delay} s)"
    print(f"manners: {len(times):,} hosts, requests to one host at least {nearest} apart; {over} overlapped")


def pages(folder: Path, port: int, count: int, peer: str | None) -> None:
    """Print how many pages a second are fetched, read and sealed; and how many the peer fetches and reads."""
    pipeline.init(folder)
    (folder / "desk.toml").write_text('[fetch]\nallow = ["127.0.0.1"]\ndelay = 0\nrobots = false\n')
    desk = pipeline.open_desk(folder)
    urls = [f"http://127.0.0.1:{port}/page/{number}" for number in range(count)]
    began = time.monotonic()
    found = list(pipeline.add_urls(desk, urls, now=lambda: dt.datetime.now(dt.UTC)))
    took = time.monotonic() - began
    print(f"pages: {sum(len(one.added.new) for one in found)} fetched, read and sealed, one after another, "
          f"{len(found) / took:.1f} a second")  # fmt: skip
    if peer:
        words = {"input": json.dumps(urls), "capture_output": True, "text": True}
        done = subprocess.run([peer, "-c", PEER], check=True, **words)
        number, seconds = json.loads(done.stdout.splitlines()[-1])
        print(f"news-please: {number} fetched and read, {number / seconds:.1f} a second (nothing is sealed)")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="feeds due at once")
    parser.add_argument("--per-host", type=int, default=4)
    parser.add_argument("--delay", type=float, default=0.5)
    parser.add_argument("--items", type=int, default=0, help="entries of one large feed")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--peer", help="a Python that has news-please")
    given = parser.parse_args()
    port_queue, asked = multiprocessing.Queue(), multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(port_queue, asked), daemon=True)
    server.start()
    port = port_queue.get()
    with tempfile.TemporaryDirectory(prefix="dateline-collect-") as folder:
        own = feeds(Path(folder) / "feeds", port, given.count, given.per_host, given.delay)
        collected(own, "feeds")
        threading.Thread(target=_ask_times, args=(port,)).start()
        manners(asked.get(), given.delay)
        if given.items:
            large = Path(folder) / "large"
            pipeline.init(large)
            source = f'[[source]]\nname = "large"\nurl = "http://127.0.0.1:{port}/large/{given.items}"\n'
            (large / "desk.toml").write_text(f'[fetch]\nallow = ["127.0.0.1"]\nrobots = false\n{source}')
            collected(pipeline.open_desk(large), "one large feed")
        if given.pages:
            pages(Path(folder) / "pages", port, given.pages, given.peer)
    server.terminate()


def _ask_times(port: int) -> None:
    import urllib.request  # noqa: PLC0415 - asked once, of ourselves

    urllib.request.urlopen(f"http://127.0.0.1:{port}/times").read()


if __name__ == "__main__":
    main()
