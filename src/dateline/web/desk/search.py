"""Search over reports, statements and incidents, with filters for day, place, source, kind and grade."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from dateline.model import Grade
from dateline.pipeline import reviewing
from dateline.web.current import desk
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

SIZE = 20
KINDS = ("report", "statement", "incident")


@needs(Role.VIEWER)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words that were asked for."""
    number, start = forms.page_of(request, SIZE)
    given = {
        name: request.GET.get(name, "").replace("\x00", "").strip()[:300] for name in ("q", "source", "place")
    }
    kind, grade = request.GET.get("kind", ""), request.GET.get("grade", "")
    chosen = {
        "kind": kind if kind in KINDS else "",
        "grade": grade if grade in set(Grade) else "",
        "source": given["source"],
        "place": given["place"],
    }
    days = {name: _day(request.GET.get(name, "")) for name in ("first", "last")}
    found = reviewing.search(desk(), given["q"], **chosen, **days, start=start, limit=SIZE + 1)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "q": given["q"],
        "chosen": {**chosen, **{k: v.isoformat() if v else "" for k, v in days.items()}},
        "kinds": KINDS,
        "grades": list(Grade),
        "found": [(one, _address(one.kind, one.item), marked(one.snippet)) for one in found[:SIZE]],
        "more": len(found) > SIZE,
        "number": number,
        "query": query.urlencode(),
    }
    return render(request, "desk/search.html.j2", context)


def marked(snippet: str) -> Markup:
    """Return the snippet escaped, with the words that matched marked."""
    text = str(escape(snippet)).replace("\x02", '<mark class="c">').replace("\x03", "</mark>")
    return Markup(text)  # noqa: S704 - escaped above


def _address(kind: str, item: str) -> str:
    if kind == "incident":
        return f"/desk/incidents/{item.removeprefix('incident:')}/"
    report, _, label = item.partition("#")
    word = report.removeprefix("sha256:")[:16]
    return f"/desk/reports/{word}/" + (f"#r-{label}" if label else "")


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
