"""Scores of one clustering against another: MUC, B-cubed, CEAF-e and their mean (CoNLL F1).

Vilain et al. 1995; Bagga and Baldwin 1998; Luo 2005; the mean as in the CoNLL-2012 shared task.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from bench.metrics import pairs

Clustering = Mapping[str, str]


def muc(gold: Clustering, found: Clustering) -> float:
    """Return MUC F1: links kept of the gold groups, and of the found ones. Singletons count for nothing."""
    return f1_of(_links(gold, found), _links(found, gold))


def ceaf_e(gold: Clustering, found: Clustering) -> float:
    """Return entity-based CEAF F1: the best one-to-one match of groups by their overlap (phi 4)."""
    sizes, other = Counter(gold.values()), Counter(found.values())
    names, others = {g: i for i, g in enumerate(sizes)}, {f: i for i, f in enumerate(other)}
    shared = Counter((gold[item], found[item]) for item in gold)
    weights = {(names[g], others[f]): 2 * count / (sizes[g] + other[f]) for (g, f), count in shared.items()}
    total = sum(weights[pair] for pair in pairs(weights))
    return f1_of(total / len(sizes), total / len(other))


def conll(gold: Clustering, found: Clustering, b_cubed_f1: float) -> float:
    """Return the mean of MUC, B-cubed and CEAF-e F1."""
    return (muc(gold, found) + b_cubed_f1 + ceaf_e(gold, found)) / 3


def f1_of(recall: float, precision: float) -> float:
    """Return the harmonic mean, 0 when both are 0."""
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _links(of: Clustering, by: Clustering) -> float:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for item, name in of.items():
        groups[name].append(item)
    kept = sum(len(own) - len({by[item] for item in own}) for own in groups.values())
    return kept / (sum(len(own) - 1 for own in groups.values()) or 1)
