"""Where a person starts: what waits, and the way to everything else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline import pipeline
from dateline.pipeline import publishing, reviewing
from dateline.web.current import desk
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

# Items of the queue that the first page shows.
FIRST = 6


@needs(Role.VIEWER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits: the queue's head, days without a brief, drafts, what the next linking will apply."""
    days = publishing.days(desk())
    published = set(publishing.published_days(desk()))
    context = {
        "counts": reviewing.counts(desk()),
        "waiting": reviewing.waiting_count(desk()),
        "first": reviewing.waiting(desk(), limit=FIRST),
        "unpublished": [day for day in reversed(days) if day not in published][:FIRST],
        "drafts": publishing.drafted(desk()),
        "pending": reviewing.pending(desk()),
    }
    return render(request, "desk/home.html.j2", context)


@needs(Role.ANALYST)
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Link the desk anew with everything that was decided."""
    found = pipeline.link(desk())
    messages.success(request, f"Linked: {len(found.incidents)} incidents, with every decision that stands.")
    return redirect(forms.back(request, "desk:home"))
