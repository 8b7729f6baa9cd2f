"""What the reading of one document answers when a data set asks for one value a document.

Every rule uses only the keys of ``dateline read --json``. The main event is the one the reader marks;
without a mark it is the first event that is told as having happened and is not background.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from dateline.model import FigureStatus, Report
from dateline.read.figures import totals

Doc = dict[str, Any]

# GeoNames-like kinds the reader gives to towns, villages and quarters.
SETTLEMENTS = frozenset({"city", "town", "village", "settlement", "capital", "populated place"})
# Signs that a town is where the news happened: how often it is named, its police answering for it, the
# title naming it; news tells its town early, so a first mention loses up to LATE towards the text's end. Set
# by grid search on two samples of 240 local news texts, where they reach .733 and .679; the town of the main
# event alone reaches .592 on the first, and added to these signs it cost up to four points.
MENTION, MENTIONS, POLICE, TITLE, LATE = 0.5, 8, 2.0, 1.0, 3.0
# What a town is worth that only a title apart from the text names: flat between 0.0 and 0.6 on the whole set.
TITLED = 0.3
FORCES = ("police", "pd ", "officer", "fire department", "city police", "firefighters", "detectives")


def total(read: Doc, status: FigureStatus) -> int:
    """Return how many people the text says have ``status``: parts not added to wholes (see totals.py)."""
    if "text" not in read:
        return 0
    return int(totals.toll(Report.model_validate(read), status))


def told_events(read: Doc) -> Iterator[Doc]:
    """Yield the events told as having happened, the main one first, background ones last."""
    events = [e for e in read.get("events", ()) if e["factuality"] in ("happened", "ongoing")]
    yield from sorted(events, key=lambda e: (not e["main"], e["background"], e["trigger"]["start"]))


def day(read: Doc) -> str | None:
    """Return the ISO day of the main event.

    Where it has none, or a longer time: of the told events of its type the first whose own clause names
    the time, else the first that has a time, else any told event's; a longer time gives way to the first
    single day the text names inside it. Without any, the first single day up to publication that the
    text names, else publication.
    """
    periods = {period["id"]: period for period in read.get("periods", ()) if period["from"] and period["to"]}
    published: str | None = read.get("published")
    days = [period["from"] for period in periods.values() if period["from"] == period["to"]]
    main = next((periods.get(event["period"]) for event in told_events(read) if event["main"]), None)
    if main is not None and main["from"] == main["to"]:
        return str(main["from"])
    for event in sorted(told_events(read), key=_timing(read)):
        if event["period"] in periods and not event["background"]:
            first, last = periods[event["period"]]["from"], periods[event["period"]]["to"]
            return next((str(each) for each in days if first <= each <= last), str(first))
    return next((str(each) for each in days if published is None or each < published), published)


def _timing(read: Doc) -> Callable[[Doc], tuple[bool, bool]]:
    """Return a sort key: the main event's type first, and in it a time told in the event's own clause."""
    kind = event_type(read)
    return lambda event: (event["type"] != kind, event["period_rule"] != "clause")


def places_of_events(read: Doc) -> Iterator[list[Doc]]:
    """Yield for each told event its places, then all places of the text that are no demonyms.

    A dateline tells where a report was written, so its place comes last; so does what is only background.
    """
    places = {place["id"]: place for place in (*read.get("places", ()), *read.get("title_places", ()))}
    for event in told_events(read):
        found = [places[ref] for ref in event["places"] if ref in places]
        if found and event["place_rule"] != "dateline" and (event["main"] or not event["background"]):
            yield found
    rest = [place for place in read.get("places", ()) if place["kind"] != "demonym"]
    yield sorted(rest, key=lambda place: place["text"].isupper() and place["kind"] == "settlement")


def provinces(read: Doc) -> set[str]:
    """Return the first-level units of the main event's places; else the first one the text names."""
    for found in places_of_events(read):
        units = [unit for unit in map(_province, found) if unit]
        if units:
            return {units[0]}
    return set()


def _province(place: Doc) -> str | None:
    name = place["name"] if place["kind"] == "admin1" else place["admin1"]
    return str(name).removesuffix(" Province").strip() if name else None


def city(read: Doc) -> str | None:
    """Return the town that most signs speak for; without any, the first county or district named."""
    towns = [place for place in read.get("places", ()) if place["kind"] in SETTLEMENTS and place["name"]]
    points: defaultdict[str, float] = defaultdict(float)
    seen: Counter[str] = Counter()
    for place in towns:
        points[place["name"]] += _signs(read, place, seen[place["name"]])
        seen[place["name"]] += 1
    titled = read.get("title_places", ())
    for place in titled:
        if place["kind"] in SETTLEMENTS and place["name"] and not seen[place["name"]]:
            points[place["name"]] = TITLED
    units = (place["name"] for place in (*read.get("places", ()), *titled) if place["kind"] == "admin2")
    return max(points, key=points.__getitem__, default=next(units, None))


def _signs(read: Doc, place: Doc, seen: int) -> float:
    """Return the points that one mention of a town adds, after ``seen`` mentions of it."""
    text: str = read["text"]
    after = text[place["end"] : place["end"] + 20].lower().lstrip()
    points = MENTION if seen < MENTIONS else 0.0
    if seen == 0:
        points -= LATE * place["start"] / max(1, len(text))
        points += TITLE * (place["text"].lower() in (read.get("title") or "").lower())
    return points + (POLICE if after.startswith(FORCES) else 0.0)


def event_type(read: Doc) -> str | None:
    """Return the type of the main event; of a text without a told event, of its first event."""
    first = next(told_events(read), None) or next(iter(read.get("events", ())), None)
    return str(first["type"]) if first else None
