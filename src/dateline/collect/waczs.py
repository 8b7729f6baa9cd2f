"""Collects WACZ web archives: the WARCs in a zip, read as streams and never unpacked to disk."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from dateline.collect import warcs
from dateline.collect.base import LARGEST_FILE, Collected, InputFile
from dateline.errors import InputError, NotText, TooLarge, Truncated

LOCAL = b"PK\x03\x04"
# What a damaged or locked member raises.
BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError)
HEADER = struct.Struct("<4s5H3I2H")


class Waczs:
    """Reads .wacz files: one item a page of the WARCs in them."""

    suffixes = (".wacz",)

    def recognises(self, head: bytes) -> bool:
        """Return whether a zip begins here."""
        return head.startswith(LOCAL)

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the pages. A zip that breaks off is read as far as its WARCs are stored unpacked."""
        with item.open() as stream:
            try:
                archive = zipfile.ZipFile(stream)
            except zipfile.BadZipFile:
                yield from warcs.whole(_salvaged(stream, item.name), item.name)
            else:
                with archive:
                    yield from warcs.whole(_members(archive, item.name), item.name)


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[Collected | InputError]:
    """Yield the pages of the WARCs in a zip."""
    for info in members(archive, name):
        if isinstance(info, InputError):
            yield info
            continue
        inner = f"{name}!{info.filename}"
        try:
            with archive.open(info) as stream:
                yield from warcs.records(cast("BinaryIO", stream), inner)
        except BROKEN as error:
            yield broken(inner, error)


def members(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo | InputError]:
    """Yield the WARCs in a zip. Names are only read, never used as paths on this machine."""
    found = False
    for info in archive.infolist():
        if not info.filename.endswith((".warc", ".warc.gz")):
            continue
        found = True
        inner = f"{name}!{info.filename}"
        if ".." in PurePosixPath(info.filename).parts or info.filename.startswith("/"):
            problem = "has a name that points outside the archive"
            yield NotText(inner, problem, "do not trust this archive; ask who made it")
        elif info.file_size > max(warcs.FLOOR, warcs.MOST_UNPACKED * info.compress_size):
            yield TooLarge(inner, "unpacks to far more than its size", "do not trust this archive")
        else:
            yield info
    if not found:
        raise NotText(name, "is a zip without a WARC in it", "unpack it and give the files in it")


def broken(inner: str, error: Exception) -> Truncated:
    """Return the error for a WARC that the zip cannot give out."""
    return Truncated(inner, f"cannot be unpacked ({error})", warcs.NEXT)


def _salvaged(stream: BinaryIO, name: str) -> Iterator[Collected | InputError]:
    """Yield the pages of the WARCs that stand unpacked in a zip without its directory."""
    yield Truncated(name, "is a zip that breaks off; what stands before is kept", warcs.NEXT)
    stream.seek(0)
    data = stream.read(LARGEST_FILE)
    at = data.find(LOCAL)
    while 0 <= at <= len(data) - HEADER.size:
        _, _, _, method, _, _, _, size, _, named, extra = HEADER.unpack_from(data, at)
        begin = at + HEADER.size + named + extra
        inner = data[at + HEADER.size : at + HEADER.size + named].decode("utf-8", "replace")
        if method == zipfile.ZIP_STORED and inner.endswith((".warc", ".warc.gz")):
            end = begin + size if size else len(data)
            yield from warcs.records(io.BytesIO(data[begin:end]), f"{name}!{inner}")
        at = data.find(LOCAL, begin + size)
