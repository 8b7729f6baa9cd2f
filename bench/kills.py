"""Kills ``dateline collect`` at random moments: nothing acknowledged may be lost, and nothing double.

Run: python -m bench.kills --count 200
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dateline import pipeline

FEEDS, ENTRIES = 8, 6
# The kills fall into the time that a whole round takes, and a little after it.
LATEST = 1.1


@dataclass
class Served:
    """An outlet whose feeds have new entries in every round; ``texts`` are all that it ever served."""

    round: int = 0
    texts: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def feed(self, number: int, address: str) -> bytes:
        """Return the feed's entries of this round and the one before."""
        items = []
        for turn in range(max(0, self.round - 1), self.round + 1):
            for entry in range(ENTRIES):
                text = f"Feed {number}, round {turn}, entry {entry}: shells fell near the bridge."
                with self.lock:
                    self.texts.add(text)
                link = f"{address}/entry/{number}/{turn}/{entry}"
                about = f"<title>Entry</title><description>{text}</description>"
                items.append(f"<item><link>{link}</link>{about}</item>")
        feed = f"<channel><title>Feed {number}</title>{''.join(items)}</channel>"
        return f"<rss version='2.0'>{feed}</rss>".encode()


@dataclass
class Outcome:
    """What so many kills came to."""

    kills: int
    struck: int
    acknowledged: int
    reports: int
    lost: list[str]
    double: list[str]
    problems: list[str]
    notes: Counter[str]

    @property
    def clean(self) -> bool:
        return not (self.lost or self.double or self.problems)

    def lines(self) -> Iterator[str]:
        """Yield the outcome as it is printed."""
        yield f"{self.kills} kills, {self.struck} of them while collecting went on"
        yield f"{self.acknowledged} reports were acknowledged, {self.reports} are on the desk"
        yield f"lost: {len(self.lost)}, double: {len(self.double)}, problems of verify: {len(self.problems)}"
        for note, count in self.notes.most_common():
            yield f"mended {count} times: {note}"
        yield from (self.lost + self.double + self.problems)[:10]


@contextmanager
def serving(served: Served) -> Iterator[str]:
    """Serve the feeds on loopback; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = served.feed(int(self.path.rsplit("/", 1)[1]), f"http://{self.headers['Host']}")
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def run(count: int, folder: Path, seed: int = 1) -> Outcome:
    """Kill a collector ``count`` times, let the first and the last one end, and look at what is there."""
    chance, served = random.Random(seed), Served()  # noqa: S311 - moments, not secrets
    with serving(served) as address:
        desk = _desk(folder, address)
        acknowledged, took = _round(desk)
        whole, struck = took or 0.0, 0
        for _ in range(count):
            served.round += 1
            told, took = _round(desk, chance.uniform(0.05, whole * LATEST))
            acknowledged.update(told)
            struck += took is None
        acknowledged.update(_round(desk)[0])
    return _outcome(desk, count, struck, acknowledged, served)


def _desk(folder: Path, address: str) -> pipeline.Desk:
    pipeline.init(folder)
    sources = "".join(
        f'[[source]]\nname = "{n}"\nurl = "{address}/feed/{n}"\nschedule = "1 min"\n' for n in range(FEEDS)
    )
    fetch = '[fetch]\nallow = ["127.0.0.1"]\ndelay = 0\nrobots = false\n'
    (folder / "desk.toml").write_text(fetch + sources, encoding="utf-8")
    return pipeline.open_desk(folder)


def _round(desk: pipeline.Desk, seconds: float | None = None) -> tuple[Counter[str], float | None]:
    """Collect once, killed after so many seconds.

    Return what was acknowledged and how long it took; None when it was killed before it ended.
    """
    command = [sys.executable, "-m", "dateline", "collect", "--all", "--json", "--desk", str(desk.folder)]
    began = time.monotonic()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    took: float | None = None
    try:
        out, _ = running.communicate(timeout=seconds)
        took = time.monotonic() - began
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        out, _ = running.communicate()
    whole = [line for line in out.splitlines(keepends=True) if line.endswith("\n")]
    told = [json.loads(line) for line in whole]
    return Counter({one["source"]: one["new"] for one in told}), took


def _outcome(
    desk: pipeline.Desk, count: int, struck: int, acknowledged: Counter[str], served: Served
) -> Outcome:
    texts = Counter(report.text for report in pipeline.reports(desk))
    stored = Counter(text.split(",")[0].removeprefix("Feed ") for text in texts.elements())
    told = acknowledged.items()
    lost = [f"source {name}: {n} acknowledged, {stored[name]} there" for name, n in told if n > stored[name]]
    last = (text for text in served.texts if f"round {served.round}," in text)
    lost += [f"served in the last round and not there: {text}" for text in last if text not in texts]
    double = [text for text, n in texts.items() if n > 1]
    found = list(pipeline.verify(desk))
    problems = [f"{one.item}: {one.text}" for one in found if one.problem]
    notes = Counter(one.text for one in found if not one.problem)
    return Outcome(count, struck, acknowledged.total(), texts.total(), lost, double, problems, notes)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-kills-") as folder:
        began = time.monotonic()
        outcome = run(given.count, Path(folder) / "desk", given.seed)
    print(f"seed {given.seed}, {time.monotonic() - began:.0f} s")
    for line in outcome.lines():
        print(line)
    sys.exit(0 if outcome.clean else 1)


if __name__ == "__main__":
    main()
