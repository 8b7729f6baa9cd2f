"""The signed head of each day: the number and hash of the last line, which fixes every line before it.

A day's head is replaced whole with each batch of that day and never again after it. One line of JSON:
what it says, then the signature of exactly that.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from dateline.archive import keys
from dateline.archive.keys import Key
from dateline.archive.payloads import put_file
from dateline.model import Record

FOLDER = "heads"
READABLE = 0o644


class Head(Record):
    """What is signed. ``line`` is the hash of line ``seq``, ``previous`` that of the head before, whole."""

    day: dt.date
    seq: int
    line: str
    time: dt.datetime
    previous: str | None
    key: str

    def signed(self, key: Key) -> bytes:
        """Return the line of the head's file."""
        body = self.model_dump_json().encode()
        return _line(body, base64.b64encode(key.sign(body)))


@dataclass(frozen=True, slots=True)
class Read:
    """A head as found: its file's name and hash, and what is wrong with the file itself."""

    file: str
    sha256: str
    head: Head | None
    problem: str | None = None


def write(root: Path, key: Key, seq: int, line: str, time: dt.datetime) -> Head:
    """Sign line ``seq`` as the head of its day. A clock set back does not reopen a day that is over."""
    file = newest(root)
    day = max(time.date(), dt.date.fromisoformat(file.stem)) if file else time.date()
    before = _before(root, day)
    previous = hashlib.sha256(before.read_bytes()).hexdigest() if before else None
    head = Head(day=day, seq=seq, line=line, time=time, previous=previous, key=key.name)
    put_file(root / FOLDER / f"{day}.json", head.signed(key), READABLE)
    return head


def files(root: Path) -> list[Path]:
    """Return the files of the heads in the order of their days."""
    return sorted((root / FOLDER).glob("????-??-??.json"))


def newest(root: Path) -> Path | None:
    """Return the file of the last head, or None."""
    return max(files(root), default=None)


def last(root: Path) -> Head | None:
    """Return what the last head says, or None; whether it is sound is for ``read``."""
    path = newest(root)
    try:
        return _split(path.read_bytes())[0] if path else None
    except ValidationError:
        return None


def read(root: Path) -> Iterator[Read]:
    """Yield the heads in the order of their days, each checked by itself and against the one before."""
    previous: str | None = None
    for path in sorted((root / FOLDER).glob("*.json")):
        content = path.read_bytes()
        name, sha256 = f"{FOLDER}/{path.name}", hashlib.sha256(content).hexdigest()
        try:
            head, problem = _checked(root, content, path.stem)
        except (ValidationError, ValueError):
            head, problem = None, "is not a signed head"
        if head and not problem and head.previous != previous:
            problem = "does not follow from the head before it"
        yield Read(name, sha256, head, problem)
        previous = sha256


def against(found: Read, seals: Mapping[int, str]) -> str | None:
    """Return how a head differs from the log's lines (number -> hash), or None."""
    if found.head is None or found.problem:
        return found.problem
    if found.head.seq not in seals:
        return f"signs line {found.head.seq}, and the log has no such line"
    if seals[found.head.seq] != found.head.line:
        return f"signs another line {found.head.seq} than the log has"
    return None


def _checked(root: Path, content: bytes, day: str) -> tuple[Head, str | None]:
    head, body, encoded = _split(content)
    try:
        signature = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return head, "has a damaged signature"
    if content != _line(body, base64.b64encode(signature)):
        return head, "is not written as a head is"
    if problem := keys.problem(root, head.key, signature, body):
        return head, problem
    return head, None if str(head.day) == day else f"is the head of {head.day}"


def _before(root: Path, day: dt.date) -> Path | None:
    return max((path for path in files(root) if path.stem < str(day)), default=None)


def _split(content: bytes) -> tuple[Head, bytes, bytes]:
    """Return what a head says, the bytes that are signed, and the signature as it is written."""
    body, _, rest = content.rpartition(b',"signature":"')
    signed = body + b"}"
    return Head.model_validate_json(signed), signed, rest.removesuffix(b'"}\n')


def _line(body: bytes, signature: bytes) -> bytes:
    return body[:-1] + b',"signature":"' + signature + b'"}\n'
