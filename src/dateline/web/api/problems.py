"""What goes wrong, for programs: problem details (RFC 9457), whatever part of the server refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from dateline.model import Record

MEDIA = "application/problem+json"
ROOT = "/api/"


class Problem(Record):
    """RFC 9457. ``detail`` says what to do next; ``errors`` name the parameters that are wrong."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    instance: str
    errors: tuple[str, ...] = ()


def problem(
    request: HttpRequest,
    status: int,
    detail: str | None = None,
    *,
    title: str | None = None,
    errors: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the answer that tells a program what went wrong; the title is the status in words."""
    told = Problem(
        title=title or HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.path,
        errors=errors,
    )
    shown = {key: value for key, value in told.model_dump().items() if value not in (None, ())}
    answer = HttpResponse(json.dumps(shown, ensure_ascii=False), status=status, content_type=MEDIA)
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


class Problems:
    """Middleware: an error under /api/ is told as a problem, also one that no operation has made.

    HEAD asks what GET would answer; the server leaves the body out (RFC 9110, 9.3.2).
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        ours = request.path.startswith(ROOT)
        asked = request.method
        if ours and asked == "HEAD":
            request.method = "GET"
        given = self.answer(request)
        request.method = asked
        if not ours or given.status_code < HTTPStatus.BAD_REQUEST:
            return given
        if given.headers.get("Content-Type", "").startswith(MEDIA):
            return given
        kept: dict[str, Any] = {name: given.headers[name] for name in ("Allow",) if name in given.headers}
        return problem(request, given.status_code, _NEXT.get(given.status_code), headers=kept)


_NEXT = {
    400: "The request could not be understood. See /api/docs.",
    404: "Nothing that was published stands here. See /api/docs for the addresses.",
    405: "See the Allow header for what this address takes.",
    413: "Send less in one request.",
    500: "Nothing was lost. Try again; if it happens again, the server's log has the cause.",
}
