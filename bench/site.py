"""How fast the site answers: a published brief from memory and made anew, over loopback, from one machine.

Run: python -m bench.site [SECONDS] [--wagtail VENV]. wrk asks, where it is installed, else a client in
Python; either shares the cores with the server, so the figures are low. With --wagtail, a virtual environment
that has Wagtail and granian: the start page of Wagtail's own template is asked for in the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from dateline import pipeline
from dateline.pipeline import publishing
from dateline.web import settings

SAMPLE = Path(__file__).parent.parent / "samples/aleppo-december-2016"
DAY = dt.date(2016, 12, 4)
NOW = dt.datetime(2016, 12, 6, tzinfo=dt.UTC)
CLIENTS = 8
# What a reader's browser asks for with the front page.
FRONT = ("/", "/static/{version}/dateline/style.css", "/static/{version}/dateline/icon.svg")


@dataclass(frozen=True, slots=True)
class Answers:
    """How a page was answered under load: answers a second, and how long they took, in ms."""

    each_second: float
    median: float
    p99: float


def prepare(folder: Path) -> None:
    """Make a desk of the sample with one published brief."""
    settings.configure()
    desk = pipeline.init(folder)
    list(pipeline.add(desk, [SAMPLE], now=lambda: NOW))
    list(pipeline.read(desk))
    pipeline.link(desk)
    publishing.publish(desk, publishing.draft(desk, DAY, "bench", NOW), "bench", NOW)


@contextmanager
def served(words: Sequence[str], port: int, cwd: Path | None = None) -> Iterator[None]:
    """Run a server until the block ends; the block begins when it answers."""
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=cwd) as server:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        try:
            yield
        finally:
            server.terminate()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def load(port: int, path: str, seconds: float) -> Answers:
    """Ask for a page from CLIENTS connections at once, and return how it was answered."""
    found = shutil.which("wrk")
    return _wrk(found, port, path, seconds) if found else _python(port, path, seconds)


def _wrk(program: str, port: int, path: str, seconds: float) -> Answers:
    words = [
        program,
        "-t1",
        f"-c{CLIENTS}",
        f"-d{seconds:.0f}s",
        "--timeout",
        "30s",
        "--latency",
        f"http://127.0.0.1:{port}{path}",
    ]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told and "Socket errors" not in told, told
    (rate,) = re.findall(r"Requests/sec:\s+([\d.]+)", told)
    late = dict(re.findall(r"^\s+(\d+)%\s+(\S+)$", told, re.MULTILINE))
    return Answers(float(rate), _ms(late["50"]), _ms(late["99"]))


def _ms(told: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", told).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _python(port: int, path: str, seconds: float) -> Answers:
    took: list[float] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while (start := time.perf_counter()) < end:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            took.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return Answers(len(took) / seconds, took[len(took) // 2], took[int(len(took) * 0.99)])


def weight(port: int) -> int:
    """Return the bytes that come with the front page: the page, its style and its icon, packed as sent."""
    from dateline import __version__  # noqa: PLC0415

    connection, total = http.client.HTTPConnection("127.0.0.1", port), 0
    for path in FRONT:
        connection.request("GET", path.format(version=__version__), headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        assert answer.status == 200, path
        total += len(answer.read())
    return total


def ours(seconds: float) -> None:
    """Measure Dateline's site."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder) / "desk")
        port = free_port()
        words = [sys.executable, "-m", "dateline", "serve", "--desk", f"{folder}/desk", "--port", str(port)]
        with served(words, port):
            tell("brief from memory", port, f"/briefs/{DAY}/", seconds)
            tell("brief made anew", port, f"/briefs/{DAY}/?anew=1", seconds)
            tell("front page made anew", port, "/?anew=1", seconds)
            print(f"front page: {weight(port) / 1000:.1f} kB in all")


def wagtail(venv: Path, seconds: float) -> None:
    """Measure the start page of Wagtail's project template, with the same server and as many processes."""
    with tempfile.TemporaryDirectory() as folder:
        for words in (
            [venv / "bin/wagtail", "start", "peer", folder],
            [venv / "bin/python", "manage.py", "migrate"],
        ):
            subprocess.run(words, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        local = Path(folder) / "peer/settings/local.py"
        local.write_text("DEBUG = False\nALLOWED_HOSTS = ['*']\nSECRET_KEY = 'of a measurement'\n")
        port = free_port()
        words = [str(venv / "bin/granian"), "--interface", "wsgi", "--port", str(port), "--workers", "2"]
        words += ["--blocking-threads", "4", "--no-log", "peer.wsgi:application"]
        os.environ["DJANGO_SETTINGS_MODULE"] = "peer.settings.dev"
        with served(words, port, Path(folder)):
            tell("Wagtail's start page", port, "/", seconds)


def tell(name: str, port: int, path: str, seconds: float) -> None:
    """Ask once to warm up, then measure and print."""
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as first:
        first.read()
    load(port, path, 2.0)
    found = load(port, path, seconds)
    print(
        f"{name}: {found.each_second:.0f} answers/s, median {found.median:.1f} ms, p99 {found.p99:.1f} ms",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=10.0)
    parser.add_argument("--wagtail", type=Path)
    chosen = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    ours(chosen.seconds)
    if chosen.wagtail:
        wagtail(chosen.wagtail, chosen.seconds)


if __name__ == "__main__":
    main()
