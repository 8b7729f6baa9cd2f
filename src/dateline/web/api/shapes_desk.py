"""The rows and the requests of the desk's part of the API."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from dateline.model import (
    Capture,
    Decision,
    Exactness,
    Factuality,
    FigureStatus,
    Grade,
    Incident,
    Judgement,
    Mode,
    Record,
    Report,
    Stance,
    Statement,
)
from dateline.review.queue import Doubt
from dateline.web.api.answers import MOST, SIZE
from dateline.web.api.wanted import Day, Words

REASON = Field(default="", max_length=2000, description="Why, in a sentence; it is kept in the ledger.")


class First(Record):
    """How many rows from the top."""

    limit: int = Field(default=SIZE, ge=1, le=MOST, description=f"Rows from the top, at most {MOST}.")


class QueueRow(Record):
    """One thing for a person to judge; ``asks`` are the judgements it takes."""

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


class OfReports(Record):
    """Filters of the desk's reports."""

    source: Words | None = Field(default=None, description="Only of this source, by its name.")
    day: Day | None = Field(default=None, description="Only those published on this day.")


class OfIncidents(Record):
    """Filters of the desk's incidents."""

    day: Day | None = Field(default=None, description="Only what may have happened on this day.")
    place: Words | None = Field(default=None, description="Only at this place, by its name.")
    source: Words | None = Field(default=None, description="Only what this source tells, by its name.")
    kind: Words | None = Field(default=None, description="Only of this type, such as air/drone strike.")
    grade: Grade | None = Field(default=None, description="Only of this grade.")


class OfStatements(Record):
    """Filters of statements."""

    day: Day | None = Field(default=None, description="Only in reports published on this day.")
    report: Words | None = Field(default=None, description="Only in this report: its id or word.")
    source: Words | None = Field(default=None, description="Only in reports of this source, by its name.")
    name: Words | None = Field(default=None, description="Only by this speaker, by the resolved name.")
    stance: Stance | None = Field(default=None, description="Only of this stance, such as denies.")


class OfDecisions(Record):
    """Filters of the ledger."""

    who: Words | None = Field(default=None, description="Only by this person, or by this person's token.")
    judgement: Judgement | None = Field(default=None, description="Only of this kind.")
    about: Words | None = Field(
        default=None, description="Only about this: the id of an incident or a report."
    )


class OfSearch(Record):
    """What to search for, and where."""

    q: Words = Field(description="Words that must all stand there; the last may be the beginning of one.")
    kind: Literal["report", "statement", "incident"] | None = Field(default=None, description="Only these.")
    source: Words | None = Field(default=None, description="Only of this source, by its name.")
    place: Words | None = Field(default=None, description="Only of this place, by its name.")
    grade: Grade | None = Field(default=None, description="Only incidents of this grade.")
    first: Day | None = Field(default=None, description="From this day on.")
    last: Day | None = Field(default=None, description="Up to this day.")


class DeskReportRow(Record):
    """A report of the desk."""

    id: str
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None
    language: str | None = None
    url: str | None = None
    record: str


class DeskReport(Record):
    """A report as it was read, as people corrected it, and its sealed copy."""

    read: Report
    report: Report
    capture: Capture | None = None
    incidents: tuple[str, ...]
    decisions: tuple[Decision, ...]


class DeskIncidentRow(Record):
    """An incident of the last linking."""

    id: str
    title: str
    type: str
    grade: Grade
    grade_reason: str
    place: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    origins: int
    record: str


class DeskIncident(Record):
    """An incident of the last linking, and what was decided on it."""

    incident: Incident
    decisions: tuple[Decision, ...]


class StatementRow(Statement):
    """A statement, and the report in which it stands."""

    report: str
    source: str | None = None
    published: dt.date | None = None


class FoundRow(Record):
    """One thing found. In ``snippet`` the words that matched stand between [[ and ]]."""

    kind: str
    item: str
    title: str
    day: dt.date | None = None
    place: str | None = None
    source: str | None = None
    grade: str | None = None
    snippet: str

    @classmethod
    def of(cls, one: Any) -> FoundRow:
        """Return the row of what a search gives; control characters mark its matches."""
        snippet = one.snippet.replace("\x02", "[[").replace("\x03", "]]")
        names = ("kind", "item", "title", "day", "place", "source", "grade")
        return cls(**{name: getattr(one, name) for name in names}, snippet=snippet)


class Judging(Record):
    """A judgement on one item of the queue."""

    item: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$", description="The item's key.")
    judgement: Judgement = Field(description="One of those that the item asks for.")
    reason: str = REASON


class Merging(Record):
    """Two incidents are one."""

    other: Words = Field(description="The id of the other incident.")
    reason: str = REASON


class Splitting(Record):
    """One report's telling is another incident; with ``other`` given, that one."""

    telling: Words = Field(description="One of the incident's tellings: REPORT#e1.")
    other: Words | None = Field(default=None, description="The incident to which it is moved.")
    reason: str = REASON


class Grading(Record):
    """A grade, with the reason that readers will see."""

    grade: Grade
    reason: str = Field(max_length=2000, description="Why, in a sentence: readers see it.")


class Count(Record):
    """A count as a person reads it."""

    low: int | None = Field(default=None, ge=0, le=10**9)
    high: int | None = Field(default=None, ge=0, le=10**9)
    exactness: Exactness
    status: FigureStatus


class MissedStatement(Record):
    """A statement as a person reads it."""

    speaker: Words | None = Field(default=None, description="Who says it, in words of the text.")
    mode: Mode
    stance: Stance = Stance.ASSERTS


class MissedEvent(Record):
    """An event as a person reads it."""

    type: Words = Field(description="One of the event types of the codebook.")
    factuality: Factuality = Factuality.HAPPENED


class MissedPlace(Record):
    """A place as a person reads it: settled when one entry has its name, else its candidates are kept."""

    name: Words | None = Field(default=None, description="Its name, when the text spells it otherwise.")
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$", description="ISO 3166-1, as SY.")


class MissedPeriod(Record):
    """The days that words mean."""

    first: dt.date = Field(alias="from")
    last: dt.date | None = Field(default=None, alias="to")


# What a correction can do: exactly one of these.
ASKED = ("reject", "gazetteer", "count", "statement", "event", "place", "period")


class Correcting(Record):
    """What to do with one reading of a report: reject it, settle its place, put another count there.

    Exactly one of ``reject``, ``gazetteer``, ``count``, ``statement``, ``event``, ``place``, ``period``.
    Without ``label`` a count, like the last four, is one that was missed, on ``words`` of the text.
    """

    label: str | None = Field(
        default=None, pattern="^[a-z]{1,2}[0-9a-f]{1,12}$", description="The reading: s1, e1, f1, l1, p1, a1."
    )
    reject: bool = False
    gazetteer: Words | None = Field(default=None, description="The entry that the place is.")
    count: Count | None = None
    statement: MissedStatement | None = None
    event: MissedEvent | None = None
    place: MissedPlace | None = None
    period: MissedPeriod | None = None
    words: str | None = Field(
        default=None,
        max_length=3000,
        pattern=r"^[^\x00]+$",
        description="Words of the text that were missed.",
    )
    which: int = Field(default=1, ge=1, le=1000, description="Which of them, when they stand there often.")
    reason: str = REASON


class Undoing(Record):
    """Which decision to take back."""

    decision: Words = Field(description="Its id. The row stays; taking back is a row of its own.")


class Bringing(Record):
    """A report to be sealed and put on the desk. What is not known is left out, never guessed."""

    text: str = Field(min_length=1, max_length=2_000_000, description="Its words, whole.")
    title: str | None = Field(default=None, max_length=2000)
    source: str | None = Field(default=None, max_length=300, description="Who published it.")
    author: str | None = Field(default=None, max_length=300)
    url: str | None = Field(default=None, max_length=2000, pattern=r"^https?://\S+$")
    published: Day | None = None
    language: str | None = Field(default=None, pattern="^[a-z]{2,3}$", description="ISO 639.")
    key: str | None = Field(
        default=None, max_length=300, description="Your own id. Another text with it is a newer version."
    )


class Brought(Record):
    """What became of a report that was brought. It is read at the next ``dateline read``."""

    id: str
    new: bool = Field(description="False when these bytes were on the desk already.")
    version: bool = Field(description="Whether it is a newer version of a report that was there.")
    record: str
