"""The brief editor: reorder, drop, rewrite, publish; a sentence keeps its citations or is not saved."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.errors import DatelineError, UnknownId
from dateline.model import Draft
from dateline.pipeline import picturing, publishing, scheduling, withholding
from dateline.publish import pictures, view
from dateline.publish.notes import by_id, notes
from dateline.review import checks, editing
from dateline.web.current import desk, now
from dateline.web.desk import forms
from dateline.web.links import SiteLinks
from dateline.web.roles import Role, needs

# Days of a page: a month.
SIZE = 31


@needs(Role.VIEWER)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the days that have reports, a page at a time: published, drafted, or neither."""
    number, start = forms.page_of(request, SIZE)
    days = sorted({*publishing.days(desk()), *publishing.published_days(desk())}, reverse=True)
    shown = days[start : start + SIZE]
    published, drafts = publishing.headlines(desk(), shown), publishing.drafted(desk(), shown)
    context = {
        "rows": [(day, published.get(day), drafts.get(day)) for day in shown],
        "more": len(days) > start + SIZE,
        "number": number,
    }
    return render(request, "desk/briefs.html.j2", context)


@needs(Role.EDITOR)
@require_safe
def edit(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Show the draft of a day with every sentence's words and citations."""
    draft = _draft(request, day)
    return _edit(request, draft)


@needs(Role.EDITOR)
@require_POST
def change(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Move, drop or rewrite one item of the draft."""
    draft = _draft(request, day)
    if str(draft.revision) != request.POST.get("revision"):
        messages.error(request, "The draft was changed by somebody else meanwhile. This is how it is now.")
        return redirect("desk:brief", day=day)
    at = _number(request.POST.get("at"))
    part, act = forms.text(request, "part"), request.POST.get("act")
    try:
        if act == "rewrite":
            brief = editing.rewritten(draft.brief, part, at, forms.text(request, "text"))
        elif act in ("up", "down"):
            brief = editing.moved(draft.brief, part, at, -1 if act == "up" else 1)
        elif act == "drop":
            brief = editing.dropped(draft.brief, part, at)
        else:
            raise BadRequest("no such change")
        edited = draft.model_copy(update={"brief": brief, "who": request.user.get_username(), "when": now()})
        publishing.keep_draft(desk(), edited)
    except DatelineError as error:
        forms.refused(request, error)
    return redirect(f"/desk/briefs/{day}/#{part}")


@needs(Role.EDITOR)
@require_POST
def again(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Throw the draft away and compose it anew from the desk as it is now."""
    publishing.again(desk(), day, request.user.get_username(), now())
    messages.success(request, "Composed anew from the desk as it is now.")
    return redirect("desk:brief", day=day)


@needs(Role.EDITOR)
@require_safe
def preview(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Show the draft as readers will see it. Nobody else can open this."""
    draft = _draft(request, day)
    behind = publishing.preview(desk(), draft)
    known = by_id(behind.reports)
    held = {capture.sha256: capture for capture in behind.captures}
    shown = view.page(behind.publication.brief, known, notes(behind.publication.brief, known), held)
    links = SiteLinks(day, pictures="/desk/pictures/")
    context = {"page": shown, "links": links, "draft": draft, "earlier": None, "later": None}
    return render(request, "desk/preview.html.j2", context)


@needs(Role.EDITOR)
@require_POST
def publish(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Publish the draft as the editor saw it; a correction needs its note."""
    draft = _draft(request, day)
    if str(draft.revision) != request.POST.get("revision"):
        messages.error(request, "The draft was changed by somebody else meanwhile. Look at it, then publish.")
        return redirect("desk:brief", day=day)
    try:
        asked = withholding.to_check(desk(), draft)
        left = checks.answered(asked, {one.key: _answer(request, one.key) for one in asked})
        if request.POST.get("at"):
            return _plan(request, draft, left)
        done = publishing.publish(
            desk(), draft, request.user.get_username(), now(), forms.text(request, "note") or None, left
        )
    except DatelineError as error:
        forms.refused(request, error)
        return redirect("desk:brief", day=day)
    what = "Published" if done.version == 1 else f"Published as version {done.version}, with its correction"
    messages.success(request, f"{what}. Readers see it now.")
    return redirect("desk:briefs")


@needs(Role.EDITOR)
@require_POST
def unplan(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Give up the plan to publish a day."""
    if scheduling.cancel(desk(), day):
        messages.success(request, "It is not going to be published by itself any more.")
    return redirect("desk:brief", day=day)


@needs(Role.EDITOR)
@require_POST
def picture(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Put a picture into the draft, with what it shows, its caption and whose it is."""
    draft, file = _draft(request, day), request.FILES.get("file")
    if file is None or (file.size or 0) > pictures.LARGEST:
        what = "Choose a picture." if file is None else f"{file.name} is over {pictures.LARGEST // 10**6} MB."
        messages.error(request, what)
        return redirect("desk:brief", day=day)
    words = {key: forms.text(request, key) for key in ("alt", "caption", "credit")}
    who, graphic = request.user.get_username(), bool(request.POST.get("graphic"))
    try:
        name = file.name or "the picture"
        picturing.add(desk(), draft, file.read(), name, who, now(), graphic=graphic, **words)
    except DatelineError as error:
        forms.refused(request, error)
    else:
        messages.success(request, "Added, without what its camera wrote into it. Look at the preview.")
    return redirect(f"/desk/briefs/{day}/#pictures")


@needs(Role.EDITOR)
@require_POST
def unpicture(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Take a picture out of the draft."""
    who = request.user.get_username()
    picturing.drop(desk(), _draft(request, day), forms.text(request, "sha256"), who, now())
    return redirect(f"/desk/briefs/{day}/#pictures")


@needs(Role.EDITOR)
@require_safe
def picture_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give a picture of a draft to those who edit it."""
    content = picturing.content(desk(), sha256, public=False)
    return HttpResponse(content, content_type=pictures.MEDIA_TYPE)


@needs(Role.EDITOR)
@require_POST
def quote(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Put words of a report into the draft, as they stand there, with their citation."""
    draft = _draft(request, day)
    behind = publishing.behind_draft(desk(), draft)
    found = next((r for r in behind.reports if r.id == request.POST.get("report")), None)
    try:
        if found is None:
            raise UnknownId("the report", "is none that this brief rests on", "choose from the list")
        words, speaker = forms.text(request, "words"), forms.text(request, "speaker")
        brief = editing.quoted(draft.brief, found, words, speaker)
        who = request.user.get_username()
        publishing.keep_draft(desk(), draft.model_copy(update={"brief": brief, "who": who, "when": now()}))
    except DatelineError as error:
        forms.refused(request, error)
    return redirect(f"/desk/briefs/{day}/#said")


def _plan(request: HttpRequest, draft: Draft, left: str | None) -> HttpResponse:
    """Plan to publish the draft at the moment that the form gives, in UTC. Raises EmptyInput."""
    try:
        at = dt.datetime.fromisoformat(request.POST["at"])
    except ValueError:
        raise BadRequest("no such moment") from None
    at = at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)
    who, note = request.user.get_username(), forms.text(request, "note") or None
    scheduling.schedule(desk(), draft, at, who, now(), note, left)
    messages.success(request, "Planned. A worker publishes it then, unless the draft is changed before.")
    return redirect("desk:brief", day=draft.day)


def _draft(request: HttpRequest, day: dt.date) -> Draft:
    return publishing.draft(desk(), day, request.user.get_username(), now())


def _edit(request: HttpRequest, draft: Draft) -> HttpResponse:
    behind = publishing.behind_draft(desk(), draft)
    known = by_id(behind.reports)
    versions = publishing.editions(desk(), draft.day)
    context = {
        "draft": draft,
        "parts": list(editing.parts(draft.brief)),
        "reports": behind.reports,
        "notes": notes(draft.brief, known),
        "versions": versions,
        "plans": scheduling.planned(desk(), draft.day),
        "checks": withholding.to_check(desk(), draft),
        "links": SiteLinks(draft.day),
    }
    return render(request, "desk/brief.html.j2", context)


def _answer(request: HttpRequest, key: str) -> str:
    """Return what the editor answered to a check: that they looked, or why it is left out."""
    return checks.LOOKED if request.POST.get(f"looked-{key}") else forms.text(request, f"left-{key}")


def _number(value: str | None) -> int:
    if not (value or "").isascii() or not str(value).isdigit() or len(str(value)) > 4:
        raise BadRequest("no such item")
    return int(str(value))
