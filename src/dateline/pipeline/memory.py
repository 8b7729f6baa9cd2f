"""Answers linking from a desk, and stores what it changed."""

# ruff: noqa: PLC0415 - Django loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dateline.link import digests
from dateline.link.digests import Digest
from dateline.link.extents import joined
from dateline.link.memory import Binding, Change, Edge, Extent, Outline, Previous
from dateline.link.postings import Posting
from dateline.link.uncollected import uncollected
from dateline.model import Copies, Place, Report, Series
from dateline.pipeline import corrected

# Digests unpacked at a time: the neighbours of one batch are mostly those of the batch before. 5,000 of
# them take some 300 MB.
KEPT = 5_000


class DeskMemory:
    """What linking remembers on the connected desk."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Digest] = OrderedDict()

    def size(self) -> int:
        from dateline.store import neighbours

        return neighbours.size()

    def next_number(self) -> int:
        from dateline.store import neighbours

        return neighbours.last_number() + 1

    def postings(self, keys: Collection[int]) -> Mapping[int, Posting]:
        from dateline.store import neighbours

        return {
            key: Posting(count, _holders(holders), closed)
            for key, count, holders, closed in neighbours.postings(keys)
        }

    def digests(self, numbers: Collection[int]) -> Mapping[int, Digest]:
        from dateline.store import neighbours

        missing = [number for number in numbers if number not in self._kept]
        for number, packed in neighbours.digests(missing):
            self._kept[number] = digests.load(packed)
        found = {number: self._kept[number] for number in numbers if number in self._kept}
        for number in found:
            self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def numbers(self, reports: Collection[str]) -> Mapping[str, int]:
        from dateline.store import neighbours

        return neighbours.numbers(reports)

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        return {report.id: report for report in corrected.reports(list(ids))}

    def copies(self, reports: Collection[str]) -> Mapping[int, Copies]:
        from dateline.store import neighbours

        return neighbours.copies(reports)

    def edges(self, tellings: Collection[int]) -> Iterable[Edge]:
        from dateline.store import neighbours

        return [Edge(a, b, score, tuple(reasons)) for a, b, score, reasons in neighbours.edges(tellings)]

    def incidents_of(self, tellings: Collection[int]) -> Iterable[Previous]:
        from dateline.store import neighbours

        return [_previous(row) for row in neighbours.incidents_of(tellings)]

    def incidents(self, ids: Collection[str]) -> Iterable[Previous]:
        from dateline.store import neighbours

        leads = {at for at in neighbours.led_to(ids).values() if at}
        return [_previous(row) for row in neighbours.incidents(leads)]

    def incidents_near(self, extents: Collection[Extent]) -> Iterable[Previous]:
        from dateline.store import neighbours

        return [_previous(row) for row in neighbours.incidents(neighbours.near(_plain(extents)))]

    def denials_near(self, extents: Collection[Extent]) -> Iterable[tuple[Extent, int]]:
        from dateline.store import neighbours

        found = neighbours.denials(_plain(joined(extents)))
        return [(Extent(key, first, last), number) for key, first, last, number in found]

    def wholes(self, parts: Collection[Outline]) -> Iterable[Outline]:
        return _near(parts, wide=True)

    def parts(self, wholes: Collection[Outline]) -> Iterable[Outline]:
        return _near(wholes, wide=False)

    def parts_of(self, ids: Collection[str]) -> Iterable[Outline]:
        from dateline.store import neighbours

        return [_outline(row) for row in neighbours.parts_of(ids)]

    def bindings(self, tellings: Collection[str], decisions: Collection[str] = ()) -> Iterable[Binding]:
        from dateline.store import neighbours

        return [binding(row) for row in neighbours.bindings(tellings, decisions)]

    def series(self, ids: Collection[str]) -> Mapping[str, Series]:
        from dateline.store import load

        return {own.id: own for own in load.series(list(ids))}

    def renown(self, asked: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Mapping[str, int]]:
        from dateline.store import neighbours

        return neighbours.renown(asked)

    def keep(self, change: Change) -> None:
        """Store a change."""
        with uncollected():
            self._keep(change)

    def _keep(self, change: Change) -> None:
        from dateline.store import neighbours, save

        for number in [own.number for own in change.digests] + [
            own // digests.SPAN for own in change.tellings_gone
        ]:
            self._kept.pop(number, None)
        neighbours.drop_reports(change.gone, change.tellings_gone)
        neighbours.put_digests([(own.number, own.report.id, digests.dump(own)) for own in change.digests])
        neighbours.put_postings([(key, p.count, _written(p), p.closed) for key, p in change.postings])
        neighbours.put_edges((own.a, own.b, own.score, own.reasons) for own in change.edges)
        neighbours.put_bindings(
            ((own.decision, own.a, own.b, own.same) for own in change.bindings), change.unbound
        )
        neighbours.put_renown(change.renown)
        neighbours.put_denials({number: _plain(own) for number, own in change.denials.items()})
        order = change.order
        save.copies([(order[own.reports[0]], own) for own in change.copies], change.copies_gone)
        save.origins([(order[id_], id_, own) for id_, own in change.origins.items()])
        save.incidents(
            [
                save.Filed(own.incident, own.order, own.anchor, own.wide, own.members, _plain(own.extents))
                for own in change.incidents
            ],
            change.incidents_gone,
        )
        save.parts(change.part_of)
        save.series(change.series, change.series_gone)
        neighbours.forward(change.incidents_gone, [own.incident.id for own in change.incidents])


def known() -> list[Previous]:
    """Return every incident of the connected desk, for linking everything anew."""
    from dateline.store import neighbours

    return [_previous(row) for row in neighbours.incidents(None)]


def binding(row: Mapping[str, Any]) -> Binding:
    """Return what a row says a person bound."""
    return Binding(row["decision"], row["a"], row["b"], row["same"])


def _near(found: Collection[Outline], *, wide: bool) -> list[Outline]:
    """Return the incidents of a whole area, or of one place, in the countries of others, on their days."""
    from dateline.store import neighbours

    reach = {
        Extent(own.place.country or "", own.first.toordinal(), own.last.toordinal())
        for own in found
        if own.place and own.first and own.last
    }
    rows = {
        row["label"]: row
        for key, first, last in _plain(joined(reach))
        for row in neighbours.outlines(
            key or None, dt.date.fromordinal(first), dt.date.fromordinal(last), wide=wide
        )
    }
    return [_outline(row) for row in rows.values()]


def _previous(row: Mapping[str, Any]) -> Previous:
    tellings = tuple(row["tellings"])
    return Previous(row["label"], row["anchor"] or tellings[0], tellings, tuple(row["formerly"]))


def _outline(row: Mapping[str, Any]) -> Outline:
    """Return what a row of the desk tells; the desk checked its place when it was written."""
    place = Place.model_construct(**row["place"]) if row["place"] else None
    return Outline(row["label"], row["type"], place, row["first"], row["last"], row["order"], row["part_of"])


def _plain(extents: Iterable[Extent]) -> list[tuple[str, int, int]]:
    return [(own.key, own.first, own.last) for own in extents]


def _holders(text: str) -> dict[int, int]:
    pairs = (own.split(":") for own in text.split())
    return {int(number): int(day) for number, day in pairs}


def _written(posting: Posting) -> str:
    return " ".join(f"{number}:{day}" for number, day in posting.holders.items())
