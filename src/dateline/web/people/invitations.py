"""Invitations: a person without a password yet, and a link that works once and for a week."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from dateline.web.roles import Role, admins, give

FIRST = "admin"


@transaction.atomic
def invite(name: str, role: Role) -> User:
    """Add a person who can sign in once the link was used. Raises IntegrityError for a taken name."""
    user = User(username=name)
    user.set_unusable_password()
    user.save()
    give(user, role)
    return user


def link(user: User) -> str:
    """Return the person's one-time link; it stops working once a password is set, or after a week."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("people:join", kwargs={"uid": uid, "token": token})
    return f"{settings.DATELINE_ADDRESS}{path}"


def invited(uid: str, token: str) -> User | None:
    """Return the person whose link this is, or None for a used, old, withdrawn or invented one."""
    try:
        user = User.objects.get(pk=int(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return user if default_token_generator.check_token(user, token) else None


def first_admin() -> str | None:
    """Return the link that makes the first account, or None once an admin can sign in."""
    if admins():
        return None
    user = User.objects.filter(username=FIRST).first() or invite(FIRST, Role.ADMIN)
    give(user, Role.ADMIN)
    return link(user)
