"""Turns what the disk refuses into one clear line, and gives files their name when they are whole."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
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


@contextmanager
def whole(out: Path, *, folder: bool = False) -> Iterator[Path]:
    """Give a temporary path beside ``out`` that gets its name when all is written, and not before.

    A kill leaves at most a hidden ``.NAME.*.part`` beside it. A file of that name is replaced; a folder
    that holds something is not: raises DeskError.
    """
    if folder and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DeskError(str(out), "is there already", "name another, or remove it first")
    with named(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    try:
        draft = room / out.name
        if folder:
            draft.mkdir()
        with named(out.parent):
            yield draft
            for path in (draft, *draft.rglob("*")) if folder else (draft,):
                _settle(path)
            if folder and out.is_dir():
                out.rmdir()  # empty: see above
            draft.replace(out)
            _settle(out.parent)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _settle(path: Path) -> None:
    """Wait until what was written is on the disk, so that a power cut cannot empty what has its name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
