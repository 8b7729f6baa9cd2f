"""Serves desks to Django's test client, with people of each role."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings as django
from django.contrib.auth.models import User
from django.test import Client

from dateline.pipeline import Desk
from dateline.web import wsgi
from dateline.web.people.invitations import invite
from dateline.web.roles import Role

PASSWORD = "a long enough passphrase"  # noqa: S105 - of people who exist in the tests alone
ADDRESS = "http://testserver"


def serve(folder: Path) -> Desk:
    """Serve the desk in ``folder`` to Django's test client."""
    wsgi.make_ready(folder, ADDRESS)
    django.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    desk: Desk = django.DATELINE_DESK
    return desk


def person(name: str, role: Role) -> User:
    """Return a person of this role who can sign in with PASSWORD."""
    user = invite(name, role)
    user.set_password(PASSWORD)
    user.save()
    return user


def client(role: Role | None = None) -> Client:
    """Return a browser that checks CSRF, signed in as somebody of the role."""
    found = Client()
    if role:
        user = User.objects.filter(username=role.label).first() or person(role.label, role)
        found.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found
