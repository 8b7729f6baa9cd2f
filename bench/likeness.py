"""Fits the weights of likeness: ``python -m bench.likeness GVA_FOLDER [--reports READ.jsonl]``.

Logistic regression over the pairs that linking proposes, each labelled by whether the archive files both
documents under one incident; the weights set by hand stay as they are. Prints the ``[trusted]`` block of
``data/likeness.toml`` and what the documents of each half of the incidents reach with weights fitted on
the other half (needs scipy, which scikit-learn brings).
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.clusters import conll
from bench.metrics import b_cubed
from bench.predictions import load, read_texts
from dateline.data import toml
from dateline.link import copies, digests, likeness, proposals, tellings
from dateline.link.clusters import average_link
from dateline.link.digests import Told
from dateline.link.likeness import THRESHOLD, Feature, Side
from dateline.link.postings import Postings
from dateline.link.traits import Weights
from dateline.model import Report

Array = NDArray[np.float64]

# A small penalty on large weights, so that a feature of few pairs keeps a small one.
RIDGE = 0.05
# A weight set by hand counts for no more than this while the others are fitted: a pair beyond it is lost
# whatever its words, and the weights of words would be fitted to win against it.
LIMIT = -6.0
# A pair of two halves is a negative of either; it is taken by the one its place in the list gives it.
HALVES = 2


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of leading tellings proposed, with their features and how far their words are trusted."""

    keys: Sequence[str]
    ends: Sequence[tuple[int, int]]
    trust: Sequence[float]
    features: Sequence[Sequence[Feature]]


def proposed(reports: Sequence[Report]) -> Pairs:
    """Return the pairs that linking would compare among what the reports are about."""
    index, told, weights = _entered(reports)
    texts = {frozenset((p.a, p.b)) for group in copies.find(reports) for p in group.pairs}
    at = {number: i for i, number in enumerate(told)}
    ends, trust, found = [], [], []
    for number, one in told.items():
        day = digests.day(one.telling.report.published)
        for other in sorted(proposals.candidates(number, one, day, index)):
            if other < number and other in told:
                a, b = told[other], one
                if not tellings.compatible(a.telling.family, b.telling.family):
                    continue
                sides = Side(a.telling, a.traits), Side(b.telling, b.traits)
                one_text = frozenset((a.telling.report.id, b.telling.report.id)) in texts
                ends.append((at[other], at[number]))
                trust.append(weights.trust * likeness.comparable(*sides))
                found.append(likeness.features(*sides, copies=one_text))
    return Pairs([t.telling.report.key or t.telling.report.id for t in told.values()], ends, trust, found)


def _entered(reports: Sequence[Report]) -> tuple[Postings, dict[int, Told], Weights]:
    """Return the index of all reports, and what each is about, weighed."""
    index = Postings(lambda _: {})
    drafts = [digests.draft(report, number) for number, report in enumerate(reports, start=1)]
    for own in drafts:
        proposals.count(own, index)
    weights = Weights(lambda word: index[proposals.term(word)].count, len(drafts))
    leading = {}
    for own in drafts:
        told = [replace(t, traits=weights.of(b)) for t, b in zip(own.digest.told, own.bags, strict=True)]
        digest = replace(own.digest, told=tuple(told))
        proposals.enter(digest, index)
        leading |= {n: t for n, t in digest.numbered() if t.telling.leads and not t.telling.denied}
    return index, leading, weights


def design(pairs: Pairs) -> tuple[list[str], Array, Array]:
    """Return the names of what is fitted, its values by pair, and what the other weights already give."""
    fixed = {name: max(weight, LIMIT) for name, weight in toml("likeness")["by_hand"].items()}
    bare = toml("likeness")["bare"]
    told = {name for own in pairs.features for name, _, _ in own}
    names = ["base", *sorted(told - set(fixed) - likeness.UNWEIGHTED)]
    values, given = np.zeros((len(pairs.ends), len(names))), np.zeros(len(pairs.ends))
    for at, (trust, found) in enumerate(zip(pairs.trust, pairs.features, strict=True)):
        for name, value, _ in (("base", 1.0, None), *found):
            if name in names:
                values[at, names.index(name)] = trust * value
            given[at] += value * (trust * fixed.get(name, 0.0) + (1 - trust) * bare.get(name, 0.0))
    return names, values, given


def fitted(values: Array, given: Array, same: Array) -> Array:
    """Return the weights that make the labels most likely."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only this bench needs it

    def loss(weights: Array) -> tuple[float, Array]:
        score = values @ weights + given
        wrong = 1 / (1 + np.exp(-score)) - same
        cost = np.sum(np.logaddexp(0, score) - same * score) + RIDGE * np.sum(weights**2)
        return float(cost), values.T @ wrong + 2 * RIDGE * weights

    found: Any = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def crossed(pairs: Pairs, gold: Mapping[str, str], values: Array, given: Array, same: Array) -> list[float]:
    """Return each pair's probability by weights fitted without the incidents of its half."""
    sides = [[half(gold[pairs.keys[end]]) for end in ends] for ends in pairs.ends]
    side = np.array([a if a == b else at % HALVES for at, (a, b) in enumerate(sides)])
    names = design(pairs)[0]
    by_half = [
        dict(zip(names, fitted(values[side != own], given[side != own], same[side != own]), strict=True))
        for own in range(HALVES)
    ]
    return scored(pairs, [by_half[own] for own in side])


def scored(pairs: Pairs, weights: Sequence[Mapping[str, float]]) -> list[float]:
    """Return each pair's probability as linking works it out, each by its own weights."""
    fixed = toml("likeness")["by_hand"]
    return [
        likeness.probability(found, trust, {**own, **fixed})
        for found, trust, own in zip(pairs.features, pairs.trust, weights, strict=True)
    ]


def half(incident: str) -> int:
    """Return the half an incident belongs to, by its checksum."""
    return zlib.crc32(incident.encode()) % HALVES


def judged(name: str, pairs: Pairs, gold: Mapping[str, str], scores: Sequence[float]) -> None:
    """Print what the documents reach with these scores, together and by half."""
    ends = zip(pairs.ends, scores, strict=True)
    groups = average_link(len(pairs.keys), dict(ends), THRESHOLD)
    found = {pairs.keys[i]: str(at) for at, own in enumerate(groups) for i in own}
    found |= {doc: f"alone {doc}" for doc in gold.keys() - found.keys()}
    p, r, f = b_cubed(gold, found)
    parts = [{doc: own for doc, own in gold.items() if half(own) == side} for side in range(HALVES)]
    halves = ", ".join(f"{b_cubed(part, {doc: found[doc] for doc in part})[2]:.4f}" for part in parts)
    print(f"{name}: b3 p {p:.4f} r {r:.4f} f1 {f:.4f} conll {conll(gold, found, f):.4f}; halves {halves}")


def main() -> None:
    """Fit, print the block, and what it reaches."""
    parser = argparse.ArgumentParser(prog="python -m bench.likeness", description=__doc__)
    parser.add_argument("folder", type=Path, help="the gva folder")
    parser.add_argument("--reports", type=Path, help="reports already read, as dateline read --json prints")
    given = parser.parse_args()
    docs = load(given.folder / "docs.jsonl")
    read = [json.loads(line) for line in given.reports.open()] if given.reports else read_texts(docs)
    gold = {doc["doc_id"]: str(doc["incident_id"]) for doc in docs}
    pairs = proposed(sorted((Report.model_validate(own) for own in read if own.get("id")), key=copies.age))
    names, values, known = design(pairs)
    same = np.array([float(gold[pairs.keys[i]] == gold[pairs.keys[j]]) for i, j in pairs.ends])
    judged("fitted on the other half", pairs, gold, crossed(pairs, gold, values, known, same))
    weights = fitted(values, known, same)
    own = dict(zip(names, weights, strict=True))
    judged("fitted on all", pairs, gold, scored(pairs, [own] * len(pairs.ends)))
    print("\n[trusted]")
    for name, weight in zip(names, weights, strict=True):
        print(f'"{name}" = {weight:.2f}')


if __name__ == "__main__":
    main()
