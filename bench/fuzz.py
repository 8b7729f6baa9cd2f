"""Reads what should never be read: ``python -m bench.fuzz [CORPORA] [--count N] [--seed N] [--strain SIZE]``.

Mutated texts (of the corpora's .jsonl files when given, else of the samples) and texts that strain the
readers; prints how many were sound, what was wrong with the others, and what took longest.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before anything loads a numerical library

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bench import mutations, strain
from bench.soundness import faults
from dateline.model import Report
from dateline.read import reader

SAMPLES = Path(__file__).parent.parent / "samples"
# Texts taken from each file of the corpora: enough to vary, few enough to load in a second.
FROM_EACH = 200
BATCH = 64
# This many of the worst are shown.
SHOWN = 5


@dataclass(slots=True)
class Tally:
    """What came of the mutated texts: how many, which were unsound, how long the slowest batches took."""

    read: int = 0
    words: int = 0
    seconds: float = 0.0
    unsound: list[tuple[str, str, list[str]]] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)


def texts(corpora: Path | None) -> list[str]:
    """Return the texts to mutate: of every .jsonl file below ``corpora``, or of the samples."""
    if corpora is None:
        return [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.txt"))]
    return [text for path in sorted(corpora.rglob("*.jsonl")) for text in islice(_texts_of(path), FROM_EACH)]


def _texts_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line).get("text")
            if isinstance(text, str) and text:
                yield text


def fuzz(given: Sequence[str], count: int, seed: int) -> Tally:
    """Read ``count`` mutated texts in batches and return what came of them."""
    tally = Tally()
    stream = mutations.mutated(given, count, seed)
    while batch := list(islice(stream, BATCH)):
        reports = [
            Report(id=f"m{tally.read + at}", text=text, published="2016-12-04")
            for at, (_, text) in enumerate(batch)
        ]
        start = time.process_time()
        read = list(reader.read_many(reports))
        _count(tally, batch, read, time.process_time() - start)
    return tally


def _count(tally: Tally, batch: list[tuple[str, str]], read: list[Report], seconds: float) -> None:
    words = sum(len(text.split()) for _, text in batch)
    tally.read += len(batch)
    tally.words += words
    tally.seconds += seconds
    tally.slowest = sorted([*tally.slowest, (seconds / max(words, 1) * 1e6, batch[0][0])], reverse=True)[
        :SHOWN
    ]
    for (how, text), report in zip(batch, read, strict=True):
        tally.languages[report.language or "not named"] += 1
        for kind in ("statements", "events", "figures", "places", "periods", "actors", "comments"):
            tally.records[kind] += len(getattr(report, kind))
        if wrong := faults(report):
            tally.unsound.append((how, text, wrong))


def show(tally: Tally) -> None:
    """Print the counts, then each unsound text with its mutations."""
    rate = tally.words / max(tally.seconds, 1e-9)
    print(
        f"{tally.read} mutated texts, {tally.words} words, {rate:.0f} words/s, {len(tally.unsound)} unsound"
    )
    print("  records   " + ", ".join(f"{name} {count}" for name, count in tally.records.items()))
    print("  languages " + ", ".join(f"{name} {count}" for name, count in tally.languages.most_common(8)))
    print("  slowest batches, us/word: " + ", ".join(f"{each:.0f}" for each, _ in tally.slowest))
    for wrong, count in Counter(line.split(": ")[0] for *_, lines in tally.unsound for line in lines).items():
        print(f"  {count:5} {wrong}")
    for how, text, wrong in tally.unsound[:SHOWN]:
        print(f"  {how}\n    {text!r}\n    " + "\n    ".join(wrong[:SHOWN]))


def show_strains(size: float, only: Sequence[str]) -> bool:
    """Read each strain, print what it took, and tell whether all were linear and sound."""
    good = True
    for name in only or strain.STRAINS:
        took, report = strain.strained(name, size)
        wrong = faults(report)
        good &= took.linear and not wrong
        verdict = "" if took.linear else "  NOT LINEAR"
        print(
            f"  {name:28} {took.characters:9} chars {took.seconds:7.2f} s {took.per_character:7.2f} us/char"
            f"  growth {took.growth:4.2f}{verdict}",
            *wrong[:SHOWN],
            flush=True,
        )
    return good


def main() -> None:
    """Fuzz, strain, print; the exit code tells whether all held."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="?", help="a folder of .jsonl files")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--strain", type=float, default=1.0, help="share of the strains' size; 0 leaves them out"
    )
    parser.add_argument("--only", action="append", choices=[*strain.STRAINS], help="these strains only")
    given = parser.parse_args()
    tally = fuzz(texts(given.corpora), given.count, given.seed)
    show(tally)
    good = show_strains(given.strain, given.only or ()) if given.strain else True
    sys.exit(not good or bool(tally.unsound))


if __name__ == "__main__":
    main()
