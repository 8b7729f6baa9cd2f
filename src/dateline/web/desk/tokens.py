"""One's own tokens: made, shown once, revoked; an admin sees and revokes everybody's."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dateline.web.current import now
from dateline.web.desk import forms
from dateline.web.people import tokens
from dateline.web.people.models import Token
from dateline.web.roles import Role, may, needs, role_of


@needs(Role.VIEWER)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show a person's tokens, and a form for a new one."""
    return _tokens(request)


@needs(Role.VIEWER)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, once: only its hash is kept."""
    user = cast(User, request.user)
    name, role, days = forms.text(request, "name"), _role(request), _days(request)
    own = role_of(user)
    standing = [one for one in Token.objects.filter(user=user) if tokens.stands(one, now())]
    if own is None or role > own:
        raise BadRequest("a token cannot do more than its person")
    if not name or len(name) > 60 or not name.isprintable():
        messages.error(request, "Say in up to 60 letters what the token is for.")
        return redirect("desk:tokens")
    if len(standing) >= tokens.MOST:
        messages.error(request, f"You hold {tokens.MOST} tokens. Revoke one that is no longer needed.")
        return redirect("desk:tokens")
    token, secret = tokens.make(user, name, role, days, now())
    return _tokens(request, made=token, secret=secret)


@needs(Role.VIEWER)
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own tokens, or as an admin anybody's."""
    token = Token.objects.filter(pk=number).first()
    if token is None or (token.user != request.user and not may(request, Role.ADMIN)):
        raise Http404
    tokens.revoke(token, now())
    messages.success(request, f"The token {token.name} no longer opens anything.")
    return redirect("desk:tokens")


def _tokens(request: HttpRequest, made: Token | None = None, secret: str = "") -> HttpResponse:
    every = Token.objects.select_related("user").order_by("-made", "-pk")
    mine = [one for one in every if one.user == request.user]
    others = [one for one in every if one.user != request.user] if may(request, Role.ADMIN) else []
    own = role_of(request.user)
    context = {
        "mine": [(one, _state(one)) for one in mine],
        "others": [(one, _state(one)) for one in others],
        "roles": [one for one in Role if own and one <= own],
        "days": tokens.DAYS,
        "made": made,
        "secret": secret,
    }
    return render(request, "desk/tokens.html.j2", context)


def _state(token: Token) -> str:
    """Say in a word whether a token works, and why not."""
    if token.revoked:
        return "revoked"
    if token.expires <= now():
        return "over"
    return "works" if tokens.stands(token, now()) else "its person is shut out"


def _role(request: HttpRequest) -> Role:
    wanted = request.POST.get("role", "")
    found = next((role for role in Role if role.label == wanted), None)
    if found is None:
        raise BadRequest("no such role")
    return found


def _days(request: HttpRequest) -> int:
    wanted = request.POST.get("days", "")
    if wanted not in {str(days) for days in tokens.DAYS}:
        raise BadRequest("no such time")
    return int(wanted)
