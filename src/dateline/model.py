"""Frozen records: the nouns of Dateline, shared by every stage.

Offsets are Unicode code points into ``Report.text``. What was not said is ``None`` or
empty, never a default that looks like a fact. Each noun names the standard it follows
in ``docs/codebook.md``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """A frozen record; an unknown key is an error, not a silent drop."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# -- vocabularies -----------------------------------------------------------------


class ZoneKind(StrEnum):
    """The part a stretch of text plays on its page."""

    HEADLINE = "headline"
    LEAD = "lead"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    QUOTE = "quote"
    EMBED = "embed"
    LINKS = "links"
    COMMENT = "comment"


class NoteKind(StrEnum):
    """Why a part of a report is left unread by design."""

    LANGUAGE = "language"
    LENGTH = "length"


class Mode(StrEnum):
    """How the words of a statement are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DEMANDS = "demands"
    THREATENS = "threatens"
    PROMISES = "promises"
    ASKS = "asks"
    SPECULATES = "speculates"


class Certainty(StrEnum):
    """How firmly the text gives the content, apart from whether it is true."""

    STATED = "stated"
    REPORTED = "reported"
    ALLEGED = "alleged"
    RUMOURED = "rumoured"
    UNKNOWN = "unknown"


class Factuality(StrEnum):
    """Whether the text presents an event as having happened. Only happened and ongoing count."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    DEMANDED = "demanded"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Exactness(StrEnum):
    """What the number words claim about the number."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


class FigureStatus(StrEnum):
    """What is said of those counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    RETURNED = "returned"
    BESIEGED = "besieged"
    STRANDED = "stranded"
    RESCUED = "rescued"
    RELEASED = "released"
    PRESENT = "present"
    AFFECTED = "affected"
    TAKEN = "taken"
    DESTROYED = "destroyed"
    SIGNED = "signed"
    OTHER = "other"


class PeriodKind(StrEnum):
    """The four kinds of time expression (TimeML TIMEX3)."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class Relation(StrEnum):
    """How one report's text stands to another's."""

    COPY = "copy"
    REPRINT = "reprint"
    UPDATE = "update"


class OriginKind(StrEnum):
    """What kind of voice an account goes back to."""

    AGENCY = "agency"
    OFFICIAL = "official"
    PARTY = "party"
    MONITOR = "monitor"
    MEDIC = "medic"
    WITNESS = "witness"
    ACTIVIST = "activist"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    SOCIAL = "social"


class Grade(StrEnum):
    """Strength of the evidence for an incident (Airwars' grades, adapted in the codebook)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Judgement(StrEnum):
    """What a person decided about a proposal."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ACCEPT = "accept"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    PUBLISH = "publish"
    DISCOUNT = "discount"


class PollOutcome(StrEnum):
    """How one visit to a source ended. Missed: it was due and nothing ran."""

    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    MISSED = "missed"


class LinkKind(StrEnum):
    """What a source's entry leads to: a page with a report, or a picture, sound or film."""

    PAGE = "page"
    MEDIA = "media"


class Presence(StrEnum):
    """What a later visit found where a report stood.

    Present: something is there, and there is no earlier copy of the page to compare it with.
    """

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"
    PRESENT = "present"
    UNREACHABLE = "unreachable"


# -- collect and archive ----------------------------------------------------------


class Source(Record):
    """Who publishes: an outlet, agency, account or organisation."""

    name: str = Field(description="Its name, as reports give it.")
    kind: str | None = Field(
        default=None,
        description="Whose voice it is: agency, outlet, official, party, monitor, medic, witness, activist "
        "or social.",
    )
    owner: str | None = Field(default=None, description="Who owns it.")
    parent: str | None = Field(default=None, description="The organisation it is part of.")
    party: str | None = Field(
        default=None, description="The party to the conflict it belongs to; left out for none."
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        default=None, description="How reliable it has proved, A to F (the Admiralty code)."
    )
    language: str | None = Field(
        default=None, description="The language it publishes in (ISO 639), for reports that do not say."
    )
    url: str | None = Field(default=None, description="Its address: what is fetched when it is collected.")


class Capture(Record):
    """One sealed copy, as bytes in the archive. ``sha256`` is 64 hex digits of the payload.

    ``path`` is the payload itself, or a WARC; then the response record stands at ``offset`` in it,
    ``length`` bytes long.
    """

    sha256: str
    uri: str
    fetched_at: dt.datetime
    media_type: str
    size: int
    path: str
    offset: int | None = None
    length: int | None = None


class Poll(Record):
    """Visits to a source that ended alike, one after the other: ``times`` of them from ``first`` to ``last``.

    ``reports`` are ids of what they brought. Visits to a petition are kept one by one: each is a count.
    """

    source: str
    outcome: PollOutcome
    first: dt.datetime
    last: dt.datetime
    times: int = Field(default=1, ge=1)
    new: int = 0
    versions: int = 0
    error: str | None = None
    reports: tuple[str, ...] = ()


class SourceState(Record):
    """Where collecting a source stands: what to ask it with, how the last visits ended, what they brought.

    ``failures`` counts the failed visits since the last success; ``retry_at`` is when its server wants to
    be asked again. Validators belong to ``url``: another address is asked without them.
    """

    source: str
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    last_try: dt.datetime | None = None
    last_success: dt.datetime | None = None
    error: str | None = None
    failures: int = 0
    retry_at: dt.datetime | None = None
    reports: int = 0


class Link(Record):
    """An address that a source's entry leads to, to be fetched once; ``capture`` is the copy's SHA-256.

    ``report`` is the one that names it, for media. ``problem`` says why the last try failed.
    """

    source: str
    url: str
    kind: LinkKind
    report: str | None = None
    found_at: dt.datetime
    tries: int = 0
    done: bool = False
    capture: str | None = None
    problem: str | None = None


class Change(Record):
    """A paragraph or a number as it stood and as it stands; None where there is none."""

    before: str | None = None
    after: str | None = None


class Visit(Record):
    """What a later visit found at ``url``, compared with the sealed copy that ``report`` was read from.

    ``cause`` says how a page is gone ("404", "soft 404", "login wall"). ``capture`` is what was sealed now.
    """

    report: str
    url: str
    at: dt.datetime
    presence: Presence
    cause: str | None = None
    paragraphs: tuple[Change, ...] = ()
    numbers: tuple[Change, ...] = ()
    capture: str | None = None


class Fetch(Record):
    """How a copy was fetched, as its WARC records tell it; ``status`` is the answer's first line."""

    asked: dt.datetime
    status: str
    address: str | None = None
    cut: str | None = None
    redirects: tuple[str, ...] = ()
    robots: str | None = None
    tries: int | None = None


class Vouched(Record):
    """The signed head that holds a copy's line, and the authority's time stamp on it when there is one."""

    head: str
    line: int
    time: dt.datetime
    key: str
    stamped: dt.datetime | None = None
    token: str | None = None
    issuer_checked: bool = False


class Receipt(Record):
    """What can be said of one sealed copy. ``problems`` is what did not hold when it was ``checked``.

    ``line`` is its line in the log, ``seal`` the hash of that line; a fetched copy's records are bytes
    ``start`` to ``end`` of its WARC and have the hash ``records``. ``reports`` are the ids found in it.
    """

    desk: str
    capture: Capture
    line: int
    seal: str
    previous: str
    lines: int
    start: int | None = None
    end: int | None = None
    records: str | None = None
    fetch: Fetch | None = None
    vouched: Vouched | None = None
    reports: tuple[str, ...] = ()
    checked: dt.datetime
    problems: tuple[str, ...] = ()


class Span(Record):
    """Characters ``start`` to ``end`` (end excluded) of a report, with the text found there."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not hold {self.text!r}")
        return self


class Zone(Record):
    """A stretch of the page and the part it plays. ``section`` is the start of its heading."""

    kind: ZoneKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    section: int | None = None


class Failure(Record):
    """A step that did not succeed on one item, and why."""

    step: str
    error: str
    message: str


class Note(Record):
    """What was left unread of a report by design, and why: no step failed."""

    step: str
    kind: NoteKind
    message: str


# -- read -------------------------------------------------------------------------


class Statement(Record):
    """Who said what, in which manner. Its content's facts belong to this speaker."""

    id: str
    speaker: Span | None = None
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    mode: Mode
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.STATED
    via: str | None = None
    confidence: float = Field(default=1.0, ge=0, le=1)
    rule: str | None = None


class Event(Record):
    """One mention of something that happened, is planned, demanded or denied."""

    id: str
    type: str
    trigger: Span
    period: str | None = None
    period_rule: str | None = None
    places: tuple[str, ...] = ()
    place_rule: str | None = None
    side_a: tuple[str, ...] = ()
    side_b: tuple[str, ...] = ()
    weapon: str | None = None
    factuality: Factuality = Factuality.HAPPENED
    figures: tuple[str, ...] = ()
    attributed_to: str | None = None
    background: bool = False
    main: bool = False


class Figure(Span):
    """One reported quantity, with the number words it came from.

    ``part_of`` names the figure that holds this one; ``beside`` the one that this is counted in
    addition to (a list, "two more"); ``repeats`` the one that this tells again.
    """

    id: str
    subject: str
    status: FigureStatus
    low: float | int | None = None
    high: float | int | None = None
    exactness: Exactness
    unit: str = "people"
    who: str | None = None
    period: str | None = None
    period_rule: str | None = None
    places: tuple[str, ...] = ()
    place_rule: str | None = None
    part_of: str | None = None
    beside: str | None = None
    repeats: str | None = None
    attributed_to: str | None = None
    factuality: Factuality = Factuality.HAPPENED
    background: bool = False


class Candidate(Record):
    """A gazetteer entry that a name could mean."""

    gazetteer: str
    name: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    kind: str | None = None
    population: int | None = None


class Place(Span):
    """A place name in the text and the gazetteer entry it was settled on, if any.

    ``precision`` follows ACLED geo_precision: 1 exact settlement or quarter, 2 near it or
    part of it, 3 the region only. ``modifier`` keeps words such as "eastern".
    """

    id: str
    name: str | None = None
    gazetteer: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    kind: str | None = None
    precision: Literal[1, 2, 3] | None = None
    modifier: str | None = None
    rule: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Period(Span):
    """A time expression resolved against the report's date (EDTF, ISO 8601-2)."""

    id: str
    kind: PeriodKind = PeriodKind.DATE
    edtf: str | None = None
    first: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = Field(default=None, alias="to")
    timex: str | None = None
    rule: str | None = None


class Actor(Record):
    """A party named in the report, under its neutral name when the table knows it."""

    id: str
    name: str
    kind: str | None = None
    mentions: tuple[Span, ...] = ()


class Comment(Span):
    """A reader's comment, numbered as on the page; ``parent`` is the one it answers."""

    id: str
    parent: str | None = None
    author: str | None = None
    published: str | None = None


class Report(Record):
    """One published text and everything read from it.

    ``resource`` is the thing that may have several versions (its URL, or its file and key).
    ``published`` is a day; ``published_at`` the moment, when the source tells it.
    """

    id: str
    key: str | None = None
    capture: str | None = None
    resource: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    published_rule: str | None = None
    language: str | None = None
    text: str
    zones: tuple[Zone, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()
    actors: tuple[Actor, ...] = ()
    comments: tuple[Comment, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[Note, ...] = ()
    derived_by: str | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of this report's text from ``start`` to ``end``."""
        return Span(start=start, end=end, text=self.text[start:end])


# -- link -------------------------------------------------------------------------


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

    kind: Literal["count", "denial", "responsibility", "place", "day", "status"]
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


# -- review -----------------------------------------------------------------------


class Decision(Record):
    """What a person judged; undo is a new row that names the one it takes back.

    ``value`` is what a correction puts in the place of what the machine had said, as JSON.
    """

    id: str
    judgement: Judgement
    subjects: tuple[str, ...]
    reason: str | None = None
    who: str
    when: dt.datetime
    machine: str | None = None
    value: str | None = None
    undoes: str | None = None


# -- publish ----------------------------------------------------------------------

Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class Item(Record):
    """One sentence or quote of a brief. Without a citation it cannot be built.

    ``toll`` is the count the item states; ``parts`` are counts inside it, never added to it.
    """

    kind: Literal["sentence", "quote"]
    text: str = Field(min_length=1)
    citations: Citations
    incident: str | None = None
    speaker: str | None = None
    note: str | None = None
    toll: Toll | None = None
    parts: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _quote_is_verbatim(self) -> Self:
        if self.kind == "quote" and not any(self.text in c.text for c in self.citations):
            raise ValueError(f"quote is not in the words it cites: {self.text!r}")
        return self


class Section(Record):
    """A part of the brief: ``key`` is stable, ``title`` is for the reader."""

    key: str
    title: str
    items: tuple[Item, ...] = ()
    incidents: tuple[str, ...] = ()


class Brief(Record):
    """A day's page, every item of it cited."""

    day: dt.date
    headline: Item | None = None
    headline_rule: str
    lead: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    incidents: tuple[Incident, ...] = ()
    series: tuple[Series, ...] = ()
    copies: tuple[Copies, ...] = ()
    reports: tuple[str, ...] = ()
    method: str
    derived_by: str | None = None


class Publication(Record):
    """One published version of a day's brief: who published it when, and what a correction corrected."""

    day: dt.date
    version: int = Field(ge=1)
    brief: Brief
    note: str | None = None
    who: str
    when: dt.datetime


class Draft(Record):
    """A day's brief while it is edited."""

    day: dt.date
    brief: Brief
    revision: int
    who: str
    when: dt.datetime


class Named(Record):
    """Something a published brief shows: its kind, the word in its address, its id or name, its label."""

    kind: Literal["report", "incident", "figure", "place", "actor", "source"]
    word: str
    item: str
    label: str
