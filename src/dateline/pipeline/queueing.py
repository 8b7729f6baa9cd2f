"""Keeps the desk's queue in step with what is linked: only what changed is asked about anew.

Everything here runs on the connected desk, in the caller's transaction.
"""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.model import Copies, Period, Place, Remark, RemarkState
from dateline.pipeline import corrected
from dateline.review import queue
from dateline.review.ledger import standing
from dateline.review.queue import Doubt, QueueItem, Told

if TYPE_CHECKING:
    from dateline.link.memory import Change
    from dateline.store.queued import Filed

# Incidents loaded together while the whole queue is built: some 40 MB.
CHUNK = 1_000


def ensure() -> None:
    """Build the queue of a desk that has none by these rules yet; else do nothing."""
    from dateline.store import queued, save

    if queued.built() != queue.VERSION:
        with save.together():
            rebuild()


def rebuild() -> None:
    """Build the whole queue from everything that is linked."""
    from dateline.store import load, queued, save

    queued.drop([*queue.OF_INCIDENTS, Doubt.COPY, Doubt.VANISHED])
    labels = queued.incident_ids()
    for start in range(0, len(labels), CHUNK):
        found = corrected.incidents(load.incidents(labels[start : start + CHUNK]))
        _put(item for own in found for item in queue.about(own))
    rows = queued.outlines()
    _put(queue.pairs(_told(row) for row in rows))
    _put(queue.copies([Copies(reports=(), keys=(), pairs=tuple(queued.copy_pairs()))]))
    grave: defaultdict[str, float] = defaultdict(float)
    for row in rows:
        harm = queue.harm(row["counts"])
        for report in row["reports"]:
            grave[report] = max(grave[report], harm)
    _put(queue.vanished(queued.visits(), grave))
    save.outcome(save.LINKING, queued.STEP, queue.VERSION)


class Touched(NamedTuple):
    """Reports that a change of linking concerns beside the new ones: asked for before it is stored.

    ``copies`` are those whose groups of copies change, ``told`` those that told of what is built again.
    """

    copies: Collection[str] = frozenset()
    told: Collection[str] = frozenset()


def touched(change: Change) -> Touched:
    """Return what a change of linking concerns on the desk as it is."""
    from dateline.store import queued

    now = {report for group in change.copies for report in group.reports}
    labels = [*(built.incident.id for built in change.incidents), *change.incidents_gone]
    return Touched(now | queued.copied(change.copies_gone) | set(change.gone), queued.told_by(labels))


def relinked(
    changed: Collection[str],
    gone: Collection[str] = (),
    before: Touched = Touched(),  # noqa: B008 - immutable
) -> None:
    """Ask anew about incidents that were built again, without those that are no more, and about copies."""
    from dateline.store import load, queued

    if queued.built() != queue.VERSION:
        rebuild()
        return
    queued.drop(queue.OF_INCIDENTS, [*changed, *gone])
    found = corrected.incidents(load.incidents(list(changed)))
    _put(item for own in found for item in queue.about(own))
    near = queued.outlines(queued.neighbours(changed))
    _put(queue.pairs((_told(row) for row in near), of=set(changed)))
    if before.copies:
        queued.drop([Doubt.COPY], before.copies)
        pairs = tuple(queued.copy_pairs(before.copies))
        _put(queue.copies([Copies(reports=(), keys=(), pairs=pairs)]))
    visited({*before.told, *(report for own in found for report in own.reports)})


def visited(reports: Collection[str]) -> None:
    """Ask anew about the pages of these reports that vanished or changed, by the harm they tell of now."""
    from dateline.store import queued

    visits = queued.visits(reports)
    if not visits:
        return
    told = queued.telling({visit.report for visit in visits})
    rows = queued.outlines({label for labels in told.values() for label in labels})
    harm = {row["label"]: queue.harm(row["counts"]) for row in rows}
    grave = {r: max((harm.get(label, 0.0) for label in labels), default=0.0) for r, labels in told.items()}
    queued.drop([Doubt.VANISHED], {visit.report for visit in visits})
    _put(queue.vanished(visits, grave))


def proposed(remark: Remark) -> None:
    """Ask about a reader's correction once a person has let it through; else take the question back."""
    from dateline.store import load, looking, queued

    if remark.state not in (RemarkState.PUBLISHED, RemarkState.HIDDEN):
        queued.withdraw(queue.reader_key(remark.id))
        return
    claimed = [looking.forwarded(one) for one in remark.claim if one.startswith("incident:")]
    reports = list(dict.fromkeys(one.partition("#")[0] for one in remark.claim if one.startswith("sha256:")))
    incidents = list(corrected.incidents(load.incidents(claimed)))
    _put([queue.correction(remark, incidents, [report.id for report in load.reports(reports)])])


def _put(items: Iterable[QueueItem]) -> None:
    from dateline.store import queued

    filed = [_filed(item) for item in items]
    queued.put(filed, judged(own.key for own in filed))


def judged(keys: Iterable[str]) -> set[str]:
    """Return those of these keys on which a decision stands."""
    from dateline.store import looking, queued

    known = queued.decided(list(keys))
    return {key for key in known if standing(looking.decided(f"decision:{key}-"))}


def _filed(item: QueueItem) -> Filed:
    from dateline.store import queued

    about: Sequence[str] = item.incidents or item.reports or item.subjects
    a, b = [*about[:2], None, None][:2]
    return queued.Filed(item.key, item.doubt.value, a or "", b, item.rank, item.model_dump_json())


def items(records: Iterable[str]) -> Iterator[QueueItem]:
    """Yield the items that these rows keep."""
    yield from (QueueItem.model_validate_json(record) for record in records)


def _told(row: Mapping[str, Any]) -> Told:
    place, period = row["place"], row["period"]
    return Told(
        row["label"],
        row["title"],
        row["type"],
        Place.model_validate(place) if place else None,
        row["place_name"],
        Period.model_validate(period) if period else None,
        row["tellings"][0] if row["tellings"] else row["label"],
        queue.harm(row["counts"]),
    )
