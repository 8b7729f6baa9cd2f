"""Pages for what goes wrong: each says what happened and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dateline.errors import DatelineError, UnknownId

NOT_HERE = ("This page is not here", "The address may be mistyped, or what it showed was never published.")
BAD = ("The request could not be understood", "Go back and try again.")
BROKEN = (
    "Something broke while this page was made",
    "Nothing was lost. Try again; if it happens again, the server's log has the cause.",
)
FORGED = (
    "The form was not accepted",
    "It was sent from another site, or the page was open for too long. Load the page again and repeat it.",
)


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """Return the error page; for htmx only its words, as a message to show in place."""
    name = "errors/note.html.j2" if getattr(request, "htmx", False) else "errors/page.html.j2"
    return render(request, name, {"title": title, "text": text, "status": status}, status=status)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, *NOT_HERE)


def bad(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400, *BAD)


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, 500, *BROKEN)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = str(exception) or "Your role does not hold this right."
    return page(request, 403, "You may not see this page", f"{text} An admin gives roles under People.")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, *FORGED)


class OneLine:
    """Middleware: a DatelineError becomes one page with its problem and its next step."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.answer(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, UnknownId):
            return page(request, 404, *NOT_HERE)
        if isinstance(exception, DatelineError):
            return page(
                request, 503, f"{exception.problem[:1].upper()}{exception.problem[1:]}", exception.step
            )
        return None
