"""Keeps a whole desk in one file while it works, and makes it again to the last byte or not at all.

The database is taken first, the archive after it: sealing writes the archive before the database, so whatever
the database names is in the archive that follows. What the archive has beyond it, the next ``add`` or
``collect`` stores, as after a kill. Files of the archive only grow, so each is copied to the length it had
when the list was made.
"""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import hashlib
import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from pydantic import ValidationError

from dateline import __version__, disk
from dateline.archive import lock
from dateline.archive.payloads import READ_ONLY
from dateline.errors import InputError, NotFound, NotText, Truncated
from dateline.model import Record
from dateline.pipeline.desk import Desk, open_desk
from dateline.pipeline.showing import verify

MANIFEST = "manifest.json"
FORMAT = 1
DATABASE = "database"
# Only their owner may read a backup and a desk made again: both hold the desk's keys.
OWNER_ONLY = 0o600
SECRET = (".key", ".secret")
# Copied at once.
CHUNK = 1 << 20
# The largest manifest: ten million files would have one of about a gigabyte.
LARGEST_MANIFEST = 1 << 30
# What belongs to one moment of one machine: locks, drafts, and the database, which is taken apart.
_PASSING = (".lock", "-wal", "-shm", "-journal", ".part")


class Kept(Record):
    """One file of a backup: its name in it, its bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


class Manifest(Record):
    """What a backup holds, and what made it."""

    format: int
    made: dt.datetime
    dateline: str
    desk: str
    files: tuple[Kept, ...]


class Done(NamedTuple):
    """How many files and bytes were kept or made again, and what ``verify`` found to be wrong."""

    path: Path
    files: int
    size: int
    problems: tuple[str, ...] = ()


def backup(desk: Desk, out: Path, now: dt.datetime) -> Done:
    """Write the whole desk to the file ``out``, which appears under its name when it is whole."""
    from dateline.store import snapshot

    out = out if out.suffix else out.with_suffix(".tar")
    files: list[Kept] = []
    with disk.whole(out) as draft, tempfile.TemporaryDirectory(dir=draft.parent) as room:
        with desk.database.session():
            taken = Path(room) / snapshot.take(Path(room))
        with draft.open("xb") as file, tarfile.open(fileobj=file, mode="w") as packed:
            draft.chmod(OWNER_ONLY)
            files.append(_put(packed, f"{DATABASE}/{taken.name}", taken, taken.stat().st_size))
            files += [_put(packed, name, path, size) for name, path, size in _listed(desk)]
            told = Manifest(
                format=FORMAT, made=now, dateline=__version__, desk=desk.settings.name, files=tuple(files)
            )
            content = told.model_dump_json(indent=1).encode()
            packed.addfile(_entry(MANIFEST, len(content)), io.BytesIO(content))
    return Done(out, len(files), sum(one.size for one in files))


def restore(packed: Path, folder: Path) -> Done:
    """Make the desk of a backup again in ``folder``, which must not be there, and verify it.

    Raises NotFound, NotText, Truncated and InputError for a file that is no whole backup, DeskError for a
    folder that holds something and for a database that cannot be put back. Then no folder is left behind; a
    PostgreSQL that was filled stays filled, to be emptied before the next try.
    """
    from dateline.store import snapshot

    with disk.whole(folder, folder=True) as draft:
        told = _unpacked(packed, draft)
        database = next((draft / DATABASE).glob("*"), None)
        if database is None or database.name not in (snapshot.SQLITE, snapshot.POSTGRESQL):
            raise InputError(str(packed), "holds no database", "take another backup")
        snapshot.put_back(database, draft)
        shutil.rmtree(draft / DATABASE)
        open_desk(draft)  # a newer Dateline's desk is refused before it has its name
    desk = open_desk(folder)
    problems = tuple(f"{one.item}: {one.text}" for one in verify(desk) if one.problem)
    return Done(folder, len(told.files), sum(one.size for one in told.files), problems)


def _listed(desk: Desk) -> Iterator[tuple[str, Path, int]]:
    """Yield (name, path, length now) of the desk's files but the database; the lock keeps writers off."""
    with lock.locked(desk.archive):
        found = [
            (path.relative_to(desk.folder).as_posix(), path, path.stat().st_size)
            for path in sorted(desk.folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and not _passing(path)
        ]
    yield from found


def _passing(path: Path) -> bool:
    return path.name.endswith(_PASSING) or path.name.startswith(".") or path.suffix == ".sqlite3"


def _put(packed: tarfile.TarFile, name: str, path: Path, size: int) -> Kept:
    """Add the first ``size`` bytes of a file, and return its hash as they were read."""
    with path.open("rb") as file:
        read = _Hashed(file)
        packed.addfile(_entry(name, size), read)
    return Kept(name=name, size=size, sha256=read.digest())


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, OWNER_ONLY
    return entry


class _Hashed(io.RawIOBase):
    """A file that hashes what is read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        found = self._file.read(size)
        self._hash.update(found)
        return found

    def digest(self) -> str:
        """Return the SHA-256 of all that was read."""
        return self._hash.hexdigest()


def _unpacked(packed: Path, folder: Path) -> Manifest:
    """Write every file of a backup below ``folder`` and compare each with what the manifest says of it."""
    if not packed.is_file():
        raise NotFound(str(packed), "is not there", "give the file that dateline backup wrote")
    found: dict[str, str] = {}
    manifest, begun = b"", False
    try:
        with tarfile.open(packed, mode="r:") as opened:
            for entry in opened:
                begun = True
                file = opened.extractfile(entry) if entry.isreg() else None
                if file is None:
                    raise InputError(str(packed), f"holds {entry.name!r}, no file", "do not trust it")
                if entry.name == MANIFEST:
                    manifest = file.read(LARGEST_MANIFEST)
                else:
                    found[entry.name] = _written(file, _place(packed, folder, entry.name))
    except (tarfile.ReadError, EOFError) as error:
        kind, problem = (Truncated, "breaks off") if begun else (NotText, "is no backup")
        raise kind(str(packed), problem, "copy it again, or take another backup") from error
    if not manifest:
        raise Truncated(
            str(packed), "breaks off: it has no manifest", "copy it again, or take another backup"
        )
    return _compared(packed, manifest, found)


def _compared(packed: Path, manifest: bytes, found: dict[str, str]) -> Manifest:
    try:
        told = Manifest.model_validate_json(manifest)
    except ValidationError as error:
        raise InputError(str(packed), "has a manifest that cannot be read", "take another backup") from error
    if told.format > FORMAT:
        raise InputError(str(packed), "was made by a newer Dateline", "upgrade dateline, then restore")
    said = {one.name: one.sha256 for one in told.files}
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            what = "is missing" if name not in found else "is not in its manifest" if name not in said else ""
            problem = f"{name} {what or 'is not what was kept'}"
            raise InputError(str(packed), problem, "copy it again, or take another backup")
    return told


def _place(packed: Path, folder: Path, name: str) -> Path:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()) or target == folder.resolve():
        raise InputError(str(packed), f"holds {name!r}, which lies outside", "do not trust it")
    return target


def _written(file: IO[bytes], target: Path) -> str:
    """Write a file and return the SHA-256 of what was written."""
    told = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        while chunk := file.read(CHUNK):
            told.update(chunk)
            out.write(chunk)
    sealed = len(target.name) == len(told.hexdigest())
    target.chmod(READ_ONLY if sealed else OWNER_ONLY if target.suffix in SECRET else 0o644)
    return told.hexdigest()
