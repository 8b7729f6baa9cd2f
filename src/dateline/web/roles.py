"""Who may do what: four roles, each holding those below it, and the mark of the one a page needs."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, TypeVar

from django.contrib.auth.models import Group, User
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])


class Role(IntEnum):
    """A role holds every right of those below it."""

    VIEWER = 1
    ANALYST = 2
    EDITOR = 3
    ADMIN = 4

    @property
    def label(self) -> str:
        return self.name.lower()

    @property
    def means(self) -> str:
        """Say what the role may do, for the page that gives it."""
        return _MEANS[self]


_MEANS = {
    Role.VIEWER: "reads the desk, its reports, incidents and ledger",
    Role.ANALYST: "judges the queue, corrects readings, merges and splits incidents, links",
    Role.EDITOR: "edits and publishes briefs",
    Role.ADMIN: "invites people and gives roles",
}


def needs(role: Role) -> Callable[[View], View]:
    """Mark a page of the desk with the role it needs. The gate shuts out a page without a mark."""

    def mark(view: View) -> View:
        view.needs = role  # type: ignore[attr-defined]
        return view

    return mark


def role_of(user: Any) -> Role | None:
    """Return the highest role of a signed-in, active person; None for everybody else."""
    if not getattr(user, "is_active", False) or not user.is_authenticated:
        return None
    if not hasattr(user, "_role"):
        names = set(user.groups.values_list("name", flat=True))
        user._role = max((role for role in Role if role.label in names), default=None)
    found: Role | None = user._role
    return found


def may(request: HttpRequest, role: Role) -> bool:
    """Return whether the person behind a request has ``role`` or a higher one."""
    own = role_of(request.user)
    return own is not None and own >= role


def give(user: User, role: Role) -> None:
    """Give a person exactly this role."""
    group, _ = Group.objects.get_or_create(name=role.label)
    user.groups.set([group])
    vars(user).pop("_role", None)


def admins() -> list[User]:
    """Return the active admins who have a password, so that somebody can get in."""
    found = User.objects.filter(groups__name=Role.ADMIN.label, is_active=True)
    return [user for user in found if user.has_usable_password()]
