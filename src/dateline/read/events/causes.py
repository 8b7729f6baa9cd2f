"""Joins deaths and wounds to the event that caused them, and settles types that one word cannot tell.

"Jets bombed a market, killing ten" is one event. "At least ten people were killed" after it tells
of no second one: it keeps its own mention but takes the type of the event it goes back to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise

from spacy.strings import get_string_id

from dateline.model import Event, Factuality
from dateline.read import clauses
from dateline.read.clauses import AGENTS, CONJ, NOUNS, PREPS, VERBS, Clauses, ids
from dateline.read.events.triggers import Table
from dateline.read.page import Mention
from dateline.read.words import NONE

COUNTED = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
# A bare count of dead goes back at most two paragraphs within its section; farther back it was
# as often another event's.
REACH = 2
# Events looked back over; keeps time linear in the number of events.
LOOK = 20
JOINED = ids("advcl", "acl", "relcl", "xcomp", "conj", "ccomp")
BY = AGENTS | PREPS
BEFORE = ids("compound", "nmod")
NOUN = get_string_id("NOUN")
AIR = "air/drone strike"
DEFINITE = ids("the", "these", "those", "this", "that")


def settle(events: Sequence[Mention[Event]], words: Table, said: Set[str] = NONE) -> list[Mention[Event]]:
    """Return the events with casualty verbs folded into their causes and weak types corrected.

    ``said`` holds the words of the table that the report uses anywhere.
    """
    kept: list[Mention[Event]] = []
    for _, paragraph in groupby(events, key=lambda event: event.passage.index):
        deeds = _deeds(list(paragraph), words)
        for _, sentence in groupby(deeds, key=_sentence):
            kept.extend(_folded(_once(_named(list(sentence), words)), words))
    kept = [_taken_up(kept, n, words) for n in range(len(kept))]
    return _alike(kept, words, said)


def _sentence(event: Mention[Event]) -> int:
    return clauses.of(event.passage.doc).sentence[event.head.i]


def _deeds(events: list[Mention[Event]], words: Table) -> list[Mention[Event]]:
    """Leave out those who do it ("protesters") where the paragraph tells what they do."""
    deeds = [event for event in events if event.notes["word"] not in words.agents]
    return deeds or events[:1]


def _folded(events: list[Mention[Event]], words: Table) -> list[Mention[Event]]:
    """Leave out casualty verbs whose cause the sentence tells in the same frame; it gets their victims."""
    left: dict[int, Mention[Event]] = dict(enumerate(events))
    for n, event in enumerate(events):
        if event.notes["word"] in words.casualty:
            cause = next((k for k in left if k != n and _causes(left[k], event, words)), None)
            if cause is not None:
                left[cause] = _joined(left[cause], left.pop(n))
    return list(left.values())


def _once(events: list[Mention[Event]]) -> list[Mention[Event]]:
    """Tell a deed once that a verb and the noun hanging on it both name: "cut off by a siege"."""
    left: dict[int, Mention[Event]] = dict(enumerate(events))
    for n, (verb, noun) in enumerate(pairwise(events)):
        if verb.record.type == noun.record.type and _hangs(noun, verb):
            left[n + 1] = _joined(left[n + 1], left.pop(n))
    return list(left.values())


def _named(events: list[Mention[Event]], words: Table) -> list[Mention[Event]]:
    """Tell a deed once that a noun before a noun names ("bomb attack"), and none in "bomb expert"."""
    left: dict[int, Mention[Event]] = dict(enumerate(events))
    at = {event.head.i: n for n, event in enumerate(events)}
    for n, event in enumerate(events):
        c, i = clauses.of(event.passage.doc), event.head.i
        if c.dep[i] not in BEFORE or c.pos[i] not in NOUNS or c.pos[c.head[i]] != NOUN:
            continue
        head = at.get(c.head[i])
        if head is not None and head in left:
            left[head] = _typed(_joined(left[head], left.pop(n)), event.record.type)
        elif c.lemma[c.head[i]] not in words.scenes:
            del left[n]
    return list(left.values())


def _hangs(noun: Mention[Event], verb: Mention[Event]) -> bool:
    c = clauses.of(noun.passage.doc)
    i, j = noun.head.i, verb.head.i
    up = c.head[i]
    return c.pos[i] in NOUNS and c.pos[j] in VERBS and (up == j or (c.dep[up] in BY and c.head[up] == j))


def _causes(cause: Mention[Event], harm: Mention[Event], words: Table) -> bool:
    if cause.record.type not in words.causes or cause.notes["word"] in words.casualty:
        return False
    c = clauses.of(harm.passage.doc)
    i, j = harm.head.i, cause.head.i
    if c.clause[i] == c.clause[j]:
        return True
    return _joins(c, i, j) or _joins(c, j, i)


def _joins(c: Clauses, low: int, high: int) -> bool:
    """Tell whether the clause of ``low`` is joined to that of ``high`` with nothing between."""
    top, target = c.clause[low], c.clause[high]
    for _ in range(2):
        if top == target or c.dep[top] not in JOINED:
            return False
        top = c.clause[c.head[top]]
        if top == target:
            return True
        if c.dep[top] != CONJ:
            return False
    return False


def _joined(cause: Mention[Event], harm: Mention[Event]) -> Mention[Event]:
    record = cause.record
    update = {
        "side_a": record.side_a or tuple(x for x in harm.record.side_a if x not in record.side_b),
        "side_b": record.side_b or tuple(x for x in harm.record.side_b if x not in record.side_a),
        "weapon": record.weapon or harm.record.weapon,
    }
    return replace(cause, record=record.model_copy(update=update))


def _taken_up(events: Sequence[Mention[Event]], n: int, words: Table) -> Mention[Event]:
    """Give a bare "killed", or "the attacks", the type of the last cause told before it."""
    event = events[n]
    if not _bare(event, words):
        return event
    bare = event.notes["word"] in words.casualty
    for earlier in reversed(events[max(0, n - LOOK) : n]):
        if event.passage.index - earlier.passage.index > REACH:
            break
        if earlier.passage.zone.section != event.passage.zone.section:
            break
        told = earlier.record.type in (words.causes if bare else words.alike) - {event.record.type}
        if told and earlier.record.factuality in COUNTED:
            return _typed(event, earlier.record.type)
    return event


def _bare(event: Mention[Event], words: Table) -> bool:
    if event.record.side_a or event.record.weapon or event.record.type != "attack":
        return False
    if event.notes["word"] in words.casualty:
        return True
    c = clauses.of(event.passage.doc)
    return event.notes["word"] in words.again and any(
        c.lower[k] in DEFINITE for k in c.children[event.head.i]
    )


def _alike(events: list[Mention[Event]], words: Table, said: Set[str]) -> list[Mention[Event]]:
    """Give guessed types ("the bombing") the commonest sure type of their like in the report.

    Where none is sure, aircraft anywhere in the report tell what bombed, unless it tells of laid bombs.
    """
    sure = Counter(
        event.record.type
        for event in events
        if event.record.type in words.alike and "weak" not in event.notes
    )
    if sure:
        common = sure.most_common(1)[0][0]
    elif _flown(said, words):
        common = AIR
    else:
        return events
    return [_typed(event, common) if "weak" in event.notes else event for event in events]


def _flown(said: Set[str], words: Table) -> bool:
    """Tell whether a report's bombings came from the air: aircraft, or raids with nobody on the ground."""
    if not words.laid.isdisjoint(said):
        return False
    return not words.airborne.isdisjoint(said) or ("raid" in said and words.ground.isdisjoint(said))


def _typed(event: Mention[Event], name: str) -> Mention[Event]:
    return replace(event, record=event.record.model_copy(update={"type": name}))
