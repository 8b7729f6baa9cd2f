"""What counted people need, in the editor: shown with its arithmetic, added when the editor says so."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError
from dateline.model import Relief
from dateline.pipeline import publishing
from dateline.pipeline import relief as needs_of
from dateline.publish import relief as sums
from dateline.web.current import desk, now
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

# What a form asks for first: a month, as rations and appeals are reckoned.
DAYS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form asked: a figure, days, standards, loads of the table and one of the editor's own."""

    figure: str = ""
    days: str = str(DAYS)
    by: tuple[str, ...] = sums.USUAL
    carried: tuple[str, ...] = ()
    name: str = ""
    tonnes: str = ""

    @classmethod
    def of(cls, form: QueryDict) -> Asked:
        """Return what a form says; the usual standards when it names no figure yet."""
        if "figure" not in form:
            return cls()
        return cls(
            form.get("figure", ""),
            form.get("days", ""),
            tuple(form.getlist("by")),
            tuple(form.getlist("carried")),
            " ".join(form.get("name", "").split())[:60],
            form.get("tonnes", "").strip(),
        )

    def worked_out(self) -> Relief:
        """Return the need. Raises DatelineError for what cannot be worked out, BadRequest for no number."""
        own = {self.name: _number(self.tonnes)} if self.name or self.tonnes else {}
        return needs_of.relief(
            desk(), self.figure, int(_number(self.days)), by=self.by, carried=self.carried, own=own
        )


@needs(Role.EDITOR)
@require_safe
def show(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Show the form, and below it what was asked, worked out with its arithmetic."""
    draft = publishing.draft(desk(), day, request.user.get_username(), now())
    asked, found = Asked.of(request.GET), None
    if asked.figure:
        try:
            found = asked.worked_out()
        except DatelineError as error:
            forms.refused(request, error)
    context = {
        "day": day,
        "draft": draft,
        "asked": asked,
        "found": found,
        "counted": needs_of.counted(desk(), draft),
        "standards": sums.standards(),
        "carriers": sums.carriers(),
        "amount": sums.amount,
        "days_of": sums.told_days,
    }
    return render(request, "desk/relief.html.j2", context)


@needs(Role.EDITOR)
@require_POST
def add(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Put what was worked out into the draft, as a derived sentence with its citation."""
    who = request.user.get_username()
    try:
        draft = publishing.draft(desk(), day, who, now())
        needs_of.add(desk(), draft, Asked.of(request.POST).worked_out(), who, now())
    except DatelineError as error:
        forms.refused(request, error)
        return redirect("desk:relief", day=day)
    messages.success(request, "Added to the draft, marked as worked out.")
    return redirect(f"/desk/briefs/{day}/#{sums.KEY}")


def _number(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or len(word) > 12:
        raise BadRequest("not a number")
    return value
