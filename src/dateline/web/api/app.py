"""The API as a whole: its two parts, what it says of itself, and how it words what goes wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dateline import __version__
from dateline.errors import DatelineError, InputError, UnknownId
from dateline.web.api import acts, desk, public
from dateline.web.api.limits import READING, Readers
from dateline.web.api.problems import problem

ABOUT = (
    "What was published, for programs: the briefs with every version, and the incidents, accounts, counts, "
    "series, places, actors, sources and reports that they show. Counts are given as reported and never "
    "added up. Nothing that the site does not show is here."
)

api = NinjaAPI(
    title="Dateline",
    version=__version__,
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    throttle=[Readers(READING)],
)
api.add_router("", public.router)
api.add_router(acts.PREFIX, desk.router)  # acts has added its own operations to it


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Name each parameter that is wrong, and why."""
    told = tuple(f"{_where(one)}: {_why(one)}" for one in error.errors)
    return problem(request, 422, "See /api/docs for what this address takes.", errors=told)


@api.exception_handler(UnknownId)
@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Any) -> HttpResponse:
    """Say that nothing stands there; what was not published answers like what does not exist."""
    step = f"{error.problem}: {error.step}" if isinstance(error, UnknownId) else None
    return problem(request, 404, step)


@api.exception_handler(InputError)
def unusable(request: HttpRequest, error: Any) -> HttpResponse:
    """Name what cannot be used of what was sent."""
    return problem(request, 422, error.step, errors=(f"{error.item} {error.problem}",))


@api.exception_handler(DatelineError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Tell what the desk refuses, with the next step."""
    return problem(request, 409, f"{error.item} {error.problem}: {error.step}")


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: Any) -> HttpResponse:
    """Ask for a token (RFC 6750)."""
    text = "Send the header “Authorization: Bearer TOKEN”. Tokens are made at /desk/tokens/."
    return problem(request, 401, text, headers={"WWW-Authenticate": 'Bearer realm="desk"'})


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: Any) -> HttpResponse:
    """Refuse a body over the limit of forms and uploads before it is read."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return problem(request, 413, f"A request may be {most:,} bytes. Longer texts come in with dateline add.")


@api.exception_handler(HttpError)
def other(request: HttpRequest, error: Any) -> HttpResponse:
    """Word every other refusal: a role that is too low, too many requests, a body that is no JSON."""
    return problem(request, error.status_code, str(error))


def _where(one: dict[str, Any]) -> str:
    names = [str(part) for part in one.get("loc", ()) if part not in ("query", "path", "body", "payload")]
    return ".".join(names) or "request"


def _why(one: dict[str, Any]) -> str:
    return str(one.get("msg", "is wrong")).removeprefix("Value error, ")
