"""The registers of a desk: its sources, actors and places, as its tables and its people have them.

What people say is a decision in the ledger, taken back like any other. Sources count at the next linking and
the next brief, actors and places when reports are read again.
"""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import csv
import datetime as dt
import io
import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline import disk
from dateline.config import SourceEntry
from dateline.errors import EmptyInput
from dateline.model import Decision, Judgement
from dateline.pipeline import placelists
from dateline.pipeline.desk import Desk
from dateline.pipeline.placelists import Listed
from dateline.review import register
from dateline.review.ledger import standing

# Where the tables are that the readers get: the desk's own with what people added.
FOLDER = ".register"
_PLACE = ("name", "lat", "lon", "aliases", "kind", "country", "parent", "population", "radius")


def rows(desk: Desk, kind: str, start: int, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """Return a page of a register (sources, actors, places) as reports fill it, and whether more follows."""
    from dateline.store import looking

    asked = {"sources": looking.sources, "actors": looking.actors, "places": looking.places}[kind]
    with desk.database.session():
        found = asked(start, limit + 1)
    return found[:limit], len(found) > limit


def sources(desk: Desk) -> tuple[SourceEntry, ...]:
    """Return the desk's sources as people judged them. The desk must be connected."""
    from dateline.store import looking

    return register.sources(desk.settings.source, standing(looking.registered(register.SOURCE)))


def registered(desk: Desk) -> tuple[SourceEntry, ...]:
    """Return the desk's sources as people judged them."""
    with desk.database.session():
        return sources(desk)


def actors(desk: Desk) -> dict[str, dict[str, Any]]:
    """Return the actors that people added, by name."""
    from dateline.store import looking

    with desk.database.session():
        return register.entries(standing(looking.registered(register.ACTOR)), register.ACTOR)


def actor_kinds() -> list[str]:
    """Return the kinds of actors (ACLED's)."""
    from dateline.read.actors.parties import ActorKind

    return [kind.value for kind in ActorKind]


def judge_source(
    desk: Desk, name: str, given: Mapping[str, str], who: str, now: dt.datetime, reason: str
) -> Decision:
    """Say who owns a source, whose voice it is, how reliable it has proved. Raises EmptyInput."""
    value = register.source(name, given)
    before = next((s for s in registered(desk) if s.name == name), None)
    said = {key: getattr(before, key) for key in register.JUDGED} if before else {}
    return _decide(desk, f"{register.SOURCE}{name}", value, said, who, now, reason)


def judge_actor(
    desk: Desk, name: str, given: Mapping[str, str], who: str, now: dt.datetime, reason: str
) -> Decision:
    """Give an actor its neutral name, kind and other spellings. Raises EmptyInput."""
    value = register.actor(name, given, actor_kinds())
    return _decide(desk, f"{register.ACTOR}{name}", value, actors(desk).get(name, {}), who, now, reason)


def add_places(
    desk: Desk, found: list[Listed], what: str, who: str, now: dt.datetime, reason: str
) -> Decision:
    """Add places that no gazetteer lists, all with one decision. Raises EmptyInput for none."""
    from dateline.store import looking

    if not found:
        raise EmptyInput("the list", "has no place in it", "give one")
    value = {"from": what, "places": len(found)}
    made = _made(f"{register.PLACES}{uuid.uuid4().hex[:8]}", value, {}, who, now, reason)
    with desk.database.session():
        looking.judge_with_places(made, [place.model_dump() for place in found])
    return made


def import_places(
    desk: Desk, payload: bytes, name: str, who: str, now: dt.datetime, reason: str
) -> tuple[Decision, int]:
    """Add the places of a list: GeoNames, COD-AB or CSV. All of them or, for one wrong row, none."""
    found = placelists.read(payload, name)
    return add_places(desk, found, name, who, now, reason), len(found)


def tables(desk: Desk) -> tuple[Path | None, Path | None]:
    """Return the tables of actors and places that readers get: the desk's own, with what people added."""
    from dateline.store import looking

    own = [desk.table(path) for path in (desk.settings.tables.actors, desk.settings.tables.places)]
    added = actors(desk)
    with desk.database.session():
        places = looking.places_added({one.id for one in standing(looking.registered(register.PLACES))})
    return (
        _actors(desk, own[0], added) if added else own[0],
        _places(desk, own[1], places) if places else own[1],
    )


def _actors(desk: Desk, own: Path | None, added: Mapping[str, Mapping[str, Any]]) -> Path:
    from dateline.read.actors import parties

    given = [row for row in parties.given(own) if row.get("name") not in added] if own else []
    lines = [{**row, "name": name} for name, row in added.items()]
    return _written(desk, "actors.csv", ("name", "kind", "aliases", "country"), (*lines, *given))


def _places(desk: Desk, own: Path | None, added: Iterable[Mapping[str, Any]]) -> Path:
    given: list[Mapping[str, Any]] = []
    if own:
        with own.open(encoding="utf-8-sig", newline="") as file:
            given = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return _written(desk, "places.csv", _PLACE, (*given, *added))


def _written(desk: Desk, name: str, columns: tuple[str, ...], found: Iterable[Mapping[str, Any]]) -> Path:
    """Write a table where the readers find it, unless it stands there already; return its path."""
    made = io.StringIO(newline="")
    out = csv.DictWriter(made, columns)
    out.writeheader()
    out.writerows({c: _cell(row.get(c)) for c in columns} for row in found)
    content, target = made.getvalue().encode(), desk.folder / FOLDER / name
    with disk.named(desk.folder):
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(exist_ok=True)
            with disk.whole(target) as draft:
                draft.write_bytes(content)
    return target


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


def _decide(
    desk: Desk,
    subject: str,
    value: Mapping[str, Any],
    before: Mapping[str, Any],
    who: str,
    now: dt.datetime,
    reason: str,
) -> Decision:
    from dateline.store import looking

    made = _made(subject, value, before, who, now, reason)
    with desk.database.session():
        looking.judge(made)
    return made


def _made(
    subject: str, value: Mapping[str, Any], before: Mapping[str, Any], who: str, now: dt.datetime, reason: str
) -> Decision:
    if not reason.strip():
        raise EmptyInput("the change", "has no reason", "say in a sentence where it comes from")
    return Decision(
        id=f"decision:{uuid.uuid4().hex[:12]}-1",
        judgement=Judgement.CORRECT,
        subjects=(subject,),
        reason=reason.strip(),
        who=who,
        when=now,
        machine=f"before: {json.dumps(dict(before), ensure_ascii=False)}" if before else "not registered",
        value=json.dumps(dict(value), ensure_ascii=False),
    )
