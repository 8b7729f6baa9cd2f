"""Tells what kind of voice a speaker is, whether unnamed, and under which key equal voices meet."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dateline.data import rows, toml
from dateline.model import OriginKind

_WORD = re.compile(r"[\w'’-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_RELATIVE = re.compile(r",? (?:who|whose|which) |, ")
# What follows a noun says where they are or whose: "residents of the town", "Jane Roe, of the Network".
_COMPLEMENT = re.compile(
    r",? (?:in|of|with|from|at|for|near|inside|on|to|by)\b|,? (?:who|whose|which|that) |, "
)
# "UK-based", "state-run", "Western-backed": where it sits or who pays is no part of the name.
_SITUATED = re.compile(r"-(?:based|run|backed|owned|led|controlled|funded)$")
# "The official Name news agency" and "news agency Name" are Name; "the state news agency" has none.
_AGENCY = re.compile(
    r"^(?:.*\b)?(?:news|press) agency (?P<after>\w.*)$"
    r"|^(?:(?:state|official) )?(?P<before>.*) (?:news|press) agency$"
)
_ARTICLES = frozenset({"the", "a", "an"})


# Names repeat all over a desk; 16,384 hold those of some thousand reports.
@lru_cache(16_384)
def words(name: str) -> tuple[str, ...]:
    """Return the words of ``name`` in lower case, possessives cut."""
    return tuple(own for word in _WORD.findall(name.lower()) if (own := _bare(word)))


@lru_cache(16_384)
def kind(name: str) -> OriginKind:
    """Return the kind of voice that the words of ``name`` tell, or ANONYMOUS when they tell none.

    A country speaks through its officials. A proper name with no telling word is a WITNESS: a
    person speaking for themselves.
    """
    if told := _ranks(words(name)):
        return OriginKind(toml("voices")["kind"][min(told)]["name"])
    if key(name).startswith(_GOVERNMENT):
        return OriginKind.OFFICIAL
    return OriginKind.WITNESS if any(char.isupper() for char in name) else OriginKind.ANONYMOUS


@lru_cache(16_384)
def anonymous(name: str) -> bool:
    """Return whether ``name`` says only what the speaker is, never who.

    A person or crowd is unnamed when its noun is not followed by a name ("a Turkish official", "residents of
    the town"); a crowd that belongs to a named organisation speaks for it. Bodies ("the police") are named.
    """
    table = _unnamed()
    parts = _RELATIVE.split(name)[0].split()
    if len(parts) == 1 and _plain(name).endswith("s") and _plain(name)[:-1] in _peoples():
        return True
    if key(name).startswith(_GOVERNMENT):
        return False
    for at, word in enumerate(parts):
        plain = _plain(word)
        if plain in table["persons"] and (at == 0 or word[:1].islower()):
            return not _is_named(parts[at + 1 :]) and not _speaks_for(parts, plain, table)
    if any(_plain(word) in table["bodies"] for word in parts) and _plain(parts[0]) not in table["any"]:
        return False
    return not any(word[:1].isupper() for word in parts[1:]) and not _is_proper(parts)


@lru_cache(16_384)
def key(name: str) -> str:
    """Return the form under which equal voices meet.

    Lower case, without articles, possessives, honorifics and where it sits; initials in full; a
    state's government, authorities, officials and name are one voice.
    """
    own = [word for word in words(name) if "-" not in word or not _SITUATED.search(word)]
    while own and (own[0] in _ARTICLES or own[0] in _unnamed()["honorifics"]):
        own = own[1:]
    text = _unstyled(" ".join(own))
    for complement in toml("voices")["same"]["complements"]:
        text = text.removesuffix(f" {complement}")
    return _in_full().get(text, text) if (state := _state(text.split())) is None else f"{_GOVERNMENT}{state}"


@lru_cache(16_384)
def display(name: str) -> str:
    """Return a body's ``name`` without article and where it sits; other names as they are."""
    parts = name.split()
    while (
        len(parts) > 1 and is_body(name) and (parts[0].lower() == "the" or _SITUATED.search(parts[0].lower()))
    ):
        parts = parts[1:]
    return " ".join(parts)


def is_title(word: str) -> bool:
    """Return whether ``word`` stands before names and says what somebody is, as in "President"."""
    return _plain(word) in _titles()


@lru_cache(16_384)
def is_body(name: str) -> bool:
    """Return whether the words of ``name`` are a body's: an institution, an agency, an organisation."""
    table = _unnamed()
    known = table["bodies"] | table["organisations"] | table["groups"]
    told = key(name)
    return told.startswith(_GOVERNMENT) or told in _in_full().values() or not known.isdisjoint(words(name))


@lru_cache(16_384)
def is_organisation(name: str) -> bool:
    """Return whether ``name`` is an organisation's, or of a crowd that speaks for one, and no person's.

    "Valley Hospital" and "rescuers of the Valley Network" are; "Jane Roe of the Valley Network" is not, nor
    is a person whose last name is a word for a body ("Jane Cross").
    """
    table = _unnamed()
    parts = head(name).split()
    last = _plain(parts[-1]) if parts else ""
    if last in table["persons"]:
        return _speaks_for(name.split(), last, table)
    if last in table["surnames"] and not _ranks(words(name)):
        return False
    return key(name) in _in_full().values() or last in table["bodies"] | table["organisations"]


def head(name: str) -> str:
    """Return ``name`` without what follows its noun: "relatives" of "relatives of Jane Roe"."""
    return _COMPLEMENT.split(name)[0]


def carries(name: str) -> bool:
    """Return whether ``name`` is an agency's or an outlet's, which carries what others say."""
    return kind(name) in (OriginKind.AGENCY, OriginKind.OUTLET)


def people(name: str) -> str | None:
    """Return the word for a country's people that ``name`` holds, as in "Syrian", or None."""
    return next((word for word in name.split() if word.lower() in _peoples()), None)


def people_of(name: str) -> str | None:
    """Return the word for what belongs to the country called ``name``."""
    return next((row["demonyms"].split("|")[0] for row in rows("countries") if row["name"] == name), None)


def country(iso: str) -> str | None:
    """Return the word for what belongs to a country, as in "Syrian", by its ISO 3166-1 code."""
    return next((row["demonyms"].split("|")[0] for row in rows("countries") if row["iso"] == iso), None)


_GOVERNMENT = "government of "


def _unstyled(text: str) -> str:
    """Return an agency's own name without the words for what it is, where it has one."""
    found = _AGENCY.match(text) if "agency" in text else None
    name = found and (found["after"] or found["before"])
    return name if name and not name.endswith(("state", "official")) else text


def _state(own: list[str]) -> str | None:
    """Return the country whose government the words name, if that is all they name."""
    if own[:2] == ["government", "of"]:
        return _nations().get(" ".join(own[2:]))
    if own and own[-1] in toml("voices")["same"]["government"]:
        return _nations().get(" ".join(own[:-1]))
    return _countries().get(" ".join(own)) or toml("voices")["capitals"].get(" ".join(own))


def _is_named(after: list[str]) -> bool:
    """A name follows: "activist Mohammad", never "activists in Homs" or "officials, Reuters"."""
    return bool(after) and after[0][:1].isupper()


def _speaks_for(parts: list[str], person: str, table: dict[str, frozenset[str]]) -> bool:
    """A crowd ("rescuers of the Valley Network") or a mouthpiece speaks for the organisation named."""
    named = any(_plain(word) in table["organisations"] and word[:1].isupper() for word in parts)
    mouthpiece = person in table["mouthpieces"] and any(word[:1].isupper() for word in parts[1:])
    return mouthpiece or (named and person.endswith("s"))


def _is_proper(parts: list[str]) -> bool:
    """One capital word is a name, unless it is a pronoun or a common word at the head of a sentence."""
    return bool(parts) and parts[0][:1].isupper() and _plain(parts[0]) not in _unnamed()["never"]


def _plain(word: str) -> str:
    return _bare(word.strip("\"“”‘'(),.:;").lower())


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def _ranks(own: tuple[str, ...]) -> list[int]:
    """Return the rows of the table whose words or phrases are among ``own``."""
    single, phrases = _telling()
    return [
        *(single[word] for word in own if word in single),
        *(
            rank
            for at, word in enumerate(own)
            for phrase, rank in phrases.get(word, ())
            if own[at : at + len(phrase)] == phrase
        ),
    ]


@cache
def _telling() -> tuple[dict[str, int], dict[str, list[tuple[tuple[str, ...], int]]]]:
    """Return each telling word with its row in the table, and each phrase by its first word."""
    single: dict[str, int] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for rank, row in enumerate(toml("voices")["kind"]):
        for word in row["words"]:
            single.setdefault(word, rank)
        for phrase in row["phrases"]:
            phrases.setdefault(phrase.split()[0], []).append((words(phrase), rank))
    return single, phrases


@cache
def _unnamed() -> dict[str, frozenset[str]]:
    table = toml("voices")["unnamed"]
    return {name: frozenset(own) for name, own in table.items() if isinstance(own, list)}


@cache
def _in_full() -> dict[str, str]:
    """Return each short form with the full name it stands for, both in key form."""
    same = toml("voices")["same"]["names"]
    return {short: full for full, shorts in same.items() for short in shorts}


@cache
def _countries() -> dict[str, str]:
    return {
        name.lower(): row["name"].lower()
        for row in rows("countries")
        for name in (row["name"], *row["aliases"].split("|"))
        if name
    }


@cache
def _titles() -> frozenset[str]:
    table = toml("titles")
    said = [*table["honorifics"].values(), table["offices"]["words"]]
    return frozenset(word for text in said for word in str(text).split())


@cache
def _peoples() -> frozenset[str]:
    return frozenset(w.lower() for row in rows("countries") for w in row["demonyms"].split("|") if w)


@cache
def _nations() -> dict[str, str]:
    """Return countries by name and by the words for their people."""
    people = {
        word.lower(): row["name"].lower()
        for row in rows("countries")
        for word in row["demonyms"].split("|")
        if word
    }
    return {**people, **_countries()}
