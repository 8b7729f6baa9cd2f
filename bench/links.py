"""Measures copies and origins: ``python -m bench.links TIMELINES_FOLDER [--labels FOLDER] [--json OUT]``.

The folder holds ``articles.jsonl`` or ``docs.jsonl``. The labels are those of ``bench/labels`` or of
another folder in the same form, where a kind of label may be missing. Only what the link stage records
is judged. Rows end in "dev" or "held out".
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import metrics, rows
from bench.predictions import Doc, load, read_texts
from bench.rows import Row
from dateline.link import copies, voices
from dateline.link.origins import Origins, Voice
from dateline.model import Origin, Relation, Report

LABELS = Path(__file__).with_name("labels")
# The budget of copies and origins together: microseconds a report, and a word.
FIXED, EACH = 200.0, 1.0

Label = dict[str, Any]

# What counts as one text printed again; an update is the same desk's new version.
_PRINTED = (Relation.COPY, Relation.REPRINT)


@dataclass(frozen=True, slots=True)
class Links:
    """What the link stage records, by the documents' own ids."""

    relations: Mapping[frozenset[str], Relation]
    origins: Mapping[str, Sequence[Origin]]
    reports: Mapping[str, Report]
    microseconds: float

    def told(self, doc_id: str, start: int, end: int) -> Origin | None:
        """Return the origin of the statement that covers most of the span; the narrower of equals."""
        own = [
            o for o in self.origins.get(doc_id, ()) if 2 * _shared(o, start, end) >= min(o.end, end) - start
        ]
        own = [o for o in own if _shared(o, start, end) > 0]
        return max(own, key=lambda o: (_shared(o, start, end), o.start - o.end), default=None)

    def key(self, doc_id: str, start: int, end: int) -> tuple[str, bool]:
        """Return the key of the origin of what a span tells, and whether the voice is unnamed."""
        origin = self.told(doc_id, start, end)
        if origin is None:
            report = self.reports[doc_id]
            return self._outlets.of(report, None).key(report.id), False
        voice = Voice(origin.chain, origin.origin_kind, origin.anonymous, "")
        return voice.key(origin.report), origin.anonymous

    @property
    def _outlets(self) -> Origins:
        return Origins(self.reports.values())


def linked(reports: Sequence[Report]) -> Links:
    """Return the copies and origins of ``reports``, timed."""
    ordered = sorted(reports, key=copies.age)
    started = time.process_time()
    groups = copies.find(ordered)
    origins = Origins(ordered, groups)
    told = {report.key or report.id: origins.records(report) for report in ordered}
    spent = time.process_time() - started
    names = {report.id: report.key or report.id for report in ordered}
    return Links(
        relations={frozenset((names[p.a], names[p.b])): p.relation for g in groups for p in g.pairs},
        origins=told,
        reports={report.key or report.id: report for report in ordered},
        microseconds=spent * 1e6,
    )


def measure(links: Links, labels: Path, judged: Callable[[Label], bool], part: str) -> Iterator[Row]:
    """Yield the rows of one part of the labels."""
    pairs, chains, facts = (
        [own for own in _labels(labels, name) if judged(own)] for name in ("pairs", "chains", "origins")
    )
    gold = {frozenset((own["a"], own["b"])) for own in pairs if own["label"] in _PRINTED}
    judged_pairs = {frozenset((own["a"], own["b"])) for own in pairs}
    found = {p for p, r in links.relations.items() if r in _PRINTED and p in judged_pairs}
    hits = len(gold & found)
    yield rows.row(f"copy or reprint precision, {part}", metrics.precision(hits, len(found)), len(found))
    yield rows.row(f"copy or reprint recall, {part}", metrics.recall(hits, len(gold)), len(gold))
    named = [own for own in chains if own["voice"]]
    yield rows.row(f"innermost voice, {part}", _share(voiced(links, own) for own in named), len(named))
    bare = [own for own in chains if not own["voice"]]
    yield rows.row(f"nobody named, {part}", _share(voiced(links, own) for own in bare), len(bare))
    kinds = [own for own in named if own["kind"] and voiced(links, own)]
    yield rows.row(f"kind of voice, {part}", _share(_kind(links, own) for own in kinds), len(kinds))
    unnamed = [own for own in named if own["anonymous"] is not None and voiced(links, own)]
    yield rows.row(f"anonymous or not, {part}", _share(_unnamed(links, own) for own in unnamed), len(unnamed))
    yield rows.row(
        f"same origin or not, {part}", _share(same(links, own) is own["same"] for own in facts), len(facts)
    )


def voiced(links: Links, label: Label) -> bool:
    """Whether the innermost voice recorded is the one labelled; none recorded where nobody is named."""
    origin = links.told(label["doc_id"], label["start"], label["end"])
    spoken = origin is not None and "speaker" in (origin.rule or "")
    if origin is None or not spoken or not label["voice"]:
        return not spoken and not label["voice"]
    start, end = label["voice"]
    return same_voice(links.reports[label["doc_id"]].text[start:end], origin.origin)


def same_voice(a: str, b: str) -> bool:
    """Whether two names can be one voice's: equal keys, or one's words all among the other's."""
    left, right = set(voices.key(a).split()), set(voices.key(b).split())
    wide, narrow = set(voices.words(a)), set(voices.words(b))
    return left <= right or right <= left or wide <= narrow or narrow <= wide


def same(links: Links, label: Label) -> bool:
    """Whether two statements go back to one origin; two unnamed voices are never shown to be two."""
    (left, hidden), (right, veiled) = (
        links.key(own["doc_id"], own["start"], own["end"]) for own in (label["a"], label["b"])
    )
    pair = frozenset((label["a"]["doc_id"], label["b"]["doc_id"]))
    bare = hidden is veiled is False and left == right
    return bare or (hidden and veiled) or (pair in links.relations and left == right)


def _kind(links: Links, label: Label) -> bool:
    origin = links.told(label["doc_id"], label["start"], label["end"])
    return origin is not None and origin.origin_kind == label["kind"]


def _unnamed(links: Links, label: Label) -> bool:
    origin = links.told(label["doc_id"], label["start"], label["end"])
    return origin is not None and origin.anonymous == label["anonymous"]


def _shared(origin: Origin, start: int, end: int) -> int:
    return max(0, min(origin.end, end) - max(origin.start, start))


def _share(right: Iterator[bool]) -> float:
    told = list(right)
    return sum(told) / len(told) if told else 0.0


def cost(links: Links) -> Iterator[Row]:
    """Yield the time that copies and origins take, and its share of the budget."""
    count = len(links.reports)
    words = sum(len(report.text.split()) for report in links.reports.values())
    yield rows.row("copies and origins, microseconds a report", links.microseconds / count, count)
    budget = FIXED * count + EACH * words
    yield rows.row("copies and origins, share of the budget", links.microseconds / budget, words)


def held_out(label: Label) -> bool:
    """Whether a label was kept from those who made the rules: by the checksum of its line."""
    return zlib.crc32(json.dumps(label).encode()) % 2 == 1


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.links", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with articles.jsonl")
    parser.add_argument("--labels", type=Path, default=LABELS, help="the folder with the labels")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows to this file")
    parser.add_argument("--reports", type=Path, help="reports already read, as dateline read --json prints")
    parser.add_argument("--misses", action="store_true", help="name the development labels missed")
    given = parser.parse_args()
    docs: Sequence[Doc] = load(given.reports) if given.reports else read_texts(load(_documents(given.folder)))
    links = linked([Report.model_validate(doc) for doc in docs])
    parts: dict[str, Callable[[Label], bool]] = {
        "dev": lambda label: not held_out(label),
        "held out": held_out,
    }
    table = [row for part, judged in parts.items() for row in measure(links, given.labels, judged, part)]
    table += cost(links)
    print(rows.table(table))
    if given.misses:
        _print_misses(links, given.labels)
    if given.json:
        rows.write(table, given.json)


def _documents(folder: Path) -> Path:
    return next(path for name in ("articles", "docs") if (path := folder / f"{name}.jsonl").exists())


def _labels(folder: Path, name: str) -> list[Label]:
    path = folder / f"{name}.jsonl"
    return load(path) if path.exists() else []


def _print_misses(links: Links, labels: Path) -> None:
    for own in _labels(labels, "pairs"):
        found = links.relations.get(frozenset((own["a"], own["b"])))
        if not held_out(own) and (found in _PRINTED) != (own["label"] in _PRINTED):
            print("pair", json.dumps(own), found)
    for own in _labels(labels, "chains"):
        if not held_out(own) and not voiced(links, own):
            origin = links.told(own["doc_id"], own["start"], own["end"])
            print("chain", json.dumps(own), origin and origin.origin)
    for own in _labels(labels, "origins"):
        if not held_out(own) and same(links, own) is not own["same"]:
            print("origin", json.dumps(own), *(links.key(**own[side]) for side in "ab"))


if __name__ == "__main__":
    main()
