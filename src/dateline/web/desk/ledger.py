"""The ledger: every decision, who, when, why, and what the machine had said; nothing is changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError
from dateline.model import Decision, Judgement
from dateline.pipeline import reviewing
from dateline.publish.exports.datasets import as_cell
from dateline.web.current import desk, moment
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

SIZE = 100
COLUMNS = ("id", "when", "who", "judgement", "subjects", "reason", "machine", "value", "undoes")


@needs(Role.VIEWER)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the decisions, the newest first, of one person, judgement or subject when asked."""
    number, start = forms.page_of(request, SIZE)
    chosen = _filter(request)
    rows = reviewing.ledger(desk(), **chosen, start=start, limit=SIZE + 1)
    context = {
        "rows": rows[:SIZE],
        "more": len(rows) > SIZE,
        "number": number,
        "chosen": chosen,
        "judges": reviewing.judges(desk()),
        "judgements": list(Judgement),
        "standing": reviewing.standing_ids(desk(), rows[:SIZE]),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/ledger.html.j2", context)


@needs(Role.VIEWER)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give the chosen rows as CSV (RFC 4180), all of them."""
    rows = reviewing.ledger(desk(), **_filter(request), start=0, limit=10_000_000)
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return answer


@needs(Role.ANALYST)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take a decision back: a new row, and the old one stays."""
    try:
        made = reviewing.undo(desk(), forms.text(request, "decision"), request.user.get_username(), moment())
    except DatelineError as error:
        forms.refused(request, error)
    else:
        messages.success(request, f"Taken back: {made.judgement.value}. Both rows stay in the ledger.")
    return redirect(forms.back(request, "desk:ledger"))


def _filter(request: HttpRequest) -> dict[str, str]:
    judgement = request.GET.get("judgement", "")
    return {
        "who": request.GET.get("who", "")[:150],
        "judgement": judgement if judgement in set(Judgement) else "",
        "about": request.GET.get("about", "").replace("\x00", "")[:200],
    }


def _lines(rows: list[Decision]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in rows:
        data = row.model_dump(mode="json")
        writer.writerow([as_cell(" ".join(data[c]) if c == "subjects" else data[c]) for c in COLUMNS])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()
