"""The pictures, films and files that a report came with: sealed, listed, and opened only when asked for."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

from typing import NamedTuple

from dateline.errors import UnknownId
from dateline.model import Capture, Link
from dateline.pipeline.desk import Desk


class Attached(NamedTuple):
    """What a report names, and its sealed copy when it was fetched; ``link`` says why not."""

    link: Link
    capture: Capture | None


def attached(desk: Desk, report: str) -> list[Attached]:
    """Return what a report names, in its order."""
    from dateline.store import collecting, published

    with desk.database.session():
        links = collecting.links(report)
        found = {c.sha256: c for c in published.captures([one.capture for one in links if one.capture])}
    return [Attached(one, found.get(one.capture or "")) for one in links]


def content(desk: Desk, sha256: str) -> tuple[Capture, bytes]:
    """Return the sealed copy of something attached, and its bytes.

    Raises UnknownId for a hash that nothing attached has, Tampered when the copy has changed.
    """
    from dateline.archive import seal
    from dateline.store import collecting, published

    with desk.database.session():
        known = collecting.is_attached(sha256)
        found = published.captures([sha256]) if known else []
    if not found:
        raise UnknownId(sha256, "is no picture, film or file of a report", "see the report it belongs to")
    return found[0], seal.payload(desk.archive, found[0])
