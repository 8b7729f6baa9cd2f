"""The trigger table, compiled: which words report an event, and which type in which company.

Words are matched by their inflected forms, not by the tagger's lemma, so that headlines and
texts in capitals are read too. The table and its format are described in data/events.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.strings import get_string_id

from dateline.data import toml
from dateline.read.events import weapons
from dateline.read.words import Words

VOWELS = "aeiou"
# Families whose deeds armed forces do; a siege, too, is laid by them.
VIOLENT = {
    "battles",
    "explosions/remote violence",
    "violence against civilians",
    "humanitarian (UN OCHA: besieged area)",
}


@dataclass(frozen=True, slots=True)
class When:
    """One row of company: it holds when every condition that it names holds."""

    type: str | None
    weak: bool
    words: Words
    verb: bool | None
    scope: str
    any: Words
    also: Words
    none: Words
    a: Words
    b: Words
    not_b: Words

    def holds(self, word: str, verbal: bool, company: Callable[[str], Words | set[str]]) -> bool:
        """Tell whether the row holds for trigger ``word``; ``company`` gives the words of a scope."""
        if self.words and word not in self.words:
            return False
        if self.verb is not None and self.verb != verbal:
            return False
        return self._suits(company)

    def _suits(self, company: Callable[[str], Words | set[str]]) -> bool:
        for wanted, scope in ((self.any, self.scope), (self.also, self.scope), (self.a, "a"), (self.b, "b")):
            if wanted and wanted.isdisjoint(company(scope)):
                return False
        if self.not_b and not self.not_b.isdisjoint(company("b")):
            return False
        return not self.none or self.none.isdisjoint(company(self.scope))


@dataclass(frozen=True, slots=True)
class Trigger:
    """One block of the table: its words, the default type and the rows of company."""

    verbs: Words
    nouns: Words
    type: str | None
    when: tuple[When, ...]

    def settle(
        self, word: str, verbal: bool, company: Callable[[str], Words | set[str]]
    ) -> tuple[str | None, bool]:
        """Return the event type of ``word`` in this company, None for no event, and whether it is a guess."""
        for row in self.when:
            if row.holds(word, verbal, company):
                return row.type, row.weak
        return self.type, False


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the event reader looks up.

    ``forms`` maps the parser's number of a lower-case form to its base words; ``phrases`` the
    first base word to (following base words, whole phrase); ``triggers`` a base word to its blocks.
    ``eventive`` holds the forms of single-word triggers, ``violent`` of those that do harm,
    ``nominal`` the noun forms of noun triggers;
    ``proper`` the words that are names with a capital.
    """

    forms: Mapping[int, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    triggers: Mapping[str, tuple[Trigger, ...]]
    rank: Mapping[str, int]
    family: Mapping[str, str]
    proper: Words
    casualty: Words
    causes: Words
    agents: Words
    scenes: frozenset[int]
    again: Words
    alike: Words
    airborne: Words
    laid: Words
    ground: Words
    eventive: frozenset[int]
    violent: frozenset[int]
    nominal: frozenset[int]


@cache
def table() -> Table:
    """Return the packaged table, compiled on first use (a few milliseconds)."""
    source = toml("events")
    classes: dict[str, list[str]] = source["class"]
    blocks = [_trigger(block, classes) for block in source["trigger"]]
    known = _vocabulary(blocks)
    by_word: dict[str, list[Trigger]] = {}
    for block in blocks:
        for word in sorted(block.verbs | block.nouns):
            by_word.setdefault(word, []).append(block)
    forms = _forms(known, source["irregular"])
    return Table(
        forms=forms,
        phrases=_phrases(known),
        triggers={word: tuple(found) for word, found in by_word.items()},
        rank={row["name"]: row["rank"] for row in source["type"]},
        family={row["name"]: row["family"] for row in source["type"]},
        proper=frozenset(source["proper"]["words"]),
        casualty=frozenset(source["casualty"]["words"]),
        causes=frozenset(source["casualty"]["causes"]),
        scenes=frozenset(get_string_id(word) for word in source["casualty"]["scenes"]),
        agents=frozenset(source["casualty"]["agents"]),
        again=frozenset(source["casualty"]["again"]),
        alike=frozenset(source["casualty"]["alike"]),
        airborne=frozenset(source["casualty"]["airborne"]),
        laid=frozenset(source["casualty"]["laid"]),
        ground=frozenset(source["casualty"]["ground"]),
        nominal=_nominal(blocks, source["irregular"]),
        violent=_violent(forms, by_word, {row["name"] for row in source["type"] if row["family"] in VIOLENT}),
        eventive=frozenset(form for form, bases in forms.items() if not by_word.keys().isdisjoint(bases)),
    )


def _violent(
    forms: Mapping[int, tuple[str, ...]], by_word: Mapping[str, Sequence[Trigger]], harm: Set[str]
) -> frozenset[int]:
    """Return the forms of triggers that do harm: their doers are forces, not governments."""
    words = set()
    for word, blocks in by_word.items():
        types = {block.type for block in blocks} - {None} or {row.type for b in blocks for row in b.when}
        if not types.isdisjoint(harm):
            words.add(word)
    return frozenset(form for form, bases in forms.items() if not words.isdisjoint(bases))


def _trigger(block: Mapping[str, Any], classes: Mapping[str, Sequence[str]]) -> Trigger:
    return Trigger(
        verbs=frozenset(block.get("verbs", ())),
        nouns=frozenset(block.get("nouns", ())),
        type=block.get("type"),
        when=tuple(_when(row, classes) for row in block.get("when", ())),
    )


def _when(row: Mapping[str, Any], classes: Mapping[str, Sequence[str]]) -> When:
    def words(key: str) -> Words:
        return frozenset(_expand(row.get(key, ()), classes))

    return When(
        type=row.get("type"),
        weak=row.get("weak", False),
        words=frozenset(row.get("words", ())),
        verb=row.get("verb"),
        scope=row.get("scope", "sentence"),
        any=words("any"),
        also=words("also"),
        none=words("not"),
        a=words("a"),
        b=words("b"),
        not_b=words("not_b"),
    )


def _expand(words: Iterable[str], classes: Mapping[str, Sequence[str]]) -> Iterable[str]:
    for word in words:
        if word.startswith("@") and word[1:] in classes:
            yield from classes[word[1:]]
        else:
            yield word


def _vocabulary(blocks: Sequence[Trigger]) -> set[str]:
    known = set(weapons.vocabulary())
    for block in blocks:
        known |= block.verbs | block.nouns
        for row in block.when:
            known |= row.any | row.also | row.none | row.a | row.b | row.not_b
    return known


def _nominal(blocks: Sequence[Trigger], irregular: Mapping[str, Sequence[str]]) -> frozenset[int]:
    """Return the singular and plural forms of the last words of noun triggers: "accord", not "according"."""
    bases = {word.split()[-1] for block in blocks for word in block.nouns}
    return frozenset(
        get_string_id(form)
        for base in bases
        for form in (base, *inflected(base)[:1], *irregular.get(base, ()))
    )


def _forms(known: set[str], irregular: Mapping[str, Sequence[str]]) -> dict[int, tuple[str, ...]]:
    forms: dict[str, set[str]] = {}
    for base in {part for word in known for part in word.split()}:
        for form in (base, *inflected(base), *irregular.get(base, ())):
            forms.setdefault(form, set()).add(base)
    return {get_string_id(form): tuple(sorted(bases)) for form, bases in forms.items()}


def _phrases(known: set[str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for word in known:
        first, *rest = word.split()
        if rest:
            found.setdefault(first, []).append((tuple(rest), word))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def inflected(base: str) -> tuple[str, ...]:
    """Return the regular plural, third person, past and -ing forms of a base form."""
    if not base.isalpha():
        return ()
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return (base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    if base.endswith("e"):
        return (base + "s", base + "d", base[:-1] + "ing")
    ending = "es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return (base + ending, base + "ed", base + "ing")
