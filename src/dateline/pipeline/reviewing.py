"""What people do at the desk: judge, correct, merge, split, grade, undo. Each is a row in the ledger."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.errors import DeskError, UnknownId
from dateline.model import Account, Capture, Copies, Decision, Grade, Incident, Judgement, Report
from dateline.pipeline import corrected, queueing
from dateline.pipeline.desk import Desk
from dateline.review import effects
from dateline.review.ledger import standing
from dateline.review.queue import QueueItem


class Opened(NamedTuple):
    """An incident as the desk shows it: with its reports, and what people decided about it."""

    incident: Incident
    reports: Mapping[str, Report]
    decisions: Sequence[Decision]


class Sheet(NamedTuple):
    """A report as the desk shows it: read, corrected, sealed, and the incidents that rest on it."""

    read: Report
    report: Report
    capture: Capture | None
    incidents: Sequence[Incident]
    copies: Sequence[Copies]
    decisions: Sequence[Decision]


def waiting(
    desk: Desk, start: int = 0, limit: int | None = None, *, person: str | None = None
) -> list[QueueItem]:
    """Return what nobody has judged yet, the gravest and most doubtful first; of a person, when named."""
    from dateline.store import queued

    with desk.database.session():
        queueing.ensure()
        return list(queueing.items(queued.waiting(start, limit, person=person)))


def waiting_count(desk: Desk, person: str | None = None) -> int:
    """Return how many things nobody has judged yet."""
    from dateline.store import queued

    with desk.database.session():
        queueing.ensure()
        return queued.count(person)


def item(desk: Desk, key: str, *, waiting: bool = False) -> QueueItem | None:
    """Return a thing in doubt; None when it is no longer, or was judged and must be ``waiting``."""
    from dateline.store import queued

    with desk.database.session():
        queueing.ensure()
        found = queued.item(key, waiting=waiting)
        return next(queueing.items([found])) if found else None


def item_after(desk: Desk, key: str) -> str | None:
    """Return the key of the thing to judge after this one; after the last, of the first."""
    from dateline.store import queued

    with desk.database.session():
        return queued.after(key)


def judge(
    desk: Desk, key: str, judgement: Judgement, who: str, now: dt.datetime, reason: str = ""
) -> Decision:
    """Judge an item of the queue. Raises UnknownId when it is gone, DeskError when another was faster."""
    from dateline.store import looking

    asked = item(desk, key)
    if asked is None:
        raise UnknownId(key, "is no longer in doubt", "go on with the next one")
    if judgement not in asked.asks:
        raise DeskError(asked.title, f"is not judged as {judgement.value}", "choose one of its buttons")
    prefix = f"decision:{key}-"
    with desk.database.session():
        before = looking.decided(prefix)
        held = [own for own in standing(before) if not own.undoes]
        made = Decision(
            id=f"{prefix}{len(before) + 1}",
            judgement=judgement,
            subjects=asked.subjects,
            reason=reason.strip() or None,
            who=who,
            when=now,
            machine=f"{asked.doubt.value}: {asked.reason}; {asked.machine}",
        )
        if held or not looking.judge(made, stands=True):
            other = looking.decided(prefix)[-1]
            raise DeskError(
                asked.title,
                f"was judged “{other.judgement.value}” by {other.who} at {other.when:%H:%M:%S}",
                "your judgement was not added; undo theirs first if you see it otherwise",
            )
    return made


def undo(desk: Desk, id_: str, who: str, now: dt.datetime) -> Decision:
    """Take a decision back with a row of its own. Raises DeskError when it does not stand."""
    from dateline.store import looking

    with desk.database.session():
        found = looking.decision(id_)
        if found is None or found.undoes or found.judgement is Judgement.PUBLISH:
            raise UnknownId(id_, "is no decision that can be taken back", "see the ledger")
        prefix = f"{id_.rpartition('-')[0]}-"
        before = looking.decided(prefix)  # one look: what stands and the next number must agree
        if found.id not in {own.id for own in standing(before)}:
            raise DeskError(id_, "was taken back already", "see the ledger")
        made = found.model_copy(
            update={
                "id": f"{prefix}{len(before) + 1}",
                "who": who,
                "when": now,
                "undoes": id_,
                "reason": None,
            }
        )
        if not looking.judge(made, stands=bool(standing([*before, made]))):
            raise DeskError(id_, "was changed by somebody else meanwhile", "load the page again")
        _link_again(desk, *(s.partition("#")[0] for s in made.subjects if s.startswith("sha256:")))
        if effects.is_grade(made):
            queueing.relinked(made.subjects)
    return made


def decide(
    desk: Desk,
    judgement: Judgement,
    subjects: Sequence[str],
    who: str,
    now: dt.datetime,
    *,
    reason: str | None = None,
    machine: str | None = None,
    value: str | None = None,
) -> Decision:
    """Add a decision about anything to the ledger."""
    from dateline.store import looking

    made = Decision(
        id=f"decision:{uuid.uuid4().hex[:12]}-1",
        judgement=judgement,
        subjects=tuple(subjects),
        reason=(reason or "").strip() or None,
        who=who,
        when=now,
        machine=machine,
        value=value,
    )
    with desk.database.session():
        looking.judge(made)
    return made


def merge(desk: Desk, id_: str, other: str, who: str, now: dt.datetime, reason: str) -> Decision:
    """Say that two incidents are one; the next linking joins them."""
    a, b = incident(desk, id_).incident, incident(desk, other).incident
    if a.id == b.id:
        raise DeskError(a.title, "cannot be merged with itself", "choose another incident")
    machine = f"apart: {a.id} {a.title}; {b.id} {b.title}"
    return decide(desk, Judgement.MERGE, (_anchor(a), _anchor(b)), who, now, reason=reason, machine=machine)


def split(desk: Desk, id_: str, telling: str, who: str, now: dt.datetime, reason: str) -> Decision:
    """Say that one report's telling is another incident than the rest; the next linking keeps it apart."""
    found = incident(desk, id_).incident
    rest = [own for own in movable(found) if own != telling]
    if telling not in movable(found) or not rest:
        raise DeskError(found.title, "cannot be split there", "choose one of several tellings")
    machine = f"one incident: {'; '.join(found.link_reasons) or 'no reason kept'}"
    return decide(desk, Judgement.SPLIT, (rest[0], telling), who, now, reason=reason, machine=machine)


def move(desk: Desk, id_: str, telling: str, other: str, who: str, now: dt.datetime, reason: str) -> Decision:
    """Move one report's telling to another incident: kept apart from this one, joined with that one."""
    there = incident(desk, other).incident
    split(desk, id_, telling, who, now, reason)
    return decide(
        desk, Judgement.MERGE, (_anchor(there), telling), who, now, reason=reason, machine=f"told in {id_}"
    )


def grade(desk: Desk, id_: str, given: Grade, who: str, now: dt.datetime, reason: str) -> Decision:
    """Give an incident a grade, with the reason that readers see; the program's own stays beside it."""
    found = incident(desk, id_).incident
    if not reason.strip():
        raise DeskError(found.title, "was given a grade without a reason", "say why in a sentence")
    machine = f"{found.grade.value}: {found.grade_reason}"
    value = effects.grade_value(given)
    made = decide(desk, Judgement.CORRECT, (found.id,), who, now, reason=reason, machine=machine, value=value)
    with desk.database.session():
        queueing.relinked([found.id])
    return made


def correct(
    desk: Desk,
    report: str,
    label: str,
    value: Mapping[str, Any],
    who: str,
    now: dt.datetime,
    reason: str = "",
) -> Decision:
    """Correct one reading of a report; the next linking works with it corrected."""
    opened = sheet(desk, report)
    every = (one for own in (opened.read, opened.report) for f in effects.FIELDS for one in getattr(own, f))
    was = next((one for one in every if one.id == label), None)
    if was is None and "added" not in value:
        raise UnknownId(f"{report}#{label}", "the report has no such reading", "load the page again")
    machine = was.model_dump_json(exclude_defaults=True) if was else "not read"
    effects.corrected(opened.read, [_as_decision(report, label, value, who, now)])  # raises before it is kept
    _link_again(desk, report)
    return decide(
        desk,
        Judgement.CORRECT,
        (f"{report}#{label}",),
        who,
        now,
        reason=reason,
        machine=machine,
        value=json.dumps(value, sort_keys=True),
    )


def _link_again(desk: Desk, *reports: str) -> None:
    """Let the next linking take these reports up again, because what is read from them has changed."""
    from dateline.store import looking

    with desk.database.session():
        looking.link_again(reports)


def incident(desk: Desk, id_: str) -> Opened:
    """Return an incident with its reports and the decisions on it; an ended id leads on. Raises UnknownId."""
    from dateline.store import load, looking

    with desk.database.session():
        id_ = looking.forwarded(id_)
        found = next(iter(corrected.incidents(load.incidents([id_]))), None)
        if found is None:
            raise UnknownId(id_, "no incident of the last linking has that id", "see the list of incidents")
        decisions = looking.decisions(subjects=[found.id, *found.tellings])
        reports = {report.id: report for report in corrected.reports(found.reports)}
    return Opened(found, reports, decisions)


def sheet(desk: Desk, id_: str) -> Sheet:
    """Return a report as it was read and as it was corrected, with all that hangs on it. Raises UnknownId."""
    from dateline.store import load, looking, neighbours

    with desk.database.session():
        read = next(load.reports([id_]), None)
        if read is None:
            raise UnknownId(id_, "no report of this desk has that id", "search for it")
        own = looking.decisions(about=[id_])
        sealed = load.sealed_as(id_)
        told = corrected.incidents(load.incidents(looking.incidents_of(id_)))
        copies = list(neighbours.copies([id_]).values())
    capture = sealed.capture if sealed else None
    return Sheet(read, effects.corrected(read, standing(own)), capture, told, copies, own)


def movable(found: Incident) -> list[str]:
    """Return the tellings that can be taken out: not the denials, which belong to whatever they deny."""
    denials = [a for d in found.disagreements if d.kind == "denial" for a in d.accounts]
    said = {(a.report, a.event) for a in found.accounts if a not in denials}
    held = {telling_of(found, a) for a in denials if (a.report, a.event) not in said}
    told = {telling_of(found, a) for t in found.tolls for a in t.accounts}
    return [own for own in found.tellings if own not in held or own in told]


def telling_of(found: Incident, account: Account) -> str | None:
    """Return the telling of an incident that an account belongs to, by its event or figure."""
    own = [t for t in found.tellings if t.partition("#")[0] == account.report]
    exact = [t for t in own if t.partition("#")[2] in (account.event, account.figure)]
    return (exact or own or [None])[0]  # type: ignore[list-item]


def _anchor(found: Incident) -> str:
    return found.tellings[0] if found.tellings else found.id


def _as_decision(report: str, label: str, value: Mapping[str, Any], who: str, now: dt.datetime) -> Decision:
    return Decision(
        id="-",
        judgement=Judgement.CORRECT,
        subjects=(f"{report}#{label}",),
        who=who,
        when=now,
        value=json.dumps(value),
    )


def incident_rows(desk: Desk, **chosen: Any) -> list[dict[str, Any]]:
    """Return incidents as lines, the last days first, with the grades that people gave."""
    from dateline.store import looking

    with desk.database.session():
        rows = looking.incident_rows(**chosen)
        given = effects.given_grades(standing(looking.decisions(subjects=[str(r["label"]) for r in rows])))
    return [{**row, "grade": given.get(str(row["label"]), row["grade"])} for row in rows]


def report_rows(desk: Desk, **chosen: Any) -> list[dict[str, Any]]:
    """Return reports as lines, the newest first."""
    from dateline.store import looking

    with desk.database.session():
        return looking.recent_reports(**chosen)


def report_id(desk: Desk, word: str) -> str:
    """Return the id of the report whose word in addresses this is. Raises UnknownId."""
    from dateline.store import looking

    with desk.database.session():
        found = looking.report_id(word)
    if found is None:
        raise UnknownId(word, "no report of this desk has that id", "search for it")
    return found


def ledger(desk: Desk, **chosen: Any) -> list[Decision]:
    """Return rows of the ledger, the newest first."""
    from dateline.store import looking

    with desk.database.session():
        return looking.ledger(**chosen)


def judges(desk: Desk) -> list[str]:
    """Return everybody who decided something."""
    from dateline.store import looking

    with desk.database.session():
        return looking.judges()


def standing_ids(desk: Desk, shown: Iterable[Decision]) -> set[str]:
    """Return the ids of those of these decisions that stand."""
    from dateline.store import looking

    with desk.database.session():
        asked = {own.id for own in shown if not own.undoes}
        return asked - looking.taken_back(asked)


def pending(desk: Desk) -> int:
    """Return how many decisions were made since the last linking that linking would apply."""
    from dateline.store import looking

    with desk.database.session():
        return looking.decisions_since([j.value for j in (*_JOINING, Judgement.CORRECT)], looking.linked_at())


def counts(desk: Desk) -> dict[str, int]:
    """Return how much the desk holds."""
    from dateline.store import looking

    with desk.database.session():
        return looking.counts()


_JOINING = (Judgement.SAME, Judgement.DIFFERENT, Judgement.MERGE, Judgement.SPLIT)


def search(desk: Desk, words: str, **chosen: Any) -> list[Any]:
    """Return reports, statements and incidents that hold the words, the best fit first."""
    from dateline.store import search as store

    with desk.database.session():
        return list(store.search(words, **chosen))
