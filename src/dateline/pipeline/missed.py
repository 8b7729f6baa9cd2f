"""Makes a correction of words in which the reader missed something, from what a person says of them."""

# ruff: noqa: PLC0415 - the gazetteer opens when a place is added
from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from dateline.data import toml
from dateline.errors import EmptyInput, InputError
from dateline.model import Exactness, Factuality, FigureStatus, Mode, Report, Span, Stance
from dateline.pipeline import registers
from dateline.pipeline.desk import Desk
from dateline.review.added import MAKERS

# What can be added, and the vocabularies that it is said in.
KINDS = tuple(MAKERS)
WORDS: Mapping[str, Any] = {
    "mode": Mode, "stance": Stance, "factuality": Factuality, "exactness": Exactness, "status": FigureStatus,
}  # fmt: skip


def event_types() -> list[str]:
    """Return the types of events, in their alphabet."""
    return sorted(row["name"] for row in toml("events")["type"])


def place_of(desk: Desk, name: str, country: str | None = None) -> list[dict[str, Any]]:
    """Return the entries that a name can mean: the desk's own, then the gazetteer's, most people first."""
    from dateline.read import places

    _, own = registers.tables(desk)
    found = places.look_up(name, country or None, own)
    return [one.model_dump(mode="json", exclude_none=True) for one in found]


def words_in(report: Report, words: str, which: int = 1) -> Span:
    """Return where words stand in a report, the ``which``-th time. Raises EmptyInput when they do not."""
    words, start = words.strip(), -1
    for _ in range(which if words else 0):
        start = report.text.find(words, start + 1)
        if start < 0:
            break
    if start < 0:
        times = report.text.count(words) if words else 0
        problem = f"stand {times} times in the text" if times else "do not stand in the text"
        raise EmptyInput("these words", problem, "copy them as they are there")
    return report.span(start, start + len(words))


def correction(
    desk: Desk, report: Report, kind: str, words: str, given: Mapping[str, Any], which: int = 1
) -> tuple[str, dict[str, Any]]:
    """Return the id of a missed reading and the value of the decision that adds it.

    ``given`` has what a person says of the words, by the names of the record's fields: low, high, exactness,
    status; type, factuality; speaker, mode, stance; name, country; from, to. Raises EmptyInput, InputError.
    """
    span = words_in(report, words, which)
    said = _SAID[kind](desk, report, span, given)
    mark = said.get("status") or kind
    label = f"x{hashlib.sha256(f'{span.start}-{span.end}-{mark}'.encode()).hexdigest()[:8]}"
    return label, {"added": [span.start, span.end], "kind": kind, **said}


def counted(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a count as a decision keeps it. Raises EmptyInput and InputError."""
    low, high = given.get("low"), given.get("high")
    if low is None and high is None:
        raise EmptyInput("the count", "has no number", "give a lowest or a highest one")
    if low is not None and high is not None and low > high:
        raise InputError("the count", "has a lowest number over the highest", "exchange them")
    return {"low": low, "high": high, **_chosen(given, "exactness", "status")}


def _figure(desk: Desk, report: Report, span: Span, given: Mapping[str, Any]) -> dict[str, Any]:
    return counted(given)


def _event(desk: Desk, report: Report, span: Span, given: Mapping[str, Any]) -> dict[str, Any]:
    if given.get("type") not in event_types():
        raise InputError("the event", f"has no type {given.get('type')!r}", "take one of the list")
    return {"type": given["type"], **_chosen(given, "factuality")}


def _statement(desk: Desk, report: Report, span: Span, given: Mapping[str, Any]) -> dict[str, Any]:
    name = str(given.get("speaker") or "").strip()
    who = _nearest(report, name, span) if name else None
    return {"speaker": [who.start, who.end] if who else None, **_chosen(given, "mode", "stance")}


def _place(desk: Desk, report: Report, span: Span, given: Mapping[str, Any]) -> dict[str, Any]:
    """Settle a place on the one entry of its name; of several none is taken, and a person chooses."""
    found = place_of(desk, str(given.get("name") or "").strip() or span.text, given.get("country"))
    only = found[0]["gazetteer"] if len(found) == 1 else None
    return {"candidates": found[:CANDIDATES], "gazetteer": given.get("gazetteer") or only}


def _period(desk: Desk, report: Report, span: Span, given: Mapping[str, Any]) -> dict[str, Any]:
    first = given.get("from")
    last = given.get("to") or first
    if not first or not last:
        raise EmptyInput("the time", "has no day", "give its first day")
    try:
        days = [dt.date.fromisoformat(str(one)) for one in (first, last)]
    except ValueError as error:
        raise InputError("the time", f"is no day ({error})", "write such as 2016-12-04") from error
    if days[0] > days[1]:
        raise InputError("the time", "ends before it begins", "exchange the days")
    return {"from": days[0].isoformat(), "to": days[1].isoformat()}


_SAID = {
    "figure": _figure, "event": _event, "statement": _statement, "place": _place, "period": _period,
}  # fmt: skip
# Entries kept to choose from, the most people first: there are hundreds of San Josés.
CANDIDATES = 20


def _chosen(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    try:
        return {name: WORDS[name](given.get(name) or "").value for name in names}
    except ValueError as error:
        raise InputError("the words", f"are none of the list ({error})", "take one of the list") from error


def _nearest(report: Report, name: str, span: Span) -> Span:
    """Return the mention of a speaker that stands nearest to the words, before them when two are as near."""
    found, start = [], report.text.find(name)
    while start >= 0:
        found.append(start)
        start = report.text.find(name, start + 1)
    if not found:
        raise EmptyInput("the speaker", "is not named so in the text", "copy the words as they are there")
    best = min(found, key=lambda at: (abs(at - span.start), at))
    return report.span(best, best + len(name))
