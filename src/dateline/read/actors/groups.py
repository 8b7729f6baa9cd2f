"""Actors by the noun that names their kind: police, troops, militants, with their nation or own name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.strings import get_string_id

from dateline.read.actors.parties import ActorKind, Group, Table
from dateline.read.clauses import AGENTS, CONJ, NOUNS, PASSIVE_SUBJECTS, PREPS, SUBJECTS, Clauses, ids
from dateline.read.events.triggers import table as triggers

PROPN = get_string_id("PROPN")
MODIFIERS = ids("compound", "amod", "nmod", "poss", "npadvmod")
HYPHEN = [get_string_id("-")]
OF = ids("of")
WITH = ids("with", "by", "against", "between", "from")
POSS = ids("poss", "amod", "compound", "nmod")
# Adjectives that a text puts before a group's name without being part of it.
PLAIN = ids(
    "suspected",
    "alleged",
    "armed",
    "local",
    "foreign",
    "former",
    "new",
    "other",
    "young",
    "more",
    "special",
    "central",
    "eastern",
    "western",
    "northern",
    "southern",
    "north",
    "south",
    "east",
    "west",
)
DETERMINERS = ids("the", "a", "an", "this", "that", "these", "those", "some")
ARMED = frozenset(
    {ActorKind.STATE, ActorKind.REBEL, ActorKind.POLITICAL, ActorKind.IDENTITY, ActorKind.EXTERNAL}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention before its actor has an id: tokens ``first`` to ``last``."""

    first: int
    last: int
    name: str
    kind: ActorKind


Taken = Mapping[int, Draft]


def of_groups(c: Clauses, words: Sequence[str], known: Table, taken: Taken) -> Iterator[Draft]:
    """Yield group nouns with what qualifies them, then organisations by the shape of their name."""
    done = -1
    for i, word in enumerate(words):
        if i <= done or i in taken:
            continue
        found = _noun(c, words, i, known)
        if found is not None:
            last, group, needs_nation = found
            draft = _qualified(c, words, i, last, group, known, taken)
            if draft is not None and not (needs_nation and draft.name == group.name):
                done = last
                yield draft
        elif (word in known.last or word in known.first) and c.pos[i] == PROPN:
            shaped = _shaped(c, words, i, known, taken)
            if shaped is not None:
                done = shaped.last
                yield shaped


def _noun(c: Clauses, words: Sequence[str], i: int, known: Table) -> tuple[int, Group, bool] | None:
    """Return (last token, group, whether a nation is needed) of the group noun at token ``i``."""
    for rest, group, needs_nation in known.groups.get(words[i], ()):
        last = i
        for word in rest:
            last += 1
            if last < len(words) and not words[last]:
                last += 1
            if last >= len(words) or words[last] != word:
                break
        else:
            if c.pos[last] in NOUNS or rest:
                return last, group, needs_nation
    return None


def _qualified(
    c: Clauses, words: Sequence[str], i: int, last: int, group: Group, known: Table, taken: Taken
) -> Draft | None:
    """Return the group under its nation, its own name or, with neither, its kind's name."""
    head = last if c.head[last] != i else i
    before = [k for k in c.children[head] if k < i and c.dep[k] in MODIFIERS]
    for k in before:
        if k in taken and taken[k].kind in ARMED:
            return Draft(taken[k].first, last, taken[k].name, taken[k].kind)
    nations = _nations(c, words, before, known)
    if nations:
        return Draft(min(nations), last, f"{group.name} of {_join(nations.values())}", group.kind)
    own = (
        []
        if c.titled
        else [
            k
            for k in before
            if words[k] not in known.groups
            and _capital(c, k)
            and c.lower[k] not in PLAIN
            and words[k]
            and k not in taken
        ]
    )
    if group.named and own:
        first = _start(c, own[0])
        name = c.doc.text[c.doc[first].idx : c.doc[own[-1]].idx + len(c.doc[own[-1]])]
        return Draft(first, last, name, group.kind)
    for k in c.objects_of(head, OF):
        inside = next((j for j in range(head, k + 1) if j in taken), None)
        if inside is not None and taken[inside].kind in ARMED:
            return Draft(i, last, taken[inside].name, taken[inside].kind)
    if not c.titled and c.dep[head] in MODIFIERS and c.pos[c.head[head]] in NOUNS and _names_thing(c, head):
        return None
    return Draft(i, last, group.name, group.kind)


def _capital(c: Clauses, i: int) -> bool:
    """Tell whether token ``i`` has a capital that its place in the sentence does not explain."""
    return c.doc[i].text[:1].isupper() and (c.pos[i] == PROPN or not c.doc[i].is_sent_start)


def _names_thing(c: Clauses, i: int) -> bool:
    """Tell whether the noun only tells what kind of thing follows ("army base"), not who acts."""
    return c.lower[c.head[i]] not in triggers().eventive


def _nations(c: Clauses, words: Sequence[str], before: Sequence[int], known: Table) -> dict[int, str]:
    """Return the countries named before a noun, by token; "Iraqi, Palestinian" gives both."""
    found = {}
    for k in before:
        for j in (k, *(m for m in c.children[k] if c.dep[m] in MODIFIERS or c.dep[m] == CONJ)):
            name = _nation(c, words, j, known)
            if name:
                found[j] = name
    return found


def _nation(c: Clauses, words: Sequence[str], i: int, known: Table) -> str | None:
    """Return the country that a capitalised word stands for."""
    if not c.doc[i].text[:1].isupper() or c.doc[i].text == "Us":
        return None
    return known.demonyms.get(words[i]) or known.nations.get(words[i])


def _join(names: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(names))


def _start(c: Clauses, i: int, plain: frozenset[int] = PLAIN) -> int:
    """Return the first token of the unbroken run of capitalised words that ends at ``i``."""
    while i > 0 and c.lower[i - 1] not in plain and _capital(c, i - 1) and c.lower[i - 1] not in DETERMINERS:
        i -= 1
    return i


def _shaped(c: Clauses, words: Sequence[str], i: int, known: Table, taken: Taken) -> Draft | None:
    """Return the organisation whose name ends (or begins) at token ``i`` by its shape."""
    first = last = i
    if words[i] in known.last:
        first = _start(c, i, frozenset())
    else:
        while last + 1 < len(words) and (c.pos[last + 1] == PROPN or not words[last + 1]) and last - i < 6:
            last += 1
        while last > i and not words[last]:
            last -= 1
    if first == last or any(k in taken for k in range(first, last + 1)):
        return None
    name = c.doc.text[c.doc[first].idx : c.doc[last].idx + len(c.doc[last])]
    return Draft(first, last, name, known.shape_kind)


def of_nations(c: Clauses, words: Sequence[str], known: Table, taken: Taken) -> Iterator[Draft]:
    """Yield countries and peoples that act: subjects, agents, and names before an eventive noun."""
    eventive = triggers().eventive
    for i, word in enumerate(words):
        if i in taken or not (word in known.demonyms or word in known.nations):
            continue
        name = _nation(c, words, i, known)
        if name is None:
            continue
        top = _first_conjunct(c, i)
        if c.head[top] in taken and c.dep[top] in POSS and c.lower[i + 1 : i + 2] == HYPHEN:
            top = c.head[top]  # "Russian-regime bombing": the doer before the one that already stands there
        label, head = c.dep[top], c.head[top]
        if label in POSS and c.pos[head] in NOUNS and c.lower[head] in eventive:
            what = "Military forces" if c.lower[head] in triggers().violent else "Government"
            yield Draft(i, i, f"{what} of {name}", ActorKind.STATE)
        elif word in known.nations and _acts(c, top):
            yield Draft(i, i, f"Government of {name}", ActorKind.STATE)


def _acts(c: Clauses, i: int) -> bool:
    """Tell whether the noun is a subject, an agent, or the other side of an event ("talks with")."""
    if c.dep[i] in SUBJECTS or c.dep[i] in PASSIVE_SUBJECTS:
        return True
    prep = c.head[i]
    if c.dep[prep] in AGENTS:
        return True
    return c.dep[prep] in PREPS and c.lower[prep] in WITH and c.lower[c.head[prep]] in triggers().eventive


def _first_conjunct(c: Clauses, i: int) -> int:
    for _ in range(6):
        if c.dep[i] != CONJ:
            break
        i = c.head[i]
    return i
