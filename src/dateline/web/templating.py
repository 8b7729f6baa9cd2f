"""The templates' environment: the filters of ``publish`` and the addresses of this project."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from dateline.publish.about import paragraphs
from dateline.publish.page import fill
from dateline.web.current import is_still
from dateline.web.links import SiteLinks
from dateline.web.roles import Role, may, role_of


def environment(**options: Any) -> Environment:
    """Return Jinja set up as ``publish`` has it: everything escaped, a missing name is an error."""
    env = Environment(**{**options, "autoescape": True, "undefined": StrictUndefined, "auto_reload": False})  # noqa: S701 - it is on
    env.trim_blocks = env.lstrip_blocks = True
    fill(env)
    env.globals.update(url=url, static=static, Role=Role, links=SiteLinks(), paragraphs=paragraphs)
    env.globals.update(still=is_still, address_known=_address_known)
    return env


def _address_known() -> bool:
    """Return whether it is known under which address readers find the site: feeds need it."""
    return bool(settings.DATELINE_ADDRESS)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def around(request: HttpRequest) -> dict[str, Any]:
    """Return what every page may show: the desk's name, who is signed in, what was just done."""
    user = getattr(request, "user", None)
    return {
        "site_name": settings.DATELINE_DESK.settings.name,
        "address": settings.DATELINE_ADDRESS,
        "path": request.path,
        "user": user,
        "role": role_of(user) if user is not None and request.path.startswith("/desk/") else None,
        "may": lambda role: may(request, role),
        "messages": get_messages(request) if request.path.startswith("/desk/") else (),
    }
