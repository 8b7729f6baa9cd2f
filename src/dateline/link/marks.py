"""Finds the numbers that a report itself says matter: "the 100,000 mark", "a threshold of 10,000".

Only what is told becomes a mark; what happens there is kept in the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.data import toml
from dateline.link.evidence import citation, sentence
from dateline.model import Mark, Report

_NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:[ -](?P<times>thousand|million))?"
    r"(?!\s*(?:%|per cent|[ap]\.?m\b))"
)
_TIMES = {None: 1, "thousand": 1_000, "million": 1_000_000}
# The clause that says what happens at the mark; longer than this it is another clause.
_WORDS = 12
# The first patterns name a mark; the others are one only where a petition is spoken of.
_SURE = 2
# "It" of the next sentence is still the petition: about a sentence back.
_BEFORE = 150
# What stands between a number and the words about it.
_JOINT = re.compile(
    r"^[\s,]*(?:(?:signatures|names|people)\b\s*)?(?:(?:mark|threshold|target|goal|limit)\b\s*)?"
    r"(?:(?:(?:is|are|was|were)\s+)?(?:needed|required|necessary)\b\s*)?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A mark with where its number stands, and whether its sentence speaks of a petition."""

    start: int
    end: int
    petition: bool
    mark: Mark


def told(report: Report) -> list[Told]:
    """Return the marks that a report tells, in the order of its text, each number once."""
    found: dict[int, Told] = {}
    for match, sure in _matches(report.text):
        start, end = match.span("n")
        end = match.end("times") if match["times"] else end
        first, last = sentence(report, start, end)
        petition = is_petition(report.text[max(0, first - _BEFORE) : last])
        if start not in found and (sure or petition):
            name = _name(report.text, end, last)
            mark = Mark(value=_value(match), name=name, citation=citation(report, start, end))
            found[start] = Told(start, end, petition, mark)
    return [found[start] for start in sorted(found)]


def is_petition(words: str) -> bool:
    """Return whether a sentence speaks of a petition."""
    return bool(_petition().search(words))


def _matches(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each form with whether its words alone make the number a mark, of whatever it is."""
    for number, pattern in enumerate(_patterns()):
        yield from ((match, number < _SURE) for match in pattern.finditer(text))


def _value(match: re.Match[str]) -> float | int:
    value = float(match["n"].replace(",", "")) * _TIMES[match["times"]]
    return int(value) if value.is_integer() else value


def _name(text: str, end: int, last: int) -> str | None:
    """The clause after the number, in the report's words: "for a debate", "the government must reply"."""
    clause = re.split(r"[.;,!?]|\bbut\b|\band\b", _JOINT.sub("", text[end:last]), maxsplit=1)[0]
    words = clause.split()
    return " ".join(words) if 1 < len(words) <= _WORDS else None


@cache
def _petition() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(toml('series')['petition']['words'])})\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = toml("series")["mark"]
    nouns, needed = "|".join(table["nouns"]), "|".join(table["needed"])
    things = r"(?:[ -](?:signatures?|names?|people|person))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b{_NUMBER}{things}[ -](?:{nouns})\b",
            rf"\b(?:{nouns}) of {_NUMBER}",
            # "At 10,000 signatures the government must reply; at 100,000 ...": a clause that opens so.
            rf"(?:^|[.;,]\s+|\band\s+)at {_NUMBER}(?: (?:signatures|names))?(?= [a-z]| [A-Z][a-z])",
            rf"\b{_NUMBER} (?:signatures|names) (?:(?:is|are|were|was) )?(?:{needed})\b",
            rf"\b(?:needs?|requires?) {_NUMBER} (?:signatures|names)\b",
        )
    )
