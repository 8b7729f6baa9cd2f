"""The queue: one thing at a time, a key for each judgement, the next one at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError
from dateline.model import Judgement
from dateline.pipeline import reviewing
from dateline.web.current import desk, moment
from dateline.web.desk import forms
from dateline.web.desk.shown import IncidentSheet
from dateline.web.roles import Role, needs

# Lines of the list at the left; the rest is counted.
LINES = 40
# The key printed on each button. S, D and U for a pair; A, C and U for what the machine said; N skips.
KEYS = {
    Judgement.SAME: "s",
    Judgement.DIFFERENT: "d",
    Judgement.UNSURE: "u",
    Judgement.ACCEPT: "a",
    Judgement.CORRECT: "c",
}


@needs(Role.VIEWER)
@require_safe
def work(request: HttpRequest, key: str | None = None) -> HttpResponse:
    """Show the queue with one of its items open: the one asked for, or the first."""
    return _work(request, key)


@needs(Role.ANALYST)
@require_POST
def judge(request: HttpRequest, key: str) -> HttpResponse:
    """Judge an item and show the one after it; ``skip`` only goes on."""
    after = reviewing.item_after(desk(), key)
    if request.POST.get("judgement") == "skip":
        return _answer(request, after)
    wanted = forms.one_of(Judgement, request.POST.get("judgement"))
    try:
        made = reviewing.judge(
            desk(), key, wanted, request.user.get_username(), moment(), forms.text(request, "reason")
        )
    except DatelineError as error:
        return _answer(request, after, refused=error)
    item = reviewing.item(desk(), key)
    if wanted is Judgement.CORRECT and item and item.incidents and not getattr(request, "htmx", False):
        return redirect("desk:incident", word=item.incidents[0].removeprefix("incident:"))
    return _answer(request, after, done=made.id, item=item)


def _answer(request: HttpRequest, key: str | None, **more: Any) -> HttpResponse:
    """Show the next item: in place for htmx, else on its page."""
    if getattr(request, "htmx", False):
        return _work(request, key, part=True, **more)
    if more.get("refused"):
        return _work(request, key, **more)
    return redirect("desk:item", key=key) if key else redirect("desk:queue")


def _work(request: HttpRequest, key: str | None, part: bool = False, **more: Any) -> HttpResponse:
    waiting = reviewing.waiting(desk(), limit=LINES)
    total = reviewing.waiting_count(desk())
    asked = reviewing.item(desk(), key, waiting=True) if key else None
    item = asked or (waiting[0] if waiting else None)
    opened = [reviewing.incident(desk(), id_) for id_ in item.incidents] if item else []
    reports = [reviewing.sheet(desk(), id_) for id_ in item.reports] if item else []
    context = {
        "waiting": waiting,
        "more": max(total - LINES, 0),
        "total": total,
        "item": item,
        "sheets": [IncidentSheet.of(one) for one in opened],
        "reports": reports,
        "keys": KEYS,
        "done": None,
        "refused": None,
        "judged": None,
        **({**more, "judged": more.get("item"), "item": item} if more else {}),
    }
    return render(request, "desk/_work.html.j2" if part else "desk/queue.html.j2", context)
