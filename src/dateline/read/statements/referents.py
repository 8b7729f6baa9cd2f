"""Gives surnames their full form and pronouns the person or group they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dateline import data
from dateline.read.page import Passage
from dateline.read.statements import institutions
from dateline.read.statements.speakers import PARTICLES, Identity, identify, outside, titles

# How far back a pronoun may reach: beyond four paragraphs or 250 words readers lose it too.
PASSAGES_BACK = 4
WORDS_BACK = 250

# Surnames looked up in one report, so that a list of ten thousand names stays linear.
NAMES = 200

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
IT = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})

OFFICE_BEFORE = re.compile(r"(\w+) of $")
WORD_BEFORE = re.compile(r"([\w.'’-]+)[ \xa0]$")


@cache
def _sexes() -> dict[str, str]:
    table = data.toml("titles")["honorifics"]
    return {word: sex for sex in ("he", "she") for word in table[sex].split()}


@cache
def _peoples() -> frozenset[str]:
    return frozenset(w.lower() for row in data.rows("countries") for w in row["demonyms"].split("|") if w)


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in data.rows("countries"))


class Referents:
    """Who has been named so far in one report."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self.text, self.passages = text, passages
        self.sexes: dict[str, str] = {}
        self.institutions = institutions.Institutions(text)
        self._full: dict[str, list[tuple[int, str]]] = {}

    def resolve(self, passage: Passage, head: Token) -> Identity:
        """Return who ``head`` is, a surname completed, a pronoun followed back."""
        word = head.lower_
        if word in RELATIVE and head.pos_ in ("PRON", "DET", "SCONJ"):
            verb = head.head
            return (
                self.resolve(passage, verb.head)
                if verb.dep_ == "relcl" and verb.head.i < head.i
                else Identity()
            )
        if word in HE or word in SHE:
            return self._person(passage, head, "he" if word in HE else "she")
        if word in THEY or word in IT:
            return self._group(passage, head, word in THEY)
        found = identify(head)
        offset = passage.start + head.idx
        if institutions.is_one(head) and " " not in (found.name or ""):
            full_name = self._institution(head, offset)
            return found if full_name is None else Identity(full_name)
        if found.name is None:
            return self._office_holder(found, head, offset)
        full = self.complete(found.name, passage.start + head.idx)
        self._note_sex(full, found.role)
        return replace(found, name=full)

    def _institution(self, head: Token, offset: int) -> str | None:
        """ "The ministry": the one named before that ends so, if there is only one."""
        bare = head.left_edge.i == head.i - 1 and head.doc[head.left_edge.i].lower_ == "the"
        one = head.tag_ in ("NN", "NNP")
        return self.institutions.full(head.lower_, offset) if bare and one else None

    def _office_holder(self, found: Identity, head: Token, offset: int) -> Identity:
        """ "The Foreign Minister": whoever was named with that office before, if one person only."""
        if found.role is None or " " not in found.role or not found.role[0].isupper():
            return found
        if head.doc[head.left_edge.i].lower_ != "the" or head.tag_ in ("NNS", "NNPS"):
            return found
        named = re.compile(re.escape(found.role) + r"((?: [A-Z][\w.'’-]+){1,3})")
        names = {match.group(1).strip() for match in named.finditer(self.text, 0, offset)}
        return replace(found, name=names.pop()) if len(names) == 1 else found

    def complete(self, name: str, offset: int) -> str:
        """Return the fullest form of a one-word name: the last before ``offset``, else the only one.

        Initials ("UN") are no last name.
        """
        if " " in name or (len(name) > 1 and name.isupper()):
            return name
        if name not in self._full:
            if len(self._full) >= NAMES:
                return name
            self._full[name] = list(self._longer(name))
        forms = self._full[name]
        past = [form for at, form in forms if at <= offset]
        if past:
            return past[-1]
        return forms[0][1] if len({form for _, form in forms}) == 1 else name

    def _longer(self, name: str) -> list[tuple[int, str]]:
        found = []
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.text):
            start = match.start()
            while before := WORD_BEFORE.search(self.text, max(0, start - 30), start):
                word = before.group(1)
                bare = word.rstrip(".").lower()
                if not (word[0].isupper() or bare in PARTICLES) or bare in titles() or bare in outside():
                    break
                if bare in _peoples() or (bare in _countries() and name.lower() in _countries()):
                    break  # "Russian Lavrov", and "Syria Russia" where a headline runs on
                if word.endswith((".", "’s", "'s")) and len(word) > 2:
                    break
                start = before.start(1)
            while start < match.start() and not self.text[start].isupper():
                start = self.text.index(" ", start) + 1
            office = OFFICE_BEFORE.search(self.text, max(0, start - 30), start)
            if office is not None and office.group(1).lower() in titles():
                start = self.text.rfind(" ", start, match.start() - 1) + 1 or start
            if start < match.start():
                found.append((match.start(), self.text[start : match.end()]))
        return found

    def _note_sex(self, name: str, role: str | None) -> None:
        for word in (role or "").lower().replace(".", "").split():
            if word in _sexes():
                self.sexes[name] = _sexes()[word]

    def _person(self, passage: Passage, pronoun: Token, sex: str) -> Identity:
        for token, home in self._subjects(passage, pronoun):
            found = identify(token)
            if found.name is None:
                if found.role and token.tag_ == "NN" and token.lemma_.lower() in titles():
                    return found
                continue
            full = self.complete(found.name, home.start + token.idx)
            self._note_sex(full, found.role)
            person = " " in full or found.role is not None
            if person and self.sexes.get(full, sex) == sex:
                self.sexes.setdefault(full, sex)
                return replace(found, name=full)
        return Identity()

    def _group(self, passage: Passage, pronoun: Token, many: bool) -> Identity:
        for token, _ in self._subjects(passage, pronoun):
            if token.pos_ in ("NOUN", "PROPN") and (token.tag_ in ("NNS", "NNPS")) == many:
                return identify(token)
        return Identity()

    def _subjects(self, passage: Passage, pronoun: Token) -> list[tuple[Token, Passage]]:
        """Subjects before ``pronoun``, nearest sentence first, the main clause's first in each."""
        found: list[tuple[Token, Passage]] = []
        seen, at = 0, pronoun.i
        for index in range(passage.index, max(-1, passage.index - PASSAGES_BACK), -1):
            home = self.passages[index]
            main: list[tuple[Token, Passage]] = []
            other: list[tuple[Token, Passage]] = []
            for i in range((at if index == passage.index else len(home.doc)) - 1, -1, -1):
                token = home.doc[i]
                if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("PROPN", "NOUN"):
                    (main if token.head.dep_ == "ROOT" else other).append((token, home))
                if token.is_sent_start or i == 0:
                    found += main + other
                    main, other = [], []
                seen += 1
                if seen > WORDS_BACK:
                    return found
        return found
