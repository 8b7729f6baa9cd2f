"""Names the institution that speaks: "Russia's Defence Ministry", "Syrian state television"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dateline import data

INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "one", "each", "every"})
LINKS = frozenset({"of", "for", "on", "to", "against"})
INSIDE = LINKS | {"the", "and", "&"}
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
MODIFIERS = frozenset({"PROPN", "NOUN", "ADJ", "PART", "NUM"})

# Institutions looked up in one report, so that a list of ten thousand stays linear.
NAMES = 100


@cache
def words() -> frozenset[str]:
    """Return the nouns for institutions, singular and lower case (data/titles.toml)."""
    return frozenset(data.toml("titles")["institutions"]["words"].split()) | media()


@cache
def media() -> frozenset[str]:
    """Return the nouns that follow the name of a medium without belonging to it."""
    return frozenset(data.toml("titles")["institutions"]["media"].split())


@cache
def _calendar() -> frozenset[str]:
    return frozenset(data.toml("titles")["outside"]["words"].split()) - INSIDE


@cache
def _demonyms() -> frozenset[str]:
    rows = data.rows("countries")
    return frozenset(word for row in rows for word in row["demonyms"].split("|") if word)


def is_one(head: Token) -> bool:
    """Tell whether ``head`` is a noun for an institution, or a name that goes on ("the Watch for Peace")."""
    return head.lower_ in words() or head.lemma_.lower() in words() or _goes_on(head)


def _goes_on(head: Token) -> bool:
    """Persons take no article; what does, and has "for" and a capital behind it, is a body."""
    doc, at = head.doc, head.i
    if head.pos_ != "PROPN" or at + 2 >= len(doc) or doc[at + 1].lower_ != "for":
        return False
    return doc[at + 2].text[0].isupper() and any(kid.lower_ == "the" for kid in head.children)


def name(head: Token) -> str | None:
    """Return the whole proper name that ends in, or goes on from, the noun ``head``; else None.

    The country's possessive is inside ("Russia's Defence Ministry"), so is what follows a capital
    noun ("Ministry of Health"). Of "the Reuters news agency" only "Reuters" is a name.
    """
    if not is_one(head) or any(kid.lower_ in INDEFINITE for kid in head.children if kid.i < head.i):
        return None
    doc, first, last = head.doc, _first(head), _last(head)
    if first == last or not any(_is_proper(token) for token in doc[first : head.i + 1]):
        return None
    if head.lower_ in media():
        proper = [token for token in doc[first : head.i] if token.pos_ == "PROPN"]
        if proper and proper[0].i == first and proper[0].text not in _demonyms():
            last = max(token.i for token in proper)
    return doc[first : last + 1].text


def _first(head: Token) -> int:
    """Return the first token of the name: from the leftmost capital on."""
    doc, at, left = head.doc, head.i, head.left_edge.i
    while at > left and (doc[at - 1].pos_ in MODIFIERS or doc[at - 1].text == "-"):
        at -= 1
    while at < head.i and (not _is_proper(doc[at]) or doc[at].text in POSSESSIVE):
        at += 1
    return at


def _last(head: Token) -> int:
    """ "Ministry of Foreign Affairs": the last capital of the phrase after a capital noun."""
    doc, last = head.doc, head.i
    if not head.text[0].isupper() or last + 2 >= len(doc) or doc[last + 1].lower_ not in LINKS:
        return last
    for at in range(head.i + 1, len(doc)):
        if doc[at].lower_ in _calendar():
            break  # "the Ministry on Monday"
        if doc[at].text[0].isupper():
            last = at
        elif doc[at].lower_ not in INSIDE:
            break
    return last


def _is_proper(token: Token) -> bool:
    """A capital that the start of the sentence does not explain."""
    if not token.text[0].isupper() or token.pos_ not in ("PROPN", "ADJ", "NOUN"):
        return False
    return not token.is_sent_start or token.pos_ == "PROPN" or token.text in _demonyms()


class Institutions:
    """The institutions that one report names, for those it later calls by their last word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, list[tuple[int, str]]] = {}

    def full(self, word: str, offset: int) -> str | None:
        """Return the one full name with ``word`` before ``offset``; None if none or several."""
        if word not in self._found:
            if len(self._found) >= NAMES:
                return None
            self._found[word] = list(self._forms(word))
        forms = {form for at, form in self._found[word] if at < offset}
        longest = max(forms, key=len, default=None)
        return longest if longest and all(form in longest for form in forms) else None

    def _forms(self, word: str) -> Iterator[tuple[int, str]]:
        capital = r"[A-Z][\w-]*(?:['’]s)? "
        tail = r"(?: (?:of|for) (?:the )?[A-Z][\w-]+(?: (?:(?:and|of) )?[A-Z][\w-]+)*)"
        pattern = rf"\b((?:{capital}){{1,5}}(?i:{word})\b{tail}?|{word.capitalize()}\b{tail})"
        for match in re.finditer(pattern, self.text):
            form = match.group(1).removeprefix("The ")
            if " " in form:
                yield match.start(), form
