"""The rows of the API's lists, and what stands around a record; the records are those of ``model``."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from dateline.model import Account, Brief, Credibility, FigureStatus, Grade, Incident, Record, Report, Series


class VersionRow(Record):
    """One published version of a brief. ``note`` says what it corrected."""

    day: dt.date
    version: int
    when: dt.datetime
    note: str | None = None
    page: str


class BriefRow(VersionRow):
    """A day's brief as it stands."""

    headline: str | None = None
    incidents: int
    reports: int
    record: str = Field(description="The address of the brief in this API.")


class BriefShown(VersionRow):
    """A published brief, and its other versions."""

    versions: tuple[VersionRow, ...]
    brief: Brief


class IncidentRow(Record):
    """An incident as the latest brief that tells of it has it; ``brief`` is the day of that one."""

    id: str
    title: str
    type: str
    grade: Grade
    grade_reason: str
    place: str | None = None
    gazetteer: str | None = None
    first: dt.date | None = Field(default=None, description="The first day on which it may have happened.")
    last: dt.date | None = Field(default=None, description="The last day on which it may have happened.")
    origins: int = Field(description="How many independent voices tell of it.")
    reports: int
    brief: dt.date
    page: str
    record: str


class IncidentShown(Record):
    """An incident with every account, and the days whose briefs tell of it, the last one first."""

    incident: Incident
    told: tuple[dt.date, ...]
    page: str


class AccountRow(Account):
    """An account, with the incident that it is of."""

    incident: str
    brief: dt.date


class FigureRow(Record):
    """A count of an incident: what stands, by which rule, from how many accounts."""

    incident: str
    title: str
    brief: dt.date
    status: FigureStatus
    who: str | None = None
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    rule: str
    part_of: str | None = None
    grade: Grade | None = None
    grade_reason: str | None = None
    credibility: Credibility | None = None
    accounts: int
    record: str


class SeriesRow(Record):
    """A figure followed over days, and where it stood last."""

    id: str
    name: str
    status: FigureStatus
    unit: str
    who: str | None = None
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    at: dt.datetime
    observations: int
    brief: dt.date
    page: str
    record: str


class SeriesShown(Record):
    """A series with every count and its voice, and the days whose briefs follow it."""

    series: Series
    told: tuple[dt.date, ...]
    page: str


class NamedRow(Record):
    """A place, an actor or a source that published briefs name. Being named is no finding."""

    word: str
    name: str
    brief: dt.date = Field(description="The last day whose brief names it.")
    days: int
    page: str
    record: str


class NamedShown(Record):
    """A place or an actor with the incidents told of it."""

    word: str
    name: str
    page: str
    gazetteer: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    incidents: tuple[IncidentRow, ...]


class ReportRow(Record):
    """A report that a published brief rests on."""

    id: str
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None
    language: str | None = None
    url: str | None = None
    brief: dt.date
    page: str
    record: str


class ReportShown(Record):
    """A report with everything read from it."""

    report: Report
    brief: dt.date
    page: str


class SourceShown(Record):
    """What the register says of a source, its reports, and the incidents it tells of."""

    word: str
    name: str
    page: str
    kind: str | None = None
    owner: str | None = None
    party: str | None = None
    reliability: str | None = None
    reports: tuple[ReportRow, ...]
    incidents: tuple[IncidentRow, ...]


class CommentRow(Record):
    """A reader's comment that is shown; its number stays. ``on`` is the sentence it is about."""

    number: str
    answers: str | None = None
    name: str
    at: dt.datetime
    text: str
    on: str | None = None
    correction: bool
    page: str


class CorrectionRow(VersionRow):
    """A version that corrected an earlier one, and the page of that one."""

    before: str
