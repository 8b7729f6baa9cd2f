"""Gathers what all reports together tell of a name: what its initials stand for, and what its bearer is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dateline.link import voices
from dateline.model import OriginKind, Report

T_co = TypeVar("T_co", covariant=True)

_INITIALS = re.compile(r"\(([A-Z]{2,8})\)")
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "de", "la", "des", "du"})
# A name in full stands within so many characters before its initials.
_REACH = 90
# A role shorter than this is a form of address.
_ROLE = 4
_UNTOLD = (OriginKind.WITNESS, OriginKind.ANONYMOUS)


# What is told of a name: what its initials stand for, and what kind of voice its bearer is.
INITIALS, KIND = "initials", "kind"
Asked = tuple[str, str]
Tally = dict[Asked, dict[str, int]]


class Names(Protocol[T_co]):
    """Answers what is told of a name; a dict does."""

    def get(self, name: str) -> T_co | None:
        """Return what is told, or None."""


@dataclass(frozen=True, slots=True)
class Renown:
    """Full names by their initials (key form), and kinds of voice by name."""

    initials: Names[str]
    kinds: Names[OriginKind]


class Book:
    """What all reports told of names: those linked before, looked up when asked for, and new ones."""

    def __init__(self, stored: Callable[[Collection[Asked]], Mapping[Asked, Mapping[str, int]]]) -> None:
        self._stored = stored
        self._known: Tally = {}
        self._best: dict[Asked, str | None] = {}  # answers since the last report was counted
        self._changed: set[Asked] = set()

    def fetch(self, asked: Collection[Asked]) -> None:
        """Look up what is not known yet, all at once."""
        missing = [own for own in asked if own not in self._known]
        found = self._stored(missing) if missing else {}
        self._known.update({own: dict(found.get(own, {})) for own in missing})

    def add(self, report: Report, by: int = 1) -> None:
        """Count what a report tells of names; -1 takes it back."""
        told = tally(report)
        self._best.clear()
        self.fetch(told.keys())
        for asked, values in told.items():
            for value, count in values.items():
                self._known[asked][value] = max(0, self._known[asked].get(value, 0) + by * count)
            self._changed.add(asked)

    def best(self, field: str, name: str) -> str | None:
        """Return what was told most often; among equals the last in the alphabet."""
        asked = (field, name)
        if asked not in self._best:
            self.fetch([asked])
            told = self._known[asked]
            self._best[asked] = max((v for v in told if told[v]), key=lambda v: (told[v], v), default=None)
        return self._best[asked]

    def renown(self) -> Renown:
        """Return the book in the form in which voices are looked up."""
        return Renown(_Asked(self, INITIALS, str), _Asked(self, KIND, OriginKind))

    def changed(self) -> Tally:
        """Return what is to be stored."""
        return {asked: self._known[asked] for asked in sorted(self._changed)}


class _Asked(Generic[T_co]):
    def __init__(self, book: Book, field: str, cast: Callable[[str], T_co]) -> None:
        self._book, self._field, self._cast = book, field, cast

    def get(self, name: str) -> T_co | None:
        best = self._book.best(self._field, name)
        return self._cast(best) if best is not None else None


def asked(report: Report) -> set[Asked]:
    """Return what the report's speakers are going to be asked, so that it is looked up at once."""
    raw = {own.name or (own.speaker.text if own.speaker else "") for own in report.statements}
    return {(INITIALS, voices.key(name)) for name in raw} | {(KIND, name) for name in raw}


def of(reports: Iterable[Report]) -> Renown:
    """Return what ``reports`` tell of names; the order they come in changes nothing."""
    book = Book(lambda _: {})
    for report in reports:
        book.add(report)
    return book.renown()


def tally(report: Report) -> Tally:
    """Return how often the report tells what of a name, by field and name."""
    found: defaultdict[Asked, Counter[str]] = defaultdict(Counter)
    for own in report.statements:
        told = _office(own.role, own.affiliation) if own.name else ""
        if told and (kind := voices.kind(told)) not in _UNTOLD:
            found[KIND, own.name or ""][kind.value] += 1
    for match in _INITIALS.finditer(report.text):
        if full := _spelled(report.text[max(0, match.start() - _REACH) : match.start()], match[1]):
            found[INITIALS, match[1].lower()][full] += 1
    return {asked: dict(values) for asked, values in found.items()}


def _office(role: str | None, affiliation: str | None) -> str:
    return " ".join(word for word in (role, affiliation) if word and len(word) >= _ROLE)


def _spelled(before: str, short: str) -> str | None:
    """Return the last words of ``before`` whose capitals spell ``short``."""
    parts = before.split()
    letters = list(short.lower())
    for at in range(len(parts) - 1, -1, -1):
        heads = [head for word in parts[at].split("-") if (head := word[:1].lower())]
        if parts[at].lower() in _SMALL:
            continue
        taken = heads if letters[-len(heads) :] == heads else heads[:1]
        if not parts[at][:1].isupper() or letters[-len(taken) :] != taken:
            return None
        letters = letters[: -len(taken)]
        if not letters:
            return " ".join(parts[at:])
    return None
