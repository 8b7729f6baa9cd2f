"""Incidents with all they rest on as FollowTheMoney entities, one JSON object a line, for Aleph and its kin.

An incident is an Event, what one report says of it a Note on that Event, a report an Article, its outlet and
the sides that accounts name LegalEntities, a place an Address. ``docs/exports.md`` lists what has no place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.data import toml
from dateline.model import Account, Incident, Place, Report
from dateline.publish.exports.geojson import DECIMALS, geometry, tolls
from dateline.publish.exports.tables import Taken
from dateline.publish.notes import accounts

Entity = dict[str, Any]
# Aleph shows the words of a report; a longer text is found again by its address and its hash.
LONGEST = 100_000


def write(taken: Taken, out: Path) -> dict[str, int]:
    """Write the entities and return how many of what was written. Each id is written once."""
    counts = {"incidents": 0, "reports": 0}
    seen: set[str] = set()
    with out.open("w", encoding="utf-8", newline="\n") as file:

        def put(made: Entity) -> None:
            if made["id"] not in seen:
                seen.add(made["id"])
                file.write(json.dumps(made, ensure_ascii=False) + "\n")

        for kept in taken.reports:
            counts["reports"] += 1
            for made in of_report(kept.report):
                put(made)
        for one in taken.incidents:
            counts["incidents"] += 1
            for made in of_incident(one):
                put(made)
    return counts


def of_report(one: Report) -> Iterator[Entity]:
    """Yield a report's outlet and the report."""
    if one.source:
        yield _party(one.source)
    language = toml("exchange")["ftm_language"].get(one.language or "")
    url = one.url if re.match(r"https?://[^\s/]+\.", one.url or "") else None
    yield _entity(
        _id(one.id),
        "Article",
        title=one.title,
        publishedAt=(one.published_at and one.published_at.isoformat()) or one.published,
        sourceUrl=url,
        publisher=one.source,
        language=language,
        bodyText=one.text[:LONGEST],
    )


def of_incident(one: Incident) -> Iterator[Entity]:
    """Yield an incident's place and sides, the incident, and what each report says of it."""
    sides = [_party(name) for name in dict.fromkeys((*one.side_a, *one.side_b))]
    yield from sides
    where = _address(one.place, one.place_name)
    if where:
        yield where
    event = _id(one.id)
    counts = [f"{name.replace('_', ' ')}: {value:g}" for name, value in tolls(one) if value is not None]
    yield _entity(
        event,
        "Event",
        name=one.title,
        startDate=one.period and one.period.first,
        endDate=one.period and (one.period.last or one.period.first),
        country=_country(one.place),
        location=one.place_name or (one.place and one.place.name),
        addressEntity=where and where["id"],
        involved=[side["id"] for side in sides],
        summary=f"Graded {one.grade.value}: {one.grade_reason}. Independent origins: {one.origins}.",
        description="; ".join(counts),
        keywords=[one.type, one.grade.value],
        proof=[_id(report) for report in one.reports],
    )
    for account in accounts(one):
        yield _said(one, event, account)


def _said(one: Incident, event: str, account: Account) -> Entity:
    chain = " ← ".join(account.chain) or account.source or account.origin
    words = account.citation
    mark = f"{one.id} {account.report} {words.start} {words.end} {account.status} {account.who}"
    return _entity(
        f"note-{hashlib.sha256(mark.encode()).hexdigest()[:16]}",
        "Note",
        name=f"{chain}, of {one.title}",
        description=words.text,
        entity=event,
        proof=_id(account.report),
        publisher=account.source,
    )


def _party(name: str) -> Entity:
    """Return somebody who publishes or whom accounts name: that one is named says no more than that."""
    return _entity(f"party-{hashlib.sha256(name.encode()).hexdigest()[:16]}", "LegalEntity", name=name)


def _address(place: Place | None, name: str | None) -> Entity | None:
    called = name or (place and (place.name or place.text))
    if place is None or not called:
        return None
    point = geometry(place)
    lon, lat = point["coordinates"] if point else (None, None)
    full = ", ".join(dict.fromkeys(part for part in (called, place.admin1, place.country) if part))
    mark = f"{place.gazetteer} {full} {lat} {lon}"
    return _entity(
        f"place-{hashlib.sha256(mark.encode()).hexdigest()[:16]}",
        "Address",
        full=full,
        state=place.admin1,
        country=_country(place),
        latitude=(lat is not None and f"{lat:.{DECIMALS}f}") or None,
        longitude=(lon is not None and f"{lon:.{DECIMALS}f}") or None,
        remarks=f"precision {place.precision} (ACLED)" if point else None,
    )


def _country(place: Place | None) -> str | None:
    return place.country.lower() if place and place.country else None


def _id(own: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", own)


def _entity(id_: str, schema: str, **given: Any) -> Entity:
    """Return an entity: every value a list of texts, what is not known left out."""
    found = {name: [value] if not isinstance(value, list) else value for name, value in given.items()}
    told = {name: [str(v) for v in values if v not in (None, "")] for name, values in found.items()}
    return {
        "id": id_,
        "schema": schema,
        "properties": {name: values for name, values in told.items() if values},
    }
