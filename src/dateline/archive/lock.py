"""One writer at a time in an archive, across processes; the system lets go when a writer dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the archive's lock, waiting for another writer to finish its batch."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("ab") as file:
        _lock(file)
        yield  # closing the file releases the lock


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        import msvcrt  # noqa: PLC0415 - only Windows has it

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

else:

    def _lock(file: IO[bytes]) -> None:
        import fcntl  # noqa: PLC0415 - only Unix has it

        fcntl.flock(file, fcntl.LOCK_EX)
