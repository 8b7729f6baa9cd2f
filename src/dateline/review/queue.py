"""Says what needs a person next: each item with its reason, the gravest and most doubtful first."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Protocol

from dateline.model import (
    Copies,
    CopyPair,
    Decision,
    FigureStatus,
    Grade,
    Incident,
    Judgement,
    Linking,
    Period,
    Place,
    Presence,
    Record,
    Relation,
    Remark,
    Visit,
)


class Doubt(StrEnum):
    """Why an item is in the queue."""

    DIFFER = "accounts differ"
    PAIR = "may be one incident"
    PLACE = "place ambiguous"
    ALONE = "one origin only"
    COPY = "copy suspected"
    VANISHED = "source vanished"
    READER = "reader's correction"


# How much each doubt weighs: first what a wrong answer would print (a disputed count, one harm told as two),
# then what only weakens it. Equal harm is ordered by this; the numbers say no more than the order.
WEIGHT = {
    Doubt.DIFFER: 1.0,
    Doubt.PAIR: 0.9,
    Doubt.READER: 0.8,
    Doubt.PLACE: 0.6,
    Doubt.ALONE: 0.5,
    Doubt.VANISHED: 0.4,
    Doubt.COPY: 0.3,
}
# People killed weigh most, then injured; other counts (displaced, present) are larger by nature.
_HARM = {FigureStatus.KILLED: 1.0, FigureStatus.INJURED: 0.5}
_OTHER = 0.1
# Half of the shorter text in the longer is neither plainly a copy nor plainly not.
_UNSURE_COPY = (0.3, 0.7)
_LOST = frozenset({Presence.GONE, Presence.CHANGED})
# What an item is of, so that it is found when that changes.
OF_INCIDENTS = (Doubt.DIFFER, Doubt.PAIR, Doubt.PLACE, Doubt.ALONE)
# Raised when the same records would give other items: desks build their queue again then.
VERSION = "1"
_SAME_OR_NOT = (Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE)
_RIGHT_OR_NOT = (Judgement.ACCEPT, Judgement.CORRECT, Judgement.UNSURE)


class Counted(Protocol):
    """A count of people, as far as its gravity goes."""

    @property
    def status(self) -> FigureStatus: ...
    @property
    def low(self) -> float | None: ...
    @property
    def best(self) -> float | None: ...


class QueueItem(Record):
    """One thing for a person to judge.

    ``key`` names it for as long as what it is about stays the same; ``subjects`` go into the ledger, and
    for a pair they are tellings, which linking honours.
    """

    key: str
    doubt: Doubt
    title: str
    reason: str
    machine: str
    subjects: tuple[str, ...]
    incidents: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    rank: float
    asks: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An incident as far as its neighbours ask: what, where, on which days, and how grave."""

    id: str
    title: str
    type: str
    place: Place | None
    place_name: str | None
    period: Period | None
    anchor: str
    harm: float

    @classmethod
    def of(cls, own: Incident) -> Told:
        anchor = own.tellings[0] if own.tellings else own.id
        return cls(
            own.id, own.title, own.type, own.place, own.place_name, own.period, anchor, harm(own.tolls)
        )

    @property
    def spot(self) -> str | None:
        """Return what stands for its place: the gazetteer's entry, else the name."""
        return (self.place.gazetteer or self.place.name) if self.place else None

    @property
    def linked(self) -> bool:
        """Return whether it was told by a report: only then can a person's word join it."""
        return self.anchor != self.id


def build(linking: Linking, visits: Iterable[Visit] = ()) -> list[QueueItem]:
    """Return everything in doubt, whether judged or not, in the order in which to judge it.

    ``visits`` are what was found where reports stood; the last one of each address counts.
    """
    found = [item for incident in linking.incidents for item in about(incident)]
    found += pairs(Told.of(incident) for incident in linking.incidents)
    found += copies(linking.copies)
    grave: defaultdict[str, float] = defaultdict(float)
    for incident in linking.incidents:
        for report in incident.reports:
            grave[report] = max(grave[report], harm(incident.tolls))
    found += vanished(visits, grave)
    unique = {item.key: item for item in found}
    return sorted(unique.values(), key=lambda item: (-item.rank, item.key))


def open_items(items: Sequence[QueueItem], standing: Iterable[Decision]) -> list[QueueItem]:
    """Return the items on which no standing decision was made, in their order."""
    judged = judged_keys(standing)
    return [item for item in items if item.key not in judged]


def judged_keys(standing: Iterable[Decision]) -> set[str]:
    """Return the keys of the items that were judged: a decision's id is its item's key and a number."""
    return {decision.id.rpartition("-")[0].removeprefix("decision:") for decision in standing}


def harm(tolls: Iterable[Counted]) -> float:
    """Return how grave counts are: the logarithm of the gravest; 50 are not ten times as urgent as 5."""
    weights = [(_HARM.get(toll.status, _OTHER), toll.best or toll.low or 0) for toll in tolls]
    return max((weight * math.log10(1 + count) for weight, count in weights), default=0.0)


def about(incident: Incident) -> Iterator[QueueItem]:
    """Yield what is in doubt about an incident by itself."""
    for own in incident.disagreements:
        machine = f"{incident.grade.value}: {incident.grade_reason}"
        yield _item(Doubt.DIFFER, incident, own.text, machine, _RIGHT_OR_NOT, own.kind, own.text)
    if incident.origins == 1 and incident.grade is not Grade.DISCOUNTED and harm(incident.tolls) > 0:
        count = len(incident.reports)
        reason = f"{count} reports, but one origin" if count > 1 else "one report, one origin"
        yield _item(Doubt.ALONE, incident, reason, incident.grade_reason, _RIGHT_OR_NOT)
    place = incident.place
    if place is not None and len(place.candidates) > 1:
        others = len(place.candidates) - 1
        more = f"{others} other places" if others > 1 else "one other place"
        reason = f"“{place.text}” could be {more}; taken: {_where(Told.of(incident))}"
        machine = f"{place.rule or 'no rule'}: {_where(Told.of(incident))}"
        yield _item(Doubt.PLACE, incident, reason, machine, _RIGHT_OR_NOT, place.gazetteer or "")


def pairs(told: Iterable[Told], of: Collection[str] | None = None) -> Iterator[QueueItem]:
    """Yield the pairs of one kind at one place whose days meet: linking kept them apart.

    With ``of``, only pairs that hold one of these incidents.
    """
    at: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for own in told:
        if own.spot and own.linked:
            at[own.spot, own.type].append(own)
    for group in at.values():
        for a, b in combinations(group, 2):
            if (of is None or a.id in of or b.id in of) and _days_meet(a, b):
                yield _pair(a, b)


def copies(groups: Iterable[Copies]) -> Iterator[QueueItem]:
    """Yield the pairs of reports of which it is in doubt whether one is a copy of the other."""
    yield from (_copy(pair) for group in groups for pair in group.pairs if _unsure(pair))


def vanished(visits: Iterable[Visit], grave: Mapping[str, float]) -> Iterator[QueueItem]:
    """Yield the pages that are gone or changed; ``grave`` is the harm told of by each report."""
    last = {visit.url: visit for visit in sorted(visits, key=lambda v: v.at)}
    yield from (_vanished(v, grave.get(v.report, 0.0)) for v in last.values() if v.presence in _LOST)


def _days_meet(a: Told, b: Told) -> bool:
    """Return whether the days of both touch; an unknown day may be any."""
    if a.period is None or b.period is None or a.period.first is None or b.period.first is None:
        return True
    last = [i.period.last or i.period.first for i in (a, b) if i.period and i.period.first]
    return max(a.period.first, b.period.first) <= min(last)


def _pair(a: Told, b: Told) -> QueueItem:
    first, second = sorted((a, b), key=lambda i: i.id)
    reason = f"both: {a.type}, {_where(a)}, days that meet"
    return QueueItem(
        key=_key(Doubt.PAIR, first.anchor, second.anchor),
        doubt=Doubt.PAIR,
        title=f"{first.title} / {second.title}" if first.title != second.title else first.title,
        reason=reason,
        machine="linking keeps them apart",
        subjects=(first.anchor, second.anchor),
        incidents=(first.id, second.id),
        rank=_rank(Doubt.PAIR, max(a.harm, b.harm)),
        asks=_SAME_OR_NOT,
    )


def _vanished(visit: Visit, grave: float) -> QueueItem:
    """Return the question about a page that is gone or changed; the sealed copy stays what it was."""
    gone = visit.presence is Presence.GONE
    what = f"gone ({visit.cause})" if gone and visit.cause else visit.presence.value
    moved = [f"{c.before or 'nothing'} is now {c.after or 'nothing'}" for c in visit.numbers]
    reason = f"{visit.url}: {what} on {visit.at:%d %B %Y}" + (f"; {'; '.join(moved)}" if moved else "")
    return QueueItem(
        key=_key(Doubt.VANISHED, visit.report, visit.url, what, *moved),
        doubt=Doubt.VANISHED,
        title="A source is gone" if gone else "A source was changed",
        reason=reason,
        machine=f"{visit.presence.value}; {len(visit.paragraphs)} paragraphs differ",
        subjects=(visit.report,),
        reports=(visit.report,),
        rank=_rank(Doubt.VANISHED, grave),
        asks=(Judgement.ACCEPT, Judgement.UNSURE),
    )


def correction(remark: Remark, incidents: Sequence[Incident], reports: Sequence[str]) -> QueueItem:
    """Return the question whether a reader's correction of a claim is right.

    ``incidents`` and ``reports`` are those of the claim that the desk still has.
    """
    about = f"“{remark.quoted}” " if remark.quoted else ""
    return QueueItem(
        key=reader_key(remark.id),
        doubt=Doubt.READER,
        title=incidents[0].title if incidents else remark.quoted or "A reader corrects the page",
        reason=f"{about}{remark.name} writes: {remark.text}",
        machine=f"comment {remark.number or remark.id} on {remark.thread}, {remark.state.value}",
        subjects=(f"comment:{remark.id}", *remark.claim),
        incidents=tuple(incident.id for incident in incidents),
        reports=tuple(reports[:1]),
        rank=_rank(Doubt.READER, max((harm(incident.tolls) for incident in incidents), default=0.0)),
        asks=_RIGHT_OR_NOT,
    )


def reader_key(remark: int) -> str:
    """Return the key of a reader's correction: the same comment is the same question."""
    return _key(Doubt.READER, f"comment:{remark}")


def _unsure(pair: CopyPair) -> bool:
    low, high = _UNSURE_COPY
    return pair.relation is not Relation.UPDATE and low <= pair.shared < high


def _copy(pair: CopyPair) -> QueueItem:
    return QueueItem(
        key=_key(Doubt.COPY, pair.a, pair.b),
        doubt=Doubt.COPY,
        title="Two reports share text",
        reason=f"{pair.shared:.0%} of the shorter stands in the longer",
        machine=f"{pair.relation.value}, {pair.shared:.2f} shared",
        subjects=(pair.a, pair.b),
        reports=(pair.a, pair.b),
        rank=_rank(Doubt.COPY, 0.0),
        asks=_SAME_OR_NOT,
    )


def _item(
    doubt: Doubt, incident: Incident, reason: str, machine: str, asks: tuple[Judgement, ...], *more: str
) -> QueueItem:
    anchor = incident.tellings[0] if incident.tellings else incident.id
    return QueueItem(
        key=_key(doubt, anchor, *more),
        doubt=doubt,
        title=incident.title,
        reason=reason,
        machine=machine,
        subjects=(incident.id,),
        incidents=(incident.id,),
        rank=_rank(doubt, harm(incident.tolls)),
        asks=asks,
    )


def _rank(doubt: Doubt, grave: float) -> float:
    # Without a count there is still something to judge, below everything that counts somebody.
    return round((0.1 + grave) * WEIGHT[doubt], 4)


def _key(*parts: str) -> str:
    """Return a name for what is in doubt; when the words or the places change, it is another doubt."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _where(incident: Told) -> str:
    place = incident.place
    names = [incident.place_name or (place.name if place else None), place.admin1 if place else None]
    return ", ".join(dict.fromkeys(name for name in names if name)) or "no place"
