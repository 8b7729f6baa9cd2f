"""Tokens: made by a person for a program, shown once, kept as a hash, bound to a role and a date."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.contrib.auth.models import User

from dateline.web.people.models import Token
from dateline.web.roles import Role, role_of

PREFIX = "dl_"  # so that a scanner of leaked secrets can know one
# What a token may live. There is none without an end: a forgotten one stops by itself.
DAYS = (30, 90, 365)
MOST = 20  # tokens of one person that work at a time; more are lost sight of
# Uses are noted no finer than this: a script's every request would be a write.
NOTED = dt.timedelta(minutes=1)


def make(user: User, name: str, role: Role, days: int, now: dt.datetime) -> tuple[Token, str]:
    """Return a new token of a person, and the secret itself, which nobody can be shown again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        name=name,
        digest=_digest(secret),
        begins=secret[:9],
        role=role,
        made=now,
        expires=now + dt.timedelta(days=days),
    )
    return token, secret


def held(secret: str, now: dt.datetime) -> Token | None:
    """Return the token that this is, its use noted; None for one that is unknown, over, or revoked."""
    token = Token.objects.select_related("user").filter(digest=_digest(secret)).first()
    if token is None or not stands(token, now):
        return None
    if token.used is None or now - token.used >= NOTED:
        Token.objects.filter(pk=token.pk).update(used=now)
    return token


def stands(token: Token, now: dt.datetime) -> bool:
    """Return whether a token works: not over, not revoked, its person neither shut out nor without a role."""
    return token.revoked is None and token.expires > now and role_of(token.user) is not None


def role(token: Token) -> Role:
    """Return what a token may do: what it was given, and never more than its person may do now."""
    own = role_of(token.user)
    return Role(min(token.role, own)) if own else Role(0)


def revoke(token: Token, now: dt.datetime) -> None:
    """End a token; its row stays."""
    Token.objects.filter(pk=token.pk, revoked=None).update(revoked=now)


def revoke_all(user: User, now: dt.datetime) -> None:
    """End every token of a person who is shut out, or whose password was taken away."""
    Token.objects.filter(user=user, revoked=None).update(revoked=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
