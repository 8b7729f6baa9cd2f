"""Finds whose names are kept from readers: minors, private persons, sources who asked not to be named.

A rule of ours errs towards keeping a name back; an editor releases one with a reason. What makes somebody
private stands in ``data/harm.toml``, each row with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache

from dateline.data import toml
from dateline.model import Record, Report
from dateline.publish.passages import sentence_at
from dateline.publish.voices import voices
from dateline.publish.wording import words

# Particles that stand inside a name in lower case.
_PARTICLE = r"(?:al-|el-|ar-|as-|ash-|ad-|an-|at-|az-|abu |umm |bin |bint |ibn |de |van |von |der )"
_LATIN = rf"(?:{_PARTICLE})?[A-Z][\w’'ʼ-]+"
_CYRILLIC = r"[А-ЯЁІЇЄҐ][\w’'ʼ-]+"
_ARABIC = r"[\u0621-\u064a]{2,}"
NAME = rf"(?:{_LATIN}(?: {_LATIN}){{0,3}}|{_CYRILLIC}(?: {_CYRILLIC}){{0,2}})"
_LONGEST = 60
# Capitals that begin a sentence or belong to the calendar, and to no name.
_OPENERS = frozenset(
    f"{toml('titles')['outside']['words']} he she they it one two three four five six another among".split()
)
# Offices of states and parties, whose holders are known by them.
_OFFICES = frozenset(
    word for row in toml("voices")["kind"] if row["name"] == "official" for word in row["words"]
)


class Why(StrEnum):
    """Why a name is kept back."""

    MINOR = "a minor"
    PRIVATE = "a private person"
    ANONYMOUS = "a source who is not to be named"
    DESK = "withheld by the desk"


class Person(Record):
    """A name kept from readers: why, by which rule, and the report whose words made it so."""

    name: str
    why: Why
    rule: str
    report: str | None = None


def found(reports: Sequence[Report]) -> tuple[Person, ...]:
    """Return whose names the reports give though readers need not know them, each name once.

    Somebody who speaks for a body or holds an office is public, unless under age.
    """
    known = voices({report.id: report for report in reports})
    outlets = {report.source for report in reports}
    every: dict[str, Person] = {}
    for report in reports:
        for person in _in(report):
            name = person.name
            if name in outlets:
                continue
            if person.why is Why.PRIVATE and _is_public(name, known.public):
                continue
            kept = every.get(name)
            if kept is None or (person.why is Why.MINOR and kept.why is not Why.MINOR):
                every[name] = person
    return tuple(every.values())


def _is_public(name: str, public: frozenset[str]) -> bool:
    """Return whether the name is a public speaker's, or an office stands before it: "Mayor Karim Saleh"."""
    office = not _OFFICES.isdisjoint(name.lower().split()[:-1])
    return office or any(name == one or name.endswith(f" {one}") for one in public)


def _in(report: Report) -> Iterator[Person]:
    """Yield every name of one report that a rule keeps back, some more than once."""
    places = {place.text for place in report.places}
    for rule, why, name in (*_aged(report.text), *_children(report.text), *_related(report.text)):
        yield from _person(report, rule, why, name, places)
    for rule, why, name in (*_speakers(report), *_hidden(report)):
        yield from _person(report, rule, why, name, places)


def _person(report: Report, rule: str, why: Why, name: str, places: set[str]) -> Iterator[Person]:
    parts = name.split()
    while parts and parts[0].lower() in _OPENERS:
        parts = parts[1:]
    name = " ".join(parts).strip("’'-")
    if name.endswith(("’s", "'s")):
        name = name[:-2]
    if len(name) > 2 and name not in places and len(name) <= _LONGEST:
        yield Person(name=name, why=why, rule=rule, report=report.id)


def _aged(text: str) -> Iterator[tuple[str, Why, str]]:
    """Yield the names with an age: "9-year-old X", "X, 9,", "X (9)", "X, aged 9"."""
    under: int = toml("harm")["minor"]["under"]
    for match in _patterns()[0].finditer(text):
        name = next(n for n in (match["after"], match["before"]) if n)
        unit, years = match["unit"] or "", int(match["years"] or match["age"])
        child = years < under or unit.startswith(("month", "week", "меся", "міся"))
        if years < 120:
            yield "an age beside the name", Why.MINOR if child else Why.PRIVATE, name


def _children(text: str) -> Iterator[tuple[str, Why, str]]:
    """Yield the names that follow a word for a child: "the boy X", "baby X"."""
    for match in _patterns()[1].finditer(text):
        yield "a word for a child before the name", Why.MINOR, match["name"]


def _related(text: str) -> Iterator[tuple[str, Why, str]]:
    """Yield the names that follow a word for a relative: "her husband X"."""
    for match in _patterns()[2].finditer(text):
        yield "named as somebody's relative", Why.PRIVATE, match["name"]


def _speakers(report: Report) -> Iterator[tuple[str, Why, str]]:
    """Yield the speakers who speak for nobody but themselves: "X, a shopkeeper"."""
    callings = words()["private"]["words"]
    for one in report.statements:
        role = (one.role or "").lower().split()
        if one.name and role and role[-1] in callings:
            yield f"speaks as {role[-1]}", Why.PRIVATE, one.name


def _hidden(report: Report) -> Iterator[tuple[str, Why, str]]:
    """Yield the names in a sentence whose source is not to be named, but not those of public roles."""
    public = {s.name for s in report.statements if s.name and (s.role or s.affiliation)}
    actors = {mention.text for actor in report.actors for mention in actor.mentions}
    for phrase in toml("harm")["anonymous"]["phrases"]:
        for match in re.finditer(re.escape(phrase), report.text, re.IGNORECASE):
            start, end = sentence_at(report, match.start(), match.end())
            for name in re.findall(NAME, report.text[start:end]):
                own = " ".join(part for part in name.split() if part.lower() not in _OPENERS)
                if own and own not in public and own not in actors and own != report.source:
                    yield f"“{phrase}” in its sentence", Why.ANONYMOUS, own


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return how an age, a word for a child and a word for a relative stand beside a name."""
    table = toml("harm")
    units = _any(table["minor"]["years"])
    child, kin = _any(table["minor"]["words"]), _any(table["relation"]["words"])
    aged = (
        rf"\b(?P<years>\d{{1,3}})[ -](?P<unit>{units}) (?:[a-zа-яёіїєґ]+ ){{0,2}}(?P<after>{NAME})"
        rf"|\b(?P<before>{NAME})(?:, (?:aged )?|,? \()(?P<age>\d{{1,2}})(?=[,;.)])"
    )
    named = rf"(?P<name>{NAME}|(?<=[\u0621-\u064a] ){_ARABIC} {_ARABIC})"
    return (
        re.compile(aged),
        re.compile(rf"(?<!\w)(?:{child}),? (?:(?:named|called|имени|на імя|імені) )?{named}"),
        re.compile(rf"(?<!\w)(?:{kin}),? {named}"),
    )


def _any(all_of: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(all_of, key=len, reverse=True)))
