"""Readers' comments on the site: a thread, the form, the writer's private page, a flag."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dateline.errors import DatelineError, EmptyInput, Shut, TooLarge, UnknownId
from dateline.model import Remark, RemarkState
from dateline.pipeline import commenting, publishing
from dateline.pipeline.commenting import Thread, Written
from dateline.publish.about import Sentence, of_incident, sentences
from dateline.web.current import address_of, desk, now
from dateline.web.site.kept import kept

# Comments under a brief or an incident itself, and on each page of all of them: a page stays light.
UNDER, A_PAGE = 40, 100
# The browser of somebody who wrote before is known by this; it holds a random word and nothing else.
WRITER, A_YEAR = "dateline_writer", 60 * 60 * 24 * 365
# What people do not see and programs fill in.
TRAP = "website"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a thread is about: its page, its title, and what can be spoken of."""

    thread: str
    path: str
    title: str
    sentences: Sequence[Sentence]

    @property
    def claim(self) -> tuple[str, ...]:
        """Return the claim of a comment on the whole: an incident's own."""
        return (self.thread,) if self.thread.startswith("incident:") else ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a thread: its comments, how many there are, where the rest stands."""

    thread: Thread
    path: str
    remarks: Sequence[Remark]
    number: int
    pages: int

    @property
    def answered(self) -> dict[int, str | None]:
        """Return the number of each comment, by its id: for "answers 3.1"."""
        return {remark.id: remark.number for remark in self.thread.remarks}


def under(name: str, path: str) -> Shown:
    """Return what of a thread stands under its page."""
    thread = commenting.thread(desk(), name)
    return Shown(thread, path, thread.remarks[:UNDER], 0, _pages(thread))


@require_safe
@kept
def brief_thread(request: HttpRequest, day: dt.date, number: int = 1) -> HttpResponse:
    """Show all comments on a brief, a hundred a page."""
    return _thread(request, brief_subject(day), number)


@require_safe
@kept
def incident_thread(request: HttpRequest, word: str, number: int = 1) -> HttpResponse:
    """Show all comments on an incident, a hundred a page."""
    return _thread(request, incident_subject(word), number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def brief_new(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Show the form for a comment on a brief, and take one in."""
    return _new(request, brief_subject(day))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: HttpRequest, word: str) -> HttpResponse:
    """Show the form for a comment on an incident, and take one in."""
    return _new(request, incident_subject(word))


@never_cache
@require_safe
def private(request: HttpRequest, key: str) -> HttpResponse:
    """Tell a writer where their comment stands and why, and what came of a correction."""
    told = commenting.told(desk(), key)
    response = render(request, "site/private.html.j2", {"told": told, "where": _where(told.remark)})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why a comment should be looked at, and take the answer in."""
    remark = commenting.remark(desk(), number)
    if remark.state is not RemarkState.PUBLISHED:
        raise Http404
    done = None
    if request.method == "POST":
        why = request.POST.get("why", "")
        if why not in commenting.FLAGS or request.POST.get(TRAP):
            raise BadRequest("no such reason")
        done = commenting.flag(desk(), number, why, address_of(request), now())
    context = {
        "remark": remark,
        "where": _where(remark),
        "whys": commenting.FLAGS,
        "done": done,
        "trap": TRAP,
    }
    return render(request, "site/flag.html.j2", context)


def brief_subject(day: dt.date) -> Subject:
    """Return a published brief as what can be spoken of. Raises UnknownId."""
    found = publishing.publication(desk(), day).publication
    title = found.brief.headline.text if found.brief.headline else "No report of this day is known"
    return Subject(f"brief:{day}", f"/briefs/{day}/", title, tuple(sentences(found.brief)))


def incident_subject(word: str) -> Subject:
    """Return an incident that a published brief shows as what can be spoken of. Raises UnknownId."""
    names, found = publishing.showing(desk(), "incident", word)
    one = next((i for i in found[0].brief.incidents if i.id == names[0].item), None)
    if one is None:
        raise UnknownId(word, "is not shown", "see the front page")
    return Subject(one.id, f"/incidents/{word}/", of_incident(one).text, ())


def _thread(request: HttpRequest, subject: Subject, number: int) -> HttpResponse:
    thread = commenting.thread(desk(), subject.thread)
    pages = _pages(thread)
    if not 1 <= number <= max(pages, 1):
        raise Http404
    start = (number - 1) * A_PAGE
    shown = Shown(thread, subject.path, thread.remarks[start : start + A_PAGE], number, pages)
    return render(request, "site/thread.html.j2", {"subject": subject, "talk": shown})


def _pages(thread: Thread) -> int:
    return -(-len(thread.remarks) // A_PAGE)


def _new(request: HttpRequest, subject: Subject) -> HttpResponse:
    problem: DatelineError | None = None
    status = 200
    if request.method == "POST":
        try:
            return _taken(request, subject)
        except (EmptyInput, TooLarge) as error:
            problem, status = error, 400
        except Shut as error:
            problem, status = error, 429 if "many" in error.problem else 403
    return _form(request, subject, problem, status)


def _taken(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Take a comment in and lead its writer to the private page, whose address is told this once."""
    if request.POST.get(TRAP):
        raise BadRequest("the form was filled in by a program")
    about = next((s for s in subject.sentences if s.key == request.POST.get("about")), None)
    written = Written(
        thread=subject.thread,
        name=request.POST.get("name", ""),
        mail=request.POST.get("mail", ""),
        text=request.POST.get("text", ""),
        correction=request.POST.get("correction") == "on",
        parent=_answered(request.POST.get("answer"), subject),
        about=about.key if about else None,
        quoted=about.text if about else None,
        claim=about.claim if about else subject.claim,
    )
    writer = request.COOKIES.get(WRITER) or secrets.token_urlsafe(24)
    made = commenting.post(desk(), written, writer[:64], address_of(request), now())
    response = redirect("site:private", key=made.key)
    response.set_cookie(
        WRITER,
        writer[:64],
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return response


def _form(request: HttpRequest, subject: Subject, problem: DatelineError | None, status: int) -> HttpResponse:
    thread = commenting.thread(desk(), subject.thread)
    given = request.POST if request.method == "POST" else request.GET
    answer = _answered(given.get("answer"), subject)
    context: dict[str, Any] = {
        "subject": subject,
        "open": thread.open,
        "problem": problem,
        "given": {name: given.get(name, "") for name in ("name", "mail", "text", "about")},
        "correction": given.get("correction") == "on",
        "answers": next((r for r in thread.remarks if r.id == answer), None),
        "longest": desk().settings.comments.longest,
        "held": desk().settings.comments.hold_first or desk().settings.comments.hold_all,
        "trap": TRAP,
    }
    return render(request, "site/write.html.j2", context, status=status)


def _answered(value: str | None, subject: Subject) -> int | None:
    """Return the id of the comment that is answered, when it stands in this thread."""
    if not value or not value.isascii() or not value.isdigit() or len(value) > 12:
        return None
    found = commenting.remark(desk(), int(value))
    return found.id if found.thread == subject.thread else None


def _where(remark: Remark) -> str:
    """Return the address of the page that a comment stands under, at the comment when it is shown."""
    kind, _, word = remark.thread.partition(":")
    page = f"/briefs/{word}/" if kind == "brief" else f"/incidents/{word}/"
    return f"{page}comments/#comment-{remark.number}" if remark.number else page
