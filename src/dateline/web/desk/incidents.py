"""An incident at the desk: its accounts side by side, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError
from dateline.model import Decision, Grade
from dateline.pipeline import reviewing
from dateline.web.current import desk, moment
from dateline.web.desk import forms
from dateline.web.desk.shown import IncidentSheet
from dateline.web.roles import Role, needs

SIZE = 50


@needs(Role.VIEWER)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the incidents, the last days first, a page at a time, of one grade when asked."""
    number, start = forms.page_of(request, SIZE)
    grade = request.GET.get("grade", "")
    wanted = grade if grade in set(Grade) else ""
    rows = reviewing.incident_rows(desk(), grade=wanted, start=start, limit=SIZE + 1)
    context = {
        "rows": rows[:SIZE],
        "more": len(rows) > SIZE,
        "number": number,
        "grade": wanted,
        "grades": list(Grade),
    }
    return render(request, "desk/incidents.html.j2", context)


@needs(Role.VIEWER)
@require_safe
def show(request: HttpRequest, word: str) -> HttpResponse:
    """Show an incident with everything that is known and decided about it."""
    sheet = IncidentSheet.of(reviewing.incident(desk(), _id(word)))
    others = reviewing.incident_rows(desk(), start=0, limit=500)
    context = {
        "sheet": sheet,
        "others": [row for row in others if row["label"] != sheet.incident.id],
        "grades": list(Grade),
        "standing": reviewing.standing_ids(desk(), sheet.opened.decisions),
    }
    return render(request, "desk/incident.html.j2", context)


@needs(Role.ANALYST)
@require_POST
def merge(request: HttpRequest, word: str) -> HttpResponse:
    """Say that this incident and another are one."""
    other = forms.text(request, "other")
    return _done(
        request,
        word,
        lambda who: reviewing.merge(desk(), _id(word), other, who, moment(), forms.text(request, "reason")),
    )


@needs(Role.ANALYST)
@require_POST
def split(request: HttpRequest, word: str) -> HttpResponse:
    """Take one report's telling out; with another incident given, move it there."""
    telling, other = forms.text(request, "telling"), forms.text(request, "other")
    reason = forms.text(request, "reason")

    def act(who: str) -> Decision:
        if other:
            return reviewing.move(desk(), _id(word), telling, other, who, moment(), reason)
        return reviewing.split(desk(), _id(word), telling, who, moment(), reason)

    return _done(request, word, act)


@needs(Role.ANALYST)
@require_POST
def grade(request: HttpRequest, word: str) -> HttpResponse:
    """Give the incident a grade, with the reason that readers will see."""
    given = forms.one_of(Grade, request.POST.get("grade"))
    reason = forms.text(request, "reason")
    return _done(request, word, lambda who: reviewing.grade(desk(), _id(word), given, who, moment(), reason))


def _done(request: HttpRequest, word: str, act: Callable[[str], Decision]) -> HttpResponse:
    try:
        made = act(request.user.get_username())
    except DatelineError as error:
        forms.refused(request, error)
    else:
        when = "It stands at once." if made.value else "It takes effect at the next linking."
        messages.success(request, f"Decided: {made.judgement.value}. {when}")
    return redirect("desk:incident", word=word)


def _id(word: str) -> str:
    return f"incident:{word}"
