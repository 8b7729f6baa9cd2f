"""Ties the figures of one report together: parts of wholes, counts beside each other, repeats.

A part is named by syntax ("including three children", "22 of the fatalities") or by arithmetic that
the text itself gives ("five people were shot; one died, four were wounded").
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import FigureStatus as Status
from dateline.read.counted import Draft

_CASUALTIES = frozenset({Status.KILLED, Status.INJURED, Status.MISSING, Status.AFFECTED})


def link(drafts: Sequence[Draft]) -> None:
    """Set ``part_of``, ``beside`` and ``repeats`` on the drafts of one report, given in reading order."""
    for i, draft in enumerate(drafts):
        if draft.subject != "people":
            continue
        before = [d for d in drafts[max(0, i - WINDOW) : i] if d.subject == "people"]
        draft.part_of = _whole(draft, before)
        if draft.part_of is None:
            draft.beside = _beside(draft, before)
            if draft.beside and (again := _told_before(draft, before)):
                draft.beside, draft.repeats = None, again
                continue
        if draft.part_of is None and draft.beside is None:
            draft.repeats = _repeated(draft, before)
    _fates(drafts)


# Figures looked back at: a text rarely returns to a count further back, and time stays linear.
WINDOW = 40


def _whole(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The figure that this one is a part of."""
    if draft.share or draft.partitive or _heads_apposition(draft):
        for other in reversed(before):
            if _may_hold(other, draft):
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


def _beside(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The figure that this one is counted in addition to."""
    same = [d for d in before if d.status is draft.status and d.part_of is None]
    if not same:
        return None
    if other := _coordinated(draft, same):
        return other
    if draft.more:
        return same[-1]
    if draft.name and not draft.counted:
        return _other_name(draft, same)
    return None


def _told_before(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """A member of the same list told again: "two other men", later "the two others"."""
    if not draft.counted or draft.size < 2:
        return None
    root = _root(draft.beside)
    for other in before:
        if (
            other.beside
            and other.size == draft.size
            and other.status is draft.status
            and _root(other) is root
        ):
            same_sentence = (
                other.words is draft.words and other.words.sent[other.top] == draft.words.sent[draft.top]
            )
            if not same_sentence:
                return other
    return None


def _root(draft: Draft | None) -> Draft | None:
    """The first figure of a list, or the one that it repeats."""
    for _ in range(WINDOW):
        if draft is None or not (draft.beside or draft.repeats):
            break
        draft = draft.repeats or draft.beside
    return draft


def _coordinated(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """ "X and two others were", "arrested a man and detained three"; the same clause, so not the same people."""
    words = draft.words
    head = words.head[draft.top] if words.dep[draft.top] in ("conj", "appos") else None
    for other in reversed(same):
        if other.words is not words:
            return None
        if head is not None and other.first <= head <= max(other.last, other.top):
            return other
        if not draft.definite and _verbs_joined(draft, other):
            return other
    return None


def _verbs_joined(draft: Draft, other: Draft) -> bool:
    a, b = draft.governor, other.governor
    return a is not None and b is not None and draft.words.dep[a] == "conj" and draft.words.head[a] == b


def _other_name(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """A second person told by name is one more; a name that shares a part with an earlier one is the same."""
    named = [d for d in same if d.name]
    if not named or any(_same_name(draft, d) for d in named):
        return None
    return named[-1]


def _same_name(a: Draft, b: Draft) -> bool:
    return bool(set((a.name or "").lower().split()) & set((b.name or "").lower().split()))


def _repeated(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The earlier figure that tells the same count again."""
    same = [d for d in before if d.status is draft.status and d.part_of is None]
    if draft.name:
        for other in reversed(same):
            if other.name and _same_name(draft, other):
                return other.repeats or other
    for other in reversed(same):
        if other.size == draft.size and not (other.name and draft.name):
            return other.repeats or other
    return None


def _fates(drafts: Sequence[Draft]) -> None:
    """Settle what became of those only told as shot or taken to hospital."""
    people = [d for d in drafts if d.subject == "people" and not d.background]
    dead = [d for d in people if d.status is Status.KILLED and d.size and d.part_of is None]
    for draft in people:
        if not (draft.hit and draft.status is Status.INJURED):
            continue
        if draft.size == 1 and (fate := _fate(draft, dead)):
            draft.repeats, draft.beside = fate, None


def _fate(draft: Draft, dead: Sequence[Draft]) -> Draft | None:
    """The death of the one person told as shot: by name, else where nothing sets the two apart."""
    for other in dead:
        if other.size != 1:
            continue
        if draft.name and other.name:
            if _same_name(draft, other):
                return other
        elif not (draft.more or other.more):
            return other
    return None
