"""Applies what people corrected: readings taken out, changed or added, and grades given with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.model import Decision, Figure, Grade, Incident, Judgement, Place, Report
from dateline.review import added

REJECTED = {"rejected": True}
# The readings that a person can reject, by the field of the report that holds them.
FIELDS = ("statements", "events", "figures", "places", "periods", "actors")
# What a figure's correction may say.
CHANGES = ("low", "high", "exactness", "status")


# How the reason of a grade that a person gave says so.
_BY_A_PERSON = "(judged at the desk;"


def corrected(report: Report, standing: Iterable[Decision]) -> Report:
    """Return the report as people corrected it; without a correction it is the same record."""
    own = values(standing, report.id)
    if not own:
        return report
    gone = {label for label, value in own.items() if REJECTED.items() <= value.items()}
    changed: dict[str, Any] = {
        field: tuple(_changed(one, own) for one in getattr(report, field) if one.id not in gone)
        for field in FIELDS
    }
    if gone:
        changed |= {
            field: tuple(_without(one, gone) for one in changed[field]) for field in ("events", "figures")
        }
    kept = {label: value for label, value in own.items() if label not in gone}
    return added.joined(report.model_copy(update=changed), kept)


def values(standing: Iterable[Decision], report: str) -> dict[str, Any]:
    """Return what the standing corrections of a report put in place, by the reading's id; the last counts."""
    found: dict[str, Any] = {}
    for decision in standing:
        if decision.judgement is not Judgement.CORRECT or decision.value is None:
            continue
        for subject in decision.subjects:
            id_, _, label = subject.partition("#")
            if id_ == report and label:
                found[label] = added.later(found.get(label, {}), json.loads(decision.value))
    return found


def graded(incidents: Iterable[Incident], standing: Iterable[Decision]) -> list[Incident]:
    """Return the incidents with the grades that people gave, each with its reason and the program's own."""
    given = {d.subjects[0]: (d, grade) for d in standing if (grade := _grade(d))}
    return [_regraded(incident, given) for incident in incidents]


def judged(incident: Incident) -> bool:
    """Return whether a person gave the incident its grade; its reason says so."""
    return _BY_A_PERSON in incident.grade_reason


def given_grades(standing: Iterable[Decision]) -> dict[str, Grade]:
    """Return the grades that people gave, by the incident's id."""
    return {d.subjects[0]: grade for d in standing if (grade := _grade(d))}


def is_grade(decision: Decision) -> bool:
    """Return whether a decision gave a grade."""
    return _grade(decision) is not None


def grade_value(grade: Grade) -> str:
    """Return the value of a decision that gives this grade."""
    return json.dumps({"grade": grade.value})


def _grade(decision: Decision) -> Grade | None:
    if decision.judgement is not Judgement.CORRECT or not decision.value:
        return None
    found = json.loads(decision.value).get("grade")
    return Grade(found) if found else None


def _regraded(incident: Incident, given: Mapping[str, tuple[Decision, Grade]]) -> Incident:
    if incident.id not in given:
        return incident
    decision, grade = given[incident.id]
    reason = f"{decision.reason} {_BY_A_PERSON} by rule {incident.grade.value}: {incident.grade_reason})"
    return incident.model_copy(update={"grade": grade, "grade_reason": reason})


def _changed(one: Any, own: Mapping[str, Any]) -> Any:
    value = own.get(one.id)
    if value and isinstance(one, Figure):
        return Figure.model_validate(one.model_dump() | {k: value[k] for k in CHANGES if k in value})
    if value and isinstance(one, Place):
        return added.settled(one, value.get("gazetteer"), "chosen at the desk")
    return one


def _without(one: Any, gone: set[str]) -> Any:
    """Return an event or a count that no longer names what was rejected."""
    kept: dict[str, Any] = {}
    for name in type(one).model_fields:
        value = getattr(one, name)
        if name == "id" or name in ("text", "type", "subject", "unit", "who"):
            continue
        if isinstance(value, tuple) and gone.intersection(v for v in value if isinstance(v, str)):
            kept[name] = tuple(v for v in value if v not in gone)
        elif isinstance(value, str) and value in gone:
            kept[name] = None
    return one.model_copy(update=kept) if kept else one
