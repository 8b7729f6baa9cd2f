"""The table of parties: neutral names, kinds and aliases, packaged or extended by a desk's own file."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from dateline.data import rows, toml
from dateline.errors import ConfigError

# The Arabic article in its usual transliterations, assimilated forms included; and joining words
# that spellings differ in. They carry no identity, so they are left out before names are compared.
ARTICLES = frozenset({"al", "el", "an", "ar", "as", "ash", "at", "ad", "az", "ul", "the"})
MARKS = str.maketrans("", "", "'’‘ʿʾ`´.-‐–")


class ActorKind(StrEnum):
    """ACLED actor types (codebook 2023)."""

    STATE = "state forces"
    REBEL = "rebel group"
    POLITICAL = "political militia"
    IDENTITY = "identity militia"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL = "external/other forces"


@dataclass(frozen=True, slots=True)
class Party:
    """One party: ``local`` aliases, and the groups it ``stands_for``, hold in reports about ``country``."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    country: str | None = None
    local: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A folded alias after its first word; ``cased`` ones need a capital in the text."""

    rest: tuple[str, ...]
    cased: bool
    party: Party
    country: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Nouns for a kind of actor; ``named`` ones may follow the group's own name."""

    name: str
    kind: ActorKind
    named: bool


@dataclass(frozen=True, slots=True)
class Table:
    """What actors are looked up in, by folded words; ``wanted`` holds every first word."""

    aliases: Mapping[str, tuple[Alias, ...]]
    groups: Mapping[str, tuple[tuple[tuple[str, ...], Group, bool], ...]]
    nations: Mapping[str, str]
    demonyms: Mapping[str, str]
    last: frozenset[str]
    first: frozenset[str]
    shape_kind: ActorKind
    standing: Mapping[tuple[str, str], Party]
    wanted: frozenset[str]


def fold(word: str) -> str:
    """Return ``word`` without case, accents, apostrophes, stops and hyphens."""
    plain = unicodedata.normalize("NFKD", word.translate(MARKS))
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold()


def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name that carry its identity, folded."""
    parts = name.replace("-", " ").replace("/", " ").replace("’s ", " ").replace("'s ", " ").split()
    words = [fold(part) for part in parts]
    return tuple(word for word in words if word and word not in ARTICLES)


@cache
def table(extra: Path | None = None) -> Table:
    """Return the packaged table, with the parties of the TOML or CSV file ``extra`` before it.

    Raises ConfigError when a row of ``extra`` has no name or an unknown kind.
    """
    source = toml("actors")
    own = [_party(row, str(extra)) for row in given(extra)] if extra else []
    parties = [*own, *(_party(row, "actors.toml") for row in source["party"])]
    nations, demonyms = _nations()
    shape = source["shape"]
    aliases, groups = _aliases(parties), _groups(source["group"])
    last = frozenset(fold(word) for word in shape["last"])
    first = frozenset(fold(word) for word in shape["first"])
    return Table(
        aliases=aliases,
        groups=groups,
        nations=nations,
        demonyms=demonyms,
        last=last,
        first=first,
        shape_kind=ActorKind(shape["kind"]),
        standing={(p.country, g): p for p in reversed(parties) if p.country for g in p.stands_for},
        wanted=frozenset().union(aliases, groups, nations, demonyms, last, first),
    )


def given(path: Path) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a desk's own table of actors, TOML or CSV."""
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [
                {
                    key: value.split("|") if key in {"aliases", "local"} else value
                    for key, value in row.items()
                }
                for row in csv.DictReader(stream)
            ]
    parties: Sequence[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("party", [])
    return parties


def _party(row: Mapping[str, Any], where: str) -> Party:
    name = row.get("name") or ""
    try:
        kind = ActorKind(row.get("kind") or "")
    except ValueError as error:
        raise ConfigError(
            f"{where}, party {name!r}",
            f"unknown kind {row.get('kind')!r}",
            "use one of: " + ", ".join(ActorKind),
        ) from error
    return Party(
        name,
        kind,
        aliases=tuple(row.get("aliases") or ()),
        country=row.get("country") or None,
        local=tuple(row.get("local") or ()),
        stands_for=tuple(row.get("stands_for") or ()),
    )


def _aliases(parties: Iterable[Party]) -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    for party in parties:
        for name, country in [
            (party.name, None),
            *((alias, None) for alias in party.aliases),
            *((alias, party.country) for alias in party.local),
        ]:
            words = folded(name)
            if words:
                cased = any(ch.isupper() for ch in name)
                found.setdefault(words[0], []).append(Alias(words[1:], cased, party, country))
    return {first: tuple(sorted(rest, key=lambda a: -len(a.rest))) for first, rest in found.items()}


def _groups(
    source: Iterable[Mapping[str, Any]],
) -> dict[str, tuple[tuple[tuple[str, ...], Group, bool], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Group, bool]]] = {}
    for row in source:
        group = Group(row["name"], ActorKind(row["kind"]), row.get("named", False))
        for key, needs_nation in (("nouns", False), ("phrases", False), ("named_only", True)):
            for noun in row.get(key, ()):
                first, *rest = folded(noun)
                found.setdefault(first, []).append((tuple(rest), group, needs_nation))
    return {first: tuple(sorted(rows_, key=lambda r: -len(r[0]))) for first, rows_ in found.items()}


def _nations() -> tuple[dict[str, str], dict[str, str]]:
    """Return folded country names and folded demonyms, each to the country's plain name."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for row in rows("countries"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name and " " not in name:
                names[fold(name)] = row["name"]
        for word in row["demonyms"].split("|"):
            if word and " " not in word:
                demonyms[fold(word)] = row["name"]
    return names, demonyms
