"""Where a person starts: what waits, and the way to everything else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dateline.web.roles import Role, needs


@needs(Role.VIEWER)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html.j2", {})
