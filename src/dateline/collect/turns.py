"""Keeps requests to one host apart: so many at once, so many seconds between them, over all threads."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, so that tests need neither. ``monotonic`` and ``sleep`` are in seconds."""

    now: Callable[[], dt.datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(slots=True)
class _Host:
    places: threading.BoundedSemaphore
    free_at: float = 0.0


@dataclass(slots=True)
class Turns:
    """Who may ask which host when. One is shared by all fetches of a desk."""

    at_once: int
    clock: Clock
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for a place and for the time, then hold the place. ``delay`` counts from start to start."""
        own = self._host(host)
        with own.places:
            with self._lock:
                now = self.clock.monotonic()
                start = max(now, own.free_at)
                own.free_at = start + delay
            if start > now:
                self.clock.sleep(start - now)
            yield

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask the host for so long: it said that it is busy."""
        own = self._host(host)
        with self._lock:
            own.free_at = max(own.free_at, self.clock.monotonic() + seconds)

    def _host(self, host: str) -> _Host:
        with self._lock:
            if host not in self._hosts:
                self._hosts[host] = _Host(threading.BoundedSemaphore(self.at_once))
            return self._hosts[host]
