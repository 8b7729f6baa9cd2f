"""Stores each payload once, under its SHA-256, exactly as it came; a stored payload is never rewritten."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from dateline.errors import Tampered

# Evidence is read, never edited; the bit stops an editor, the hash tells on anything else.
READ_ONLY = 0o444


def digest(payload: bytes) -> str:
    """Return the 64 hex digits of the payload's SHA-256."""
    return hashlib.sha256(payload).hexdigest()


def place(sha256: str) -> str:
    """Return where a payload lies, relative to the archive: two digits make the folder."""
    return f"{sha256[:2]}/{sha256}"


def put(root: Path, payload: bytes) -> str:
    """Store ``payload`` durably under ``root`` unless it is there, and return its path below it.

    The file appears whole or not at all: it is written beside its place, synced, then renamed.
    """
    path = place(digest(payload))
    target = root / path
    if target.exists() and target.stat().st_size == len(payload):
        return path
    put_file(target, payload, READ_ONLY)
    return path


def put_file(target: Path, content: bytes, mode: int) -> None:
    """Write a file durably, whole or not at all, in the place of the one that may be there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, mode)  # noqa: PTH101 - a descriptor's path, not one we keep
        os.replace(draft, target)  # noqa: PTH105
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def get(root: Path, sha256: str) -> bytes:
    """Return the payload sealed under ``sha256``; raises Tampered when it is gone or not the same."""
    path = root / place(sha256)
    if problem := check(root, sha256):
        raise Tampered(str(path), problem, "restore it from a backup; dateline verify lists every copy")
    return path.read_bytes()


def check(root: Path, sha256: str) -> str | None:
    """Return what is wrong with the payload sealed under ``sha256``, or None."""
    try:
        with (root / place(sha256)).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "the sealed copy is missing"
    return None if found == sha256 else f"the sealed copy has changed: its hash is now {found[:12]}…"


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut, where the system can."""
    if os.name == "nt":  # Windows cannot open a folder; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
