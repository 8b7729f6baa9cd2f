"""A report at the desk: its text with everything read from it, to reject, correct or add to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError, InputError
from dateline.model import Event, Exactness, Figure, FigureStatus, Place, Report, Statement
from dateline.pipeline import attached, missed, reviewing
from dateline.publish import sourcepage
from dateline.review.effects import FIELDS, REJECTED, values
from dateline.review.ledger import standing
from dateline.spans import held
from dateline.web.current import desk, moment
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

SIZE = 50
# What a browser shows without running anything; all else is only given as a file.
SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/webm", "audio/mpeg"}
)
# What a form says of words that were missed, besides their numbers.
GIVEN = (*missed.WORDS, "type", "speaker", "name", "country", "from", "to")
# A statement is a passage; nothing that is added is longer.
LONGEST = 3000
LABEL = re.compile(r"[a-z]{1,2}[0-9a-f]{1,12}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing the machine read, as a line of the pane at the right."""

    kind: str
    label: str
    words: str
    said: str
    record: Any
    state: str


@needs(Role.VIEWER)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the reports of the desk, the newest first."""
    number, start = forms.page_of(request, SIZE)
    source = request.GET.get("source", "")[:300].replace("\x00", "")
    rows = reviewing.report_rows(desk(), start=start, limit=SIZE + 1, source=source)
    context = {"rows": rows[:SIZE], "more": len(rows) > SIZE, "number": number, "source": source}
    return render(request, "desk/reports.html.j2", context)


@needs(Role.VIEWER)
@require_safe
def show(request: HttpRequest, word: str) -> HttpResponse:
    """Show a report: the text, what was read, what people corrected, its sealed copy."""
    sheet = reviewing.sheet(desk(), reviewing.report_id(desk(), word))
    blocks = sourcepage.blocks(sheet.report, ())
    heading = sourcepage.heading(blocks)
    context = {
        "sheet": sheet,
        "report": sheet.report,
        "word": word,
        "heading": heading,
        "blocks": [b for b in blocks if b is not heading],
        "direction": sourcepage.direction(sheet.report),
        "readings": _readings(sheet),
        "statuses": list(FigureStatus),
        "exactness": list(Exactness),
        "words": missed.WORDS,
        "types": missed.event_types(),
        "standing": reviewing.standing_ids(desk(), sheet.decisions),
        "attached": attached.attached(desk(), sheet.report.id),
    }
    return render(request, "desk/report.html.j2", context)


@needs(Role.VIEWER)
@require_safe
def media(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give a picture, film or file of a report, as it was sealed: nothing shows it before somebody asks."""
    capture, payload = attached.content(desk(), sha256)
    kind = capture.media_type.partition(";")[0].strip().lower()
    shown = kind in SHOWN
    answer = HttpResponse(payload, content_type=kind if shown else "application/octet-stream")
    place = "inline" if shown else "attachment"
    answer.headers["Content-Disposition"] = f'{place}; filename="{capture.sha256[:16]}"'
    # A page that holds these bytes may run nothing, load nothing and be framed by nobody.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@needs(Role.ANALYST)
@require_POST
def correct(request: HttpRequest, word: str) -> HttpResponse:
    """Reject a reading, or put another number or place where the machine's was."""
    label = forms.text(request, "label")
    if not LABEL.fullmatch(label):
        raise BadRequest("no such reading")
    act = request.POST.get("act")
    if act == "reject":
        value: dict[str, Any] = dict(REJECTED)
    elif act == "place":
        value = {"gazetteer": forms.text(request, "gazetteer")}
    elif act == "figure":
        value = _figure(request)
    else:
        raise BadRequest("no such correction")
    return _done(request, word, label, value)


@needs(Role.ANALYST)
@require_POST
def add(request: HttpRequest, word: str) -> HttpResponse:
    """Add what the reader missed, by its words: they must stand in the text."""
    kind = request.POST.get("kind", "")
    if kind not in missed.KINDS:
        raise BadRequest("no such reading")
    report = reviewing.sheet(desk(), reviewing.report_id(desk(), word)).report
    given: dict[str, Any] = {name: forms.text(request, name) for name in GIVEN}
    given |= {name: forms.whole(request.POST.get(name)) for name in ("low", "high")}
    words, which = (request.POST.get("words") or "").strip()[:LONGEST], forms.whole(request.POST.get("which"))
    try:
        label, value = missed.correction(desk(), report, kind, words, given, max(which or 1, 1))
    except DatelineError as error:
        forms.refused(request, error)
        return redirect("desk:report", word=word)
    return _done(request, word, label, value)


def _figure(request: HttpRequest) -> dict[str, Any]:
    given: dict[str, Any] = {name: forms.text(request, name) for name in ("exactness", "status")}
    given |= {name: forms.whole(request.POST.get(name)) for name in ("low", "high")}
    try:
        return missed.counted(given)
    except InputError as error:
        raise BadRequest(f"{error.item} {error.problem}") from error


def _done(request: HttpRequest, word: str, label: str, value: dict[str, Any]) -> HttpResponse:
    try:
        reviewing.correct(
            desk(),
            reviewing.report_id(desk(), word),
            label,
            value,
            request.user.get_username(),
            moment(),
            forms.text(request, "reason"),
        )
    except DatelineError as error:
        forms.refused(request, error)
    else:
        messages.success(request, _told(label, value))
    return redirect("desk:report", word=word)


def _told(label: str, value: dict[str, Any]) -> str:
    if value.get("kind") != "place" or value["gazetteer"]:
        return "Corrected. Incidents follow at the next linking; the machine's reading is kept."
    if value["candidates"]:
        return f"Added. Several places are called so: say at {label} which one is meant."
    return "Added, without a point: no gazetteer lists it. The register of places takes it in."


def _readings(sheet: reviewing.Sheet) -> list[Reading]:
    """Return everything read and added, in the order of the text."""
    own = values(standing(sheet.decisions), sheet.read.id)
    read = {one.id: (field, one) for field in FIELDS for one in getattr(sheet.read, field)}
    now = {one.id: (field, one) for field in FIELDS for one in getattr(sheet.report, field)}
    found = []
    for label, (field, one) in {**read, **now}.items():
        state = "rejected" if label not in now else "added" if label not in read else ""
        state = state or ("corrected" if label in own else "")
        spans = list(one.content) if isinstance(one, Statement) else list(held(one))
        words = " … ".join(" ".join(span.text.split()) for span in spans)
        start = spans[0].start if spans else 0
        found.append((start, Reading(field[:-1], label, words, _said(one, sheet.report), one, state)))
    return [reading for _, reading in sorted(found, key=lambda pair: (pair[0], pair[1].label))]


def _said(one: Any, report: Report) -> str:
    """Return what the machine made of the words, in a line."""
    if isinstance(one, Statement):
        who = one.name or (one.speaker.text if one.speaker else "nobody named")
        return f"{who} {one.stance.value}, {one.mode.value}" + (f", relayed by {one.via}" if one.via else "")
    if isinstance(one, Event):
        return f"{one.type}, {one.factuality.value}" + (
            f", said in {one.attributed_to}" if one.attributed_to else ""
        )
    if isinstance(one, Figure):
        bounds = "–".join("?" if v is None else f"{v:g}" for v in (one.low, one.high))
        return f"{one.status.value} {bounds} ({one.exactness.value})" + (f", of {one.who}" if one.who else "")
    if isinstance(one, Place):
        where = ", ".join(p for p in (one.name, one.admin1, one.country) if p)
        return f"{where or 'not settled'}" + (f" ({one.rule})" if one.rule else "")
    edtf = getattr(one, "edtf", None)
    return str(edtf or getattr(one, "name", None) or "not settled")
