"""Turns a report's telling into accounts: each count or claim with its voice and its exact words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from dateline.data import toml
from dateline.link.counts import people
from dateline.link.evidence import citation
from dateline.link.origins import Origins, Voice
from dateline.link.tellings import Telling
from dateline.model import Account, Event, Exactness, Figure, NoteKind, OriginKind, Report, Statement

# "about 50,000" is compatible with counts within a tenth of it.
ABOUT = 0.1
# "One man was killed" is a count and may contradict another; "a man was killed" only describes him.
_COUNTED_AS_ONE = frozenset({"one", "1", "single"})
# A longer sentence is a list, or a page read as one sentence: those seen had 60 to 200 words.
_LONG = 40


def of(telling: Telling, origins: Origins) -> list[Account]:
    """Return the accounts of ``telling``: one a count, or one for the bare claim."""
    told = people(telling)
    counts = _distinct([_counted(telling.report, figure, told, origins) for figure in told])
    return counts or ([_claimed(telling, origins)] if telling.read else [])


def group(who: str | None) -> str | None:
    """Return the group that the words of ``who`` name (children, fighters, ...), or None for people."""
    for word in reversed((who or "").lower().split()):
        if name := _groups().get(word.strip(".,;:'’\"")):
            return name
    return None


def said_at(report: Report) -> dt.datetime | None:
    """Return the moment of publication in UTC; a day without a time counts as its beginning."""
    if report.published_at is not None:
        moment = report.published_at
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(report.published, dt.time(), dt.UTC) if report.published else None


def voice_key(account: Account) -> str:
    """Return the key of the account's independent origin."""
    return Voice(account.chain, account.origin_kind, account.anonymous, "").key(account.report)


def bounds(account: Account) -> tuple[float, float]:
    """Return the least and the most that an account allows."""
    low = account.low or 0
    if account.exactness is Exactness.ABOUT:
        return low * (1 - ABOUT), (account.high or low) * (1 + ABOUT)
    if account.exactness in (Exactness.AT_LEAST, Exactness.VAGUE) and account.high is None:
        return low, float("inf")
    if account.exactness is Exactness.AT_MOST:
        return 0, account.high or low
    return low, account.high if account.high is not None else low


def disjoint(a: Account, b: Account) -> bool:
    """Return whether no number fits both counts."""
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    return a_high < b_low or b_high < a_low


def contradict(a: Account, b: Account) -> bool:
    """Return whether one sentence gives two counts of one event, of the same people, that are not both true.

    Only where nothing in the sentence sets them apart: of 28 sentences with two counts of one status in the
    development sets none contradicted itself; all told a part, another time or another place.
    """
    same = (a.event, a.citation, a.statement, a.status, _told(a)) == (
        b.event,
        b.citation,
        b.statement,
        b.status,
        _told(b),
    )
    return same and a.event is not None and _firm(a) and _firm(b) and disjoint(a, b)


def _told(account: Account) -> str:
    return (account.who or "").lower()


def _firm(account: Account) -> bool:
    """Whether it counts several exactly, in a sentence of which no word sets one count apart from another."""
    words = account.citation.text.lower().split()
    told = account.exactness is Exactness.EXACT and (account.low or 0) > 1 and account.part_of is None
    return told and len(words) <= _LONG and _apart().isdisjoint(word.strip(".,;:()-–—") for word in words)


@cache
def _groups() -> dict[str, str]:
    groups = ((name, words) for name, words in toml("groups").items() if isinstance(words, list))
    return {word: name for name, words in groups for word in words}


@cache
def _apart() -> frozenset[str]:
    return frozenset(toml("groups")["apart"]["words"])


def _counted(report: Report, figure: Figure, told: Sequence[Figure], origins: Origins) -> Account:
    statement = _statement(report, figure.attributed_to)
    return _account(report, origins.of(report, statement), figure.start, figure.end).model_copy(
        update={
            "figure": figure.id,
            "event": _counted_twice(figure, report, told),
            "statement": figure.attributed_to,
            "status": figure.status,
            "who": figure.who,
            "low": figure.low,
            "high": figure.high if figure.high is not None else None,
            "exactness": figure.exactness,
            "part_of": _whole(report, figure),
            "superseded": _one_of_several(figure, told),
        }
    )


def _counted_twice(figure: Figure, report: Report, told: Sequence[Figure]) -> str | None:
    """The event whose people of this status are counted by another figure too, if there is one."""
    others = {own.id for own in told if own.status is figure.status and own.id != figure.id}
    events = (own for own in report.events if figure.id in own.figures)
    return next((own.id for own in events if others & set(own.figures)), None)


def _whole(report: Report, figure: Figure) -> str | None:
    """The count of the same status that holds this one; three dead among ten shot are all of the dead."""
    whole = next((own for own in report.figures if own.id == figure.part_of), None)
    return figure.part_of if whole is None or whole.status is figure.status else None


def _one_of_several(figure: Figure, told: Sequence[Figure]) -> bool:
    """Whether one person is described, not counted ("a man", "the driver"), where several are counted."""
    alone = figure.low == figure.high == 1 and _COUNTED_AS_ONE.isdisjoint(figure.text.lower().split())
    return alone and any(
        own.status is figure.status and group(own.who) == group(figure.who) and (own.low or 0) > 1
        for own in told
    )


def _claimed(telling: Telling, origins: Origins) -> Account:
    """The bare claim that it happened, where no people are counted."""
    record: Event | Figure = telling.events[0] if telling.events else telling.figures[0]
    span = record.trigger if isinstance(record, Event) else record
    voice = origins.of(telling.report, _statement(telling.report, record.attributed_to))
    return _account(telling.report, voice, span.start, span.end).model_copy(
        update={
            "event": record.id if isinstance(record, Event) else None,
            "figure": None if isinstance(record, Event) else record.id,
            "statement": record.attributed_to,
        }
    )


def _account(report: Report, voice: Voice, start: int, end: int) -> Account:
    return Account(
        report=report.id,
        source=report.source,
        chain=voice.chain,
        origin=voice.name,
        origin_kind=OriginKind.ANONYMOUS if _half_read(report) else voice.kind,
        anonymous=voice.anonymous,
        rule=voice.rule,
        said_at=said_at(report),
        citation=citation(report, start, end),
    )


def _half_read(report: Report) -> bool:
    """Whether the report's statements could not be read, so that nobody knows whose word its counts are."""
    return any(note.kind is NoteKind.LANGUAGE for note in report.notes)


def _statement(report: Report, id_: str | None) -> Statement | None:
    return next((own for own in report.statements if own.id == id_), None) if id_ else None


def _distinct(accounts: Sequence[Account]) -> list[Account]:
    """Keep one account a count, the attributed one where there is one."""
    kept: list[Account] = []
    for account in sorted(accounts, key=lambda own: own.statement is None):
        if all(_count(account) != _count(other) for other in kept):
            kept.append(account)
    return sorted(kept, key=lambda own: own.citation.start)


def _count(account: Account) -> tuple[object, ...]:
    return (account.status, group(account.who), account.low, account.part_of is None)


def history(accounts: Sequence[Account]) -> list[Account]:
    """Mark counts below another of the same report as superseded by it: a count only grows within one text.

    That holds for one voice ("a man was hit", "four were hit"), and for narration beside whoever is named:
    "up from 20", "dozens were killed" are no second voice. Counts that contradict each other stand both.
    """
    whole = [account for account in accounts if account.part_of is None]
    return [
        account.model_copy(update={"superseded": True})
        if any(
            _lower(account, other) and _speaks_for(other, account) and not contradict(account, other)
            for other in whole
        )
        else account
        for account in accounts
    ]


def _speaks_for(other: Account, account: Account) -> bool:
    narrated = account.statement is None and other.statement is not None
    return narrated or voice_key(other) == voice_key(account)


def _lower(account: Account, other: Account) -> bool:
    same = (
        account.report == other.report
        and account.status is other.status
        and group(account.who) == group(other.who)
    )
    return same and account.part_of is None and (account.low or 0) < (other.low or 0)
