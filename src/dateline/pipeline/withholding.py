"""Says what is kept from readers now, and lets an editor release it or keep more back, with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from dateline.errors import EmptyInput, UnknownId
from dateline.model import Decision, Draft, Incident, Judgement
from dateline.pipeline import door, publishing, reviewing
from dateline.pipeline.desk import Desk
from dateline.publish import harm
from dateline.publish.delays import Held
from dateline.publish.persons import Person
from dateline.review import checks
from dateline.review.checks import Check

# Published days looked at: what older briefs keep back is kept back as well, and not listed.
DAYS = 31
LONGEST_NAME = 60


class Kept(NamedTuple):
    """What the last published briefs and one draft, if any, keep from readers."""

    names: Sequence[tuple[Person, dt.date]]
    held: Sequence[tuple[Incident, Held, dt.date]]


def kept(desk: Desk) -> Kept:
    """Return what the published briefs of the last days keep back now, each once, the last day first."""
    from dateline.store import published  # noqa: PLC0415 - the database loads when a desk is opened

    names: dict[str, tuple[Person, dt.date]] = {}
    held: dict[str, tuple[Incident, Held, dt.date]] = {}
    with desk.database.session():
        for one in published.latest(DAYS):
            known = door.rules(desk, one)
            for person in known.names:
                names.setdefault(person.name, (person, one.day))
            for incident in one.brief.incidents:
                if incident.id in known.held:
                    held.setdefault(incident.id, (incident, known.held[incident.id], one.day))
    return Kept(tuple(names.values()), tuple(held.values()))


def released(desk: Desk) -> list[Decision]:
    """Return the decisions that stand and release or withhold something, the newest first."""
    from dateline.review.ledger import standing  # noqa: PLC0415
    from dateline.store import load  # noqa: PLC0415

    with desk.database.session():
        found = standing(load.decisions())
    kinds = (Judgement.RELEASE, Judgement.WITHHOLD)
    return [one for one in reversed(found) if one.judgement in kinds]


def decide(
    desk: Desk, judgement: Judgement, subject: str, who: str, now: dt.datetime, reason: str
) -> Decision:
    """Release or withhold a name (``name:NAME``) or an incident, with a row in the ledger.

    Raises EmptyInput without a reason or a name, UnknownId for an incident that is not on the desk.
    """
    subject = " ".join(subject.split())
    if not reason.strip():
        raise EmptyInput("the decision", "has no reason", "say why in a sentence")
    if subject.startswith(harm.NAME):
        name = subject.removeprefix(harm.NAME).strip()
        if not 2 <= len(name) <= LONGEST_NAME:
            raise EmptyInput("the name", f"is no name of 2 to {LONGEST_NAME} characters", "give it in full")
        subject = f"{harm.NAME}{name}"
    elif not _known(desk, subject):
        raise UnknownId(subject, "is no incident of this desk", "see the list of incidents")
    return reviewing.decide(desk, judgement, (subject,), who, now, reason=reason)


def to_check(desk: Desk, made: Draft) -> tuple[Check, ...]:
    """Return what is to be looked at before this draft is published."""
    reports = publishing.behind_draft(desk, made).reports
    with desk.database.session():
        known = door.draft_rules(desk, made.brief, reports)
    names = [person.name for person in known.names]
    return checks.checks(made.brief, names, len(known.held), publishing.version(desk, made.day))


def _known(desk: Desk, id_: str) -> bool:
    from dateline.store import load  # noqa: PLC0415

    with desk.database.session():
        return next(load.incidents([id_]), None) is not None if id_ else False
