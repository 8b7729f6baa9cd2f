"""The registers: sources, actors and places, each with where it is used."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dateline.pipeline import registers
from dateline.web.current import desk
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

SIZE = 100
KINDS = ("sources", "actors", "places")


@needs(Role.VIEWER)
@require_safe
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one register: what the desk's tables say, and in how many reports each is named."""
    if kind not in KINDS:
        raise Http404
    entries = {entry.name: entry for entry in desk().settings.source} if kind == "sources" else {}
    number, start = forms.page_of(request, SIZE)
    rows, more = registers.rows(desk(), kind, start, SIZE)
    unused = [entry for name, entry in entries.items() if name not in {row.get("source") for row in rows}]
    context = {
        "kind": kind,
        "kinds": KINDS,
        "rows": rows,
        "entries": entries,
        "unused": () if more else unused,
        "more": more,
        "number": number,
    }
    return render(request, "desk/register.html.j2", context)
