"""What reports tell together: origins, accounts, incidents, tolls, totals, series."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from dateline.model.base import Record
from dateline.model.collected import Failure
from dateline.model.reading import Period, Place
from dateline.model.words import Exactness, FigureStatus, Grade, OriginKind, Relation


class Edit(Record):
    """Words of the earlier text, and those that stand there in the later; ``number`` when one changed."""

    before: str
    after: str
    number: bool = False


class CopyPair(Record):
    """Two reports that share text: ``shared`` is the share of the shorter found in the longer.

    ``a`` is the earlier; ``changes`` are what ``b`` has otherwise, changed numbers first.
    """

    a: str
    b: str
    relation: Relation
    shared: float = Field(ge=0, le=1)
    changes: tuple[Edit, ...] = ()


class Copies(Record):
    """Reports whose text is one text; ``reports[0]`` is the earliest known."""

    kind: Literal["copies"] = "copies"
    reports: tuple[str, ...]
    keys: tuple[str | None, ...]
    pairs: tuple[CopyPair, ...]


class Origin(Record):
    """The independent voice behind one account, and the chain of relays it came through."""

    kind: Literal["origin"] = "origin"
    report: str
    key: str | None = None
    start: int
    end: int
    chain: tuple[str, ...]
    origin: str
    origin_kind: OriginKind
    anonymous: bool = False
    statement: str | None = None
    rule: str | None = None


class Citation(Record):
    """The exact characters of one report that a sentence rests on."""

    report: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Account(Record):
    """What one report says of an incident, through whom, in which words."""

    report: str
    event: str | None = None
    figure: str | None = None
    statement: str | None = None
    source: str | None = None
    chain: tuple[str, ...] = ()
    origin: str
    origin_kind: OriginKind
    anonymous: bool = False
    status: FigureStatus | None = None
    who: str | None = None
    low: float | int | None = None
    high: float | int | None = None
    exactness: Exactness | None = None
    said_at: dt.datetime | None = None
    superseded: bool = False
    part_of: str | None = None
    rule: str | None = None
    citation: Citation


# Admiralty code: the credibility of information, 1 confirmed by other sources to 6 cannot be judged; the
# reliability of a source, A completely reliable to F cannot be judged.
Credibility = Literal[1, 2, 3, 4, 5, 6]


Reliability = Literal["A", "B", "C", "D", "E", "F"]


class VoicePair(Record):
    """Why two accounts count as one voice or as two. Each is named by its outlet and its origin."""

    a: str
    b: str
    one: bool
    rule: str


class Toll(Record):
    """Low, best and high of one status and group, with every account kept beside them."""

    status: FigureStatus
    who: str | None = None
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    accounts: tuple[Account, ...] = ()
    rule: str
    part_of: str | None = None
    grade: Grade | None = None
    grade_reason: str | None = None
    credibility: Credibility | None = None


class Disagreement(Record):
    """A difference between accounts, stated and cited; never averaged."""

    kind: Literal["count", "contradiction", "denial", "responsibility", "place", "day", "status"]
    text: str
    accounts: tuple[Account, ...]


class Incident(Record):
    """The events of several reports judged to be one."""

    kind: Literal["incident"] = "incident"
    id: str
    reports: tuple[str, ...]
    keys: tuple[str | None, ...]
    type: str
    title: str
    place: Place | None = None
    place_name: str | None = None
    period: Period | None = None
    accounts: tuple[Account, ...] = ()
    tolls: tuple[Toll, ...] = ()
    origins: int = 0
    grade: Grade
    grade_reason: str
    disagreements: tuple[Disagreement, ...] = ()
    reliability: Reliability = "F"
    credibility: Credibility = 6
    unreviewed: tuple[str, ...] = ()
    voices: tuple[VoicePair, ...] = ()
    harm: int = 0
    spread: int = 0
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    part_of: str | None = None
    tellings: tuple[str, ...] = ()
    link_reasons: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


class Total(Record):
    """What the incidents of a day, a place or the whole desk come to, a part never added to its whole.

    ``not_located`` is what the parts of wider incidents do not explain; ``contradicted`` are wider incidents
    whose parts come to more than their own count allows. The best is a sum of bests, and said by nobody.
    """

    kind: Literal["total"] = "total"
    of: Literal["day", "place", "conflict"]
    name: str
    status: FigureStatus
    low: float | int
    best: float | int
    high: float | int | None = None
    not_located: float | int | None = None
    contradicted: tuple[str, ...] = ()
    incidents: tuple[str, ...]


class Mark(Record):
    """A number that matters to a series, and what happens there: told by a report, or set in desk.toml.

    ``citation`` is None for one that the desk set itself; ``place`` narrows that one to a place.
    """

    value: float | int
    name: str | None = None
    status: FigureStatus | None = None
    place: str | None = None
    citation: Citation | None = None


class Observation(Record):
    """One count of what a series follows: by whom, said when, holding when.

    ``at`` is the moment the count is about, ``said_at`` the moment it was published, both in UTC; a day
    without a time counts as its beginning. ``revised`` is set when the same voice gave another count of
    the same moment later, or in a newer version of the text (``replaced``). ``reports`` are all that
    print it.
    """

    series: str
    status: FigureStatus
    unit: str
    who: str | None = None
    since: dt.date | None = None
    place: Place | None = None
    name: str
    figure: str
    statement: str | None = None
    report: str
    reports: tuple[str, ...]
    keys: tuple[str | None, ...]
    replaced: bool = False
    source: str | None = None
    chain: tuple[str, ...] = ()
    origin: str
    origin_kind: OriginKind
    anonymous: bool = False
    voice: str
    low: float | int | None = None
    high: float | int | None = None
    exactness: Exactness
    at: dt.datetime
    said_at: dt.datetime
    revised: bool = False
    marks: tuple[Mark, ...] = ()
    citation: Citation


class Level(Record):
    """What the voices that stand at one moment allow; worked out from observations, said by nobody."""

    at: dt.datetime
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    voices: int
    reports: tuple[str, ...]


class Crossing(Record):
    """When a series came to stand on the other side of a mark: after one moment, by another.

    ``after`` is None where the first count was past it already; ``agreed`` says that no count that stands
    is on the near side.
    """

    mark: Mark
    up: bool
    after: dt.datetime | None = None
    by: dt.datetime
    agreed: bool


class Gap(Record):
    """A stretch without a count, longer than the series' own step."""

    first: dt.datetime
    last: dt.datetime
    days: float


class Rate(Record):
    """A change a day between two counts of one voice: derived here, and said by nobody."""

    origin: str
    first: dt.datetime
    last: dt.datetime
    low: float
    high: float
    derived: Literal[True] = True


class Series(Record):
    """A figure followed over time: one subject, one place, every count with its voice and moment."""

    kind: Literal["series"] = "series"
    id: str
    name: str
    status: FigureStatus
    unit: str
    who: str | None = None
    since: dt.date | None = None
    place: Place | None = None
    reports: tuple[str, ...]
    keys: tuple[str | None, ...]
    observations: tuple[Observation, ...]
    levels: tuple[Level, ...]
    marks: tuple[Mark, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    gaps: tuple[Gap, ...] = ()
    rates: tuple[Rate, ...] = ()

    @property
    def followed(self) -> bool:
        """Whether there is something to follow: a second moment, or a mark. Others have just begun."""
        return len(self.levels) > 1 or bool(self.marks)


class Linking(Record):
    """Everything the link stage says about a set of reports."""

    copies: tuple[Copies, ...] = ()
    origins: tuple[Origin, ...] = ()
    incidents: tuple[Incident, ...] = ()
    series: tuple[Series, ...] = ()
    failures: tuple[Failure, ...] = ()
    derived_by: str | None = None
