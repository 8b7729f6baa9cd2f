"""The word lists that tell places from people and bodies, read once from data/toponyms.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline import data


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of folded words; each list's meaning and reason stand in the table."""

    kinds: dict[str, str]
    near: frozenset[str]
    directions: frozenset[str]
    around: frozenset[str]
    many: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    assaults: frozenset[str]
    titles: frozenset[str]
    speaking: frozenset[str]
    suffering: frozenset[str]
    moving: frozenset[str]
    residents: frozenset[str]
    given: frozenset[str]
    public: frozenset[str]
    private: frozenset[str]
    media: frozenset[str]
    days: frozenset[str]
    streets: frozenset[str]
    numbered: frozenset[str]
    never: frozenset[str]
    inner: frozenset[str]
    articles: frozenset[str]
    demonyms: dict[str, str]
    short: dict[str, tuple[str, str]]
    pointed: frozenset[str]


@cache
def words() -> Words:
    """Return the word lists."""
    table = data.toml("toponyms")
    people, bodies = table["people"], table["bodies"]
    frames = {kind: text for kind, text in table["frames"].items() if kind not in ("unit_names", "many")}
    return Words(
        kinds={word: kind for kind, text in frames.items() for word in text.split()},
        near=_set(table["near"]["words"]),
        directions=_set(table["near"]["directions"]),
        around=_set(table["near"]["around"]),
        many=_set(table["frames"]["many"]),
        strong=_set(table["prepositions"]["strong"]),
        weak=_set(table["prepositions"]["weak"]),
        assaults=_set(table["prepositions"]["assaults"]),
        titles=_set(people["titles"]),
        speaking=_set(people["verbs"]),
        suffering=_set(people["suffering"]),
        moving=_set(people["movers"]),
        residents=_set(people["residents"]),
        given=_set(people["given"]),
        public=_set(bodies["public"]),
        private=_set(bodies["private"]),
        media=_set(bodies["media"]),
        days=_set(bodies["days"]),
        streets=_set(bodies["streets"]),
        numbered=_set(bodies["numbered"]),
        never=_set(table["never"]["words"]),
        inner=_set(table["joins"]["inner"]),
        articles=_set(table["joins"]["articles"]),
        demonyms=_demonyms(),
        short=_short(),
        pointed=frozenset(
            word for row in data.rows("units") for word in row["short"].split("|") if "." in word
        ),
    )


def _set(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


def _demonyms() -> dict[str, str]:
    """Return words for a people with their ISO country or region; of two the first row has it."""
    rows = (*data.rows("countries"), *data.rows("regions"))
    return {
        word.casefold(): row.get("iso") or row["name"]
        for row in reversed(rows)
        for word in (row["demonyms"] or "").split("|")
        if word
    }


def _short() -> dict[str, tuple[str, str]]:
    """Return abbreviations without their points, with (country, unit); of two units the first row has it."""
    return {
        word.replace(".", ""): (row["country"], row["name"])
        for row in reversed(data.rows("units"))
        for word in row["short"].split("|")
        if word
    }
