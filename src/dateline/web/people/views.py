"""Signing in and out, the second factor, and the page that an invitation leads to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import devices_for_user
from django_otp import login as otp_login

from dateline.web import settings
from dateline.web.errors import page
from dateline.web.people.invitations import invited

HOME = "desk:home"
PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"  # noqa: S105 - the name of a class


class Login(LoginView):
    """Name and password; where the second factor is on, the gate asks for it next."""

    template_name = "people/login.html.j2"
    redirect_authenticated_user = True


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer the sixth try: the account is not locked, the pair of name and address waits."""
    wait = int(settings.WAIT.total_seconds() // 60)
    text = (
        f"There were {settings.TRIES} wrong passwords for this name from this address. Wait {wait} minutes."
    )
    return page(request, 429, "Too many tries", text)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:login")


@login_required
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the six digits; the device itself slows down guessing (django-otp)."""
    wrong = False
    if request.method == "POST":
        token = request.POST.get("token", "").replace(" ", "")
        for device in devices_for_user(request.user):
            if device.verify_token(token):
                otp_login(request, device)
                return redirect(_next(request))
        wrong = True
    context = {"wrong": wrong, "next": _next(request)}
    return render(request, "people/code.html.j2", context, status=403 if wrong else 200)


@sensitive_post_parameters()
@never_cache
def join(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let an invited person choose a password and sign in with it at once."""
    user = invited(uid, token)
    if user is None:
        text = "It was used before, is older than a week, or was withdrawn. Ask an admin for a new one."
        return page(request, 410, "This invitation no longer works", text)
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        login(request, user, backend=PASSWORD_BACKEND)
        return redirect(HOME)
    return render(request, "people/join.html.j2", {"form": form, "person": user})


def _next(request: HttpRequest) -> str:
    """Return where to go on to: an address of this site alone."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fine else "/desk/"
