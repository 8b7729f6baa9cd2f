"""Which event is the report's news: the one that type, place in the report and syntax put first."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from dateline.model import Event, Factuality, Figure, FigureStatus, ZoneKind
from dateline.read import clauses
from dateline.read.clauses import NOUNS, PREPS, Clauses, ids
from dateline.read.events.triggers import Table
from dateline.read.page import Mention

COUNTED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
HEAD = frozenset({ZoneKind.HEADLINE, ZoneKind.LEAD})
# News style puts the event into the headline and the first two paragraphs (the inverted pyramid).
LEAD_PASSAGES = 2
# Weights stand against the ranks of data/events.toml (20 to 90), so that what is told first and in
# the main clause wins over a more telling type far below or in passing.
IN_HEAD, PER_PASSAGE, PER_SENTENCE, PER_CLAUSE, IN_PASSING, NOT_COUNTED = 60, 15, 12, 10, 30, 30
# The dead make news: an event that counts some outweighs one of the next more telling type.
WITH_DEAD = 25
# Clauses that carry on the main one are as prominent as it; those that describe or date it are not.
ASIDE = ids("advcl", "relcl", "acl")
# A noun after these dates or explains the news; it is not the news.
PASSING = ids(
    "after",
    "following",
    "since",
    "amid",
    "despite",
    "before",
    "during",
    "because",
    "for",
    "over",
    "from",
    "against",
    "of",
    "to",
    "about",
)
ATTRIBUTES = ids("amod", "compound", "poss", "nmod", "acomp")


def mark_main(
    events: Sequence[Mention[Event]], figures: Sequence[Mention[Figure]], words: Table
) -> list[Mention[Event]]:
    """Return the events with at most one marked as the report's main event."""
    marked = list(events)
    killed = {f.record.id for f in figures if f.record.status is FigureStatus.KILLED}
    best = max(range(len(marked)), key=lambda n: _weight(marked[n], killed, words), default=None)
    if best is not None:
        main = marked[best]
        marked[best] = replace(main, record=main.record.model_copy(update={"main": True}))
    return marked


def _weight(event: Mention[Event], killed: Set[str], words: Table) -> float:
    record, c, i = event.record, clauses.of(event.passage.doc), event.head.i
    weight = float(words.rank[record.type])
    if event.passage.zone.kind in HEAD:
        weight += IN_HEAD
    if record.factuality not in COUNTED:
        weight -= NOT_COUNTED
    if record.background:
        weight -= NOT_COUNTED
    if _in_passing(c, i):
        weight -= IN_PASSING
    weight -= PER_PASSAGE * min(3, max(0, event.passage.index - LEAD_PASSAGES))
    weight -= PER_SENTENCE * min(c.sentence[i], 3) + PER_CLAUSE * _depth(c, i)
    if any(figure in killed for figure in record.figures):
        weight += WITH_DEAD
    return weight - i / 1000


def _depth(c: Clauses, i: int) -> int:
    """Return how many describing or dating clauses the token is in, three at most."""
    depth, top = 0, c.clause[i]
    for _ in range(8):
        depth += c.dep[top] in ASIDE
        if c.head[top] == top or depth == 3:
            break
        top = c.clause[c.head[top]]
    return depth


def _in_passing(c: Clauses, i: int) -> bool:
    """Tell whether the event only qualifies something else: "the besieged town", "after the raid"."""
    head = c.head[i]
    if c.dep[i] in ATTRIBUTES and head != i and c.pos[head] in NOUNS:
        return True
    return c.dep[head] in PREPS and c.lower[head] in PASSING
