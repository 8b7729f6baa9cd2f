"""Keeps the desk shut: signed in, with the second factor if there is one, and in the role the page names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django_otp import user_has_device

from dateline.web.roles import Role, role_of

OPEN, DESK = "people", "desk"


class Gate:
    """Middleware. A page of the desk that names no role is refused to everybody: a slip shuts it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.path.startswith("/desk/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or DESK not in match.app_names:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        if user_has_device(request.user) and not request.user.is_verified():  # type: ignore[attr-defined]
            return redirect(f"{reverse('people:code')}?{urlencode({'next': request.get_full_path()})}")
        wanted: Role | None = getattr(view, "needs", None)
        own = role_of(request.user)
        if wanted is None or own is None or own < wanted:
            raise PermissionDenied(f"This page needs the role {wanted.label if wanted else 'of nobody'}.")
        return None


def _to_login(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in; htmx is told to turn the whole page, not to put a form inside it."""
    url = f"{reverse('people:login')}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("people:login")})
    return HttpResponseRedirect(url)
