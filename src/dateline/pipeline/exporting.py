"""Takes what a desk has out of the house, in formats that others read."""

# ruff: noqa: PLC0415 - each format loads its own parts
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from dateline import disk
from dateline.archive import keys, log
from dateline.archive.log import Sealed
from dateline.errors import EmptyInput, UnknownId
from dateline.pipeline.desk import Desk


class Format(StrEnum):
    """What a desk can be exported as."""

    WACZ = "wacz"


def export(
    desk: Desk,
    form: Format,
    out: Path,
    *,
    ids: Sequence[str] = (),
    day: dt.date | None = None,
    now: dt.datetime,
) -> int:
    """Write the sealed copies behind ``ids`` (reports, captures, incidents) or of a day, or all, to ``out``.

    Returns how many. Raises EmptyInput when there is nothing to export.
    """
    from dateline.archive import wacz

    if form is not Format.WACZ:  # pragma: no cover - another format brings its own branch
        raise NotImplementedError(form)
    with desk.database.session():
        titles = dict(_wanted(ids, day))
    found = [
        wacz.Packed(one, titles[one.line.seq])
        for one in log.read(desk.archive)
        if isinstance(one, Sealed) and one.line.seq in titles
    ]
    if not found:
        raise EmptyInput(str(desk.folder), "has no sealed copy to export", "dateline add PATH")
    packer = keys.packer(desk.folder / PACKER)
    with disk.named(out.parent):
        wacz.write(out, desk.archive, found, title=desk.settings.name, now=now, key=desk.key, packer=packer)
    return len(found)


# The key WACZ tools check: they know ECDSA only, the archive's own is Ed25519.
PACKER = "desk.wacz.key"


def _wanted(ids: Sequence[str], day: dt.date | None) -> Iterator[tuple[int, str | None]]:
    """Yield the line of each copy that is asked for, with the title of a report found in it."""
    from dateline.store import load
    from dateline.store.find import find

    if not ids and day is None:
        yield from ((one.seq, None) for one in load.captures())
        yield from _of(load.all_ids())
        return
    if day is not None:
        yield from _of(load.report_ids(first=day, last=day, dated=True))
    for wanted in ids:
        kind, id_ = find(wanted.partition("#")[0])
        if kind == "capture":
            yield from ((one.seq, None) for one in load.captures() if one.capture.sha256 == id_)
        elif kind == "incident":
            yield from _of(next(load.incidents([id_])).reports)
        elif kind == "report":
            yield from _of([id_])
        else:
            raise UnknownId(wanted, f"is a {kind}, which rests on no copy", "give a report or an incident")


def _of(reports: Iterable[str]) -> Iterator[tuple[int, str | None]]:
    from dateline.store import load

    yield from load.lines(list(reports))
