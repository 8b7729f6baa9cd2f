"""Builds the incidents that a change can reach: decided, grouped, named, denied, one within the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.link import decided, extents, geography, incidents, naming
from dateline.link.copies import age
from dateline.link.grouping import Member, component, groups
from dateline.link.memory import Binding, Built, Change, Extent, Outline, Previous
from dateline.link.neighbourhood import Neighbourhood
from dateline.link.register import Register
from dateline.link.tellings import Telling
from dateline.model import Decision


class Regrouping:
    """What a change stirs, and the incidents it comes to. Tellings are known by number."""

    def __init__(self, near: Neighbourhood, change: Change, register: Register) -> None:
        self._near = near
        self._register = register
        self._discounted: dict[str, str] = {}  # the decision that discounts an incident, by a telling of it
        self.change = change
        self.stirred: set[int] = set()  # tellings whose incident may be another now
        self.touched: set[int] = set()  # tellings whose incident is to be built again
        self.denials: set[int] = set()  # denials that came or went
        self.lost: list[str] = []  # tellings, by id, of reports that went
        self._bindings: list[Binding] = []
        self._reach: defaultdict[str, list[tuple[Extent, int]]] = defaultdict(list)

    def decide(self, decisions: Collection[Decision], applied: Collection[str]) -> None:
        """Apply decisions that are new, take back those undone, and tell which found nothing."""
        standing = decided.about_incidents(decisions)
        undone = set(applied) - {own.id for own in standing}
        known = self._near.memory.bindings(self.lost, undone if self._near.memory.size() else applied)
        ends = self._near.numbers_of({end for own in known for end in (own.a, own.b)})
        broken = {own.decision for own in known if own.a not in ends or own.b not in ends}
        self.change.unbound |= broken | undone
        pending = [own for own in standing if own.id not in applied or own.id in broken]
        subjects = {subject for own in pending for subject in own.subjects}
        anchors = {own: own for own in self._near.numbers_of([s for s in subjects if not _incident(s)])}
        wanted = [s for s in subjects if _incident(s)]
        for own in self._near.memory.incidents(wanted) if wanted else ():
            anchors |= {id_: own.anchor for id_ in (own.id, *own.formerly) if id_ in subjects}
        there = self._near.numbers_of(anchors.values())
        anchors = {subject: telling for subject, telling in anchors.items() if telling in there}
        self._bindings, self.change.failures = decided.bindings(pending, anchors)
        self.change.bindings = self._bindings
        self.stirred |= set(there.values())
        self.touched |= {there[own.a] for own in self._bindings if own.a == own.b}
        freed = [own for own in known if own.decision in self.change.unbound]
        self.stirred |= {ends[end] for own in freed for end in (own.a, own.b) if end in ends}
        self.touched |= {ends[own.a] for own in freed if own.a == own.b and own.a in ends}

    def group(self, successors: Mapping[str, str]) -> None:
        """Group the tellings that the change can reach, name the groups, and build what is another now."""
        self._deny()
        members, edges = component(
            self._near.alive(self.stirred | self.touched), self._near.edges, self._joined_to
        )
        held = self._held(members | self.change.tellings_gone)
        whole = self._near.alive({*members, *(number for own in held for number in own[1])})
        edges += [
            own
            for own in (self._near.edges(whole - members) if whole - members else ())
            if own.a in whole and own.b in whole
        ]
        told = self._near.told(whole)
        order = sorted(told, key=lambda own: _order(told[own].telling))
        listed = [Member(own, told[own].telling.id, told[own].telling.leads) for own in order]
        bound = self._bound([own.id for own in listed])
        self._discounted = {own.a: own.decision for own in bound if own.a == own.b}
        found = [
            (own, reasons)
            for own, reasons in groups(listed, edges, bound)
            if any(told[number].telling.read for number in own)
        ]
        ids = [[t.id for t in _read_first([told[number].telling for number in own])] for own, _ in found]
        named, ended = naming.name(ids, [own for own, _ in held], successors)
        self.change.incidents_gone = ended
        before = {own.id: own for own, _ in held}
        reaches = [extents.of(told[number].telling for number in own) for own, _ in found]
        self._know_denials({reach for own in reaches for reach in own})
        for (own, reasons), name, reach in zip(found, named, reaches, strict=True):
            built = self._built(own, reasons, name, reach)
            known = before.get(name.id)
            same = known == Previous(name.id, built.anchor, built.incident.tellings, name.formerly)
            if not same or self.touched.intersection(built.members):
                self.change.incidents.append(built)

    def _built(
        self, numbers: Sequence[int], reasons: Sequence[str], name: naming.Named, reach: tuple[Extent, ...]
    ) -> Built:
        told = self._near.told(numbers)
        own = [told[number] for number in numbers]
        denying = {
            number: t
            for number, t in self._near.told(self._denials_in(reach)).items()
            if incidents.denies(t.telling, [t.telling for t in own])
        }
        late = sorted(denying, key=lambda number: _order(denying[number].telling))
        found = incidents.incident(
            [*own, *(denying[n] for n in late)],
            reasons,
            name,
            register=self._register,
            discounted=next((d for t in own if (d := self._discounted.get(t.telling.id))), None),
        )
        return Built(
            found,
            _order_text(own[0].telling),
            _read_first([t.telling for t in own])[0].id,
            (*numbers, *late),
            found.place is not None and geography.region(found.place),
            reach,
        )

    def _deny(self) -> None:
        """Note the incidents that denials bear on which came or went."""
        for number, own in self._near.told(self._near.alive(self.denials)).items():
            self.change.denials[number] = extents.of([own.telling])
            for reach in self.change.denials[number]:
                self._reach[reach.key].append((reach, number))
            for near in self._near.memory.incidents_near(self.change.denials[number]):
                told = self._near.told(self._near.numbers_of(near.tellings).values())
                asserting = {n: t for n, t in told.items() if not t.telling.denied}
                if incidents.denies(own.telling, [t.telling for t in asserting.values()]):
                    self.touched |= set(asserting)
        for _, left in self._held(self.change.tellings_gone):
            self.stirred |= self._near.alive(left)

    def _know_denials(self, reaches: Collection[Extent]) -> None:
        """Look up the earlier denials that may bear on what lies there, all at once."""
        for reach, number in self._near.memory.denials_near(reaches) if reaches else ():
            self._reach[reach.key].append((reach, number))

    def _denials_in(self, reach: Collection[Extent]) -> set[int]:
        return self._near.alive(
            {
                number
                for own in reach
                for other, number in self._reach.get(own.key, ())
                if other.first <= own.last and own.first <= other.last
            }
        )

    def _held(self, tellings: Collection[int]) -> list[tuple[Previous, list[int]]]:
        """Return the incidents that hold any of these tellings, with the numbers of all that are there."""
        found = list(self._near.memory.incidents_of(tellings)) if tellings else []
        return [
            (
                own,
                [
                    n
                    for n, t in self._near.told(self._near.numbers_of(own.tellings).values()).items()
                    if not t.telling.denied
                ],
            )
            for own in found
        ]

    def _joined_to(self, tellings: Collection[int]) -> set[int]:
        ids = {t.telling.id for t in self._near.told(tellings).values()}
        ends = {end for own in self._bound(ids) if own.same for end in (own.a, own.b)}
        return self._near.alive(self._near.numbers_of(ends - ids).values())

    def _bound(self, ids: Collection[str]) -> list[Binding]:
        """Return what people decided about these tellings, the new decisions last."""
        wanted = set(ids)
        old = [own for own in self._near.memory.bindings(wanted) if own.decision not in self.change.unbound]
        return [*old, *(own for own in self._bindings if own.a in wanted or own.b in wanted)]

    def place(self) -> None:
        """Make each incident of one place part of the first of its area, days and family."""
        new = [built.outline() for built in self.change.incidents]
        stale = {own.id for own in new} | set(self.change.incidents_gone)
        wide = _Wholes(own for own, built in zip(new, self.change.incidents, strict=True) if built.wide)
        parts = {own.id: own for own in self._near.memory.parts_of(stale)} if stale else {}
        near = self._near.memory.parts(wide.all) if wide.all else ()
        parts |= {part.id: part for part in near if wide.first(part)}
        kept = [part for id_, part in sorted(parts.items()) if id_ not in stale]
        every = [*kept, *(own for own in new if own.place and not geography.region(own.place))]
        known = self._near.memory.wholes(every) if every else ()
        wholes = _Wholes((*wide.all, *(own for own in known if own.id not in stale)))
        for part in kept:
            if (whole := wholes.first(part)) != part.part_of:
                self.change.part_of[part.id] = whole
        for built, own in zip(self.change.incidents, new, strict=True):
            if whole := wholes.first(own):
                built.incident = built.incident.model_copy(update={"part_of": whole})


def within(found: Sequence[Built]) -> list[Built]:
    """Return every incident there is, each of one place made part of the first of its area and days."""
    wide = _Wholes(own.outline() for own in found if own.wide)
    parts = [(own, wide.first(own.outline())) for own in found]
    return [replace(own, incident=own.incident.model_copy(update={"part_of": whole})) for own, whole in parts]


class _Wholes:
    """Incidents of whole areas, by the area: a place asks those of its province and its country only."""

    def __init__(self, wholes: Iterable[Outline]) -> None:
        self.all = [own for own in wholes if own.place is not None]
        self._in: defaultdict[tuple[str | None, str | None], list[Outline]] = defaultdict(list)
        for own in sorted(self.all, key=lambda it: (it.order, it.id)):
            for area in geography.areas(own.place) if own.place else ():
                self._in[area].append(own)

    def first(self, part: Outline) -> str | None:
        """Return the id of the earliest told that holds the part, or None."""
        if part.place is None or geography.region(part.place):
            return None
        near = (self._in.get(area, ()) for area in geography.around(part.place))
        held = (next((own for own in each if incidents.holds(own, part)), None) for each in near)
        return min(((own.order, own.id) for own in held if own), default=(None, None))[1]


def _order(telling: Telling) -> tuple[str, str, int]:
    return (*age(telling.report), telling.start)


def _order_text(telling: Telling) -> str:
    """Return the order of a telling as text that sorts as it does."""
    when, report, start = _order(telling)
    return f"{when} {report} {start:08d}"


def _read_first(told: Sequence[Telling]) -> list[Telling]:
    return sorted(told, key=lambda own: not own.read)


def _incident(subject: str) -> bool:
    return subject.startswith("incident:")
