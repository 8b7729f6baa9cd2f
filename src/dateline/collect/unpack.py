"""Unpacks a compressed answer piece by piece, never further than asked: a bomb costs what it is allowed."""

from __future__ import annotations

import zlib

# What we ask servers for. Brotli and zstd have no reader in the standard library that stops at a limit.
ACCEPTED = "gzip, deflate"
# Bytes in which zlib and gzip name themselves.
SIGN = 2
GZIP, ZLIB, RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


class Unpacker:
    """Undoes one content coding. Raises ValueError for a coding it does not know."""

    def __init__(self, coding: str) -> None:
        name = coding.strip().casefold()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ValueError(f"is packed as {name[:40]!r}, which was not asked for")
        self._packing = {"gzip": GZIP, "x-gzip": GZIP, "deflate": ZLIB}.get(name)
        self._inner = zlib.decompressobj(self._packing) if self._packing else None
        self._begun, self._held = False, b""

    def feed(self, data: bytes, room: int) -> bytes:
        """Return what ``data`` unpacks to, at most ``room`` bytes. Raises zlib.error when it is damaged."""
        if self._inner is None or room <= 0:  # zlib takes a limit of none for no limit
            return data[: max(room, 0)]
        if not self._begun:
            data = self._held + data
            if len(data) < SIGN:
                self._held = data
                return b""
            self._inner = self._opened(self._inner, data)
            self._begun = True
        found = bytearray(self._inner.decompress(data, room))
        while self._inner.eof and self._packing == GZIP and self._inner.unused_data and len(found) < room:
            rest = self._inner.unused_data
            if not rest.startswith(b"\x1f\x8b"):  # padding after the last member; browsers ignore it too
                break
            self._inner = zlib.decompressobj(GZIP)
            found += self._inner.decompress(rest, room - len(found))
        return bytes(found)

    @property
    def whole(self) -> bool:
        """Whether the packing has ended as it should; text that is not packed always has."""
        return self._inner is None or self._inner.eof or not (self._begun or self._held)

    def _opened(self, inner: zlib._Decompress, data: bytes) -> zlib._Decompress:
        """Return the reader of the first piece: "deflate" is zlib by the standard, raw to some servers."""
        if self._packing == ZLIB:
            try:
                inner.copy().decompress(data, 1)
            except zlib.error:
                return zlib.decompressobj(RAW)
        return inner
