"""The desk's background work: what is dead and why, what runs, what waits, what was done last."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.pipeline import scheduling, working
from dateline.web.current import desk, now
from dateline.web.roles import Role, needs


@needs(Role.VIEWER)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the jobs, when a worker was last heard of, and the briefs that wait for their moment."""
    heard = working.last_heard(desk())
    context = {
        "jobs": working.listed(desk()),
        "heard": heard,
        "lives": heard is not None and now() - heard <= working.LEASE,
        "planned": scheduling.planned(desk()),
    }
    return render(request, "desk/work.html.j2", context)


@needs(Role.ADMIN)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Retry or discard a job."""
    act = request.POST.get("act")
    if act == "retry":
        done = working.retry(desk(), number, now())
    elif act == "discard":
        done = working.discard(desk(), number)
    else:
        raise BadRequest("no such change")
    if done:
        messages.success(request, f"Job {number}: {'it is tried again' if act == 'retry' else 'discarded'}.")
    else:
        messages.error(request, f"Job {number} has changed meanwhile. This is how things stand.")
    return redirect("desk:work")
