"""Measures reading archives of millions: ``python -m bench.scale [--reports N] [--window DAYS]``.

Invented reports of some forty words each are read with 1 and 2 workers of every engine, beside the bare
readers in one process that writes nothing. Then a run is killed with SIGKILL in the middle, all of it, and
resumed. With ``--window`` the reports are linked too, at once and in windows, and the two results compared;
the seconds of that are the processor's. What is short makes the overhead of an engine look large: pages of
news are ten times longer.
"""

# ruff: noqa: S311 - nothing here is secret
from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before anything loads a numerical library; workers inherit it

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from bench import rows
from bench.rows import Row
from dateline.link import linker, windows
from dateline.link.windows import Part, Task
from dateline.pipeline import bulklinks

# A page of news has so many words, and so many pages are read in the extrapolation.
PAGE, PAGES = 600, 10_000_000
# Reports a shard: small, so that a run has some dozens of them.
SIZE = 250
TOWNS = ("Aleppo", "Homs", "Idlib", "Hama", "Raqqa", "Daraa", "Palmyra", "Latakia")
VOICES = ("the health ministry", "a hospital doctor", "the governor", "the civil defence", "a monitor")
WHAT = ("Shelling", "An air strike", "A car bomb", "Mortar fire", "A drone strike")
BARE = """
import json, sys
from dateline.collect import slices
from dateline.pipeline import bulk, inputs
from dateline.read import reader
from pathlib import Path
(one,) = slices.cut(Path(sys.argv[1]), "in.jsonl", 10**9)
reports = (report for item in slices.collect(one) for report in inputs.reports(item))
print(json.dumps({"words": sum(len(report.text.split()) for report in reader.read_many(reports))}))
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One run: its wall seconds, the words it read, and the most memory a worker had."""

    seconds: float
    words: int
    memory_mb: float = 0.0


def write(path: Path, count: int) -> None:
    """Write ``count`` invented reports as JSON lines; the same number gives the same reports."""
    order = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            town, voice = order.choice(TOWNS), order.choice(VOICES)
            killed, hurt, month, day = (order.randint(1, n) for n in (90, 200, 12, 28))
            text = (
                f"{order.choice(WHAT)} killed {killed} people and injured {hurt} in {town} on Friday, "
                f"{voice} said.\nAt least {order.randint(1, killed)} of the dead were children, "
                f"according to {order.choice(VOICES)}. "
                f"Residents of {order.choice(TOWNS)} said that the road was closed and that food ran out."
            )
            row = {
                "id": number,
                "text": text,
                "published": f"2016-{month:02}-{day:02}",
                "source": f"Outlet {number % 40}",
            }
            file.write(json.dumps(row) + "\n")


def command(given: Path, out: Path, engine: str, workers: int) -> list[str]:
    """Return the command that reads the reports."""
    words = ["read", "--input", str(given), "--output", str(out), "--json", "--quiet"]
    return [
        sys.executable,
        "-m",
        "dateline",
        *words,
        "--engine",
        engine,
        "--workers",
        str(workers),
        "--size",
        str(SIZE),
    ]


def run(given: Path, out: Path, engine: str, workers: int) -> Timed:
    """Read all reports in a process of its own."""
    started = time.monotonic()
    done = subprocess.run(command(given, out, engine, workers), check=True, capture_output=True, text=True)
    seconds = time.monotonic() - started
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["given"] == told["read"] + told["failed"]
    manifests = [json.loads(path.read_text()) for path in out.glob("shard-*/manifest.json")]
    return Timed(seconds, told["words"], max(one["memory_mb"] for one in manifests))


def bare(given: Path) -> Timed:
    """Read all reports with the readers alone, in a process of its own, and write nothing."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(given)], check=True, capture_output=True, text=True
    )
    return Timed(time.monotonic() - started, json.loads(done.stdout)["words"])


def killed(given: Path, out: Path, count: int, whole: float) -> Iterator[Row]:
    """Kill a run of two workers, all of it, when half is done; resume it; yield what that cost."""
    started = time.monotonic()
    child = subprocess.Popen(
        command(given, out, "process", 2), start_new_session=True, stdout=subprocess.DEVNULL
    )
    while len(list(out.glob("shard-*/manifest.json"))) < count // SIZE // 2:
        time.sleep(0.1)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    kept = {path: path.stat().st_mtime_ns for path in out.glob("shard-*/manifest.json")}
    resumed = run(given, out, "process", 2)
    taken = time.monotonic() - started
    again = sum(path.stat().st_mtime_ns != when for path, when in kept.items())
    yield rows.row("scale shards done when killed", len(kept), count // SIZE)
    yield rows.row("scale shards made twice", again, len(kept))
    yield rows.row("scale words lost or double", abs(resumed.words - expected(given)), expected(given))
    yield rows.row("scale seconds more than undisturbed", taken - whole, count)


def linked(run_of: Path, days: int) -> Iterator[Row]:
    """Link what was read, at once and in windows of ``days``; yield whether the two are the same."""
    reports = list(bulklinks.reports(run_of))
    started = time.process_time()
    whole = linker.link(reports)
    taken = time.process_time() - started
    yield rows.row("scale linking at once, ms a report", 1000 * taken / len(reports), len(reports))
    seen: list[int] = []

    def counted(function: Callable[[Task], Part], tasks: Iterable[Task]) -> Iterator[Part]:
        for task in tasks:
            seen.append(len(task.reports))
            yield function(task)

    started = time.process_time()
    parts = windows.link(reports, days, counted)
    yield rows.row(
        "scale linking in windows, times as long", (time.process_time() - started) / taken, len(seen)
    )
    yield rows.row("scale linking in windows, most reports in one", max(seen), len(reports))
    differing = sum(a != b for a, b in zip_longest(whole.incidents, parts.incidents)) + (whole != parts)
    yield rows.row("scale linking in windows, incidents that differ", differing, len(whole.incidents))


def expected(given: Path) -> int:
    """Return the words that were written."""
    return sum(len(json.loads(line)["text"].split()) for line in given.open(encoding="utf-8"))


def measure(count: int, engines: Sequence[str], days: int | None) -> Iterator[Row]:
    """Yield the rows, each as soon as it is known."""
    with tempfile.TemporaryDirectory(prefix="dateline-scale-") as folder:
        given = Path(folder, "in.jsonl")
        write(given, count)
        alone = bare(given)
        yield rows.row("scale words/s, bare readers", alone.words / alone.seconds, alone.words)
        plain: dict[int, Timed] = {}
        for engine in engines:
            for workers in (1, 2):
                found = run(given, Path(folder, f"{engine}-{workers}"), engine, workers)
                name = f"scale {engine}, {workers} workers" if workers > 1 else f"scale {engine}, 1 worker"
                yield rows.row(f"{name}, words/s", found.words / found.seconds, found.words)
                yield rows.row(f"{name}, MB a worker", found.memory_mb, count)
                plain.setdefault(workers, found)
                against = alone if engine == engines[0] and workers == 1 else plain[workers]
                if against is not found:
                    yield rows.row(f"{name}, overhead", found.seconds / against.seconds - 1, count)
        if days:
            yield from linked(Path(folder, f"{engines[0]}-1"), days)
        yield from killed(given, Path(folder, "killed"), count, plain[2].seconds)
        rate = plain[2].words / plain[2].seconds / 2
        days = PAGES * PAGE / rate / 86_400
        yield rows.row("scale 10 M pages, days of a core (worked out)", days, count)
        print(f"{PAGES:,} pages x {PAGE} words / {rate:,.0f} words a second and core = {days:.1f} days")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--engines", nargs="+", default=["process", "ray"])
    parser.add_argument("--window", type=int, metavar="DAYS", help="link in windows of so many days, too")
    given = parser.parse_args()
    found = []
    for row in measure(given.reports, given.engines, given.window):
        print(f"{row.measure:50} {row.value:12.3f}", flush=True)
        found.append(row)
    print(rows.table(found))


if __name__ == "__main__":
    main()
