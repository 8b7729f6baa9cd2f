"""The door of everything public: names kept back, points made coarser, incidents held back for a time.

``rules`` says what is to be kept from readers of some reports and incidents; ``public`` applies it to any
record: a brief, an incident, a report, a series, a whole day. Pages, feeds, files, exports and the API give
out what came through here and nothing else.

    known = harm.rules(desk.settings.harm, reports, incidents, decisions, now)
    shown = harm.public(brief, known)

In a report's own words each letter of a name is blacked out, so that cited characters stay where they are; in
our sentences a name becomes "[name withheld]". The rows of ``data/harm.toml`` give the reasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from pydantic import Field

from dateline.config.harm import Harm
from dateline.data import toml
from dateline.model import Decision, Incident, Item, Judgement, Record, Report
from dateline.publish import delays, persons
from dateline.publish.delays import Held
from dateline.publish.persons import Person, Why

R = TypeVar("R", bound=Record)

# How a decision of the ledger names a person; an incident is named by its id.
NAME = "name:"


@dataclass(frozen=True)
class Rules:
    """What is kept from readers. The same rules and record give the same public record.

    ``names`` are kept back everywhere; ``held`` are incidents, by id, with until when; ``blacked`` are the
    characters of reports that tell of them. ``sensitive`` are the points (lat, lon) of places where people
    can be hurt again.
    """

    names: tuple[Person, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    blacked: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    sensitive: Mapping[tuple[float, float], str] = field(default_factory=dict)
    coarse: bool = True

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds every name that is kept back, in full."""
        return _pattern([person.name for person in self.names], ())

    @cached_property
    def short(self) -> Mapping[str, re.Pattern[str]]:
        """Finds, in what rests on one report, also the parts of the names that it made known."""
        own: dict[str, list[str]] = {}
        for person in self.names:
            if person.report:
                own.setdefault(person.report, []).append(person.name)
        full = [person.name for person in self.names]
        made = {report: _pattern(full, _parts(names)) for report, names in own.items()}
        return {report: pattern for report, pattern in made.items() if pattern}

    @property
    def next(self) -> dt.datetime | None:
        """When the next incident is no longer held back."""
        return min((held.until for held in self.held.values() if held.until), default=None)


class Found(Record):
    """What reports and incidents make worth keeping back, whatever a desk says of it later.

    ``names`` are those that the rules find; ``places`` says at which kind of place where people can be hurt
    again an incident happened, by its id.
    """

    names: tuple[Person, ...] = ()
    places: dict[str, str] = Field(default_factory=dict)


def found(reports: Sequence[Report], incidents: Sequence[Incident] = ()) -> Found:
    """Return what these reports and incidents make worth keeping back; the same ones give the same."""
    by_id = {report.id: report for report in reports}
    places = {i.id: place for i in incidents if (place := delays.place_of(i, by_id))}
    return Found(names=persons.found(reports), places=places)


def rules(
    settings: Harm,
    reports: Sequence[Report],
    incidents: Sequence[Incident] = (),
    standing: Iterable[Decision] = (),
    now: dt.datetime | None = None,
    known: Sequence[Person] = (),
) -> Rules:
    """Return what is kept from readers of these reports and incidents.

    ``standing`` are the ledger's decisions that stand: the last one on a name or an incident counts.
    ``known`` are names found earlier, in other reports. Without ``now`` no incident is held back.
    """
    own = found(reports, incidents)
    names = {person.name: person for person in (*known, *own.names)}
    every = own.model_copy(update={"names": tuple(names.values())})
    return ruled(settings, every, lambda: reports, incidents, verdicts(standing), now)


def ruled(
    settings: Harm,
    own: Found,
    reports: Callable[[], Sequence[Report]],
    incidents: Sequence[Incident],
    said: Mapping[str, Judgement],
    now: dt.datetime | None,
) -> Rules:
    """Return the rules of what was found, as the settings, the ledger (``said``) and the moment have it.

    ``reports`` are asked for only where their words are needed: a name the desk withholds, a held incident.
    """
    names = {person.name: person for person in own.names} if settings.names else {}
    for name in _withheld(settings, said):
        kept = names.get(name)
        where = kept.report if kept else next((r.id for r in reports() if name in r.text), None)
        names[name] = Person(name=name, why=Why.DESK, rule="the desk withholds it", report=where)
    open_ = {s.removeprefix(NAME) for s, verdict in said.items() if verdict is Judgement.RELEASE}
    held: dict[str, Held] = {}
    if now is not None and settings.delay:
        held = delays.held(incidents, own.places, said, settings, now)
    spots = {delays.point(i): own.places[i.id] for i in incidents if i.id in own.places and i.place}
    return Rules(
        names=tuple(person for name, person in names.items() if name not in open_),
        held=held,
        blacked=delays.blacked(incidents, held, {r.id: r for r in reports()}) if held else {},
        sensitive={spot: name for spot, name in spots.items() if spot},
        coarse=settings.coordinates,
    )


def _withheld(settings: Harm, said: Mapping[str, Judgement]) -> list[str]:
    """Return the names that the desk withholds, in its settings or in its ledger."""
    told = (s.removeprefix(NAME) for s, v in said.items() if s.startswith(NAME) and v is Judgement.WITHHOLD)
    return list(dict.fromkeys((*settings.withhold, *told)))


def verdicts(standing: Iterable[Decision]) -> dict[str, Judgement]:
    """Return by subject whether the desk withholds or releases it; the last decision counts."""
    kinds = (Judgement.WITHHOLD, Judgement.RELEASE)
    return {s: d.judgement for d in standing if d.judgement in kinds for s in d.subjects}


def without_delay(known: Rules) -> Rules:
    """Return the rules for what may be told of held incidents' places and names, nothing being held back."""
    return replace(known, held={}, blacked={})


def is_held(record: Record, known: Rules) -> bool:
    """Return whether an incident, or what is said of one, is held back: lists leave it out."""
    return bool(known.held or known.blacked) and delays.touches(record, known.held, known.blacked)


def listed(records: Iterable[R], known: Rules) -> list[R]:
    """Return the records as readers may see them, those that are held back left out."""
    return [public(record, known) for record in records if not is_held(record, known)]


def public(record: R, known: Rules) -> R:
    """Return the record as readers may see it; the same record when nothing is kept back of it."""
    if known.held or known.blacked:
        record = delays.without(record, known.held, known.blacked)
    if known.pattern is None and not known.coarse:
        return record
    made: R = _walked(record, known, known.pattern)
    return made


def text(words: str, known: Rules) -> str:
    """Return words of ours, or of a reader, without the names that are kept back."""
    return _shown(words, known.pattern)


# -- names ------------------------------------------------------------------------

# Fields whose characters are counted from: a name in them is blacked out letter by letter.
_COUNTED = frozenset({("Report", "text"), ("Citation", "text")})
# Ids, hashes and addresses of ours: never a name, and changed they would lead nowhere.
_OURS = frozenset({"id", "kind", "sha256", "capture", "incident", "derived_by", "gazetteer", "edtf", "timex"})
_LEAST = 3  # letters of a part of a name that is worth hiding by itself


def _pattern(names: Sequence[str], parts: Iterable[str]) -> re.Pattern[str] | None:
    full = sorted({_flexible(name) for name in names if name.strip()}, key=len, reverse=True)
    short = sorted({_flexible(part) for part in parts}, key=len, reverse=True)
    found = [*([f"(?i:{'|'.join(full)})"] if full else []), *([f"(?:{'|'.join(short)})"] if short else [])]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def _flexible(name: str) -> str:
    """Return a pattern of a name: blanks, hyphens, apostrophes and endings as they vary."""
    parts = []
    for part in re.split(r"[\s\u200e\u200f]+", name.strip()):
        spelt = re.sub(r"['’ʼ`]", "['’ʼ`]?", re.escape(part).replace(r"\-", "[-‐‑ ]"))
        cyrillic, arabic = re.search(r"[а-яёіїєґ]", part, re.IGNORECASE), re.search(r"[\u0621-\u064a]", part)
        parts.append(rf"{spelt}\w{{0,3}}" if cyrillic else rf"[وفبلك]?{spelt}" if arabic else spelt)
    return r"[\s\u200e\u200f]+".join(parts)


def _parts(names: Iterable[str]) -> set[str]:
    """Return the parts of names that may stand alone: "Haddad said"."""
    parts = {part for name in names for part in name.split() if len(name.split()) > 1}
    return {part for part in parts if len(part.strip("-’'")) >= _LEAST and not part[:1].islower()}


def _shown(words: str, pattern: re.Pattern[str] | None) -> str:
    return pattern.sub(toml("harm")["shown"]["name"], words) if pattern else words


def _blacked(words: str, pattern: re.Pattern[str] | None) -> str:
    """Return the words, as long as they were, with every letter of the names blacked out."""
    block = toml("harm")["shown"]["block"]
    return pattern.sub(lambda match: block * len(match[0]), words) if pattern else words


# -- every record -----------------------------------------------------------------


def _walked(value: Any, known: Rules, pattern: re.Pattern[str] | None) -> Any:
    """Return a record, and all inside it, without names and exact points; itself when nothing changes."""
    if isinstance(value, Record):
        return _record(value, known, pattern)
    if isinstance(value, tuple):
        made = tuple(_walked(one, known, pattern) for one in value)
        return value if all(a is b for a, b in zip(made, value, strict=True)) else made
    if isinstance(value, str):
        return _shown(value, pattern)
    return value


def _record(record: Record, known: Rules, pattern: re.Pattern[str] | None) -> Record:
    kind = type(record).__name__
    pattern = _own(record, known) or pattern
    counted = kind == "Report" or hasattr(record, "start") or getattr(record, "kind", "") == "quote"
    changed: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value is None or name in _OURS or isinstance(value, (int, float)):
            continue
        if name == "text" and isinstance(value, str) and (counted or (kind, name) in _COUNTED):
            made: Any = _blacked(value, pattern)
        elif name in ("url", "uri", "resource") and isinstance(value, str):
            made = value if not _in_address(value, known) else None if name != "uri" else ""
        else:
            made = _walked(value, known, pattern)
        if made is not value and made != value:
            changed[name] = made
    if known.coarse and getattr(record, "lat", None) is not None:
        changed |= _coarser(record, known)
    return record.model_copy(update=changed) if changed else record


def _own(record: Record, known: Rules) -> re.Pattern[str] | None:
    """Return the pattern that finds parts of names too, for what rests on the report that made them known."""
    if not known.short:
        return None
    if isinstance(record, Item):
        # A quotation stands in the words of one report, and must stand in them afterwards.
        cited = sorted(record.citations, key=lambda c: record.text not in c.text)
        ids = [c.report for c in cited]
    else:
        ids = [record.id if isinstance(record, Report) else getattr(record, "report", "")]
    return next((known.short[id_] for id_ in ids if id_ in known.short), None)


def _in_address(address: str, known: Rules) -> bool:
    """Return whether an address spells a name that is kept back."""
    plain = re.sub(r"[^\w]+", " ", address)
    return bool(known.pattern and known.pattern.search(plain))


# -- points -----------------------------------------------------------------------


def _coarser(record: Record, known: Rules) -> dict[str, Any]:
    """Return the coarser point of a place, and how exact it claims to be."""
    row = coarseness(getattr(record, "kind", None))
    lat, lon = getattr(record, "lat", 0.0), getattr(record, "lon", 0.0) or 0.0
    decimals, precision = row["decimals"], row["precision"]
    if where := known.sensitive.get((lat, lon)):
        place = next(r for r in toml("harm")["place"] if r["name"] == where)
        decimals, precision = min(decimals, place["decimals"]), max(precision, 2)
    found: dict[str, Any] = {"lat": round(lat, decimals), "lon": round(lon, decimals)}
    if (found["lat"], found["lon"]) == (lat, lon) and decimals > 1:
        return {}
    if "precision" in type(record).model_fields:
        found["precision"] = max(getattr(record, "precision", None) or 1, precision)
    if "rule" in type(record).model_fields:
        rounded = f"point rounded to {10.0**-decimals:g}° for readers"
        found["rule"] = "; ".join(r for r in (getattr(record, "rule", None), rounded) if r)
    return found


def coarseness(kind: str | None) -> dict[str, Any]:
    """Return the row that says how exactly a point of this kind of place is given."""
    rows: list[dict[str, Any]] = toml("harm")["coarse"]
    named = {row["kind"]: row for row in rows}
    return named.get(kind or "settlement", named["other"])
