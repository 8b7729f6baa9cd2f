"""Readers' comments at the desk: one at a time, a key for each thing to do, the next one at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError
from dateline.model import Remark, RemarkState
from dateline.pipeline import commenting, remarkfiles
from dateline.pipeline.commenting import REASONS
from dateline.web.current import absolute, desk, moment
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

LINES = 40
# The key printed on each button. N goes on, Z takes back.
KEYS = {
    RemarkState.PUBLISHED: ("publish", "p"),
    RemarkState.HELD: ("hold", "h"),
    RemarkState.HIDDEN: ("hide", "i"),
    RemarkState.REMOVED: ("remove", "x"),
}
# Which reason stands ready when a rule held the comment.
READY = {
    "incitement": "violence",
    "threats": "violence",
    "exposing": "exposes",
    "slurs": "hate",
    "links": "spam",
}
# A file to import: a busy site's whole history of comments is under 20 MB.
LARGEST = 20_000_000


@needs(Role.ANALYST)
@require_safe
def work(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Show the comments that wait, with one of them open: the one asked for, or the first."""
    return _work(request, number)


@needs(Role.ANALYST)
@require_POST
def judge(request: HttpRequest, number: int) -> HttpResponse:
    """Publish, hold, hide or remove a comment, take that back, or go on; then show the next."""
    act = request.POST.get("act", "")
    waiting = [remark.id for remark in commenting.waiting(desk())]
    after = _after(waiting, number)
    states = {name: state for state, (name, _) in KEYS.items()}
    try:
        if act == "undo":
            commenting.undo(desk(), number, request.user.get_username(), moment())
            return _answer(request, number)
        if act in states:
            reason = forms.text(request, "reason") or REASONS.get(request.POST.get("why", ""), "")
            wanted = states[act]
            silent = wanted in (RemarkState.PUBLISHED, RemarkState.HELD)
            told = forms.text(request, "reason") if silent else reason
            commenting.moderate(desk(), number, wanted, request.user.get_username(), moment(), told)
            return _answer(request, after, done=number)
    except DatelineError as error:
        return _answer(request, number, refused=error)
    if act != "next":
        raise BadRequest("no such thing to do")
    return _answer(request, after)


@needs(Role.ANALYST)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close a thread, or open it again."""
    name, opened = forms.text(request, "thread"), request.POST.get("open") == "yes"
    if not name.startswith(("brief:", "incident:")) or len(name) > 80:
        raise BadRequest("no such thread")
    commenting.close(
        desk(), name, opened, request.user.get_username(), moment(), forms.text(request, "reason")
    )
    messages.success(request, "The thread takes comments again." if opened else "The thread is closed.")
    return redirect(forms.back(request, "desk:comments"))


@needs(Role.ADMIN)
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Give all comments as a file: JSON with every change, or the XML that Disqus imports."""
    if kind not in ("json", "xml"):
        raise Http404
    body = remarkfiles.as_json(desk()) if kind == "json" else remarkfiles.as_disqus(desk(), absolute("/"))
    response = HttpResponse(body, content_type=f"application/{kind}")
    response.headers["Content-Disposition"] = f'attachment; filename="comments.{kind}"'
    return response


@needs(Role.ADMIN)
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Take in comments from a file of Dateline's JSON or Disqus XML."""
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > LARGEST:
        messages.error(request, f"Choose a file of {LARGEST // 1_000_000} MB at most.")
        return redirect("desk:comments")
    try:
        done = remarkfiles.load(desk(), file.read(), request.user.get_username(), moment())
    except DatelineError as error:
        forms.refused(request, error)
    else:
        messages.success(request, done.words)
    return redirect("desk:comments")


def _answer(request: HttpRequest, number: int | None, **more: Any) -> HttpResponse:
    """Show the next comment: in place for htmx, else on its page."""
    if getattr(request, "htmx", False):
        return _work(request, number, part=True, **more)
    if more.get("refused"):
        forms.refused(request, more["refused"])
    if more.get("done"):
        done = commenting.remark(desk(), more["done"])
        messages.success(
            request, f"Comment {done.number or done.id} by {done.name} is {done.state.value} now."
        )
    return redirect("desk:comment", number=number) if number else redirect("desk:comments")


def _work(request: HttpRequest, number: int | None, part: bool = False, **more: Any) -> HttpResponse:
    waiting = commenting.waiting(desk())
    item = commenting.remark(desk(), number) if number else (waiting[0] if waiting else None)
    done = commenting.remark(desk(), more["done"]) if more.get("done") else None
    context = {
        "waiting": waiting[:LINES],
        "more": max(len(waiting) - LINES, 0),
        "total": len(waiting),
        "item": item,
        "keys": KEYS,
        "reasons": REASONS,
        "recent": commenting.recent(desk())[:12],
        "closed": commenting.closed(desk()),
        "own": desk().settings.comments,
        "done": done,
        "refused": more.get("refused"),
        **(_about(item) if item else {}),
    }
    return render(request, "desk/_comment.html.j2" if part else "desk/comments.html.j2", context)


def _about(item: Remark) -> dict[str, Any]:
    """Return what a person needs to know to judge a comment."""
    changes = commenting.history(desk(), item.id)
    rules = next((c.rule for c in reversed(changes) if c.rule), None) or ""
    above = commenting.remark(desk(), item.parent) if item.parent else None
    return {
        "changes": changes,
        "above": above,
        "flags": commenting.flagged(desk(), item.id),
        "mail": commenting.mail(desk(), item.id),
        "ready": next((READY[rule] for rule in rules.split(", ") if rule in READY), "off-topic"),
        "judged": bool(changes) and changes[-1].who != commenting.RULES and changes[-1].undoes is None,
    }


def _after(waiting: list[int], number: int) -> int | None:
    """Return the id of the comment after this one, or of the first when this was the last."""
    at = waiting.index(number) + 1 if number in waiting else 0
    rest = [*waiting[at:], *(id_ for id_ in waiting[:at] if id_ != number)]
    return rest[0] if rest else None
