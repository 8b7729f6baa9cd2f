"""Groups tellings that are one incident: those near the new ones, by average link over their likeness.

Two groups meet only over a pair that is likely itself, so what no chain of likely pairs leads to cannot
change: a component of such pairs is grouped as if it were the whole desk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.link.clusters import average_link
from dateline.link.likeness import THRESHOLD
from dateline.link.memory import Binding, Edge

# A pair less likely than this counts as none: a group of twenty that leans on it stays apart all the same.
FLOOR = 0.02
# So many tellings are grouped together at most. A story told for weeks chains all its days together;
# beyond this the farther groups stay as they are (how often that is has not been measured).
MOST = 400


@dataclass(frozen=True, slots=True)
class Member:
    """A telling to be grouped: its number, its id, and whether its report is about it."""

    number: int
    id: str
    leads: bool


def component(
    seeds: Collection[int],
    edges: Callable[[Collection[int]], Iterable[Edge]],
    joined: Callable[[Collection[int]], Collection[int]],
) -> tuple[set[int], list[Edge]]:
    """Return the tellings that likely pairs or decisions (``joined``) chain to the seeds, and their edges."""
    found, frontier = set(seeds), set(seeds)
    known: dict[tuple[int, int], Edge] = {}
    while frontier:
        near = list(edges(frontier))
        known.update({(edge.a, edge.b): edge for edge in near})
        likely = {end for edge in near if edge.score >= THRESHOLD for end in (edge.a, edge.b)}
        frontier = (likely | set(joined(frontier))) - found
        if len(found) + len(frontier) > MOST:
            break
        found |= frontier
    return found, [edge for edge in known.values() if edge.a in found and edge.b in found]


def groups(
    members: Sequence[Member], edges: Iterable[Edge], bindings: Iterable[Binding]
) -> Iterator[tuple[list[int], list[str]]]:
    """Yield groups of tellings by number, in the order of ``members``, with the reason of each newcomer.

    What reports are about is joined first; what they tell in passing then finds its place among that, and
    joins none of those groups to another.
    """
    at = {member.number: i for i, member in enumerate(members)}
    found = {_pair(at[edge.a], at[edge.b]): edge for edge in edges}
    scores = {pair: found[pair].score for pair in sorted(found)}
    same, different = _decided(members, bindings)
    leading = {(i, j): score for (i, j), score in scores.items() if members[i].leads and members[j].leads}
    first = average_link(len(members), leading, THRESHOLD, different=different)
    joined = [pair for own in first for pair in pairwise(own)]
    settled = [i for i, member in enumerate(members) if member.leads]
    grouped = average_link(len(members), scores, THRESHOLD, same=joined, different=different, settled=settled)
    for own in _merged(grouped, same):
        yield [members[i].number for i in own], _reasons(own, found)


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _decided(
    members: Sequence[Member], bindings: Iterable[Binding]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    at = {member.id: i for i, member in enumerate(members)}
    pairs = [
        (_pair(at[own.a], at[own.b]), own.same)
        for own in bindings
        if own.a != own.b and own.a in at and own.b in at
    ]
    return [pair for pair, same in pairs if same], [pair for pair, same in pairs if not same]


def _merged(grouped: Sequence[list[int]], same: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Join the groups of what a person says is one: whole groups, so that their newcomers follow."""
    home = {i: list(own) for own in grouped for i in own}
    home = {i: next(own for own in grouped if i in own) for i in home}
    for a, b in same:
        if home[a] is not home[b]:
            whole = sorted(home[a] + home[b])
            home.update(dict.fromkeys(whole, whole))
    return sorted({id(own): own for own in home.values()}.values())


def _reasons(own: Sequence[int], found: Mapping[tuple[int, int], Edge]) -> list[str]:
    """For each member but the first, why it joined: its best pair with an earlier member."""
    reasons = []
    for at, j in enumerate(own):
        best = max((found[i, j] for i in own[:at] if (i, j) in found), key=lambda it: it.score, default=None)
        if best is not None:
            reasons.append(f"{best.score:.2f}: {', '.join(best.reasons)}")
    return reasons
