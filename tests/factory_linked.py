"""Builds linked records by hand: accounts, counts, incidents and a whole day of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateline.model import (
    Account,
    Citation,
    Disagreement,
    Exactness,
    Figure,
    FigureStatus,
    Grade,
    Incident,
    Linking,
    Mode,
    OriginKind,
    Period,
    Place,
    Report,
    Stance,
    Statement,
    Toll,
    Zone,
    ZoneKind,
)
from factory import DAY, report


def at(one: Report, words: str) -> dict[str, Any]:
    """Return start, end and text of ``words`` in the report; they must be there."""
    start = one.text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def zoned(text: str, **fields: Any) -> Report:
    """Return a report whose first line is its headline and whose other lines are its body."""
    title = text.split("\n", 1)[0]
    zones = (
        Zone(kind=ZoneKind.HEADLINE, start=0, end=len(title)),
        Zone(kind=ZoneKind.BODY, start=len(title) + 1, end=max(len(text), len(title) + 1)),
    )
    return report(text, title=title, zones=zones, language="en", **fields)


def account(one: Report, words: str, **fields: Any) -> Account:
    """Return the account that ``words`` of the report give, by the report's own voice unless told."""
    fields.setdefault("origin", one.source or "An outlet")
    fields.setdefault("origin_kind", OriginKind.OUTLET)
    fields.setdefault("source", one.source)
    fields.setdefault("said_at", one.published_at)
    return Account(report=one.id, citation=Citation(report=one.id, **at(one, words)), **fields)


def killed(one: Report, words: str, low: int | None, high: int | None = None, **fields: Any) -> Account:
    """Return an account of killed people: at least ``low`` when no ``high`` is given."""
    fields.setdefault("exactness", Exactness.EXACT if low == high else Exactness.AT_LEAST)
    return account(one, words, status=FigureStatus.KILLED, low=low, high=high, **fields)


def toll(*accounts: Account, **fields: Any) -> Toll:
    """Return the count of the accounts: the bounds of the last one, unless told otherwise."""
    last = accounts[-1]
    fields.setdefault("status", last.status or FigureStatus.KILLED)
    fields.setdefault("low", last.low)
    fields.setdefault("best", last.low)
    fields.setdefault("high", last.high)
    return Toll(accounts=accounts, rule="by hand", **fields)


def place(name: str, lat: float | None, lon: float | None, **fields: Any) -> Place:
    """Return a place as the reader gives it, exact unless told otherwise."""
    fields.setdefault("precision", 1)
    fields.setdefault("kind", "settlement")
    return Place(
        id="l1", start=0, end=len(name), text=name, name=name, lat=lat, lon=lon, country="SY", **fields
    )


def period(first: dt.date, last: dt.date | None = None) -> Period:
    """Return the period of the days ``first`` to ``last``."""
    return Period(id="p1", start=0, end=0, text="", first=first, last=last or first)


def incident(name: str, *accounts: Account, **fields: Any) -> Incident:
    """Return an incident on DAY of the accounts' reports, fair unless told otherwise."""
    fields.setdefault("id", f"incident-{name.lower().replace(' ', '-')}")
    fields.setdefault("title", name)
    fields.setdefault("type", "air/drone strike")
    fields.setdefault("grade", Grade.FAIR)
    fields.setdefault("grade_reason", "one voice, named, on the day")
    fields.setdefault("period", period(DAY))
    fields.setdefault("origins", len({a.origin for a in accounts}))
    reports = tuple(dict.fromkeys(a.report for a in accounts))
    return Incident(reports=reports, keys=(None,) * len(reports), accounts=accounts, **fields)


def statement(one: Report, content: str, **fields: Any) -> Statement:
    """Return a direct statement of ``content``; ``speaker`` is given in the report's words."""
    speaker = fields.pop("speaker", None)
    fields.setdefault("id", f"s{one.text.index(content)}")
    fields.setdefault("mode", Mode.DIRECT)
    return Statement(
        content=(at(one, content),),  # type: ignore[arg-type]
        speaker=at(one, speaker) if speaker else None,  # type: ignore[arg-type]
        **fields,
    )


def figure(one: Report, words: str, **fields: Any) -> Figure:
    """Return a figure of people killed, exact unless told otherwise."""
    fields.setdefault("id", f"f{one.text.index(words)}")
    fields.setdefault("subject", "people")
    fields.setdefault("status", FigureStatus.KILLED)
    fields.setdefault("exactness", Exactness.EXACT)
    return Figure(**at(one, words), **fields)


def a_day() -> tuple[list[Report], Linking]:
    """Return a small day: a total with a part, a count that rose, a denial, a rumour, a province."""
    agency = zoned(
        "Strikes kill at least 40 in the north\n"
        "At least 40 people were reportedly killed on Sunday in Idlib province, a monitoring group said.\n"
        "Eighteen of the dead were in Saraqib, the Northern Monitor said.\n"
        "“We have no beds left, and the road is closed,” said Omar Haddad, director of the town hospital.\n"
        "Hundreds of people have left the town since Thursday.",
        source="Plain Wire",
        url="https://plainwire.example/strikes",
        published_at=dt.datetime(2016, 12, 4, 16, 0, tzinfo=dt.UTC),
    )
    morning = zoned(
        "Saraqib hit\nAt least 7 people were killed in Saraqib this morning, the rescue service said.",
        source="Rescue Notes",
        published_at=dt.datetime(2016, 12, 4, 8, 30, tzinfo=dt.UTC),
    )
    denial = zoned(
        "Ministry rejects reports\n"
        "The defence ministry denied that its aircraft had hit Saraqib. “Our planes flew no sorties there,”"
        " said its spokesman, Igor Petrov.\n"
        "It is rumoured that talks between the parties will begin within days.",
        source="Gazette <b>East</b>",
        published_at=dt.datetime(2016, 12, 4, 19, 0, tzinfo=dt.UTC),
    )
    agency = agency.model_copy(
        update={
            "statements": (
                statement(
                    agency,
                    "We have no beds left, and the road is closed,",
                    speaker="Omar Haddad",
                    name="Omar Haddad",
                    role="director of the town hospital",
                ),
            ),
            "figures": (
                figure(agency, "At least 40", id="f0", low=40, exactness=Exactness.AT_LEAST),
                figure(agency, "Eighteen", id="f1", low=18, high=18, part_of="f0"),
                figure(
                    agency,
                    "Hundreds",
                    id="f2",
                    low=200,
                    status=FigureStatus.DISPLACED,
                    exactness=Exactness.VAGUE,
                ),
            ),
        }
    )
    denial = denial.model_copy(
        update={
            "statements": (
                statement(
                    denial,
                    "Our planes flew no sorties there,",
                    speaker="Igor Petrov",
                    name="Igor Petrov",
                    role="spokesman",
                    stance=Stance.DENIES,
                ),
                statement(
                    denial,
                    "that talks between the parties will begin within days",
                    mode=Mode.INDIRECT,
                    certainty="rumoured",
                ),
            )
        }
    )
    total = killed(
        agency,
        "At least 40 people",
        40,
        figure="f0",
        origin="Northern Monitor",
        origin_kind=OriginKind.MONITOR,
    )
    part = killed(
        agency,
        "Eighteen of the dead",
        18,
        18,
        figure="f1",
        part_of="f0",
        origin="Northern Monitor",
        origin_kind=OriginKind.MONITOR,
    )
    early = killed(
        morning,
        "At least 7 people",
        7,
        origin="rescue service",
        origin_kind=OriginKind.MEDIC,
        superseded=True,
    )
    denied = account(
        denial,
        "denied that its aircraft had hit Saraqib",
        origin="defence ministry",
        origin_kind=OriginKind.PARTY,
        source="Gazette <b>East</b>",
    )
    province = incident(
        "Air strikes in Idlib province",
        total,
        tolls=(toll(total),),
        place=place("Idlib", 35.93, 36.63, kind="admin1", precision=3, admin1="Idlib"),
    )
    town = incident(
        "Air strike on Saraqib",
        early,
        part,
        denied,
        tolls=(toll(early, part),),
        grade=Grade.CONTESTED,
        grade_reason="a party to the conflict denies it",
        place=place("Saraqib", 35.864, 36.806, admin1="Idlib"),
        disagreements=(
            Disagreement(
                kind="denial",
                text="The defence ministry denies that its aircraft bombed Saraqib",
                accounts=(denied,),
            ),
        ),
    )
    return [agency, morning, denial], Linking(incidents=(town, province))
