"""Holds incidents back for a time where people can be hurt again: hospitals, shelters, convoys.

Whether an incident happened at such a place is read from the words it rests on; where the wounded were taken,
or who speaks, is no such place. Errs towards holding back; an editor releases an incident with a reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from dateline.config.harm import Harm
from dateline.data import toml
from dateline.model import (
    Account,
    Brief,
    Citation,
    CopyPair,
    Incident,
    Item,
    Judgement,
    Linking,
    Observation,
    Origin,
    Record,
    Report,
    Section,
    Series,
)
from dateline.publish.passages import Reports, sentence_at

R = TypeVar("R", bound=Record)
Spans = Mapping[str, tuple[tuple[int, int], ...]]

# What was read from words that are held back goes with them.
_READ = ("statements", "events", "figures", "places", "periods", "actors", "comments")


class Held(Record):
    """Why an incident is held back, and until when; None until an editor releases it."""

    place: str
    until: dt.datetime | None
    reason: str


def place_of(incident: Incident, reports: Reports) -> str | None:
    """Return the kind of place where people can be hurt again that an incident happened at, if any."""
    names = [incident.title, incident.type, incident.place_name or ""]
    if incident.place:
        names += [incident.place.text, incident.place.name or "", incident.place.kind or ""]
    told = "\n".join([*names, *(_sentence(a.citation, reports) for a in _accounts(incident))])
    plain = _asides().sub(" ", told)
    for name, pattern in _words().items():
        if pattern.search(plain):
            return name
    return None


def point(incident: Incident) -> tuple[float, float] | None:
    """Return the exact point of an incident's place."""
    place = incident.place
    return (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None


def held(
    incidents: Sequence[Incident],
    places: Mapping[str, str],
    said: Mapping[str, Judgement],
    settings: Harm,
    now: dt.datetime,
) -> dict[str, Held]:
    """Return the incidents that are held back at ``now``, by id: by their place, or because the desk says so.

    ``places`` are kinds of place by the incident's id; ``said`` what the ledger says of incidents.
    """
    rows = {row["name"]: row for row in toml("harm")["place"]}
    found = {}
    for incident in incidents:
        verdict = said.get(incident.id)
        if verdict is Judgement.WITHHOLD:
            found[incident.id] = Held(place="", until=None, reason="the desk holds it back")
        elif verdict is not Judgement.RELEASE and (row := rows.get(places.get(incident.id, ""))):
            hours = row["hours"] if settings.delay_hours is None else settings.delay_hours
            until = ended(incident) + dt.timedelta(hours=hours)
            if until > now:
                found[incident.id] = Held(place=row["name"], until=until, reason=row["reason"])
    return found


def ended(incident: Incident) -> dt.datetime:
    """Return the end of the incident's last day in UTC; without a day, when it was last told of."""
    if incident.period and (day := incident.period.last or incident.period.first):
        return dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(days=1)
    said = [a.said_at for a in _accounts(incident) if a.said_at]
    moments = [s if s.tzinfo else s.replace(tzinfo=dt.UTC) for s in said]
    return max(moments, default=dt.datetime.min.replace(tzinfo=dt.UTC))


def blacked(incidents: Sequence[Incident], held: Mapping[str, Held], reports: Reports) -> Spans:
    """Return the characters of each report that tell of held incidents: all that no other incident cites."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for id_ in {report for i in incidents if i.id in held for report in i.reports}:
        if (report := reports.get(id_)) is None:
            continue
        hidden = _sentences((i for i in incidents if i.id in held), report)
        kept = _sentences((i for i in incidents if i.id not in held), report)
        clear = sorted(k for k in kept if not any(_meet(k, h) for h in hidden))
        found[id_] = tuple(_between(clear, len(report.text)))
    return found


def touches(record: Record, held: Mapping[str, Held], spans: Spans) -> bool:
    """Return whether a record is a held incident, or rests on words that tell of one."""
    if isinstance(record, Incident):
        return record.id in held
    if isinstance(record, Item):
        cited = any(_hits(c, spans) for c in record.citations)
        return record.incident in held or cited
    if isinstance(record, Series):
        return any(touches(o, held, spans) for o in record.observations)
    if isinstance(record, (Account, Observation)):
        return _hits(record.citation, spans)
    if isinstance(record, (Citation, Origin)):
        return _hits(record, spans)
    return isinstance(record, CopyPair) and bool({record.a, record.b} & spans.keys())


def without(record: R, held: Mapping[str, Held], spans: Spans) -> R:
    """Return the record without what is held back: incidents, sentences on them, their words."""
    made: R = _without(record, held, spans)
    return made


def _without(value: Any, held: Mapping[str, Held], spans: Spans) -> Any:
    if isinstance(value, Report):
        return _dark(value, spans[value.id]) if value.id in spans else value
    if not isinstance(value, Record):
        return value
    changed: dict[str, Any] = {}
    for name in type(value).model_fields:
        own = getattr(value, name)
        if isinstance(own, tuple) and own and isinstance(own[0], Record):
            kept = tuple(_without(one, held, spans) for one in own if not touches(one, held, spans))
            if kept != own:
                changed[name] = kept
        elif isinstance(own, (Brief, Linking)):
            changed[name] = _without(own, held, spans)
        elif name == "incidents" and isinstance(value, (Section, Record)) and isinstance(own, tuple):
            changed[name] = tuple(id_ for id_ in own if id_ not in held)
    made = value.model_copy(update=changed) if changed else value
    return _led(made, held, spans) if isinstance(made, Brief) else made


def _led(brief: Brief, held: Mapping[str, Held], spans: Spans) -> Brief:
    """Return the brief with a headline that is not held back, and no figure whose series is."""
    series = {one.id for one in brief.series}
    sections = tuple(
        s.model_copy(update={"items": tuple(i for i in s.items if i.note in series)})
        if s.key == "series"
        else s
        for s in brief.sections
    )
    told = next((s.items for s in sections if s.key == "incidents"), ())
    head = brief.headline
    if head is not None and touches(head, held, spans):
        head = next(iter((*brief.lead, *told)), None)
    return brief.model_copy(update={"headline": head, "sections": sections})


def _dark(report: Report, spans: Sequence[tuple[int, int]]) -> Report:
    """Return a report with these characters blacked out, and without anything that was read from it."""
    table = toml("harm")["shown"]
    letters = list(report.text)
    for start, end in spans:
        letters[start:end] = [c if c == "\n" else table["block"] for c in letters[start:end]]
    kept: dict[str, Any] = dict.fromkeys(_READ, ())
    title = table["held"] if report.title else None
    return report.model_copy(update={**kept, "text": "".join(letters), "title": title, "url": None})


def _accounts(incident: Incident) -> Iterator[Account]:
    yield from incident.accounts
    for toll in incident.tolls:
        yield from toll.accounts
    for own in incident.disagreements:
        yield from own.accounts


def _sentence(citation: Citation, reports: Reports) -> str:
    report = reports.get(citation.report)
    if report is None:
        return citation.text
    start, end = sentence_at(report, citation.start, citation.end)
    return report.text[start:end]


def _sentences(incidents: Iterator[Incident], report: Report) -> set[tuple[int, int]]:
    own = (a.citation for i in incidents for a in _accounts(i) if a.citation.report == report.id)
    return {sentence_at(report, c.start, c.end) for c in own}


def _between(clear: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in clear:
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _hits(citation: Citation | Origin, spans: Spans) -> bool:
    return any(_meet((citation.start, citation.end), s) for s in spans.get(citation.report, ()))


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return, by kind of place, what finds its words."""
    return {row["name"]: re.compile(_any(row["words"]), re.IGNORECASE) for row in toml("harm")["place"]}


@cache
def _asides() -> re.Pattern[str]:
    """Return what finds a place's word where it is not what was hit."""
    every = _any([word for row in toml("harm")["place"] for word in row["words"]])
    phrases = (phrase.replace("{place}", every) for phrase in toml("harm")["aside"]["phrases"])
    return re.compile("|".join(rf"(?<!\w)(?:{phrase})" for phrase in phrases), re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    each = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"(?<!\w)(?:{each})(?:s|es)?(?!\w)"
