"""One writer at a time in an archive, across processes; the system lets go when a writer dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dateline.errors import DeskError


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the archive's lock, waiting for another writer to finish its batch."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("ab") as file:
        _lock(file)
        yield  # closing the file releases the lock


@contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Hold ``path`` for as long as ``what`` runs. Raises DeskError at once when another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _lock(file, wait=False)
        except OSError as error:
            file.seek(0)
            who = file.read(200).decode("utf-8", "replace").strip()
            problem = f"another {what} is running" + (f" ({who})" if who else "")
            raise DeskError(str(path.parent), problem, "wait for it to end, or stop it") from error
        file.truncate(0)
        file.write(f"process {os.getpid()}".encode())
        file.flush()
        yield


def is_held(path: Path) -> bool:
    """Return whether somebody holds ``path`` now."""
    try:
        with alone(path, "program"):
            return False
    except DeskError:
        return True


if sys.platform == "win32":

    def _lock(file: IO[bytes], *, wait: bool = True) -> None:
        import msvcrt  # noqa: PLC0415 - only Windows has it

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[bytes], *, wait: bool = True) -> None:
        import fcntl  # noqa: PLC0415 - only Unix has it

        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
