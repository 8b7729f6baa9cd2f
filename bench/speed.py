"""Measures speed: ``python -m bench.speed [PATH] [--rounds N] [--profile]``.

The whole reader against the bare spaCy pipeline (same model, all components, the same paragraphs and
batch size) on the same texts in the same run, in turns, on one thread; medians over the rounds. PATH is a
.jsonl file of texts, by default the repository's sample reports repeated.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before anything loads a numerical library

import argparse
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench import rows
from bench.predictions import load
from dateline.model import Report
from dateline.read import nlp, periods, reader
from dateline.read.page import paragraphs

SAMPLES = Path(__file__).parent.parent / "samples"
HEIDELTIME = 1_675  # words a second of HeidelTime, warm, on one core; the peer of the periods reader
WORDS = 20_000  # a round of some three seconds: long enough that the clock and the cache do not matter


def texts(path: Path | None) -> list[Report]:
    """Return reports of at least ``WORDS`` words: of a .jsonl file, or the samples again and again."""
    if path is None:
        plain = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.rglob("*.txt"))]
        given: list[dict[str, Any]] = [{"text": text, "published": "2016-12-04"} for text in plain]
    else:
        given = load(path)
    found: list[Report] = []
    while sum(len(report.text.split()) for report in found) < WORDS:
        found += [_report(len(found) + i, doc) for i, doc in enumerate(given)]
    return _first(found)


def _report(number: int, doc: dict[str, Any]) -> Report:
    known = {key: doc[key] for key in ("title", "published", "source", "url", "text") if doc.get(key)}
    return Report(id=f"r{number}", **known)


def _first(reports: Sequence[Report]) -> list[Report]:
    """Return as many reports as hold ``WORDS`` words."""
    words, chosen = 0, []
    for report in reports:
        if words >= WORDS:
            break
        words += len(report.text.split())
        chosen.append(report)
    return chosen


def bare(reports: Sequence[Report]) -> Callable[[], None]:
    """Return a run of the bare pipeline over the paragraphs the reader would parse."""
    pieces = [text for r in reports for _, text, _ in paragraphs(r.text, reader.page(r).zones)]

    def run() -> None:
        for _ in nlp.load().pipe(pieces, batch_size=nlp.BATCH):
            pass

    return run


def whole(reports: Sequence[Report]) -> Callable[[], None]:
    """Return a run of every reader over the reports."""

    def run() -> None:
        for _ in reader.read_many(reports):
            pass

    return run


def seconds(run: Callable[[], None]) -> float:
    """Return the processor seconds of one run; other programs on the machine do not count."""
    start = time.process_time()
    run()
    return time.process_time() - start


def in_turns(runs: Sequence[Callable[[], None]], rounds: int) -> list[float]:
    """Return each run's median seconds over so many rounds; one round before does not count."""
    for run in runs:
        run()
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for times, run in zip(taken, runs, strict=True):
            times.append(seconds(run))
    return [statistics.median(times) for times in taken]


def profile(reports: Sequence[Report]) -> dict[str, float]:
    """Return the seconds spent in each step of the reader, the parser's share as "parse"."""
    spent: dict[str, float] = defaultdict(float)
    step = reader._Draft.step

    def timed(draft: Any, name: str, run: Callable[[], Any], otherwise: Any) -> Any:
        start = time.process_time()
        try:
            return step(draft, name, run, otherwise)
        finally:
            spent[name] += time.process_time() - start

    reader._Draft.step = timed  # type: ignore[method-assign,assignment]
    try:
        total = seconds(whole(reports))
    finally:
        reader._Draft.step = step  # type: ignore[method-assign]
    spent["parse and rest"] = total - sum(spent.values())
    return dict(sorted(spent.items(), key=lambda each: -each[1]))


def periods_alone(reports: Sequence[Report]) -> Callable[[], None]:
    """Return a run of the reader of time expressions over pages that are parsed already."""
    pages = [reader.page(report) for report in reports]

    def run() -> None:
        for page in pages:
            periods.find(page)

    return run


def measure(path: Path | None, rounds: int) -> list[rows.Row]:
    """Return the rows: words a second, ratios to the peers, and peak resident memory in megabytes."""
    reports = texts(path)
    words = sum(len(report.text.split()) for report in reports)
    reading, parsing, timing = in_turns([whole(reports), bare(reports), periods_alone(reports)], rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        rows.row("speed words/s", words / reading, words),
        rows.row("speed words/s of the bare pipeline", words / parsing, words),
        rows.row("speed ratio", parsing / reading, words),
        rows.row("speed periods ratio", words / timing / HEIDELTIME, words),
        rows.row("speed memory MB", memory, words),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="a .jsonl file of texts")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="print microseconds a word of each step")
    given = parser.parse_args()
    for row in measure(given.path, given.rounds):
        print(f"{row.measure:36} {row.value:10.3f}")
    if given.profile:
        reports = texts(given.path)
        words = sum(len(report.text.split()) for report in reports)
        for name, spent in profile(reports).items():
            print(f"  {name:34} {spent / words * 1e6:10.1f} us/word")


if __name__ == "__main__":
    main()
