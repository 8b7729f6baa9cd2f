"""Measures counts as attributed claims: ``python -m bench.claims TIMELINES_FOLDER [--json OUT] [--misses]``.

The folder holds ``articles.jsonl``; the labels are ``claims.jsonl`` of ``bench/labels`` or of another folder
in the same form. Rows end in "dev" or "held out". F1 is over counts of people; each attribute is judged
among the counts found. What the annotator left open ("?") is not judged.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import metrics, rows
from bench.links import same_voice
from bench.predictions import load, read_texts
from bench.rows import Row
from dateline.model import Factuality, Figure, Place, Report

LABELS = Path(__file__).with_name("labels")
ATTRIBUTES = (
    "status",
    "low",
    "high",
    "exactness",
    "place",
    "period",
    "speaker",
    "part_of",
    "background",
)
OPEN = "?"
# How one person is counted in words; a name or "the man" is no count, and is not labelled.
_COUNTED = re.compile(r"(?:at least |about |only )?(?:one|an?|another|1)\b", re.IGNORECASE)
# Days shared by both spans of time, over the days of either, from which a span longer than two days is the
# same one: "since March" may begin on any of its days.
SAME_SPAN = 0.7

Claim = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A labelled count and the figure that was read of it, if any."""

    claim: Claim
    figure: Figure | None
    report: Report
    text: str
    whole: str | None


def matched(report: Report, text: str, claims: Sequence[Claim]) -> tuple[list[Match], list[Figure]]:
    """Return each labelled count with the figure that shares most of its words, and the figures left over."""
    free = [f for f in report.figures if _judged(f)]
    pairs = sorted(
        (
            (metrics.iou([(f.start, f.end)], [(c["start"], c["end"])]), -c["start"], i, f.id, f)
            for i, c in enumerate(claims)
            for f in free
        ),
        key=lambda pair: pair[:4],
        reverse=True,
    )
    taken: dict[int, Figure] = {}
    for share, _, number, _, figure in pairs:
        if share > 0 and number not in taken and figure not in taken.values():
            taken[number] = figure
    wholes = {c["id"]: taken[i].id for i, c in enumerate(claims) if c.get("id") and i in taken}
    found = [
        Match(c, taken.get(i), report, text, wholes.get(c["part_of"] or "")) for i, c in enumerate(claims)
    ]
    return found, [f for f in free if f not in taken.values() and not _bare(f)]


def _judged(figure: Figure) -> bool:
    """Whether a figure counts people and is told as so."""
    real = figure.factuality in (Factuality.HAPPENED, Factuality.ONGOING)
    return figure.subject == "people" and real


def _bare(figure: Figure) -> bool:
    """Whether a figure of one is told by a name or a pronoun alone, without a word that counts."""
    return figure.low == figure.high == 1 and not _COUNTED.match(figure.text)


def right(match: Match, attribute: str) -> bool | None:
    """Whether an attribute of a count found is right; None where it was left open."""
    figure, gold = match.figure, match.claim[attribute]
    if figure is None or gold == OPEN:
        return None
    if attribute == "place":
        return _place(match, figure, gold)
    if attribute == "period":
        return _period(match, figure, gold)
    if attribute == "speaker":
        return _speaker(match, figure, gold)
    if attribute == "part_of":
        return figure.part_of == match.whole if gold else figure.part_of is None
    return bool(getattr(figure, attribute) == gold)


def _place(match: Match, figure: Figure, gold: list[int] | None) -> bool:
    places = [place for place in match.report.places if place.id in figure.places]
    if gold is None:
        return not places
    name = metrics.plain_name(match.text[gold[0] : gold[1]])
    return any(_named(place, name) for place in places)


def _named(place: Place, name: str) -> bool:
    own = {metrics.plain_name(word) for word in (place.text, place.name) if word}
    return any(name == one or name in one.split() or one in name.split() for one in own)


def _period(match: Match, figure: Figure, gold: str | None) -> bool:
    read = next((p for p in match.report.periods if p.id == figure.period), None)
    if gold is None or read is None:
        return gold is None and read is None
    first, last = _days(gold)
    if read.first is None or read.last is None:
        return read.edtf == gold
    if (last - first).days < 2:
        return (read.first, read.last) == (first, last)
    shared = (min(last, read.last) - max(first, read.first)).days + 1
    either = (max(last, read.last) - min(first, read.first)).days + 1
    return shared / either >= SAME_SPAN


def _days(edtf: str) -> tuple[dt.date, dt.date]:
    first, _, last = edtf.partition("/")
    return _bound(first, end=False), _bound(last or first, end=True)


def _bound(text: str, *, end: bool) -> dt.date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    if not end:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _speaker(match: Match, figure: Figure, gold: list[int] | None) -> bool:
    said = next((s for s in match.report.statements if s.id == figure.attributed_to), None)
    if gold is None or said is None:
        return gold is None and said is None
    own = said.speaker
    if own is not None and own.start < gold[1] and gold[0] < own.end:
        return True
    name = said.name or (own.text if own else "")
    return bool(name) and same_voice(match.text[gold[0] : gold[1]], name)


def measure(matches: Sequence[Match], spare: int, part: str) -> Iterator[Row]:
    """Yield F1 and the share right of each attribute, for one part of the labels."""
    sure = [m for m in matches if m.claim["status"] != OPEN]
    hits = sum(m.figure is not None for m in sure)
    yield rows.row(f"claims f1, {part}", metrics.f1(hits, len(sure), hits + spare), len(sure))
    yield rows.row(f"claims precision, {part}", metrics.precision(hits, hits + spare), hits + spare)
    yield rows.row(f"claims recall, {part}", metrics.recall(hits, len(sure)), len(sure))
    for attribute in ATTRIBUTES:
        told = [answer for m in sure if (answer := right(m, attribute)) is not None]
        share = sum(told) / len(told) if told else 0.0
        yield rows.row(f"claims {attribute}, {part}", share, len(told))


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.claims", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with articles.jsonl")
    parser.add_argument("--labels", type=Path, default=LABELS, help="the folder with claims.jsonl")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows to this file")
    parser.add_argument("--misses", action="store_true", help="print what is missed of the development part")
    given = parser.parse_args()
    labels = load(given.labels / "claims.jsonl")
    docs = {doc["doc_id"]: doc for doc in load(given.folder / "articles.jsonl")}
    chosen = [docs[label["doc_id"]] for label in labels]
    reports = [Report.model_validate(doc) for doc in read_texts(chosen)]
    table: list[Row] = []
    for part in ("dev", "held out"):
        matches, spare = _part(part, labels, reports, docs)
        table += measure(matches, len(spare), part)
        if given.misses and part == "dev":
            _print_misses(matches, spare)
    print(rows.table(table))
    if given.json:
        rows.write(table, given.json)


def _part(
    part: str,
    labels: Sequence[Mapping[str, Any]],
    reports: Sequence[Report],
    docs: Mapping[str, Mapping[str, str]],
) -> tuple[list[Match], list[tuple[Report, Figure]]]:
    matches: list[Match] = []
    spare: list[tuple[Report, Figure]] = []
    for label, report in zip(labels, reports, strict=True):
        if label["part"] == part:
            found, left = matched(report, docs[label["doc_id"]]["text"], label["claims"])
            matches += found
            spare += [(report, figure) for figure in left]
    return matches, spare


def _print_misses(matches: Sequence[Match], spare: Sequence[tuple[Report, Figure]]) -> None:
    for match in matches:
        words = match.text[match.claim["start"] : match.claim["end"]]
        if match.figure is None and match.claim["status"] != OPEN:
            print(json.dumps({"missed": words, "doc": match.report.key}, ensure_ascii=False))
        wrong = [a for a in ATTRIBUTES if right(match, a) is False]
        if wrong and match.figure is not None:
            told = {a: _told(match, a) for a in wrong}
            print(json.dumps({"words": words, "doc": match.report.key, "wrong": told}, ensure_ascii=False))
    for report, figure in spare:
        print(json.dumps({"not labelled": figure.text, "doc": report.key, "status": figure.status}))


def _told(match: Match, attribute: str) -> list[object]:
    """The label and what was read, for people to compare."""
    figure, gold = match.figure, match.claim[attribute]
    assert figure is not None
    if isinstance(gold, list):
        gold = match.text[gold[0] : gold[1]]
    if attribute == "place":
        return [gold, [p.text for p in match.report.places if p.id in figure.places], figure.place_rule]
    if attribute == "period":
        return [gold, [p.edtf for p in match.report.periods if p.id == figure.period], figure.period_rule]
    if attribute == "speaker":
        return [
            gold,
            [
                s.name or (s.speaker and s.speaker.text)
                for s in match.report.statements
                if s.id == figure.attributed_to
            ],
        ]
    return [gold, getattr(figure, attribute)]


if __name__ == "__main__":
    main()
