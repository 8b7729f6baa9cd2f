"""Links reports in windows of days, each by itself, and stitches the borders: all is as if linked at once.

Two tellings are compared only when they were published within MOST_DAYS of each other, and a group grows
only over likely pairs. So what a window says of its own days is settled when it sees twice MOST_DAYS more on
each side, and no chain of likely pairs leads from its days out of the nearer half of that. A window from
which one does is joined to its neighbours and linked again. What is not bound to days is counted over all
reports before: how rare a word is, which lines stand in every report, what is told of a name. Reports that
share a text with one of the window, and reports that deny something, are seen by it whenever they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.errors import InputError
from dateline.link import copies, proposals, renown, series
from dateline.link.copies import COMMON, DAYS, LEAST, STANDING, age
from dateline.link.digests import SPAN, Draft, draft
from dateline.link.incremental import extend
from dateline.link.likeness import MOST_DAYS, THRESHOLD
from dateline.link.linker import VERSION
from dateline.link.memory import Blank, Built, Change
from dateline.link.postings import Posting, of_print
from dateline.link.regrouping import within
from dateline.link.renown import Tally
from dateline.model import Copies, Linking, Observation, Origin, Report


@dataclass(frozen=True, slots=True)
class Task:
    """One window: its own days (ordinals, both within it), the reports it sees, and what others hold."""

    first: int
    last: int
    reports: tuple[Report, ...]
    elsewhere: Elsewhere


@dataclass(frozen=True, slots=True)
class Part:
    """What a window says of its own days; not ``settled`` when a chain of likely pairs leads out of it."""

    settled: bool
    incidents: tuple[Built, ...] = ()
    copies: tuple[Copies, ...] = ()
    origins: tuple[tuple[str, tuple[Origin, ...]], ...] = ()
    counts: tuple[Observation, ...] = ()


class Elsewhere(Blank):
    """Knows of reports outside a window how many hold each word, and what they tell of names; no more."""

    def __init__(self, size: int, held: Mapping[int, int], closed: frozenset[int], names: Tally) -> None:
        super().__init__()
        self._size, self._held, self._closed, self._names = size, held, closed, names

    def size(self) -> int:
        return self._size

    def postings(self, keys: Collection[int]) -> Mapping[int, Posting]:
        return {
            key: Posting(self._held.get(key, 0), closed=key in self._closed)
            for key in keys
            if key in self._held or key in self._closed
        }

    def renown(self, asked: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Mapping[str, int]]:
        return {own: self._names[own] for own in asked if own in self._names}


@dataclass(slots=True)
class _Known:
    """What one report holds that is counted over all of them; ``weighed`` are words it asks after only."""

    report: Report
    day: int
    terms: tuple[int, ...]
    weighed: tuple[int, ...]
    prints: tuple[int, ...]
    listed: tuple[int, ...]
    names: Tally
    denies: bool

    @classmethod
    def of(cls, own: Draft) -> _Known:
        digest = own.digest
        prints = {*map(of_print, digest.prints.all)}
        told = [t for t in digest.told if not t.telling.denied]
        return cls(
            own.report,
            digest.day,
            tuple({proposals.term(word) for word in own.words.terms()}),
            tuple({proposals.term(word) for word in own.words.headline()}),
            tuple(prints),
            tuple(key for t in told for key in set(proposals.place_days(t.telling))),
            renown.tally(own.report),
            len(told) < len(digest.told),
        )


@dataclass(slots=True)
class _Whole:
    """All reports, by what they share."""

    known: list[_Known]
    held: Counter[int] = field(default_factory=Counter)
    closed: set[int] = field(default_factory=set)
    names: Tally = field(default_factory=dict)
    group: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        crowds: Counter[int] = Counter()
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for at, own in enumerate(self.known):
            self.held.update(own.terms)
            crowds.update(own.listed)
            for key in own.prints:
                holders[key].append(at)
            _add(self.names, own.names, 1)
        self.closed |= {key for key, count in crowds.items() if count > proposals.CROWD}
        self.closed |= {key for key, own in holders.items() if self._standing(own)}
        self.group = self._texts(holders)

    def _standing(self, holders: Sequence[int]) -> bool:
        days = [self.known[at].day for at in holders]
        return len(days) > COMMON or (len(days) >= STANDING and max(days) - min(days) > DAYS)

    def _texts(self, holders: Mapping[int, Sequence[int]]) -> list[int]:
        """Return for each report the first of those that its text is compared with, chained."""
        leader = list(range(len(self.known)))

        def top(at: int) -> int:
            while leader[at] != at:
                leader[at] = leader[leader[at]]
                at = leader[at]
            return at

        same: dict[str, int] = {}
        for at, own in enumerate(self.known):
            told = [key for key in own.prints if key not in self.closed]
            shared = Counter(other for key in told for other in holders[key] if other < at)
            near = [other for other, count in shared.items() if count >= min(LEAST, len(told))]
            wholes = [own.report.resource] if own.report.resource else []
            wholes += [" ".join(map(str, sorted(own.prints)))] if len(own.prints) >= copies.WHOLE else []
            near += [same[key] for key in wholes if key in same]
            same.update(dict.fromkeys(wholes, at))
            for other in near:
                leader[top(at)] = top(other)
        return [top(at) for at in range(len(leader))]

    def task(self, first: int, last: int) -> Task:
        """Return the window of these days, with all it has to see."""
        low, high = first - 2 * MOST_DAYS, last + 2 * MOST_DAYS
        near = {at for at, own in enumerate(self.known) if low <= own.day <= high or own.denies}
        texts = {self.group[at] for at in near}
        seen = [own for at, own in enumerate(self.known) if self.group[at] in texts]
        inside: Counter[int] = Counter()
        for own in seen:
            inside.update(own.terms)
        wanted = {key for own in seen for key in (*own.terms, *own.weighed, *own.prints, *own.listed)}
        names = {asked: dict(told) for asked, told in self.names.items()}
        for own in seen:
            _add(names, own.names, -1)
        elsewhere = Elsewhere(
            len(self.known) - len(seen),
            {key: self.held[key] - inside[key] for key in wanted if self.held[key] > inside[key]},
            frozenset(self.closed & wanted),
            names,
        )
        return Task(first, last, tuple(own.report for own in seen), elsewhere)


Spread = Callable[[Callable[[Task], Part], Iterable[Task]], Iterator[Part]]


def link(reports: Iterable[Report], days: int, spread: Spread = map) -> Linking:
    """Return what the reports say together, linked in windows of so many ``days``.

    ``spread`` maps the windows, in order, over whatever does the work. Raises InputError when a report has
    no day: it could belong to any window.
    """
    every = {report.id: report for report in reports}.values()
    if undated := [report for report in every if report.published is None]:
        problem = f"and {len(undated) - 1} others have no day" if undated[1:] else "has no day"
        raise InputError(undated[0].key or undated[0].id, problem, "link without --window")
    whole = _Whole([_Known.of(draft(report, 1)) for report in sorted(every, key=age)])
    if not whole.known:
        return Linking(derived_by=VERSION)
    begin, end = whole.known[0].day, max(own.day for own in whole.known)
    spans = [(first, min(first + days - 1, end)) for first in range(begin, end + 1, days)]
    found: dict[tuple[int, int], Part] = {}
    while waiting := [span for span in spans if span not in found]:
        made = spread(one, (whole.task(*span) for span in waiting))
        found.update(zip(waiting, made, strict=True))
        spans = _joined(spans, {span for span in spans if not found[span].settled})
    return _stitched([found[span] for span in spans], [own.report for own in whole.known])


def one(task: Task) -> Part:
    """Link one window."""
    change = extend(task.elsewhere, task.reports)
    published = {own.number: own.day for own in change.digests}
    if not _settled(change, published, task):
        return Part(False)
    own = {d.report.id: d for d in change.digests if task.first <= d.day <= task.last}
    return Part(
        True,
        tuple(b for b in change.incidents if task.first <= published[b.members[0] // SPAN] <= task.last),
        tuple(group for group in change.copies if group.reports[0] in own),
        tuple((id_, change.origins[id_]) for id_ in own),
        tuple(count for digest in own.values() for count in digest.observations),
    )


def _settled(change: Change, published: Mapping[int, int], task: Task) -> bool:
    """Whether every chain of likely pairs from the window's own days stays where all of it is seen."""
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for edge in change.edges:
        if edge.score >= THRESHOLD:
            ends[edge.a].append(edge.b)
            ends[edge.b].append(edge.a)
    frontier = [telling for telling in ends if task.first <= published[telling // SPAN] <= task.last]
    seen = set(frontier)
    while frontier:
        at = frontier.pop()
        if not task.first - MOST_DAYS <= published[at // SPAN] <= task.last + MOST_DAYS:
            return False
        new = [other for other in ends[at] if other not in seen]
        seen.update(new)
        frontier += new
    return True


def _joined(spans: Sequence[tuple[int, int]], open_: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join each window that is not settled to those on both sides of it."""
    found: list[tuple[int, int]] = []
    reach = False  # whether the window before takes this one in
    for span in spans:
        if found and (reach or span in open_):
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
        reach = span in open_
    return found


def _stitched(parts: Sequence[Part], reports: Sequence[Report]) -> Linking:
    order = {report.id: at for at, report in enumerate(reports)}
    built = within(sorted((each for own in parts for each in own.incidents), key=lambda it: it.order))
    origins = {id_: told for own in parts for id_, told in own.origins}
    counts = dict.fromkeys(count for own in parts for count in own.counts)
    return Linking(
        copies=tuple(sorted((g for own in parts for g in own.copies), key=lambda it: order[it.reports[0]])),
        origins=tuple(each for report in reports for each in origins[report.id]),
        incidents=tuple(each.incident for each in built),
        series=tuple(series.build(counts, ())),
        derived_by=VERSION,
    )


def _add(names: Tally, told: Mapping[tuple[str, str], Mapping[str, int]], by: int) -> None:
    for asked, values in told.items():
        own = names.setdefault(asked, {})
        for value, count in values.items():
            own[value] = own.get(value, 0) + by * count
