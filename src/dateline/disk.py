"""Turns what the disk refuses into one clear line."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import DeskError, DiskFull, ReadOnlyDesk

COPY_IT = "check its permissions, or copy it elsewhere"

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})


@contextmanager
def named(folder: Path) -> Iterator[None]:
    """Raise a DeskError about ``folder`` for an OSError that means it cannot be written; others pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise full(folder) from error
        if error.errno in _CLOSED:
            raise closed(folder) from error
        if error.errno in _NO_FOLDER:
            raise DeskError(str(folder), "is a file, or lies below one", "name a folder") from error
        raise


def full(folder: Path) -> DiskFull:
    """Return the error for a disk without room."""
    return DiskFull(str(folder), "no room left on the disk", "make room, then run the same command again")


def closed(folder: Path) -> ReadOnlyDesk:
    """Return the error for a folder that cannot be written."""
    return ReadOnlyDesk(str(folder), "cannot be written", COPY_IT)
