"""How fast the site answers: a published brief from memory and made anew, over loopback, from one machine.

Run: python -m bench.site [SECONDS]. The client shares the cores with the server, so the figures are low.
"""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline import pipeline
from dateline.pipeline import publishing
from dateline.web import settings

SAMPLE = Path(__file__).parent.parent / "samples/aleppo-december-2016"
DAY = dt.date(2016, 12, 4)
NOW = dt.datetime(2016, 12, 6, tzinfo=dt.UTC)
CLIENTS = 8


def prepare(folder: Path) -> None:
    """Make a desk of the sample with one published brief."""
    settings.configure()
    desk = pipeline.init(folder)
    list(pipeline.add(desk, [SAMPLE], now=lambda: NOW))
    list(pipeline.read(desk))
    pipeline.link(desk)
    publishing.publish(desk, publishing.draft(desk, DAY, "bench", NOW), "bench", NOW)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Run ``dateline serve`` on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    words = [sys.executable, "-m", "dateline", "serve", "--desk", str(folder), "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as server:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        try:
            yield port
        finally:
            server.terminate()


def load(port: int, path: str, seconds: float) -> list[float]:
    """Ask for a page from CLIENTS connections at once; returns how long each answer took."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while (start := time.perf_counter()) < end:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            took.append(time.perf_counter() - start)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(took)


def main(seconds: float = 10.0) -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder) / "desk")
        with served(Path(folder) / "desk") as port:
            for name, path in (("from memory", f"/briefs/{DAY}/"), ("made anew", f"/briefs/{DAY}/?anew=1")):
                load(port, path, 1.0)
                took = load(port, path, seconds)
                middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
                print(
                    f"brief {name}: {len(took) / seconds:.0f} answers/s, "
                    f"median {middle * 1000:.1f} ms, p99 {late * 1000:.1f} ms"
                )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
