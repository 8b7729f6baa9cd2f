"""Measures the cost of linking: ``python -m bench.link_scale READ... [--reports N] [--order READ]``.

Reports already read (as ``dateline read --json`` prints them) are replayed with other days, places and names
until there are ``--reports``, and linked on a desk in batches, as ``dateline link`` does. Time is the
processor's; a tenth is a tenth of the reports. Memory is what linking takes beside the program and the texts
that are replayed. Reading time is measured on some of the same texts in the same run. With ``--order``, 500
reports come ten at a time in several random orders, and it is counted which pairs of tellings are then in
another incident than when all come at once.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before anything loads a numerical library

import argparse
import gc
import json
import random
import resource
import tempfile
import time
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench import rows
from bench.replay import rounds
from bench.rows import Row
from dateline import pipeline
from dateline.link import linker
from dateline.link.incremental import extend
from dateline.link.uncollected import uncollected
from dateline.model import Linking, Report
from dateline.pipeline import linking
from dateline.pipeline.memory import DeskMemory
from dateline.read import reader

# Reports of which reading time is measured: some 20,000 words.
READ = 40
# A line is printed for so many reports.
PRINTED = 40 * linking.BATCH
# The reports whose order of arrival is changed.
ORDERED = 500
# So many of them come at a time.
TOGETHER = 10


class Replayed(DeskMemory):
    """A desk's memory whose reports were never stored: the last of them are kept at hand, packed."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[str, bytes] = {}

    def see(self, reports: Sequence[Report]) -> None:
        self._texts |= {own.id: zlib.compress(own.model_dump_json(by_alias=True).encode()) for own in reports}
        while len(self._texts) > 20 * linking.BATCH:
            del self._texts[next(iter(self._texts))]

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        found = ((id_, self._texts[id_]) for id_ in ids if id_ in self._texts)
        return {id_: Report.model_validate_json(zlib.decompress(packed)) for id_, packed in found}


def scale(read: Sequence[dict[str, Any]], size: int) -> Iterator[Row]:
    """Link ``size`` replays on a desk of their own; yield the rows of cost."""
    spent: list[float] = []
    feed, held = rounds(read), _memory()
    gc.collect()
    gc.freeze()  # the texts that are replayed are no part of the desk
    with tempfile.TemporaryDirectory() as folder:
        desk = pipeline.init(Path(folder))
        memory = Replayed()
        from dateline.store import save  # noqa: PLC0415 - Django is set up by the desk

        while len(spent) < size:
            with uncollected():
                batch = list(islice(feed, linking.BATCH))
                memory.see(batch)
            started = time.process_time()
            with desk.database.session(), save.together():
                memory.keep(extend(memory, batch))
            spent += [(time.process_time() - started) / len(batch)] * len(batch)
            if len(spent) % PRINTED == 0:
                lately = 1000 * sum(spent[-PRINTED:]) / PRINTED
                print(f"{len(spent)} linked, {lately:.1f} ms a report, {_memory():.0f} MB", flush=True)
        disk = (Path(folder) / "desk.sqlite3").stat().st_size
    tenth = len(spent) // 10
    first, last = (sum(own) / tenth for own in (spent[:tenth], spent[-tenth:]))
    yield rows.row("link reports", len(spent), len(spent))
    yield rows.row("link ms a report, first tenth", 1000 * first, tenth)
    yield rows.row("link ms a report, last tenth", 1000 * last, tenth)
    yield rows.row("link last tenth / first", last / first, len(spent))
    yield rows.row("link / reading time", sum(spent) / len(spent) / reading(read), len(spent))
    yield rows.row("link memory MB", _memory() - held, len(spent))
    yield rows.row("link KB on disk a report", disk / 1024 / len(spent), len(spent))


def _memory() -> float:
    """Return the most memory in MB that this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reading(read: Sequence[dict[str, Any]]) -> float:
    """Return the seconds that reading takes a report, on some of them, the parser loaded before."""
    chosen = [read[i * len(read) // READ] for i in range(READ)]
    texts = [Report(id=own["id"], title=own["title"], text=own["text"]) for own in chosen]
    list(reader.read_many(texts[:2]))
    started = time.process_time()
    list(reader.read_many(texts))
    return (time.process_time() - started) / len(texts)


def order(read: Sequence[Report], orders: int) -> Iterator[Row]:
    """Yield how many pairs of tellings change with the order in which reports come, some at a time."""
    whole = pairs(linker.link(read))
    for seed in range(orders):
        shuffled = random.Random(seed).sample(list(read), len(read))  # noqa: S311 - an order, not a secret
        found = pairs(arriving(shuffled))
        changed = len(whole ^ found) / max(len(whole | found), 1)
        yield rows.row(f"link order {seed}: pairs changed", changed, len(whole | found))


def arriving(reports: Sequence[Report]) -> Linking:
    """Return what a desk says that linked each batch of reports when it came."""
    with tempfile.TemporaryDirectory() as folder:
        desk = pipeline.init(Path(folder))
        from dateline.store import load, save  # noqa: PLC0415 - Django is set up by the desk

        for start in range(0, len(reports), TOGETHER):
            batch = reports[start : start + TOGETHER]
            with desk.database.session():
                save.batch([], [save.Input("replay", [(None, report)]) for report in batch])
                save.readings(batch)
            linking.update(desk)
        with desk.database.session():
            return load.linking()


def pairs(found: Linking) -> set[tuple[str, str]]:
    """Return the pairs of tellings that are in one incident."""
    return {(a, b) for own in found.incidents for a in own.tellings for b in own.tellings if a < b}


def _read(path: Path) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in path.open(encoding="utf-8")]
    return [own for own in found if own.get("text")]


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.link_scale", description=__doc__)
    parser.add_argument("read", type=Path, nargs="*", help="reports already read, as JSON lines")
    parser.add_argument("--reports", type=int, default=200_000, help="how many to link")
    parser.add_argument("--order", type=Path, help="reports already read whose order of arrival is changed")
    parser.add_argument(
        "--ordered", type=int, default=ORDERED, help="how many of them, the first of the file"
    )
    parser.add_argument("--orders", type=int, default=3, help="in how many random orders they come")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows to this file")
    given = parser.parse_args()
    found = (
        list(scale([own for path in given.read for own in _read(path)], given.reports)) if given.read else []
    )
    if given.order:
        read = [Report.model_validate(own) for own in _read(given.order)]
        found += order(read[: given.ordered], given.orders)
    print(rows.table(found))
    if given.json:
        rows.write(found, given.json)


if __name__ == "__main__":
    main()
