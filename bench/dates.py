"""Measures the choice of days: ``python -m bench.dates TIMELINES_FOLDER [--json OUT] [--reports READ]``.

The folder holds ``articles.jsonl`` and ``timelines.json``: journalists' timelines of the same time. For each,
as many days are chosen as it has, within its first and last day; Date-F1 is then the share that it has too
(Martschat and Markert 2017, tilse). Nothing of the timelines but their number of days and their span is used.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench import rows
from bench.predictions import Doc, load, read_texts
from bench.rows import Row
from dateline.link import copies
from dateline.model import Report
from dateline.publish.salience import salient_days

Timelines = Mapping[str, frozenset[dt.date]]


def date_f1(ranked: Sequence[dt.date], gold: frozenset[dt.date]) -> float:
    """Return the F1 of the first days of ``ranked`` within the gold timeline's span, as many as it has."""
    first, last = min(gold), max(gold)
    chosen = [day for day in ranked if first <= day <= last][: len(gold)]
    return 2 * len(gold.intersection(chosen)) / (len(gold) + len(chosen)) if chosen else 0.0


def measure(reports: Sequence[Report], timelines: Timelines) -> Iterator[Row]:
    """Yield each timeline's Date-F1 and their mean, and the mean of the days with most publications."""
    groups = copies.find(sorted(reports, key=copies.age))
    ranked = [one.day for one in salient_days(reports, copies=groups)]
    published = Counter(r.published for r in reports if r.published)
    busiest = sorted(published, key=lambda day: (-published[day], day))
    for name, gold in timelines.items():
        yield rows.row(f"date f1, {name}", date_f1(ranked, gold), len(gold))
    days = sum(map(len, timelines.values()))
    for measure_name, order in (("date f1", ranked), ("date f1 of the busiest days", busiest)):
        mean = sum(date_f1(order, gold) for gold in timelines.values()) / len(timelines)
        yield rows.row(measure_name, mean, days)


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.dates", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with articles.jsonl and timelines.json")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows to this file")
    parser.add_argument("--reports", type=Path, help="reports already read, as dateline read --json prints")
    given = parser.parse_args()
    docs: Sequence[Doc]
    docs = load(given.reports) if given.reports else read_texts(load(given.folder / "articles.jsonl"))
    text = (given.folder / "timelines.json").read_text(encoding="utf-8")
    timelines = {name: frozenset(map(dt.date.fromisoformat, days)) for name, days in json.loads(text).items()}
    table = list(measure([Report.model_validate(doc) for doc in docs], timelines))
    print(rows.table(table))
    if given.json:
        rows.write(table, given.json)


if __name__ == "__main__":
    main()
