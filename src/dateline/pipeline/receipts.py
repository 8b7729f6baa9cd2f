"""Gives out the receipt of one sealed copy."""

# ruff: noqa: PLC0415 - the database and the templates load only for the step that needs them
from __future__ import annotations

import datetime as dt
from pathlib import Path

from dateline import disk
from dateline.archive import log, seal
from dateline.archive.log import Sealed
from dateline.errors import Tampered, UnknownId
from dateline.model import Receipt
from dateline.pipeline.desk import Desk
from dateline.pipeline.stamping import certificates


def receipt(desk: Desk, wanted: str, *, now: dt.datetime) -> Receipt:
    """Return the receipt of a capture, or of the one a report was found in, checked now.

    Raises UnknownId for anything else, Tampered when the log has lost the copy's line.
    """
    from dateline.archive import receipts
    from dateline.store import load
    from dateline.store.find import find

    with desk.database.session():
        kind, id_ = find(wanted.partition("#")[0])
        seq = load.line_of(kind, id_)
        if seq is None:
            step = "give a report, or the hash of a copy; dateline show ID names both"
            raise UnknownId(wanted, f"is a {kind} without a sealed copy of its own", step)
        reports = load.found_in(seq)
    lines = (one for one in log.read(desk.archive) if isinstance(one, Sealed))
    sealed = next((one for one in lines if one.line.seq == seq), None)
    if sealed is None:
        raise Tampered(str(desk.archive / log.FILE), f"has lost line {seq}, which sealed it", seal.RESTORE)
    name, authority = desk.settings.name, certificates(desk)
    return receipts.receipt(desk.archive, sealed, desk=name, now=now, reports=reports, authority=authority)


def write_receipt(desk: Desk, wanted: str, out: Path, *, now: dt.datetime) -> tuple[Receipt, Path]:
    """Write the receipt into ``out`` as a page and as JSON; return it with the page's path."""
    from dateline.publish.receipt import write

    found = receipt(desk, wanted, now=now)
    with disk.named(out):
        return found, write(found, out)
