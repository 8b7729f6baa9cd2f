"""Tells a reader who has a brief open that it was corrected: server-sent events, so many at a time."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from dateline.pipeline import publishing
from dateline.web.current import desk

# Open streams at most in each process: each holds one of its threads, and serving.py has as many beside
# those that answer pages. Whoever comes when all are taken is told how things stand, and asks again later.
STREAMS = 16
AGAIN_S = 20
# How often a stream looks: a correction is told within so many seconds, for a query of 0.1 ms.
LOOKS_S = 3
# A comment that often keeps proxies from closing the line (the shortest common limit is 30 s), and shows by
# its failure that nobody reads any more.
BEATS_S = 12
# A stream ends after so long and the browser opens it anew; a reader who left without a word holds no thread.
LONGEST_S = 300

_free = threading.BoundedSemaphore(STREAMS)


@require_safe
def live(request: HttpRequest, day: dt.date) -> StreamingHttpResponse:
    """Stream the versions of a day's brief that are published after the one the reader has."""
    stands = publishing.edition(desk(), day).version
    told = request.headers.get("Last-Event-ID") or request.GET.get("seen") or ""
    seen = int(told) if told.isascii() and told.isdigit() and len(told) < 7 else stands
    answer = StreamingHttpResponse(Stream(day, seen), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # nginx would hold the lines back
    return answer


class Stream:
    """The lines of one stream. It takes a place when it is read, and gives it back when it is closed."""

    def __init__(
        self,
        day: dt.date,
        seen: int,
        wait: Callable[[float], object] = time.sleep,
        longest: float = LONGEST_S,
    ) -> None:
        self._lines = self._told(day, seen, wait, longest)
        self._holds = False

    def __iter__(self) -> Stream:
        return self

    def __next__(self) -> str:
        try:
            return next(self._lines)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the place back; a second time does nothing. A server calls this when the reader is gone."""
        if self._holds:
            self._holds = False
            _free.release()

    def _told(
        self, day: dt.date, seen: int, wait: Callable[[float], object], longest: float
    ) -> Iterator[str]:
        yield f"retry: {AGAIN_S * 1000}\n\n"
        self._holds = _free.acquire(blocking=False)
        passed = quiet = 0.0
        while True:
            if publishing.version(desk(), day) > seen:
                told = publishing.edition(desk(), day)
                seen, quiet = told.version, 0
                data = {"day": str(day), "version": seen, "note": told.note, "when": told.when.isoformat()}
                yield f"id: {seen}\nevent: brief\ndata: {json.dumps(data)}\n\n"
            elif quiet >= BEATS_S:
                quiet = 0
                yield ": still here\n\n"
            if not self._holds or passed >= longest:
                return
            wait(LOOKS_S)
            passed, quiet = passed + LOOKS_S, quiet + LOOKS_S
