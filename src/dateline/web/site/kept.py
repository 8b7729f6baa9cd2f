"""Keeps pages that were made until something new is published: a brief is read far more than written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse

from dateline.pipeline import publishing
from dateline.web.current import desk

# Pages held, the least lately read going first: a page is some 60 kB, so at most 30 MB.
MOST = 500

_pages: OrderedDict[tuple[Any, ...], tuple[bytes, dict[str, str]]] = OrderedDict()
_lock = Lock()


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer from memory while the site is as it was; only whole pages of published things may be kept so."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.GET:
            return view(request, *args, **kwargs)
        own = desk()
        key = (str(own.folder), publishing.stamp(own), request.path)
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
