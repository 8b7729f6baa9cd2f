"""The Collector protocol and the visible list of collectors.

A collector turns one input into captures: the bytes as they were, and the reports in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dateline.model import Failure, Report


@dataclass(frozen=True, slots=True)
class Collected:
    """One payload and the reports found in it, unread; ``failures`` names what could not be used."""

    uri: str
    media_type: str
    payload: bytes
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()


class Collector(Protocol):
    """Reads one kind of input file. Raises an InputError when the file cannot be used at all."""

    name: str
    suffixes: tuple[str, ...]

    def collect(self, path: Path, payload: bytes) -> Iterator[Collected]:
        """Yield what the payload holds; a container (WARC, WACZ) yields one item a record."""
        ...
