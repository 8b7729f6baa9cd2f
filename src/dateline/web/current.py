"""The desk that is served, and the moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

from dateline.pipeline import Desk


def desk() -> Desk:
    """Return the desk that ``settings.use`` was given."""
    found: Desk = settings.DATELINE_DESK
    return found


def now() -> dt.datetime:
    """Return the moment, to the second: what people did is not told more finely."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def absolute(path: str) -> str:
    """Return the whole address of a page, as feeds and other sites need it."""
    return f"{settings.DATELINE_ADDRESS}{path}"


_still = ContextVar("still", default=False)


@contextmanager
def still() -> Iterator[None]:
    """Make pages as files for any host: without what needs this server."""
    before = _still.set(True)
    try:
        yield
    finally:
        _still.reset(before)


def is_still() -> bool:
    """Return whether pages are made as files."""
    return _still.get()


def moment() -> dt.datetime:
    """Return the moment to the microsecond, as the ledger keeps it: the order of decisions matters."""
    return dt.datetime.now(dt.UTC)


def address_of(request: HttpRequest) -> str:
    """Return where a request came from; behind a proxy that speaks https, what that proxy added last."""
    if settings.SECURE_PROXY_SSL_HEADER:
        passed = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if passed:
            return str(passed)
    return str(request.META.get("REMOTE_ADDR", ""))
