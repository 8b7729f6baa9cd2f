"""Measures every reader: ``python -m bench.reading CORPORA [--only SET] [--limit N] [--json OUT]``.

Prints one row a measure: its value, the figure of the best tool a user could install instead, and how
many expressions or documents were judged. Predictions are what ``dateline read --json`` prints.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import floors, rows, speed
from bench.sets import conflict_types, gva, isaf, muc4, pages, places, polnear, times

# The sets, in the order they are measured; a folder of that name must be in CORPORA.
SETS = {
    "polnear": polnear.measure,
    "times": times.measure,
    "places": places.measure,
    "isaf": isaf.measure,
    "gva": gva.measure,
    "muc4": muc4.measure,
    "conflict_types": conflict_types.measure,
    "pages": pages.measure,
}
SPEED = "speed"  # measured on the repository's own sample, so it needs no corpus
RESULTS = Path(__file__).with_name("RESULTS.md")
OTHERS = "# What the other benches reach"


def measure(corpora: Path, only: list[str] | None, limit: int | None) -> Iterator[rows.Row]:
    """Yield the rows of each set that is there, limited to so many documents a file."""
    for name, run in SETS.items():
        if only and name not in only:
            continue
        if (corpora / name).is_dir():
            yield from run(corpora / name, limit)
        else:
            print(f"{name}: not in {corpora}, skipped", file=sys.stderr)
    if not only or SPEED in only:
        yield from speed.measure(None, rounds=3)


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("corpora", type=Path, help="a folder of annotated sets")
    parser.add_argument(
        "--only", action="append", choices=[*SETS, SPEED], help="measure this set; may be repeated"
    )
    parser.add_argument("--limit", type=int, help="read at most so many documents of each file")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows to this file")
    parser.add_argument("--results", action="store_true", help=f"write {RESULTS.name}")
    parser.add_argument(
        "--write-floors", action="store_true", help="measure the floors' fixed subset and raise them"
    )
    given = parser.parse_args()
    if given.write_floors:
        print(floors.raise_to(floors.measured(given.corpora, SETS)))
        return
    found = []
    for row in measure(given.corpora, given.only, given.limit):
        found.append(row)
        peer = "" if row.peer is None else f"{row.peer:.3f}"
        print(f"{row.measure:36} {row.value:7.3f} {peer:>7} {row.count:7}", flush=True)
    if given.json:
        rows.write(found, given.json)
    if given.results:
        RESULTS.write_text(results(found, given.limit), encoding="utf-8")


def results(found: list[rows.Row], limit: int | None) -> str:
    """Return the text of RESULTS.md."""
    flags = f" --limit {limit}" if limit else ""
    return (
        "# What the readers reach\n\n"
        f"Written by `python -m bench.reading CORPORA{flags} --results`. Value and peer were measured on the"
        " same files with the same metrics; a row without a peer has none we know of.\n\n"
        + rows.table(found)
        + "\n"
        + _others()
    )


def _others() -> str:
    """Return what the other benches reached, as RESULTS.md holds it: this one leaves it as it is."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    at = text.find(OTHERS)
    return f"\n{text[at:]}" if at >= 0 else ""


if __name__ == "__main__":
    main()
