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
    totals = {
        d.status for d in drafts if d.counted and d.size >= 2 and d.subject == "people" and not d.background
    }
    for i, draft in enumerate(drafts):
        if draft.subject != "people":
            continue
        before = [d for d in drafts[max(0, i - WINDOW) : i] if d.subject == "people"]
        draft.part_of = _inner(draft, drafts[i + 1 : i + 2]) or _whole(draft, before)
        if draft.part_of is None:
            draft.beside = _beside(draft, before, totalled=draft.status in totals)
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
    if whole := _apposed(draft, before):
        return whole
    if draft.share or draft.partitive or _heads_apposition(draft):
        for other in reversed(before):
            if _may_hold(other, draft):
                return other
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
        if total and _alike(other, draft) and not _together(other, draft):
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


def _beside(draft: Draft, before: Sequence[Draft], *, totalled: bool) -> Draft | None:
    """The figure that this one is counted in addition to.

    Persons told one by one are added only where the text gives no total of its own.
    """
    same = [d for d in before if _alike(d, draft)]
    if not same:
        return None
    if other := _coordinated(draft, same):
        return other
    if draft.who is None and draft.more and not draft.counted:
        victims = [
            d for d in same if _together(d, draft) and d.words.dep[d.top] not in ("nsubj", "nsubjpass")
        ]
        return victims[-1] if victims else None
    if draft.more or (draft.other and not _set_apart(draft, before)):
        return same[-1]
    if not draft.counted and not totalled:
        return _other_person(draft, same)
    return None


def _set_apart(draft: Draft, before: Sequence[Draft]) -> bool:
    """ "One was killed and three others wounded": the others are other than those of another status."""
    if any(d.words is draft.words and _together(d, draft) and d.status is not draft.status for d in before):
        return True
    return any(d.status is Status.KILLED and d.size for d in before) and draft.status is Status.INJURED


def _together(a: Draft, b: Draft) -> bool:
    return a.words is b.words and a.words.sent[a.top] == b.words.sent[b.top]


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
        if other.governor == draft.governor is not None and _listed(other, draft):
            return other
        if not draft.definite and _verbs_joined(draft, other):
            return other
    return None


def _listed(a: Draft, b: Draft) -> bool:
    """Whether only a list stands between two figures of one clause: "two boys, ages 3 and 5, and their mother"."""
    if not _together(a, b) or a.noun == b.noun or b.first <= a.last:
        return False
    between = range(a.last + 1, b.first)
    verbs = any(b.words.tag[i].startswith(("V", "W", "I")) for i in between)
    return not verbs and "and" in b.words.lower[a.last + 1 : b.first]


def _verbs_joined(draft: Draft, other: Draft) -> bool:
    a, b = draft.governor, other.governor
    return a is not None and b is not None and draft.words.dep[a] == "conj" and draft.words.head[a] == b


def _alike(other: Draft, draft: Draft) -> bool:
    """Whether two figures may be of one count: same status, same story, same standing."""
    told = other.background == draft.background and other.factuality is draft.factuality
    return told and other.status is draft.status and other.part_of is None


def _other_person(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """A second person told by name or by age is one more; a name told before is the same person."""
    single = [d for d in same if not d.counted and (d.name or d.age)]
    if not single or any(_same_person(draft, d) for d in single):
        return None
    rivals = [d for d in single if (d.name and draft.name) or (d.age and draft.age and not draft.definite)]
    return rivals[-1] if rivals else None


def _same_person(a: Draft, b: Draft) -> bool:
    if a.name and b.name:
        return _same_name(a, b)
    return a.age is not None and a.age == b.age


def _same_name(a: Draft, b: Draft) -> bool:
    """A surname alone stands for the full name; two full names must agree in first and last part."""
    one, two = (a.name or "").lower().split(), (b.name or "").lower().split()
    if len(one) > 1 and len(two) > 1:
        return one[-1] == two[-1] and one[0][0] == two[0][0]
    return bool(set(one) & set(two))


def _repeated(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The earlier figure that tells the same count again."""
    same = [d for d in before if _alike(d, draft)]
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
    dead = [d for d in people if d.status is Status.KILLED and d.size and d.repeats is None]
    if not dead:
        return
    listed = {id(d.beside) for d in people if d.beside} | {id(d) for d in people if d.beside}
    for draft in people:
        if not (draft.hit and draft.status is Status.INJURED):
            continue
        if draft.size == 1 and (fate := _fate(draft, dead, listed=id(draft) in listed)):
            draft.repeats, draft.beside = fate, None
    _deaths_within(people, dead)


def _fate(draft: Draft, dead: Sequence[Draft], *, listed: bool) -> Draft | None:
    """The death of the one person told as shot: by name, else where nothing sets the two apart."""
    for other in dead:
        if other.size != 1:
            continue
        if draft.name and other.name:
            if _same_name(draft, other):
                return other
        elif not (draft.more or draft.other or other.more or other.other or listed):
            return other
    return None


def _deaths_within(people: Sequence[Draft], dead: Sequence[Draft]) -> None:
    """ "Five people were shot. One died": the dead are among those shot, unless told as others."""
    if any(d.part_of and d.part_of.status is Status.INJURED for d in dead):
        return
    first = dead[0]
    group = [d for d in dead if _root(d) is _root(first) and d.part_of is None]
    count = sum(d.size for d in group)
    for draft in people:
        shot = draft.hit and draft.status is Status.INJURED and draft.size >= 2 and draft.part_of is None
        if shot and draft.size >= count and not (draft.other or draft.more):
            for death in group:
                if death.part_of is None:
                    death.part_of = draft
            return
