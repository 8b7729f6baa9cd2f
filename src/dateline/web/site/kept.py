"""Keeps pages that were made until something new is published: a brief is read far more than written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from dateline.pipeline import publishing
from dateline.web.current import absolute, desk, is_still

T = TypeVar("T")

# Pages held, the least lately read going first: a page is some 60 kB, so at most 30 MB.
MOST = 500
# Briefs held as they were composed, with the reports they rest on and their pictures drawn: some 2 MB each.
MOST_COMPOSED = 24

_pages: OrderedDict[tuple[Any, ...], tuple[bytes, dict[str, str]]] = OrderedDict()
_composed: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_making: dict[tuple[Any, ...], Lock] = {}
_lock = Lock()


def composed(what: tuple[Any, ...], make: Callable[[], T]) -> T:
    """Return what ``make`` gives, kept while the site is as it was: a page made anew draws nothing again."""
    own = desk()
    key = (str(own.folder), publishing.stamp(own), *what)
    with _lock:
        if key in _composed:
            _composed.move_to_end(key)
            kept: T = _composed[key]
            return kept
        turn = _making.setdefault(key, Lock())
    with turn:  # who comes while it is made waits for it, and makes nothing
        with _lock:
            if key in _composed:
                first: T = _composed[key]
                return first
        made = make()
        with _lock:
            _composed[key] = made
            _making.pop(key, None)
            while len(_composed) > MOST_COMPOSED:
                _composed.popitem(last=False)
    return made


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer from memory while the site is as it was; only whole pages of published things may be kept so."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.GET:
            return view(request, *args, **kwargs)
        own = desk()
        key = (str(own.folder), publishing.stamp(own), absolute(request.path), is_still())
        with _lock:
            found = _pages.get(key)
            if found:
                _pages.move_to_end(key)
        if found:
            return HttpResponse(found[0], headers=found[1])
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            with _lock:
                _pages[key] = response.content, {"Content-Type": response.headers["Content-Type"]}
                while len(_pages) > MOST:
                    _pages.popitem(last=False)
        return response

    return answer
