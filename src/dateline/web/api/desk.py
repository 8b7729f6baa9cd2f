"""The desk's part of the API, to be read: reports, incidents, statements, the ledger, the queue, search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from dateline.errors import UnknownId
from dateline.model import Decision, Record
from dateline.pipeline import asking, publishing, reviewing
from dateline.web.api import shapes_desk as shapes
from dateline.web.api.answers import Page, Place, Turn, given, only, paged, place
from dateline.web.api.keys import Holder
from dateline.web.api.limits import HOLDING, Holders
from dateline.web.api.problems import Problem
from dateline.web.api.rows import here
from dateline.web.api.wanted import Word
from dateline.web.current import desk
from dateline.web.roles import Role

REFUSALS = dict.fromkeys((401, 403, 404, 422, 429), Problem)
VIEWER = Holder(Role.VIEWER)

# An operation that names no role is shut.
router = Router(tags=["The desk"], auth=Holder(), throttle=[Holders(HOLDING)])


@router.get("queue", auth=VIEWER, response={200: Page[shapes.QueueRow], **REFUSALS})
def queue(request: HttpRequest, turn: Query[shapes.First]) -> HttpResponse:
    """List what waits for a person, the gravest and most doubtful first, with what each asks for."""
    only(request, shapes.First)
    items = reviewing.waiting(desk())[: turn.limit]
    return given(Page[Any](items=tuple(shapes.QueueRow(**dict(item)) for item in items)))


@router.get("reports", auth=VIEWER, response={200: Page[shapes.DeskReportRow], **REFUSALS})
def reports(request: HttpRequest, turn: Query[Turn], choice: Query[shapes.OfReports]) -> HttpResponse:
    """List the reports of the desk in their newest versions, the last day first."""
    only(request, Turn, shapes.OfReports)

    def row(one: dict[str, Any]) -> Record:
        kept = {name: one[name] for name in ("id", "title", "source", "published", "language", "url")}
        return shapes.DeskReportRow(**kept, record=here(f"desk/reports/{publishing.report_word(one['id'])}"))

    def ask(**at: Any) -> list[dict[str, Any]]:
        return asking.reports(desk(), source=choice.source or "", day=choice.day, **at)

    return _listed(request, turn, ask, row)


@router.get("reports/{word}", auth=VIEWER, response={200: shapes.DeskReport, **REFUSALS})
def report(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give a report as it was read and as it was corrected, its sealed copy, and what was decided on it."""
    only(request)
    sheet = reviewing.sheet(desk(), _report(word))
    shown = shapes.DeskReport(
        read=sheet.read,
        report=sheet.report,
        capture=sheet.capture,
        incidents=tuple(one.id for one in sheet.incidents),
        decisions=tuple(sheet.decisions),
    )
    return given(shown)


@router.get("incidents", auth=VIEWER, response={200: Page[shapes.DeskIncidentRow], **REFUSALS})
def incidents(request: HttpRequest, turn: Query[Turn], choice: Query[shapes.OfIncidents]) -> HttpResponse:
    """List the incidents of the last linking, the last day first, with the grades that people gave."""
    only(request, Turn, shapes.OfIncidents)

    def row(one: dict[str, Any]) -> Record | None:
        if choice.grade not in (None, one["grade"]):
            return None
        names = ("title", "type", "grade", "grade_reason", "first", "last", "origins")
        word = str(one["label"]).removeprefix("incident:")
        return shapes.DeskIncidentRow(
            id=one["label"],
            place=one["place_name"],
            **{name: one[name] for name in names},
            record=here(f"desk/incidents/{word}"),
        )

    def ask(**at: Any) -> list[dict[str, Any]]:
        wanted = {name: getattr(choice, name) or "" for name in ("kind", "place", "source")}
        return asking.incidents(desk(), **wanted, day=choice.day, **at)

    return _listed(request, turn, ask, row)


@router.get("incidents/{word}", auth=VIEWER, response={200: shapes.DeskIncident, **REFUSALS})
def incident(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give an incident of the last linking with what was decided on it; an ended id leads on."""
    only(request)
    opened = reviewing.incident(desk(), f"incident:{word}")
    shown = shapes.DeskIncident(incident=opened.incident, decisions=tuple(opened.decisions))
    return given(shown)


@router.get("statements", auth=VIEWER, response={200: Page[shapes.StatementRow], **REFUSALS})
def statements(request: HttpRequest, turn: Query[Turn], choice: Query[shapes.OfStatements]) -> HttpResponse:
    """List who said what, in the words of which report, the last day first."""
    only(request, Turn, shapes.OfStatements)
    id_ = _report(choice.report) if choice.report else ""

    def ask(**at: Any) -> list[dict[str, Any]]:
        found = asking.statements(
            desk(),
            report=id_,
            name=choice.name or "",
            source=choice.source or "",
            stance=choice.stance or "",
            day=choice.day,
            **at,
        )
        return [{**row, "statement": statement} for row, statement in found]

    def row(one: dict[str, Any]) -> Record:
        kept = {"source": one["source"], "published": one["published"]}
        return shapes.StatementRow(**dict(one["statement"]), report=one["report_id"], **kept)

    return _listed(request, turn, ask, row)


@router.get("decisions", auth=VIEWER, response={200: Page[Decision], **REFUSALS})
def decisions(request: HttpRequest, turn: Query[Turn], choice: Query[shapes.OfDecisions]) -> HttpResponse:
    """List the ledger, the newest row first. Undoing is a row of its own; none is ever changed."""
    only(request, Turn, shapes.OfDecisions)
    start = place(turn)
    after = _moment(turn, start) if start else None
    found = asking.decisions(
        desk(),
        after=after,
        limit=turn.limit + 1,
        who=choice.who or "",
        judgement=choice.judgement or "",
        about=choice.about or "",
    )
    rows = ((Place(one.when.date(), f"{one.when.isoformat()} {one.id}"), one) for one in found)
    return paged(request, turn, rows)


@router.get("search", auth=VIEWER, response={200: Page[shapes.FoundRow], **REFUSALS})
def search(request: HttpRequest, turn: Query[Turn], choice: Query[shapes.OfSearch]) -> HttpResponse:
    """Find reports, statements and incidents that hold all the words, the best fit first."""
    only(request, Turn, shapes.OfSearch)
    start = place(turn)
    if start and not (start.word.isascii() and start.word.isdigit() and len(start.word) < 7):
        raise UnknownId(str(turn.after), "is no place in this list", "take it from `next`")
    begun = int(start.word) if start else 0
    chosen = {name: getattr(choice, name) or "" for name in ("kind", "source", "place", "grade")}
    found = reviewing.search(
        desk(), choice.q, **chosen, first=choice.first, last=choice.last, start=begun, limit=turn.limit + 1
    )
    rows = ((Place(dt.date.min, str(n)), shapes.FoundRow.of(one)) for n, one in enumerate(found, begun + 1))
    return paged(request, turn, rows)


def _listed(
    request: HttpRequest,
    turn: Turn,
    ask: Callable[..., Sequence[dict[str, Any]]],
    row: Callable[[dict[str, Any]], Record | None],
) -> HttpResponse:
    """Answer with a page of what ``ask`` gives after a place; a row that is left out ends no page."""
    start = place(turn)
    found = ask(after=tuple(start) if start else None, limit=turn.limit + 1)
    made = [(Place(one["on"], str(one["word"])), row(one)) for one in found]
    rows: list[tuple[Place, Record | None]] = [(at, one) for at, one in made if one is not None]
    if len(found) > turn.limit and len(rows) < len(made):
        rows.append((made[-1][0], None))
    return paged(request, turn, rows)


def _report(word: str) -> str:
    """Return the id of the report that is meant by its id or its word. Raises UnknownId."""
    digits = word.removeprefix("sha256:")
    if not digits.isalnum():
        raise UnknownId(word, "no report of this desk has that id", "search for it")
    return reviewing.report_id(desk(), digits)


def _moment(turn: Turn, start: Place) -> tuple[dt.datetime, str]:
    moment, _, label = start.word.partition(" ")
    try:
        found = dt.datetime.fromisoformat(moment)
    except ValueError as error:
        raise UnknownId(str(turn.after), "is no place in this list", "take it from `next`") from error
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)), label
