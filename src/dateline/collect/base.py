"""The Collector protocol, and what goes in and out of a collector.

A collector turns one input file into captures: the bytes as they were, and the reports in them.
The visible list of collectors stands in ``files.py``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from dateline.errors import EmptyInput, InputError, TooLarge
from dateline.model import Failure, Report

# Files that are read whole. The largest export of a year's reports from one desk is a tenth of this; a
# file of this size needs about 1 GB of memory while its rows become reports. Archives are streamed instead.
LARGEST_FILE = 200_000_000
# What sniffing looks at: every format named here tells itself in its first kilobytes.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Collected:
    """One payload and the reports found in it, unread; ``failures`` names what could not be used."""

    uri: str
    media_type: str
    payload: bytes
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to collect from. ``name`` is the same on every machine: it goes into report ids."""

    name: str
    path: Path | None = None
    data: bytes | None = None

    def open(self) -> BinaryIO:
        """Return the bytes as a stream; an unreadable file is an InputError."""
        if self.data is not None or self.path is None:
            return io.BytesIO(self.data or b"")
        try:
            return self.path.open("rb")
        except OSError as error:
            raise InputError(self.name, _reason(error), "check the file and its permissions") from error

    def head(self) -> bytes:
        """Return the first bytes, enough to tell the format."""
        with self.open() as stream:
            return stream.read(HEAD)

    def read(self) -> bytes:
        """Return all bytes. Raises EmptyInput for none and TooLarge over LARGEST_FILE."""
        with self.open() as stream:
            payload = stream.read(LARGEST_FILE + 1)
        if not payload.strip():
            raise EmptyInput(self.name, "holds no text", "check that it was saved in full")
        if len(payload) > LARGEST_FILE:
            raise TooLarge(self.name, f"is over {LARGEST_FILE // 10**6} MB", "split it into smaller files")
        return payload


class Collector(Protocol):
    """Reads one kind of input file. Raises an InputError when the file cannot be used at all."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of file names, in small letters, with the dot."""
        ...

    def recognises(self, head: bytes) -> bool:
        """Return whether the first bytes are surely of this kind."""
        ...

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield what the file holds; a container (WARC, WACZ) yields one item a record."""
        ...


def failure(error: InputError, step: str = "collect") -> Failure:
    """Return the error as it is stored on an item."""
    return Failure(step=step, error=type(error).__name__, message=str(error))


def _reason(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error})"
