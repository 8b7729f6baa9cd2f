"""The registers: sources, actors and places, each with where it is used; changed with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError, EmptyInput
from dateline.pipeline import registers
from dateline.pipeline.placelists import Listed
from dateline.review.register import JUDGED
from dateline.web.current import desk, moment
from dateline.web.desk import forms
from dateline.web.roles import Role, needs

SIZE = 100
KINDS = ("sources", "actors", "places")
# Whose voice a source is, and how reliable it has proved (the Admiralty code).
VOICES = (
    "agency",
    "outlet",
    "official",
    "party",
    "monitor",
    "medic",
    "witness",
    "activist",
    "social",
    "dataset",
)
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
# A list of places is some megabytes; what is larger is no list of one country.
LARGEST = 50_000_000


@needs(Role.VIEWER)
@require_safe
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one register: what the desk's tables and its people say, and how many reports name each."""
    if kind not in KINDS:
        raise Http404
    entries: dict[str, Any] = {}
    if kind == "sources":
        entries = {entry.name: entry for entry in registers.registered(desk())}
    elif kind == "actors":
        entries = registers.actors(desk())
    number, start = forms.page_of(request, SIZE)
    rows, more = registers.rows(desk(), kind, start, SIZE)
    named = {row.get("source") or row.get("name") for row in rows}
    unused = [entry for name, entry in entries.items() if name not in named] if kind == "sources" else ()
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


@needs(Role.ANALYST)
@require_safe
def edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Show what is registered of a source or an actor, to be changed."""
    name = " ".join(request.GET.get("name", "").replace("\x00", "").split())[:200]
    if kind == "sources":
        own: Any = next((one for one in registers.registered(desk()) if one.name == name), None)
    elif kind == "actors":
        own = registers.actors(desk()).get(name)
    else:
        raise Http404
    context = {
        "kind": kind,
        "name": name,
        "own": own,
        "voices": VOICES,
        "reliability": RELIABILITY,
        "actor_kinds": registers.actor_kinds(),
    }
    return render(request, "desk/registered.html.j2", context)


@needs(Role.ANALYST)
@require_POST
def change(request: HttpRequest, kind: str) -> HttpResponse:
    """Put a source or an actor into the register as the form has it, with its reason."""
    act = {"sources": registers.judge_source, "actors": registers.judge_actor}.get(kind)
    if act is None:
        raise Http404
    name, reason = forms.text(request, "name"), forms.text(request, "reason")
    given = {key: request.POST.get(key, "") for key in (*JUDGED, "aliases", "country")}
    try:
        act(desk(), name, given, request.user.get_username(), moment(), reason)
    except DatelineError as error:
        forms.refused(request, error)
        return redirect(f"{reverse('desk:registered', args=[kind])}?{urlencode({'name': name})}")
    effect = {
        "sources": "It counts at the next linking and in the next brief.",
        "actors": "It counts when reports are read again: dateline read.",
    }
    messages.success(request, f"Kept. {effect[kind]}")
    return redirect("desk:register", kind)


@needs(Role.ANALYST)
@require_POST
def places(request: HttpRequest) -> HttpResponse:
    """Add one place, or those of a list: GeoNames, COD-AB or CSV."""
    who, reason, file = request.user.get_username(), forms.text(request, "reason"), request.FILES.get("list")
    try:
        if file:
            if (file.size or 0) > LARGEST:
                messages.error(request, f"{file.name} is over {LARGEST // 10**6} MB: take one country.")
                return redirect("desk:register", "places")
            _, many = registers.import_places(
                desk(), file.read(), file.name or "the list", who, moment(), reason
            )
        else:
            one, many = _one(request), 1
            registers.add_places(desk(), [one], one.name, who, moment(), reason)
    except DatelineError as error:
        forms.refused(request, error)
    else:
        what = "One place" if many == 1 else f"{many:,} places"
        messages.success(request, f"{what} added. They count when reports are read again: dateline read.")
    return redirect("desk:register", "places")


def _one(request: HttpRequest) -> Listed:
    name = forms.text(request, "name")
    try:
        lat, lon = (float(request.POST.get(key, "")) for key in ("lat", "lon"))
    except ValueError:
        raise EmptyInput("The point", "is no pair of degrees", "write such as 36.21 and 37.16") from None
    if not name or not (abs(lat) <= 90 and abs(lon) <= 180):
        raise EmptyInput(
            "The place", "has no name, or no such point", "give both: -90 to 90, -180 to 180 degrees"
        )
    aliases = tuple(a.strip() for a in request.POST.get("aliases", "").splitlines() if a.strip())
    return Listed(name=name, lat=lat, lon=lon, kind=request.POST.get("kind") or "other", aliases=aliases)
