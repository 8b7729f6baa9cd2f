"""Counts beside each other and counts told again: "two more", "X and Y", "the man".

One person is told apart from another by name or by age; anything else told of one person is taken
for the same person again, so that a second mention never makes a second victim.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Exactness
from dateline.model import FigureStatus as Status
from dateline.read.figures import terms as lex
from dateline.read.figures.counted import Draft

# Steps along a chain of links; a longer one is a list that no report holds.
_CHAIN = 40


def alike(other: Draft, draft: Draft) -> bool:
    """Whether two figures may be of one count: same status, same story, same standing."""
    told = other.background == draft.background and other.factuality is draft.factuality
    return told and other.status is draft.status and other.part_of is None


def is_self(draft: Draft) -> bool:
    """Whether the figure is one who killed himself: never one of those he shot."""
    return draft.more and not draft.counted and draft.who is None


def together(a: Draft, b: Draft) -> bool:
    return a.words is b.words and a.words.sent[a.top] == b.words.sent[b.top]


def beside(draft: Draft, before: Sequence[Draft], *, totalled: bool) -> Draft | None:
    """The figure that this one is counted in addition to.

    Persons told one by one are added only where the text gives no total of its own.
    """
    same = [d for d in before if alike(d, draft)]
    if not same:
        return None
    if other := _coordinated(draft, same):
        return other
    if is_self(draft):
        return _own_victim(draft, same)
    if draft.more or (draft.other and not _set_apart(draft, before)):
        return same[-1]
    if not draft.counted and not totalled:
        return _other_person(draft, same)
    return None


def _own_victim(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """The victim of one who then killed himself; not himself, told as the subject of the same verb."""
    words, verb = draft.words, draft.governor
    doer = words.head[verb] if verb is not None and words.dep[verb] == "relcl" else None
    victims = [d for d in same if together(d, draft) and d.top != doer]
    victims = [d for d in victims if words.dep[d.top] not in ("nsubj", "nsubjpass")]
    return victims[-1] if victims else None


def _set_apart(draft: Draft, before: Sequence[Draft]) -> bool:
    """ "One was killed and three others wounded": the others are other than those of another status."""
    if any(d.words is draft.words and together(d, draft) and d.status is not draft.status for d in before):
        return True
    return any(d.status is Status.KILLED and d.size for d in before) and draft.status is Status.INJURED


def _coordinated(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """ "X and two others were", "arrested a man and detained three"; one clause, so other people."""
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
    """Whether only a list stands between two figures of one clause: "two boys, 3 and 5, and a man"."""
    if not together(a, b) or a.noun == b.noun or b.first <= a.last:
        return False
    between = range(a.last + 1, b.first)
    verbs = any(b.words.tag[i].startswith(("V", "W", "I")) for i in between)
    return not verbs and "and" in b.words.lower[a.last + 1 : b.first]


def _verbs_joined(draft: Draft, other: Draft) -> bool:
    a, b = draft.governor, other.governor
    return a is not None and b is not None and draft.words.dep[a] == "conj" and draft.words.head[a] == b


def _other_person(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """A second person told by name or by age is one more; a name told before is the same person."""
    if any(not d.counted and d.more for d in same):
        return None  # the one who killed himself may be told again by name
    if unlike := _unlike(draft, same):
        return unlike
    single = [d for d in same if not d.counted and (d.name or d.age)]
    if not single or any(_same_person(draft, d) for d in single):
        return None
    rivals = [d for d in single if (d.name and draft.name) or (d.age and draft.age and not draft.definite)]
    return rivals[-1] if rivals else None


def _unlike(draft: Draft, same: Sequence[Draft]) -> Draft | None:
    """The last person told before, where none of them can be this one: of the other sex, or no child."""
    if draft.hit:
        return None  # shot, and perhaps one of the dead
    people = [d for d in same if not d.counted and d.repeats is None]
    return people[-1] if people and all(differ(draft, d) for d in people) else None


def differ(a: Draft, b: Draft) -> bool:
    """Whether two nouns cannot be of one person: a man and a girl, a boy and a medic."""
    one, two = a.words.lemma[a.top], b.words.lemma[b.top]
    sexes = lex.SEXES.get(one), lex.SEXES.get(two)
    if None not in sexes and sexes[0] != sexes[1]:
        return True
    return (one in lex.CHILDREN and two in lex.GROWN) or (two in lex.CHILDREN and one in lex.GROWN)


def _same_person(a: Draft, b: Draft) -> bool:
    if a.name and b.name:
        return same_name(a, b)
    return a.age is not None and a.age == b.age


def same_name(a: Draft, b: Draft) -> bool:
    """A surname alone stands for the full name; two full names must agree in first and last part."""
    one, two = (a.name or "").lower().split(), (b.name or "").lower().split()
    if len(one) > 1 and len(two) > 1:
        return one[-1] == two[-1] and one[0][0] == two[0][0]
    return bool(set(one) & set(two))


def told_before(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """A member of the same list told again: "two other men", later "the two others"; "himself", twice."""
    if not draft.counted:
        own = [d for d in before if is_self(draft) and is_self(d) and d.status is draft.status]
        return own[0].repeats or own[0] if own else None
    first = root(draft.beside)
    for other in before:
        same = other.beside and other.size == draft.size and other.status is draft.status
        alike_told = same and (draft.size > 1 or other.who == draft.who)
        if alike_told and root(other) is first and not together(other, draft):
            return other
    return None


def root(draft: Draft | None) -> Draft | None:
    """The first figure of a list, or the one that it repeats."""
    for _ in range(_CHAIN):
        if draft is None or not (draft.beside or draft.repeats):
            break
        draft = draft.repeats or draft.beside
    return draft


def repeated(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The earlier figure that tells the same count again."""
    same = [d for d in before if alike(d, draft)]
    if draft.name:
        for other in reversed(same):
            if other.name and same_name(draft, other):
                return other.repeats or other
    for other in reversed(same):
        vague = (other.exactness is Exactness.VAGUE) is not (draft.exactness is Exactness.VAGUE)
        apart = other.size == 1 and not (other.counted or draft.counted) and differ(other, draft)
        if other.size == draft.size and not (vague or apart) and not (other.name and draft.name):
            return other.repeats or other
    return None
