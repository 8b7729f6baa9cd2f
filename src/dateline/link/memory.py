"""What linking asks of what was linked before: the neighbourhood of new reports, never the whole desk.

``Memory`` is answered by a desk (pipeline/memory.py); ``Blank`` remembers nothing, so that everything
given is linked anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dateline.link.digests import Digest
from dateline.link.postings import Posting
from dateline.model import Copies, Failure, Incident, Origin, Place, Report, Series


@dataclass(frozen=True, slots=True)
class Edge:
    """The likeness of two tellings, by number, and what speaks for it."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Previous:
    """An incident as it was: its id, its earliest telling, all its tellings, and ids merged into it."""

    id: str
    anchor: str
    tellings: tuple[str, ...]
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """As much of an incident as tells whether it lies within another."""

    id: str
    type: str
    place: Place | None
    first: dt.date | None
    last: dt.date | None
    order: str
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """Two tellings, by id, that a person joined or kept apart; one with itself was discounted."""

    decision: str
    a: str
    b: str
    same: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """A country (or the name of a place that is in none known) and the days something may lie in there."""

    key: str
    first: int
    last: int


class Memory(Protocol):
    """Answers about what was linked before. Asked for what is not there, it leaves it out."""

    def size(self) -> int:
        """Return how many reports are linked."""

    def next_number(self) -> int:
        """Return a number that no report has, nor any higher one."""

    def postings(self, keys: Collection[int]) -> Mapping[int, Posting]:
        """Return what the index lists under these keys."""

    def digests(self, numbers: Collection[int]) -> Mapping[int, Digest]:
        """Return what was kept of the reports with these numbers."""

    def numbers(self, reports: Collection[str]) -> Mapping[str, int]:
        """Return the numbers of these reports."""

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        """Return these reports in full."""

    def copies(self, reports: Collection[str]) -> Mapping[int, Copies]:
        """Return the copy groups that hold any of these reports, by a handle."""

    def edges(self, tellings: Collection[int]) -> Iterable[Edge]:
        """Return every edge that touches one of these tellings."""

    def incidents_of(self, tellings: Collection[int]) -> Iterable[Previous]:
        """Return the incidents that hold any of these tellings."""

    def incidents(self, ids: Collection[str]) -> Iterable[Previous]:
        """Return these incidents; an id that was merged into another brings that other."""

    def incidents_near(self, extents: Collection[Extent]) -> Iterable[Previous]:
        """Return the incidents that may lie in one of these extents."""

    def denials_near(self, extents: Collection[Extent]) -> Iterable[tuple[Extent, int]]:
        """Return at least the denials (where, its number) that may lie in one of these extents."""

    def wholes(self, parts: Collection[Outline]) -> Iterable[Outline]:
        """Return at least the incidents of a whole area in the country of one of the parts, on its days."""

    def parts(self, wholes: Collection[Outline]) -> Iterable[Outline]:
        """Return at least the incidents of single places in the country of one of the wholes, on its days."""

    def parts_of(self, ids: Collection[str]) -> Iterable[Outline]:
        """Return the incidents that are part of these."""

    def bindings(self, tellings: Collection[str], decisions: Collection[str] = ()) -> Iterable[Binding]:
        """Return what people decided about these tellings, and what these decisions bound."""

    def series(self, ids: Collection[str]) -> Mapping[str, Series]:
        """Return these series."""

    def renown(self, asked: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """Return what reports told of names: how often each value was told of a (field, name)."""


@dataclass(slots=True)
class Built:
    """An incident with what it is found by later."""

    incident: Incident
    order: str
    anchor: str
    members: tuple[int, ...]
    wide: bool
    extents: tuple[Extent, ...]

    def outline(self) -> Outline:
        """Return what tells whether it lies within another."""
        own = self.incident
        first, last = (own.period.first, own.period.last) if own.period else (None, None)
        return Outline(own.id, own.type, own.place, first, last, self.order, own.part_of)


@dataclass(slots=True)
class Change:
    """What linking some reports changed. Everything not named here stays as it was.

    ``order`` has what the reports of copies and origins are sorted by. ``copies_gone`` are handles,
    ``incidents_gone`` ids and where they lead; ``unbound`` are decisions taken back; ``failures`` say why
    a decision could not be applied.
    """

    digests: list[Digest] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    postings: list[tuple[int, Posting]] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    tellings_gone: set[int] = field(default_factory=set)
    copies_gone: set[int] = field(default_factory=set)
    copies: list[Copies] = field(default_factory=list)
    origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    order: dict[str, str] = field(default_factory=dict)
    denials: dict[int, tuple[Extent, ...]] = field(default_factory=dict)
    incidents: list[Built] = field(default_factory=list)
    incidents_gone: dict[str, str | None] = field(default_factory=dict)
    part_of: dict[str, str | None] = field(default_factory=dict)
    series: list[Series] = field(default_factory=list)
    series_gone: set[str] = field(default_factory=set)
    bindings: list[Binding] = field(default_factory=list)
    unbound: set[str] = field(default_factory=set)
    renown: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)


class Blank:
    """Remembers no report. ``known`` are the incidents whose ids are to be kept."""

    def __init__(self, known: Iterable[Previous] = (), bindings: Iterable[Binding] = ()) -> None:
        self._known = tuple(known)
        self._bindings = tuple(bindings)

    def size(self) -> int:
        return 0

    def next_number(self) -> int:
        return 1

    def postings(self, keys: Collection[int]) -> Mapping[int, Posting]:
        return {}

    def digests(self, numbers: Collection[int]) -> Mapping[int, Digest]:
        return {}

    def numbers(self, reports: Collection[str]) -> Mapping[str, int]:
        return {}

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        return {}

    def copies(self, reports: Collection[str]) -> Mapping[int, Copies]:
        return {}

    def edges(self, tellings: Collection[int]) -> Iterable[Edge]:
        return ()

    def incidents_of(self, tellings: Collection[int]) -> Iterable[Previous]:
        return self._known

    def incidents(self, ids: Collection[str]) -> Iterable[Previous]:
        wanted = set(ids)
        return [own for own in self._known if own.id in wanted or wanted.intersection(own.formerly)]

    def incidents_near(self, extents: Collection[Extent]) -> Iterable[Previous]:
        return ()

    def denials_near(self, extents: Collection[Extent]) -> Iterable[tuple[Extent, int]]:
        return ()

    def wholes(self, parts: Collection[Outline]) -> Iterable[Outline]:
        return ()

    def parts(self, wholes: Collection[Outline]) -> Iterable[Outline]:
        return ()

    def parts_of(self, ids: Collection[str]) -> Iterable[Outline]:
        return ()

    def bindings(self, tellings: Collection[str], decisions: Collection[str] = ()) -> Iterable[Binding]:
        wanted = set(tellings)
        return [
            own for own in self._bindings if own.a in wanted or own.b in wanted or own.decision in decisions
        ]

    def series(self, ids: Collection[str]) -> Mapping[str, Series]:
        return {}

    def renown(self, asked: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Mapping[str, int]]:
        return {}
