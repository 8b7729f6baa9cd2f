"""Measures incidents: ``python -m bench.incidents GVA_FOLDER [--json OUT] [--reports READ.jsonl]``.

All documents stand on one desk; the incident of a document is the one that holds its leading telling.
The peer, measured on the same documents: TF-IDF, average link, 14-day window (needs scikit-learn).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench import rows
from bench.clusters import conll
from bench.metrics import b_cubed
from bench.predictions import Doc, load, read_texts
from bench.rows import Row
from dateline.link import linker, tellings
from dateline.link.clusters import average_link
from dateline.model import FigureStatus, Incident, Linking, Report
from dateline.read.figures import totals

# The peer's window and threshold, tuned on the same documents (B-cubed .940).
PEER_DAYS, PEER_THRESHOLD = 14, 0.19


def measure(docs: Sequence[Doc], reports: Sequence[Report]) -> Iterator[Row]:
    """Yield B-cubed and CoNLL F1 of Dateline's incidents, and of all documents apart."""
    gold = {doc["doc_id"]: str(doc["incident_id"]) for doc in docs}
    started = time.perf_counter()
    linking = linker.link(reports)
    found = incident_of(reports, linking)
    print(f"linked {len(reports)} reports in {time.perf_counter() - started:.1f} s")
    p, r, f = b_cubed(gold, found)
    print(f"b3 precision {p:.4f} recall {r:.4f}")
    yield rows.row("gva b3 f1", f, len(gold))
    yield rows.row("gva conll f1", conll(gold, found, f), len(gold))
    yield from tolls(docs, reports, linking, found)


def tolls(
    docs: Sequence[Doc], reports: Sequence[Report], linking: Linking, found: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the share of the archive's incidents whose final count linking gives, beside one document's.

    An incident of the archive is answered by the linked incident that holds most of its documents. The
    peer is the best of three single documents: the first, the last, and the longest.
    """
    incidents = {incident.id: incident for incident in linking.incidents}
    read = {report.key: report for report in reports}
    gold: defaultdict[str, list[Doc]] = defaultdict(list)
    for doc in docs:
        if doc["doc_id"] in read:
            gold[str(doc["incident_id"])].append(doc)
    for several in (False, True):
        told = [own for own in gold.values() if len(own) > 1 or not several]
        name = "gva toll {}, of several documents" if several else "gva toll {}"
        for status in (FigureStatus.KILLED, FigureStatus.INJURED):
            right = sum(_toll(own, found, incidents, status) == own[0]["gold"][status] for own in told)
            row = rows.row(name.format(status), right / len(told), len(told))
            single = max(_single(told, read, status, pick) for pick in _PICKS)
            yield dataclasses.replace(row, peer=round(single, 4))


def _toll(
    docs: Sequence[Doc], found: Mapping[str, str], incidents: Mapping[str, Incident], status: FigureStatus
) -> float:
    """The count of people, or of the largest group where only groups are counted; 0 when none is told."""
    (home, _), *_ = Counter(found[doc["doc_id"]] for doc in docs).most_common(1)
    counted = [toll for toll in incidents[home].tolls if toll.status is status] if home in incidents else []
    whole = [toll.best or 0 for toll in counted if toll.who is None]
    return max(whole or [toll.best or 0 for toll in counted], default=0)


_PICKS: tuple[Callable[[Doc], Any], ...] = (
    lambda doc: [-ord(c) for c in doc["published"]],
    lambda doc: doc["published"],
    lambda doc: len(doc["text"]),
)


def _single(
    told: Sequence[Sequence[Doc]],
    read: Mapping[str | None, Report],
    status: FigureStatus,
    pick: Callable[[Doc], Any],
) -> float:
    """The share of incidents whose count one picked document gives."""
    right = 0
    for docs in told:
        doc = max(docs, key=pick)
        right += int(totals.toll(read[doc["doc_id"]], status)) == doc["gold"][status]
    return right / len(told)


def incident_of(reports: Sequence[Report], linking: Linking) -> Mapping[str, str]:
    """Return the incident of each document's leading telling; a document without one stands alone."""
    at = {telling: incident.id for incident in linking.incidents for telling in incident.tellings}
    found = {}
    for report in reports:
        lead = next((t.id for t in tellings.of(report) if t.leads), None)
        found[report.key or report.id] = at.get(lead or "", f"alone {report.id}")
    return found


def peer(docs: Sequence[Doc]) -> Mapping[str, str]:
    """Return the peer's clustering: TF-IDF cosine, average link, documents at most 14 days apart."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - only the bench needs it

    texts = [f"{doc.get('title') or ''}\n{doc['text']}" for doc in docs]
    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    days = [date.fromisoformat(doc["published"][:10]).toordinal() for doc in docs]
    likeness = (matrix @ matrix.T).tocoo()
    scores = {
        (int(i), int(j)): float(v)
        for i, j, v in zip(likeness.row, likeness.col, likeness.data, strict=True)
        if i < j and abs(days[i] - days[j]) <= PEER_DAYS and v > PEER_THRESHOLD / 4
    }
    groups = average_link(len(docs), scores, PEER_THRESHOLD)
    return {docs[i]["doc_id"]: str(group[0]) for group in groups for i in group}


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.incidents", description=__doc__)
    parser.add_argument("folder", type=Path, help="the gva folder")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows to this file")
    parser.add_argument("--limit", type=int, help="so many documents, spread evenly")
    parser.add_argument(
        "--reports", type=Path, help="reports already read, as dateline read --json prints them"
    )
    parser.add_argument("--peer", action="store_true", help="measure the peer too")
    given = parser.parse_args()
    docs = load(given.folder / "docs.jsonl", given.limit)
    read = [json.loads(line) for line in given.reports.open()] if given.reports else read_texts(docs)
    by_key = {own["key"]: Report.model_validate(own) for own in read}
    found = list(measure(docs, [by_key[doc["doc_id"]] for doc in docs if doc["doc_id"] in by_key]))
    print(rows.table(found))
    if given.peer:
        gold = {doc["doc_id"]: str(doc["incident_id"]) for doc in docs}
        theirs = peer(docs)
        p, r, f = b_cubed(gold, theirs)
        print(f"peer b3 p {p:.4f} r {r:.4f} f1 {f:.4f}; conll {conll(gold, theirs, f):.4f}")
    if given.json:
        rows.write(found, given.json)


if __name__ == "__main__":
    main()
