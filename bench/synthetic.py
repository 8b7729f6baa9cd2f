"""Makes a large desk of invented reports and incidents by bulk inserts, to measure what depends on its size.

Nothing in it was read or linked: the rows are those that reading and linking would have stored. Names are
made of syllables; the same size gives the same desk.
"""

# ruff: noqa: S311 - nothing here is secret

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import pipeline
from dateline.model import (
    Account,
    Actor,
    Brief,
    Candidate,
    Change,
    Citation,
    Copies,
    CopyPair,
    Decision,
    Disagreement,
    Event,
    Exactness,
    Figure,
    FigureStatus,
    Grade,
    Incident,
    Item,
    Judgement,
    Mode,
    OriginKind,
    Period,
    Place,
    Presence,
    Publication,
    Relation,
    Report,
    Section,
    Span,
    Statement,
    Toll,
    Visit,
    Zone,
    ZoneKind,
)
from dateline.pipeline import Desk, publishing

FIRST = dt.date(2015, 1, 1)
DAYS = 1500
# Reports that tell of one incident; the rest of the desk tells of none.
TELLING = 4
PUBLISHED = 200
SHOWN = 25
CHUNK = 2_000
TYPES = ("shelling", "air strikes", "clashes", "explosion", "arrests", "protest", "siege", "abduction")
STARTS = "Nor Sal Ker Tam Vel Oru Bas Lin Mard Qas Jeb Hol Zem Pol Wey".split()  # noqa: SIM905 - a table
ENDS = "brack iya ova ford abad ment essa ouk ardin eth olin una ask ind".split()  # noqa: SIM905
PLAIN = (
    *("road", "market", "bridge", "river", "school", "queue", "bread", "water", "clinic", "flour", "night"),
    *("morning", "family", "driver", "shop", "roof", "wall", "gate", "square", "street", "field", "harvest"),
    *("winter", "lorry", "signal", "radio", "visit", "meeting", "letter", "office", "list", "count", "talks"),
)


@dataclass(frozen=True, slots=True)
class World:
    """The names that a desk's reports use."""

    towns: tuple[tuple[str, str, float, float], ...]
    sources: tuple[str, ...]
    speakers: tuple[str, ...]
    sides: tuple[str, ...]


def make(folder: Path, reports: int, incidents: int) -> Desk:
    """Make a desk of this size in ``folder``, which must not be there yet."""
    from dateline.store import models, save  # noqa: PLC0415 - once Django is set up

    desk = pipeline.init(folder)
    chance = random.Random(6)
    world = _world(chance)
    with desk.database.session():
        told: list[Incident] = []
        for at in range(0, reports, CHUNK):
            made = [_report(n, chance, world) for n in range(at, min(at + CHUNK, reports))]
            with save.together():
                _store_reports(made)
                found = [
                    _incident(made[k : k + TELLING], chance, world)
                    for k in range(0, len(made), TELLING)
                    if (at + k) // TELLING < incidents
                ]
                save.incidents([save.Filed(one, order=one.id) for one in found])
            told += found
        ids = list(models.Report.objects.order_by("published").values_list("id", flat=True))
        with save.together():
            save.copies(("", group) for group in _copies(ids, chance))
            _visits(ids, chance)
            _decisions(told, chance)
            save.linked("bench", [])
        _publish(desk, told)
    return desk


def _world(chance: random.Random) -> World:
    names = [a + b for a, b in itertools.product(STARTS, ENDS)]
    towns = [
        (f"{name}{suffix}", f"desk:{n}", 20 + chance.random() * 10, 10 + chance.random() * 12)
        for n, (name, suffix) in enumerate(itertools.product(names, ("", " East", " Hill")))
    ]
    sources = [
        f"{name} {kind}" for name, kind in itertools.product(names[:60], ("Post", "Wire", "Radio", "Today"))
    ]
    speakers = [f"{a}in {b}" for a, b in itertools.product(STARTS, names[60:80])]
    sides = [f"{name} {kind}" for name in names[80:110] for kind in ("Front", "Army", "Council")]
    return World(tuple(towns), tuple(sources), tuple(speakers), tuple(sides))


def _report(number: int, chance: random.Random, world: World) -> Report:
    """Return a read report; TELLING in a row tell of one occurrence."""
    own = random.Random(number // TELLING)
    town, gazetteer, lat, lon = own.choice(world.towns)
    kind, count, day = own.choice(TYPES), own.randint(1, 60), FIRST + dt.timedelta(own.randrange(DAYS))
    speaker, source = own.choice(world.speakers), world.sources[(number * 7) % len(world.sources)]
    side = own.choice(world.sides)
    title = f"{kind.capitalize()} in {town}"
    said = f"{count + number % 3} people were killed in {kind} in {town} on {day:%A}, {speaker} said."
    filler = " ".join(_sentence(chance, world) for _ in range(9))
    text = f"{title}\n{said} {side} did not comment.\n{filler}"
    place = _span(text, town, len(title))
    figure = _span(text, f"{count + number % 3} people", 0)
    when = _span(text, f"{day:%A}", len(title))
    trigger = _span(text, "killed", 0)
    voice = _span(text, speaker, len(title))
    candidates = tuple(
        Candidate(gazetteer=f"desk:{c}", name=town, lat=lat + c, lon=lon)
        for c in range(2)
        if number // TELLING % 9 == 0
    )
    killed = count + number % 3
    zones = (
        Zone(kind=ZoneKind.HEADLINE, start=0, end=len(title)),
        Zone(kind=ZoneKind.BODY, start=len(title) + 1, end=len(text)),
    )
    said_so = Statement(
        id="s1", speaker=voice, name=speaker, content=(_span(text, said[:40], 0),), mode=Mode.INDIRECT
    )
    event = Event(
        id="e1", type=kind, trigger=trigger, period="t1", places=("l1",), figures=("f1",), side_a=(side,),
        attributed_to="s1",
    )  # fmt: skip
    dead = Figure(
        id="f1", **figure.model_dump(), subject="people", status=FigureStatus.KILLED, low=killed, high=killed,
        exactness=Exactness.EXACT, places=("l1",), attributed_to="s1",
    )  # fmt: skip
    where = Place(
        id="l1", **place.model_dump(), name=town, gazetteer=gazetteer, lat=lat, lon=lon, country="SY",
        admin1="Northern", kind="settlement", precision=1, rule="only one", candidates=candidates,
    )  # fmt: skip
    return Report(
        id=f"sha256:{hashlib.sha256(str(number).encode()).hexdigest()}",
        title=title,
        source=source,
        url=f"https://example.org/{number}",
        published=day,
        published_at=dt.datetime.combine(day, dt.time(8 + number % 12), dt.UTC),
        language="en",
        text=text,
        zones=zones,
        statements=(said_so,),
        events=(event,),
        figures=(dead,),
        places=(where,),
        periods=(Period(id="t1", **when.model_dump(), edtf=day.isoformat(), first=day, last=day),),
        actors=(Actor(id="a1", name=side, kind="armed group", mentions=(_span(text, side, 0),)),),
        derived_by="bench",
    )


def _sentence(chance: random.Random, world: World) -> str:
    words = [chance.choice(PLAIN) for _ in range(10)]
    return f"In {chance.choice(world.towns)[0]} the {' '.join(words)}."


def _span(text: str, words: str, after: int) -> Span:
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def _incident(reports: Sequence[Report], chance: random.Random, world: World) -> Incident:
    first = reports[0]
    accounts = tuple(
        Account(
            report=one.id, event="e1", figure="f1", statement="s1", source=one.source,
            chain=(one.source or "", one.statements[0].name or ""), origin=one.statements[0].name or "",
            origin_kind=OriginKind.OFFICIAL, status=FigureStatus.KILLED, low=one.figures[0].low,
            high=one.figures[0].high, exactness=Exactness.EXACT, said_at=one.published_at,
            citation=Citation(report=one.id, **_cited(one.figures[0])),
        )
        for one in reports
    )  # fmt: skip
    low, high = min(a.low or 0 for a in accounts), max(a.high or 0 for a in accounts)
    differ = Disagreement(kind="count", text=f"Accounts give {low} to {high} killed", accounts=accounts[:2])
    toll = Toll(status=FigureStatus.KILLED, low=low, best=high, high=high, accounts=accounts, rule="median")
    place = first.places[0]
    return Incident(
        id=f"incident:{hashlib.sha256(first.id.encode()).hexdigest()[:12]}",
        reports=tuple(one.id for one in reports),
        keys=tuple(None for _ in reports),
        type=first.events[0].type,
        title=first.title or "",
        place=place,
        place_name=place.name,
        period=first.periods[0],
        accounts=accounts,
        tolls=(toll,),
        origins=chance.choice((1, 1, 2, 3)),
        grade=chance.choice(list(Grade)),
        grade_reason="as many origins as it says",
        disagreements=(differ,) if chance.random() < 0.2 else (),
        side_a=first.events[0].side_a,
        tellings=tuple(f"{one.id}#e1" for one in reports),
        link_reasons=("same town", "same day"),
        harm=int(high),
    )


def _cited(figure: Figure) -> dict[str, Any]:
    return {"start": figure.start, "end": figure.end, "text": figure.text}


def _store_reports(made: Sequence[Report]) -> None:
    from dateline.store import models  # noqa: PLC0415
    from dateline.store.records import NESTED, columns  # noqa: PLC0415
    from dateline.store.save import TABLE  # noqa: PLC0415

    models.Report.objects.bulk_create(models.Report(given="{}", linked=True, **columns(one)) for one in made)
    for field, kind in NESTED[Report].items():
        table = TABLE[kind.__name__]
        table.objects.bulk_create(
            table(position=n, report_id=one.id, **columns(own))
            for one in made
            for n, own in enumerate(getattr(one, field))
        )
    models.Outcome.objects.bulk_create(
        models.Outcome(item=one.id, step="read", derived_by="bench") for one in made
    )


def _copies(ids: Sequence[str], chance: random.Random) -> Iterator[Copies]:
    for n in range(0, len(ids) // 10, 2):
        pair = CopyPair(a=ids[n], b=ids[n + 1], relation=Relation.REPRINT, shared=chance.random())
        yield Copies(reports=(ids[n], ids[n + 1]), keys=(None, None), pairs=(pair,))


def _visits(ids: Sequence[str], chance: random.Random) -> None:
    from dateline.store import collecting  # noqa: PLC0415

    when = dt.datetime.combine(FIRST + dt.timedelta(DAYS), dt.time(), dt.UTC)
    collecting.add_visits(
        Visit(report=id_, url=f"https://example.org/v{n}", at=when, presence=chance.choice(list(Presence)),
              paragraphs=(Change(before="a", after="b"),))
        for n, id_ in enumerate(ids[:: max(len(ids) // 4000, 1)])
    )  # fmt: skip


def _decisions(told: Sequence[Incident], chance: random.Random) -> None:
    from dateline.store import models  # noqa: PLC0415
    from dateline.store.records import columns  # noqa: PLC0415

    models.Decision.objects.bulk_create(models.Decision(**columns(one)) for one in _judged(told, chance))


def _judged(told: Sequence[Incident], chance: random.Random) -> Iterable[Decision]:
    start = dt.datetime.combine(FIRST, dt.time(), dt.UTC)
    for n, one in enumerate(told[: len(told) // 2]):
        given = n % 10 == 0
        yield Decision(
            id=f"decision:{hashlib.sha256(f'd{n}'.encode()).hexdigest()[:12]}-1",
            judgement=Judgement.CORRECT if given else Judgement.ACCEPT,
            subjects=(one.id,),
            reason="Seen at the desk.",
            who=f"analyst {n % 20}",
            when=start + dt.timedelta(minutes=n),
            machine=f"{one.grade.value}: {one.grade_reason}",
            value='{"grade": "fair"}' if given else None,
        )


def _publish(desk: Desk, told: Sequence[Incident]) -> None:
    """Publish the briefs of the last days, each of some incidents."""
    from dateline.store import published  # noqa: PLC0415

    days = sorted({one.period.first for one in told if one.period and one.period.first})[-PUBLISHED:]
    by_day = {day: [one for one in told if one.period and one.period.first == day][:SHOWN] for day in days}
    for day, own in by_day.items():
        brief = _brief(day, own)
        when = dt.datetime.combine(day, dt.time(20), dt.UTC)
        made = Publication(day=day, version=1, brief=brief, who="bench", when=when)
        published.publish(made, dict.fromkeys(publishing.shows(brief, [])))


def _brief(day: dt.date, own: Sequence[Incident]) -> Brief:
    items = tuple(
        Item(kind="sentence", text=f"{one.title}: {one.tolls[0].low:g} killed.",
             citations=(one.accounts[0].citation,), incident=one.id, toll=one.tolls[0])
        for one in own
    )  # fmt: skip
    section = Section(key="incidents", title="Incidents", items=items, incidents=tuple(one.id for one in own))
    return Brief(
        day=day,
        headline=items[0],
        headline_rule="the gravest",
        lead=items[:3],
        sections=(section,),
        incidents=tuple(own),
        reports=tuple(r for one in own for r in one.reports),
        method="Made up for a measurement.",
    )
