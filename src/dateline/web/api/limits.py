"""Keeps one caller from taking everybody's turn: so many requests a minute, and then a wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from dateline.web.current import address_of

# Counted in each process of the server. A person clicking makes a few requests a minute, a careful script
# one a second; a page of the largest list
# takes some 0.3 s to make. Five a second from one address leaves room for everybody else.
READING = "300/m"
# Somebody who holds a token is known, and answers for what it does.
HOLDING = "600/m"


class Readers(SimpleRateThrottle):
    """So many requests a minute from one address."""

    scope = "readers"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        return f"api-readers-{address_of(request)}"


class Holders(SimpleRateThrottle):
    """So many requests a minute with one token."""

    scope = "holders"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        held: Any = getattr(request, "auth", None)
        return f"api-holders-{held.pk}"
