"""Puts a folder of files in the place of the one before it, in one step; a kill leaves the old one whole."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline import disk
from dateline.errors import DeskError

# Names the files that were written, with their hashes: by it a folder is known to be ours.
MARK = "files.json"
KIND = "dateline site"
_EXCHANGE, _CWD = 2, -100  # renameat2(2): RENAME_EXCHANGE, AT_FDCWD


@dataclass(frozen=True, slots=True)
class Placed:
    """How many files there are now, and how many of them were written anew, or are gone."""

    files: int
    written: int
    gone: int


def place(out: Path, files: Iterable[tuple[str, bytes]]) -> Placed:
    """Make ``out`` hold exactly these files; those that have not changed keep their inode and their time.

    Raises DeskError when ``out`` holds anything that an earlier run has not written.
    """
    out = out.absolute()
    draft, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    with disk.named(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and not out.exists():  # killed between the two steps where they are two
            old.rename(out)
        before = _ours(out)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        try:
            made, written = {}, 0
            for name, content in files:
                made[name] = hashlib.sha256(content).hexdigest()
                written += _put(draft, name, content, out if before.get(name) == made[name] else None)
            gone = len(before.keys() - made.keys())
            if not (written or gone) and before:
                return Placed(len(made), 0, 0)
            mark = {"kind": KIND, "files": dict(sorted(made.items()))}
            (draft / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
            _swap(draft, out, old)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return Placed(len(made), written, gone)


def _ours(out: Path) -> dict[str, str]:
    """Return the files of the last run with their hashes; nothing for a new folder. Raises DeskError."""
    if not out.exists() and not out.is_symlink():
        return {}
    there = (
        sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if not p.is_dir())
        if out.is_dir()
        else []
    )
    if out.is_dir() and not out.is_symlink() and not there:
        return {}
    known = _mark(out)
    strange = next((name for name in there if name not in known and name != MARK), None)
    if not known or strange:
        what = f"holds {strange}, which is no file of the site" if strange else "is no folder of the site"
        raise DeskError(str(out), what, "name another folder, or remove it first")
    return known


def _mark(out: Path) -> dict[str, str]:
    try:
        mark = json.loads((out / MARK).read_text(encoding="utf-8"))
        return dict(mark["files"]) if mark["kind"] == KIND else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _put(draft: Path, name: str, content: bytes, old: Path | None) -> bool:
    """Put one file into the draft; return whether it was written, or taken over as it is."""
    path = draft / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if old is not None:
        try:
            if (old / name).read_bytes() == content:
                os.link(old / name, path, follow_symlinks=False)
                return False
        except OSError:  # changed by hand, gone, or a file system without links: written anew
            path.unlink(missing_ok=True)
    path.write_bytes(content)
    return True


def _swap(draft: Path, out: Path, old: Path) -> None:
    """Exchange the two folders: in one step where the system can, else in two that the next run mends."""
    if not out.exists():
        draft.rename(out)
        return
    if _exchanged(draft, out):
        return
    shutil.rmtree(old, ignore_errors=True)
    out.rename(old)
    draft.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(a: Path, b: Path) -> bool:
    """Exchange two folders' names at once; False where the system has no such call (Linux has)."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    return call is not None and call(_CWD, os.fsencode(a), _CWD, os.fsencode(b), _EXCHANGE) == 0
