"""The desk's part of the API, to be written: decisions and reports, on the same way as by hand."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path

from dateline.errors import EmptyInput, InputError
from dateline.model import Decision
from dateline.pipeline import asking, missed, publishing, reviewing
from dateline.review.effects import REJECTED
from dateline.web.api import shapes_desk as shapes
from dateline.web.api.answers import given, only, wrong
from dateline.web.api.desk import REFUSALS, router
from dateline.web.api.keys import Holder, who
from dateline.web.api.problems import Problem
from dateline.web.api.rows import here
from dateline.web.api.wanted import Word
from dateline.web.current import desk, moment
from dateline.web.roles import Role

PREFIX = "desk/"
ANALYST = Holder(Role.ANALYST)
KEPT = {201: Decision, **dict.fromkeys((400, 409, 413), Problem), **REFUSALS}


@router.post("decisions", auth=ANALYST, response=KEPT)
def judge(request: HttpRequest, body: shapes.Judging) -> HttpResponse:
    """Judge an item of the queue. Who comes second is told who was first, and nothing is overruled."""
    only(request)
    return _kept(reviewing.judge(desk(), body.item, body.judgement, who(request), moment(), body.reason))


@router.post("decisions/undo", auth=ANALYST, response=KEPT)
def undo(request: HttpRequest, body: shapes.Undoing) -> HttpResponse:
    """Take a decision back with a row of its own."""
    only(request)
    return _kept(reviewing.undo(desk(), body.decision, who(request), moment()))


@router.post("incidents/{word}/merge", auth=ANALYST, response=KEPT)
def merge(request: HttpRequest, word: Path[Word], body: shapes.Merging) -> HttpResponse:
    """Say that two incidents are one; the next linking joins them."""
    only(request)
    return _kept(reviewing.merge(desk(), _id(word), body.other, who(request), moment(), body.reason))


@router.post("incidents/{word}/split", auth=ANALYST, response=KEPT)
def split(request: HttpRequest, word: Path[Word], body: shapes.Splitting) -> HttpResponse:
    """Take one report's telling out of an incident, or move it to another one."""
    only(request)
    own, name, at = _id(word), who(request), moment()
    if body.other:
        return _kept(reviewing.move(desk(), own, body.telling, body.other, name, at, body.reason))
    return _kept(reviewing.split(desk(), own, body.telling, name, at, body.reason))


@router.post("incidents/{word}/grade", auth=ANALYST, response=KEPT)
def grade(request: HttpRequest, word: Path[Word], body: shapes.Grading) -> HttpResponse:
    """Give an incident a grade; the program's own stays beside it."""
    only(request)
    return _kept(reviewing.grade(desk(), _id(word), body.grade, who(request), moment(), body.reason))


@router.post("reports/{word}/corrections", auth=ANALYST, response=KEPT)
def correct(request: HttpRequest, word: Path[Word], body: shapes.Correcting) -> HttpResponse:
    """Correct one reading of a report, or add a count that was missed; the next linking works with it."""
    only(request)
    report = reviewing.report_id(desk(), word)
    label, value = _value(report, body)
    return _kept(reviewing.correct(desk(), report, label, value, who(request), moment(), body.reason))


@router.post("reports", auth=ANALYST, response={200: shapes.Brought, **KEPT, 201: shapes.Brought})
def bring(request: HttpRequest, body: shapes.Bringing) -> HttpResponse:
    """Seal a report and put it on the desk, unread; the same one twice adds nothing."""
    only(request)
    told = asking.bring(desk(), body.model_dump(mode="json"), now=moment)
    (id_,) = (*told.new, *told.versions, *told.known)[:1] or (None,)
    if id_ is None:
        raise EmptyInput(
            "the report", "was not kept", told.failures[0].message if told.failures else "try again"
        )
    new = bool(told.new or told.versions)
    record = here(f"desk/reports/{publishing.report_word(id_)}")
    made = shapes.Brought(id=id_, new=new, version=bool(told.versions), record=record)
    return given(made, status=201 if new else 200)


def _value(report: str, body: shapes.Correcting) -> tuple[str, dict[str, Any]]:
    """Return the label of the reading that is corrected, and what is put in its place."""
    asked = [name for name in shapes.ASKED if getattr(body, name)]
    if len(asked) != 1:
        raise wrong("body", f"needs exactly one of: {', '.join(shapes.ASKED)}", "body")
    (name,) = asked
    if name in ("reject", "gazetteer"):
        if body.label is None:
            raise wrong("label", "is needed to reject a reading or settle a place", "body")
        return body.label, dict(REJECTED) if body.reject else {"gazetteer": body.gazetteer}
    said = json.loads(getattr(body, name).model_dump_json(by_alias=True))
    kind = "figure" if name == "count" else name
    if body.label and kind != "figure":
        raise wrong("label", "goes with reject, gazetteer and count alone", "body")
    try:
        if body.label:
            missed.counted(said)
            return body.label, said
        read = reviewing.sheet(desk(), report).report
        return missed.correction(desk(), read, kind, body.words or "", said, body.which)
    except InputError as error:
        raise wrong("words" if error.item == "these words" else name, error.problem, "body") from error


def _kept(made: Decision) -> HttpResponse:
    return given(made, status=201)


def _id(word: str) -> str:
    return f"incident:{word.removeprefix('incident:')}"
