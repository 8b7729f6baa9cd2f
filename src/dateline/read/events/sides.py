"""Who does and who suffers: the arguments of a verb or of an eventive noun, from syntax.

Side A acts, side B is acted on (ACLED's Actor 1 and Actor 2 without its alphabetical order).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.strings import get_string_id

from dateline.read.clauses import (
    AGENTS,
    CONJ,
    NOUNS,
    OBJECTS,
    PASSIVE_SUBJECTS,
    PREPS,
    SUBJECTS,
    VERBS,
    XCOMP,
    Clauses,
    ids,
)

BY = ids("by")
# Prepositions that lead from a deed to its target.
TARGET = ids("on", "against", "at", "targeting", "upon", "into", "with")
WITH = ids("with")
ONTO = ids("on", "against", "upon")
CCONJ = get_string_id("CCONJ")
COMMA = ids(",")
OF = ids("of")
BETWEEN = ids("between", "among")
# What stands before an eventive noun names its doer: "Russian airstrikes", "the army's raid".
PRE = ids("compound", "amod", "poss", "nmod")
# What belongs to a noun phrase without opening a clause in it.
INSIDE = ids("compound", "amod", "poss", "nmod", "appos", "nummod", "conj", "pobj", "prep", "quantmod", "dep")
PARTS = ids("of", "from", "including", "alongside", "with", "and")
WHO = ids("who", "which", "that", "whom")
# Clauses without a subject of their own borrow the one above: "raided the base, killing two".
BORROW = ids("advcl", "xcomp", "conj", "pcomp")
RELCL = get_string_id("relcl")
ACL = get_string_id("acl")
DEEDS = ids(
    "carry",
    "launch",
    "conduct",
    "stage",
    "mount",
    "begin",
    "resume",
    "hold",
    "commit",
    "perpetrate",
    "make",
    "perform",
    "execute",
    "continue",
    "undertake",
    "lead",
    "start",
    "wage",
    "intensify",
    "lay",
    "impose",
    "reach",
    "sign",
)
SUFFER = ids("kill", "injure", "wound", "die", "hit", "damage", "destroy", "slay", "maim", "hurt", "target")

Sides = tuple[list[int], list[int]]


def of(c: Clauses, i: int, verbal: bool) -> Sides:
    """Return the argument heads of the trigger at token ``i``: (side A, side B)."""
    return _verb(c, i) if verbal else _noun(c, i)


def members(c: Clauses, i: int, depth: int = 4) -> Iterator[int]:
    """Yield the tokens of the noun phrase headed by ``i``, its conjuncts and of-parts included."""
    yield i
    if depth == 0:
        return
    for child in c.children[i]:
        label = c.dep[child]
        if label in PREPS and c.lower[child] not in PARTS:
            continue
        if label in INSIDE and c.pos[child] not in VERBS:
            yield from members(c, child, depth - 1)


def joined(c: Clauses, i: int) -> bool:
    """Tell whether a participle that the parser hangs on the noun after it follows "and" or a comma.

    In "seizing arms and arresting men" it is a verb joined to the one before, and the noun its object.
    """
    return i > 0 and (c.pos[i - 1] == CCONJ or c.lower[i - 1] in COMMA)


def _verb(c: Clauses, i: int) -> Sides:
    if c.dep[i] in PRE and joined(c, i):
        before = next((k for k in range(i - 1, -1, -1) if c.pos[k] in VERBS), i)
        return _subjects(c, before) if before != i else [], [c.head[i]]
    passive = bool(c.under(i, PASSIVE_SUBJECTS))
    objects = c.under(i, OBJECTS)
    by = c.objects_of(i, BY)
    tag = c.doc[i].tag_
    if c.dep[i] == ACL and tag == "VBN" and not objects:
        return by, [c.head[i]]
    if passive:
        return by, c.under(i, PASSIVE_SUBJECTS)
    if by and tag == "VBN" and not c.under(i, SUBJECTS):
        return by, _subjects(c, i)
    targets = objects or c.objects_of(i, TARGET) or _shared_objects(c, i)
    if not targets and c.dep[i] == RELCL:
        subjects = c.under(i, SUBJECTS)
        targets = [] if any(c.lower[s] in WHO for s in subjects) else [c.head[i]]
    return _subjects(c, i), targets


def _shared_objects(c: Clauses, i: int) -> list[int]:
    """Return the object that a verb shares with the one joined to it: "killed and wounded scores"."""
    return [o for k in c.children[i] if c.dep[k] == CONJ and c.pos[k] in VERBS for o in c.under(k, OBJECTS)]


def _subjects(c: Clauses, i: int, depth: int = 4) -> list[int]:
    """Return the subject of verb ``i``, borrowed from the clause above when it has none."""
    own = c.under(i, SUBJECTS) or c.under(i, PASSIVE_SUBJECTS)
    if own:
        return [_antecedent(c, i, s) for s in own]
    if c.dep[i] == ACL:
        return [c.head[i]]
    if depth and c.dep[i] in BORROW and c.pos[c.head[i]] in VERBS:
        if c.dep[i] == XCOMP and (objects := c.under(c.head[i], OBJECTS)):
            return objects
        return _subjects(c, c.head[i], depth - 1)
    return []


def _antecedent(c: Clauses, verb: int, subject: int) -> int:
    return c.head[verb] if c.dep[verb] == RELCL and c.lower[subject] in WHO else subject


def _noun(c: Clauses, i: int) -> Sides:
    both = c.objects_of(i, BETWEEN)
    if both:
        return both[:1], [*both[1:], *(k for b in both[:1] for k in c.under(b, frozenset({CONJ})))]
    a = c.under(i, PRE) + c.objects_of(i, BY)
    b = c.objects_of(i, OF)
    targets = c.objects_of(i, TARGET) or [t for k in a for t in c.objects_of(k, ONTO)]
    verb = _carrier(c, i)
    if targets and not a and not b and verb is not None and c.objects_of(i, WITH):
        a, b = _subjects(c, verb), targets
    elif targets and not a:
        a, b = b, targets
    elif targets:
        b = b + targets
    if verb is not None:
        more_a, more_b = _carried(c, i, verb, bool(a), bool(b))
        a, b = a + more_a, b + more_b
    return a, b


def _carrier(c: Clauses, i: int) -> int | None:
    """Return the verb that the noun hangs on, through one preposition at most."""
    up = c.head[i]
    if c.dep[up] in PREPS or c.dep[up] in AGENTS:
        up = c.head[up]
    return up if up != i and c.pos[up] in VERBS and c.pos[i] in NOUNS else None


def _carried(c: Clauses, i: int, verb: int, has_a: bool, has_b: bool) -> Sides:
    """Read the missing sides off the verb: "launched an attack on", "killed in a raid", "strikes hit X"."""
    lemma = c.lemma[verb]
    a: list[int] = []
    b: list[int] = []
    if not has_a and lemma in DEEDS:
        a = c.objects_of(verb, BY) if c.under(verb, PASSIVE_SUBJECTS) else _subjects(c, verb)
        a = [x for x in a if x != i]
    if not has_b and lemma in DEEDS:
        b = c.objects_of(verb, TARGET)
    if not has_b and lemma in SUFFER:
        passive = c.under(verb, PASSIVE_SUBJECTS)
        b = passive or (c.under(verb, OBJECTS) if c.head[i] == verb else _subjects(c, verb))
        b = [x for x in b if x != i]
    return a, b
