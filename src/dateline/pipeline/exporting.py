"""Takes what a desk has out of the house, in formats that others read."""

# ruff: noqa: PLC0415 - each format loads its own parts
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from dateline import disk
from dateline.archive import keys, log
from dateline.archive.log import Sealed
from dateline.errors import EmptyInput, InputError
from dateline.pipeline.desk import Desk
from dateline.pipeline.taking import PUBLIC, WHOLE, Selection, choose, take

# The sealed copies themselves, which are no records.
WACZ = "wacz"
# The key WACZ tools check: they know ECDSA only, the archive's own is Ed25519.
PACKER = "desk.wacz.key"


def formats() -> dict[str, str]:
    """Return what a desk can be exported as: the name of each format and what it is."""
    from dateline.publish.exports.formats import FORMATS

    return {**{one.name: one.about for one in FORMATS}, WACZ: "the sealed copies, signed, for replay"}


def export(
    desk: Desk,
    form: str,
    out: Path,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    *,
    now: dt.datetime,
    whole: bool = False,
) -> dict[str, int]:
    """Write a selection of the desk to ``out``, whole or not at all; return how many of what it holds.

    Records are for the public, corrected and shielded, unless ``whole``: then everything is written as the
    desk has it, for another desk. Raises InputError for an unknown format, EmptyInput for nothing.
    """
    from dateline.publish.exports.formats import FORMATS

    if form == WACZ:
        return {"sealed copies": _pack(desk, out, selection, now)}
    found = next((one for one in FORMATS if one.name == form), None)
    if found is None:
        raise InputError(form, "is no format of exports", f"choose one of: {', '.join(formats())}")
    with disk.whole(out, folder=found.folder) as draft, desk.database.session():
        counts = found.write(take(desk, selection, WHOLE if whole else PUBLIC), draft, now)
        if not any(counts.values()):
            raise EmptyInput(
                str(desk.folder), "has nothing of that to export", "dateline days lists its days"
            )
    return counts


def check(folder: Path) -> Iterator[str]:
    """Yield everything in which an exported folder is not what its datapackage.json says."""
    from dateline.publish.exports import formats, package

    yield from package.check(folder, formats.FILES)


def _pack(desk: Desk, out: Path, selection: Selection, now: dt.datetime) -> int:
    from dateline.archive import wacz

    with desk.database.session():
        titles = dict(_lines(selection))
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


def _lines(selection: Selection) -> Iterator[tuple[int, str | None]]:
    """Yield the line of each copy that is asked for, with the title of a report found in it."""
    from dateline.store import load, whole
    from dateline.store.find import find

    if selection.everything:
        yield from ((line, None) for line, _, _ in whole.captures())
        yield from load.lines(load.all_ids())
        return
    kinds = {wanted: find(wanted.partition("#")[0]) for wanted in selection.ids}
    copies = {id_ for kind, id_ in kinds.values() if kind == "capture"}
    yield from ((line, None) for line, _, one in whole.captures() if copies and one.sha256 in copies)
    yield from load.lines(choose(selection).reports or ())
