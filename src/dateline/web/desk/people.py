"""People and roles: who may do what, invitations, and one's own password and second factor."""

from __future__ import annotations

import io
import re
from typing import cast

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice
from markupsafe import Markup

from dateline.web.current import now
from dateline.web.desk import forms
from dateline.web.people import invitations, tokens
from dateline.web.roles import Role, admins, give, needs

NAME = re.compile(r"[\w.@+-]{2,60}")


@needs(Role.ADMIN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show everybody with their role, and a form to invite."""
    return _people(request)


@needs(Role.ADMIN)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Add a person and show their one-time link, once: it is not kept anywhere."""
    name, role = forms.text(request, "name"), _role(request)
    if not NAME.fullmatch(name):
        messages.error(request, "A name is 2 to 60 letters, digits, dots, hyphens or @, without spaces.")
        return redirect("desk:people")
    try:
        user = invitations.invite(name, role)
    except IntegrityError:
        messages.error(request, f"{name} is taken. Choose another name.")
        return redirect("desk:people")
    return _people(request, invited=user)


@needs(Role.ADMIN)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a role, shut somebody out, let them in again, or make a new link. One admin always stays."""
    user = get_object_or_404(User, pk=number)
    act = request.POST.get("act")
    if act in ("role", "out") and [own.pk for own in admins()] == [user.pk]:
        messages.error(request, f"{user.username} is the only admin. Make another one first.")
        return redirect("desk:people")
    if act == "role":
        give(user, _role(request))
    elif act in ("out", "in"):
        user.is_active = act == "in"
        user.save()
        tokens.revoke_all(user, now())
    elif act == "link":
        user.set_unusable_password()
        user.save()
        tokens.revoke_all(user, now())
        return _people(request, invited=user)
    else:
        raise BadRequest("no such change")
    messages.success(request, f"{user.username} was changed.")
    return redirect("desk:people")


@needs(Role.VIEWER)
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Let a person change the password, and turn the second factor on."""
    form = PasswordChangeForm(cast(AbstractBaseUser, request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        messages.success(request, "The password is changed. Other browsers are signed out.")
        return redirect("desk:me")
    device = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    return render(request, "desk/me.html.j2", {"form": form, "device": device, "new": None, "qr": None})


@needs(Role.VIEWER)
@require_POST
def second_factor(request: HttpRequest) -> HttpResponse:
    """Begin, confirm or end the second factor; the secret is shown until the first right code."""
    user = cast(AbstractBaseUser, request.user)
    if request.POST.get("act") == "off":
        TOTPDevice.objects.filter(user=user).delete()
        messages.success(request, "The second factor is off.")
        return redirect("desk:me")
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "phone"})
    token = forms.text(request, "token").replace(" ", "")
    if token and device.verify_token(token):
        device.confirmed = True
        device.save()
        otp_login(request, device)
        messages.success(request, "The second factor is on. You will be asked for a code when you sign in.")
        return redirect("desk:me")
    context = {"form": PasswordChangeForm(user), "device": None, "new": device, "qr": _qr(device.config_url)}
    return render(request, "desk/me.html.j2", {**context, "wrong": bool(token)})


def _people(request: HttpRequest, invited: User | None = None) -> HttpResponse:
    people = [
        (user, role_of_any(user)) for user in User.objects.order_by("username").prefetch_related("groups")
    ]
    link = invitations.link(invited) if invited else None
    context = {"people": people, "roles": list(Role), "invited": invited, "link": link}
    return render(request, "desk/people.html.j2", context)


def role_of_any(user: User) -> Role | None:
    """Return the role of a person, also of one who is shut out or has not come yet."""
    names = {group.name for group in user.groups.all()}
    return max((role for role in Role if role.label in names), default=None)


def _role(request: HttpRequest) -> Role:
    wanted = request.POST.get("role", "")
    found = next((role for role in Role if role.label == wanted), None)
    if found is None:
        raise BadRequest("no such role")
    return found


def _qr(text: str) -> Markup:
    """Return a QR code as SVG without styles, which the policy would drop."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, svgns=True, scale=4, border=3)
    return Markup(out.getvalue().decode())  # noqa: S704 - segno writes shapes alone
