"""Takes what a desk has out of the house, in formats that others read."""

# ruff: noqa: PLC0415 - each format loads its own parts
from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import disk
from dateline.archive import keys, log
from dateline.archive.log import Sealed
from dateline.errors import EmptyInput, InputError
from dateline.pipeline.desk import Desk
from dateline.pipeline.taking import PUBLIC, WHOLE, Selection, choose, take

if TYPE_CHECKING:
    from dateline.archive.wacz import Packed

# The sealed copies themselves, which are no records; and everything of a case in one folder.
WACZ, CASE = "wacz", "case"
# The key WACZ tools check: they know ECDSA only, the archive's own is Ed25519.
PACKER = "desk.wacz.key"
KEPT_BACK = "copies that tell what is kept from readers, and stay here"


def formats() -> dict[str, str]:
    """Return what a desk can be exported as: the name of each format and what it is."""
    from dateline.publish.exports.formats import FORMATS

    return {
        **{one.name: one.about for one in FORMATS},
        WACZ: "the sealed copies, signed, for replay",
        CASE: "a case file: incidents, briefs, copies, receipts, for a browser and sha256sum",
    }


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
        return _pack(desk, out, selection, now, whole)
    if form == CASE:
        return _case(desk, out, selection, now, whole)
    found = next((one for one in FORMATS if one.name == form), None)
    if found is None:
        raise InputError(form, "is no format of exports", f"choose one of: {', '.join(formats())}")
    with disk.whole(out, folder=found.folder) as draft, desk.database.session():
        counts = found.write(take(desk, selection, WHOLE if whole else PUBLIC, now), draft, now)
        if not any(counts.values()):
            raise EmptyInput(
                str(desk.folder), "has nothing of that to export", "dateline days lists its days"
            )
    return counts


def check(folder: Path) -> Iterator[str]:
    """Yield everything in which an exported folder is not what its datapackage.json says."""
    from dateline.publish.exports import formats, package

    yield from package.check(folder, formats.FILES)


def _pack(desk: Desk, out: Path, selection: Selection, now: dt.datetime, whole: bool) -> dict[str, int]:
    """Pack sealed copies. Their bytes cannot be changed: for the public, some stay here."""
    found, kept_back = _clear(desk, selection, now, whole)
    if not found:
        step = "take them with --whole" if kept_back else "dateline add PATH"
        raise EmptyInput(str(desk.folder), "has no sealed copy to export", step)
    _put(desk, out, found, now)
    return {"sealed copies": len(found), **({KEPT_BACK: kept_back} if kept_back else {})}


def _case(desk: Desk, out: Path, selection: Selection, now: dt.datetime, whole: bool) -> dict[str, int]:
    """Make a case file; the pages fetched from the web are packed for replay too."""
    from dateline.pipeline import casefile

    found, kept_back = _clear(desk, selection, now, whole)
    with disk.whole(out, folder=True) as draft:
        draft.mkdir(exist_ok=True)
        fetched = [one for one in found if one.sealed.line.warc]
        if fetched:
            _put(desk, draft / "copies.wacz", fetched, now)
        clear = [one.sealed for one in found]
        with desk.database.session():
            counts = casefile.write(desk, draft, selection, clear, kept_back, now, whole=whole)
        if not any(counts.values()):
            raise EmptyInput(
                str(desk.folder), "has nothing of that to export", "dateline days lists its days"
            )
    return {**counts, **({KEPT_BACK: kept_back} if kept_back else {})}


def _clear(desk: Desk, selection: Selection, now: dt.datetime, whole: bool) -> tuple[list[Packed], int]:
    """Return the sealed copies that may go out, and how many may not."""
    from dateline.archive import wacz

    with desk.database.session():
        titles = dict(_lines(selection))
        told = None if whole else _tells(desk, now)
    lines = [one for one in log.read(desk.archive) if isinstance(one, Sealed) and one.line.seq in titles]
    clear = [wacz.Packed(one, titles[one.line.seq]) for one in lines if told is None or not told(one)]
    return clear, len(lines) - len(clear)


def _put(desk: Desk, out: Path, found: list[Packed], now: dt.datetime) -> None:
    from dateline.archive import wacz

    packer = keys.packer(desk.folder / PACKER)
    with disk.named(out.parent):
        wacz.write(out, desk.archive, found, title=desk.settings.name, now=now, key=desk.key, packer=packer)


def _tells(desk: Desk, now: dt.datetime) -> Callable[[Sealed], bool]:
    """Return what says whether a sealed copy tells what is kept from readers: its bytes, or a report in it.

    A packed file's bytes show nothing; the reports found in it do.
    """
    from dateline.archive import seal
    from dateline.pipeline import shielding
    from dateline.store import whole

    known = shielding.rules(desk, now)
    dark: set[int | None] = set()
    for kept in whole.held(whole.report_ids()):
        words = f"{kept.report.title}\n{kept.report.text}"
        if kept.report.id in known.blacked or (known.pattern and known.pattern.search(words)):
            dark.add(kept.line)

    def tells(one: Sealed) -> bool:
        if one.line.seq in dark or known.pattern is None:
            return one.line.seq in dark
        payload = seal.payload(desk.archive, seal.capture(one))
        return bool(known.pattern.search(html.unescape(payload.decode("utf-8", "replace"))))

    return tells


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
