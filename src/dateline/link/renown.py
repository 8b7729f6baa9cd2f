"""Gathers what all reports together tell of a name: what its initials stand for, and what its bearer is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.link import voices
from dateline.model import OriginKind, Report

_INITIALS = re.compile(r"\(([A-Z]{2,8})\)")
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "de", "la", "des", "du"})
# A name in full stands within so many characters before its initials.
_REACH = 90
# A role shorter than this is a form of address.
_ROLE = 4
_UNTOLD = (OriginKind.WITNESS, OriginKind.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class Renown:
    """Full names by their initials (key form), and kinds of voice by name."""

    initials: Mapping[str, str]
    kinds: Mapping[str, OriginKind]


def of(reports: Iterable[Report]) -> Renown:
    """Return what ``reports`` tell of names; the order they come in changes nothing."""
    known = tuple(reports)
    return Renown(initials(known), kinds(known))


def kinds(reports: Iterable[Report]) -> dict[str, OriginKind]:
    """Return the kind of voice that roles and affiliations most often give a name."""
    found: defaultdict[str, Counter[OriginKind]] = defaultdict(Counter)
    for own in (statement for report in reports for statement in report.statements if statement.name):
        told = _office(own.role, own.affiliation)
        if told and (kind := voices.kind(told)) not in _UNTOLD:
            found[own.name or ""][kind] += 1
    return {name: max(told, key=lambda kind: (told[kind], kind)) for name, told in found.items()}


def _office(role: str | None, affiliation: str | None) -> str:
    return " ".join(word for word in (role, affiliation) if word and len(word) >= _ROLE)


def initials(reports: Iterable[Report]) -> dict[str, str]:
    """Return what initials stand for, from "Full Name (FN)" in the texts; the most frequent reading wins."""
    found: Counter[tuple[str, str]] = Counter()
    for report in reports:
        for match in _INITIALS.finditer(report.text):
            if full := _spelled(report.text[max(0, match.start() - _REACH) : match.start()], match[1]):
                found[match[1].lower(), full] += 1
    return {short: full for (short, full), _ in sorted(found.items(), key=lambda own: (own[1], own[0]))}


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
