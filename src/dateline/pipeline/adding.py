"""Adds inputs to a desk: sealed first, then stored, a batch at a time."""

# ruff: noqa: PLC0415 - Django loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.archive import lock, log, seal
from dateline.archive.exchanges import Exchange
from dateline.archive.payloads import digest
from dateline.archive.seal import Given
from dateline.errors import Tampered
from dateline.model import Capture, Failure, Report
from dateline.pipeline import inputs
from dateline.pipeline.desk import ARCHIVE, Desk
from dateline.pipeline.inputs import Found

if TYPE_CHECKING:
    from dateline.store.save import Input, SealedCapture

# Inputs are sealed and stored in batches: one sync of the log and one transaction each. A batch
# ends at either bound, so that a folder of large files does not fill the memory.
BATCH_INPUTS, BATCH_BYTES = 64, 32_000_000


@dataclass(frozen=True, slots=True)
class Addition:
    """What one input brought: ids of new reports, of newer versions, of those known, and what failed."""

    uri: str
    new: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    note: str | None = None


def add(
    desk: Desk, paths: Sequence[Path], *, published: dt.date | None = None, now: Callable[[], dt.datetime]
) -> Iterator[Addition]:
    """Seal every input and store its reports, unread; what is known already adds nothing.

    An input is reported when it is safe on the disk. Run to the end; stopping earlier keeps what
    was reported.
    """
    from dateline.pipeline.stamping import stamp

    desk.must_be_writable()
    found = (one for one in inputs.found(paths, published=published) if not own(desk, Path(one.place)))
    yield from keep(desk, found, now=now)
    yield from (Addition(str(desk.archive), note=told) for told in stamp(desk, now=now))


def keep(desk: Desk, found: Iterable[Found], *, now: Callable[[], dt.datetime]) -> Iterator[Addition]:
    """Seal inputs and store their reports, unread; those that were fetched are sealed as their exchange.

    An input is reported when it is safe on the disk; what an earlier crash left is mended first and told.
    """
    desk.must_be_writable()
    for batch in _batches(found):
        yield from _add_batch(desk, batch, now)


def seal_only(
    desk: Desk,
    found: Sequence[Given | Exchange],
    *,
    now: Callable[[], dt.datetime],
    tell: Callable[[str], object] = str,
) -> list[Capture]:
    """Seal what no report comes of (an error page, a picture, a token) and return the captures, in order.

    ``tell`` is given a line about each thing that an earlier crash left and that was mended.
    One whose address gave the same bytes before is not sealed again.
    """
    from dateline.store import load, save

    desk.must_be_writable()
    keys = [_identity(one) for one in found]
    with desk.database.session(), lock.locked(desk.archive):
        for note in _mend(desk, now()):
            tell(note)
        fresh = [one for key, one in dict(zip(keys, found, strict=True)).items() if not load.sealed(*key)]
        save.captures(_rows(seal.seal(desk.archive, fresh, now(), desk.key)))
        return [load.capture(*key) for key in keys]


def own(desk: Desk, path: Path) -> bool:
    """Whether an input is a part of the desk itself, as when a folder is added that the desk lies in."""
    folder, place = desk.folder.resolve(), path.resolve()
    inner = place.relative_to(folder).parts if place.is_relative_to(folder) else ("",)
    return inner[0] == ARCHIVE or inner[0].startswith("desk.")


def _batches(items: Iterable[Found]) -> Iterator[list[Found]]:
    """Group inputs; a batch is never empty."""
    batch: list[Found] = []
    for one in items:
        batch.append(one)
        if len(batch) == BATCH_INPUTS or sum(len(each.item.payload) for each in batch) > BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _add_batch(desk: Desk, batch: Sequence[Found], now: Callable[[], dt.datetime]) -> Iterator[Addition]:
    """Seal, then store. Between the two a crash leaves sealed copies, which the next batch picks up.

    The moment is asked for once the archive is ours: lines of two writers stand in the order of their times.
    """
    from dateline.store import save

    with desk.database.session(), lock.locked(desk.archive):
        time = now()
        repaired = _mend(desk, time)
        sealed = seal.seal(desk.archive, _fresh(batch), time, desk.key)
        stored = save.batch(_rows(sealed), [_input(one, desk.settings.zone) for one in batch])
    for note in repaired:
        yield Addition(str(desk.archive), note=note)
    for one, added in zip(batch, stored, strict=True):
        yield Addition(one.item.uri, added.new, added.versions, added.known, one.item.failures)


def _mend(desk: Desk, time: dt.datetime) -> list[str]:
    """Repair the archive, take up what a crash sealed and did not store, and return what was done."""
    from dateline.store import save

    known = _last_seq(desk)
    told = list(seal.repair(desk.archive, desk.key, time))
    save.captures(_rows(seal.since(desk.archive, known)))
    return told


def _last_seq(desk: Desk) -> int:
    """Return the last line the database knows. Raises Tampered when the log has another there, or none."""
    from dateline.store import load

    known = load.last_line()
    if known is None:
        return 0
    last = log.tail(desk.archive)
    if last and last.line.seq > known.seq:
        last = next((one for one in seal.since(desk.archive, known.seq - 1)), None)
    if last is None or (last.line.seq, last.seal) != (known.seq, known.seal):
        problem = f"has not the line {known.seq} that the database knows"
        raise Tampered(str(desk.archive / log.FILE), problem, seal.RESTORE)
    return known.seq


def _fresh(batch: Sequence[Found]) -> list[Given | Exchange]:
    """Return what was not sealed before, an exchange once for all that was found in it."""
    from dateline.store import load

    items: dict[tuple[str, str], Given | Exchange] = {}
    for one in batch:
        for item in one.sealable():
            items.setdefault(_identity(item), item)
    return [item for key, item in items.items() if not load.sealed(*key)]


def _identity(item: Given | Exchange) -> tuple[str, str]:
    """Return what is sealed once: an address and the bytes it gave."""
    return (item.url if isinstance(item, Exchange) else item.uri), digest(item.payload)


def _rows(sealed: Iterable[log.Sealed]) -> list[SealedCapture]:
    from dateline.store.save import SealedCapture

    return [SealedCapture(one.line.seq, one.seal, seal.capture(one)) for one in sealed]


def _input(one: Found, zone: dt.tzinfo | None) -> Input:
    from dateline.store.save import Input

    dated = [(history, _dated(report, zone)) for history, report in one.histories()]
    return Input(one.item.uri, dated, one.item.failures, one.exchange is not None)


def _dated(report: Report, zone: dt.tzinfo | None) -> Report:
    """Return the report with the day that its moment falls on by the desk's midnight, if it has one."""
    moment = report.published_at
    if zone is None or moment is None or moment.tzinfo is None:
        return report
    day = moment.astimezone(zone).date()
    return report.model_copy(update={"published": day, "published_rule": f"{inputs.MOVED} {zone}"})
