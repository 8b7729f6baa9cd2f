"""Ties the figures of one report together: parts of wholes, counts beside each other, repeats.

A part is named by syntax ("including three children", "22 of the fatalities") or by arithmetic that
the text itself gives ("five people were shot; one died, four were wounded").
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import FigureStatus as Status
from dateline.read.figures import fates
from dateline.read.figures.counted import Draft
from dateline.read.figures.repeats import alike, beside, repeated, together, told_before

_CASUALTIES = frozenset({Status.KILLED, Status.INJURED, Status.MISSING, Status.AFFECTED})

# Figures looked back at: a text rarely returns to a count further back, and time stays linear.
WINDOW = 40


def link(drafts: Sequence[Draft]) -> None:
    """Set ``part_of``, ``beside`` and ``repeats`` on the drafts of one report, given in reading order."""
    people = [draft for draft in drafts if draft.subject == "people"]
    totalled = {d.status for d in people if d.counted and d.size >= 2 and not d.background}
    for i, draft in enumerate(people):
        if not draft.elliptical and draft.part_of is None:
            _tie(draft, people[max(0, i - WINDOW) : i], people[i + 1 : i + 2], totalled)
    _split(people)
    fates.settle(people)


def _tie(draft: Draft, before: Sequence[Draft], after: Sequence[Draft], totalled: set[Status]) -> None:
    """Set the one link that holds for a figure: part of another, beside another, or another told again."""
    draft.part_of = _inner(draft, after) or _whole(draft, before)
    if draft.part_of is not None:
        return
    draft.beside = beside(draft, before, totalled=draft.status in totalled)
    if draft.beside is None:
        draft.repeats = repeated(draft, before)
    elif again := told_before(draft, before):
        draft.beside, draft.repeats = None, again


def _split(drafts: Sequence[Draft]) -> None:
    """ "Six died: four in one town, two in another": numbers that add up to the first."""
    runs: dict[int, list[Draft]] = {}
    firsts: dict[int, Draft] = {}
    for draft in drafts:
        if draft.elliptical and draft.beside:
            first = firsts.get(id(draft.beside), draft.beside)
            firsts[id(draft)] = first
            runs.setdefault(id(first), [first]).append(draft)
    for first, *rest in runs.values():
        if sum(d.size for d in rest) == first.size:
            for draft in rest:
                draft.part_of, draft.beside = first, None


def _whole(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The figure that this one is a part of."""
    if whole := _apposed(draft, before):
        return whole
    if draft.share or draft.partitive or _heads_apposition(draft):
        for other in reversed(before):
            both = (draft.share and other.share) or (draft.partitive and other.partitive)
            sibling = both and together(other, draft)
            if not sibling and _may_hold(other, draft):
                split = other.part_of is not None and together(other, draft) and not draft.partitive
                return other.part_of if split else other
    if draft.other and not draft.more:
        return _itemised(draft, before)
    return None


def _inner(draft: Draft, after: Sequence[Draft]) -> Draft | None:
    """ "Four of the five men": the next figure, of the same noun, is the whole."""
    same = after and after[0].words is draft.words and after[0].noun == draft.noun is not None
    return after[0] if same and after[0].size > draft.size else None


def _apposed(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """ "Two of the victims, X and Y, died": persons named in apposition are the count itself."""
    if draft.counted or draft.words.dep[draft.top] not in ("appos", "conj"):
        return None
    words, head = draft.words, draft.words.head[draft.top]
    for other in reversed(before):
        if other.words is not words:
            return None
        if other.first <= head <= max(other.last, other.top):
            if words.dep[draft.top] == "appos":
                return other if other.size > draft.size else None
            return other.part_of if not other.counted else None
    return None


def _itemised(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """ "Four were wounded. ... A third man was taken to hospital": one of the total already given."""
    for other in before:
        total = other.counted and other.size >= 2 and other.size > draft.size and other.part_of is None
        if total and alike(other, draft) and not together(other, draft):
            return other
    return None


def _heads_apposition(draft: Draft) -> bool:
    """ "four people, two of them children" or "51 people: 22 in one town": set beside the whole it splits."""
    return draft.words.dep[draft.top] == "appos" and draft.counted


def _may_hold(whole: Draft, part: Draft) -> bool:
    if whole.part_of is part or whole.size <= part.size:
        return False
    if _heads_apposition(part) and not part.share and not part.partitive:
        head = part.words.head[part.top]
        return whole.words is part.words and whole.first <= head <= max(whole.last, whole.top)
    return whole.status is part.status or (whole.status in _CASUALTIES and part.status in _CASUALTIES)
