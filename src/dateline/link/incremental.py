"""Links new reports with what was linked before, and touches only what they touch.

The same code links a desk whole (``memory.Blank``) and one report more on a desk of 200,000. Two things
are as they were when a report came, until everything is linked anew: the weights of its words, and
which names are rare.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.link import accounts, copies, edits, observations, proposals, series
from dateline.link.copies import Comparison, age
from dateline.link.digests import SPAN, Draft, Told, draft
from dateline.link.grouping import FLOOR
from dateline.link.likeness import Side, compare
from dateline.link.memory import Change, Edge, Memory
from dateline.link.neighbourhood import Neighbourhood
from dateline.link.origins import Origins, printed
from dateline.link.register import Register
from dateline.link.regrouping import Regrouping
from dateline.link.renown import asked
from dateline.link.traits import Weights
from dateline.link.uncollected import uncollected
from dateline.model import CopyPair, Decision, Mark, Observation, Report, Source


def extend(
    memory: Memory,
    reports: Iterable[Report],
    *,
    gone: Collection[str] = (),
    successors: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
    applied: Collection[str] = (),
    sources: Iterable[Source] = (),
    replaced: Iterable[Report] = (),
    marks: Iterable[Mark] = (),
) -> Change:
    """Return what changes when ``reports`` are linked and those ``gone`` are not any more.

    ``decisions`` is the ledger, ``applied`` the ids of those applied before; ``successors`` names the new
    version of a report that is gone. ``replaced`` are versions whose counts stay in the series, ``marks``
    the numbers that the desk watches.
    """
    with uncollected():  # what one step knows is gone before the search goes on
        return _extended(
            memory,
            sorted(reports, key=age),
            gone,
            successors or {},
            (list(decisions), set(applied)),
            tuple(sources),
            tuple(replaced),
            tuple(marks),
        )


def _extended(
    memory: Memory,
    reports: Sequence[Report],
    gone: Collection[str],
    successors: Mapping[str, str],
    decided: tuple[list[Decision], set[str]],
    sources: tuple[Source, ...],
    replaced: Sequence[Report],
    marks: Sequence[Mark],
) -> Change:
    near, change = Neighbourhood(memory), Change()
    regrouping = Regrouping(near, change, Register(sources))
    step = _Step(near, change, regrouping)
    step.withdraw(gone, {report.id for report in reports})
    drafts = step.enter(reports)
    step.share(drafts)
    step.voice(drafts, sources, replaced)
    step.compare(drafts)
    regrouping.decide(*decided)
    regrouping.group(successors)
    regrouping.place()
    step.follow(marks)
    return step.finish()


class _Step:
    """One round of linking, up to the likeness of the new tellings with those near them."""

    def __init__(self, near: Neighbourhood, change: Change, regrouping: Regrouping) -> None:
        self._near = near
        self._change = change
        self._regrouping = regrouping
        self._revised: set[int] = set()  # reports whose digest is to be stored
        self._turned: set[int] = set()  # reports that hold what became standing matter
        self._pairs: set[frozenset[str]] = set()
        self._sides: dict[int, Side] = {}
        self._observed: list[Observation] = []
        self._followed: set[str] = set()  # series that lost a count

    def withdraw(self, gone: Collection[str], again: Collection[str]) -> None:
        """Take reports out of everything that lists them; those in ``again`` come back as read anew."""
        leaving = self._near.by_report(gone)
        tellings = {number for own in leaving.values() for number, _ in own.numbered()}
        ends = self._near.memory.edges(tellings) if tellings else ()
        for digest in leaving.values():
            self._near.index.fetch([*copies.keys(digest)])
            proposals.withdraw(digest, self._near.index)
            copies.withdraw(digest, self._near.index)
            self._regrouping.denials |= {number for number, told in digest.numbered() if told.telling.denied}
            self._followed |= {one.series for one in digest.observations}
            self._observed += [
                one.model_copy(update={"replaced": True})
                for one in digest.observations
                if digest.report.id not in again
            ]
        for report in self._near.memory.reports(gone).values() if leaving else ():
            self._near.book.add(report, -1)
        self._change.gone = tuple(sorted(leaving))
        self._regrouping.lost = [t.telling.id for own in leaving.values() for t in own.told]
        self._change.tellings_gone = tellings
        self._near.size -= len(leaving)
        self._near.gone |= {own.number for own in leaving.values()}
        self._regrouping.stirred |= {end for edge in ends for end in (edge.a, edge.b)} - tellings

    def enter(self, reports: Sequence[Report]) -> list[Draft]:
        """Enter the new reports in the index: all are counted before any is weighed."""
        drafts = []
        for report in {report.id: report for report in reports}.values():
            drafts.append(draft(report, self._near.number()))
            self._near.put(drafts[-1].digest)
        self._near.size += len(drafts)
        wanted = {key for own in drafts for key in (*proposals.keys(own), *copies.keys(own.digest))}
        self._near.index.fetch(wanted)
        self._near.book.fetch({ask for own in drafts for ask in asked(own.report)})
        for own in drafts:
            proposals.count(own, self._near.index)
            self._near.book.add(own.report)
        index = self._near.index
        weights = Weights(lambda word: index[proposals.term(word)].count, self._near.size)
        for own in drafts:
            told = tuple(
                replace(t, traits=weights.of(bags)) for t, bags in zip(own.digest.told, own.bags, strict=True)
            )
            digest = replace(own.digest, told=told)
            proposals.enter(digest, self._near.index)
            self._turned |= copies.enter(digest, self._near.index)
            self._near.put(digest)
        self._weights = weights
        return drafts

    def share(self, drafts: Sequence[Draft]) -> None:
        """Find who shares text with the new reports; look again at pairs whose words turned out standing."""
        comparison = Comparison(self._near.index, self._near.known)
        new = {own.digest.number for own in drafts}
        found: dict[frozenset[str], CopyPair] = {}
        for number, digest in sorted(self._near.known(new).items()):
            for other in comparison.partners(digest):
                if other.number in new and other.number > number:
                    continue
                if pair := comparison.pair(other, digest):
                    found[frozenset((pair.a, pair.b))] = pair
        found = self._edited(found, drafts)
        turned = {own.report.id for own in self._near.known(self._turned - new).values()}
        ids = {id_ for pair in found for id_ in pair} | turned | set(self._change.gone)
        held = self._near.memory.copies(ids) if ids else {}
        for pair in (pair for group in held.values() for pair in group.pairs):
            kept = self._again(pair, turned, comparison)
            if kept is not None:
                found.setdefault(frozenset((pair.a, pair.b)), kept)
        members = self._near.by_report({id_ for pair in found for id_ in pair})
        ordered = sorted((own.report for own in members.values()), key=age)
        self._change.copies_gone = set(held)
        self._change.copies = list(copies.groups(ordered, list(found.values())))
        self._pairs = set(found)
        self._reprint({id_ for group in held.values() for id_ in group.reports})

    def _edited(
        self, found: Mapping[frozenset[str], CopyPair], drafts: Sequence[Draft]
    ) -> dict[frozenset[str], CopyPair]:
        """Return new pairs with what the later text changed, where both texts are at hand."""
        texts = {own.report.id: own.report for own in drafts}
        missing = {id_ for pair in found for id_ in pair} - set(texts)
        texts |= self._near.memory.reports(missing) if missing else {}
        return {
            ends: pair.model_copy(update={"changes": edits.of(texts[pair.a], texts[pair.b])})
            if pair.a in texts and pair.b in texts
            else pair
            for ends, pair in found.items()
        }

    def _again(self, pair: CopyPair, turned: Collection[str], comparison: Comparison) -> CopyPair | None:
        """Return an earlier pair as it is now; None when it is gone or shared only standing matter."""
        ends = self._near.by_report((pair.a, pair.b))
        if pair.a not in ends or pair.b not in ends:
            return None
        if pair.a not in turned and pair.b not in turned:
            return pair
        for own in ends.values():
            self._near.index.fetch([*copies.keys(own)])
        again = comparison.pair(ends[pair.a], ends[pair.b])
        return again.model_copy(update={"changes": pair.changes}) if again else None

    def _reprint(self, before: Collection[str]) -> None:
        """Note for each report of the groups whose text it prints."""
        known = self._near.by_report(
            {*before, *(id_ for group in self._change.copies for id_ in group.reports)}
        )
        first = printed(self._change.copies, {id_: own.report for id_, own in known.items()})
        for id_, digest in known.items():
            if digest.prints_text_of != first.get(id_):
                self._near.put(replace(digest, prints_text_of=first.get(id_)))
                self._revised.add(digest.number)

    def voice(self, drafts: Sequence[Draft], sources: Sequence[Source], replaced: Sequence[Report]) -> None:
        """Say whose word each account of the new reports is, and of those that print another text now."""
        new = {own.digest.number: own.report for own in drafts}
        old = {own.report.id for own in self._near.known(self._revised - set(new)).values()}
        firsts = {own.prints_text_of for own in self._near.known({*new, *self._revised}).values()}
        full = {report.id: report for report in new.values()}
        full |= self._near.memory.reports({*old, *(own for own in firsts if own)} - set(full))
        self._near.book.fetch({ask for id_ in old if id_ in full for ask in asked(full[id_])})
        origins = Origins(full.values(), self._change.copies, sources, self._near.book.renown())
        voiced = self._near.by_report([*(report.id for report in new.values()), *sorted(old & set(full))])
        for id_, digest in voiced.items():
            said = [tuple(accounts.of(replace(t.telling, report=full[id_]), origins)) for t in digest.told]
            told = tuple(replace(t, accounts=own) for t, own in zip(digest.told, said, strict=True))
            counted = tuple(observations.of(full[id_], origins))
            self._followed |= {one.series for one in digest.observations if counted != digest.observations}
            self._near.put(replace(digest, told=told, observations=counted))
            self._observed += [one for one in counted if one not in digest.observations]
            self._change.origins[id_] = origins.records(full[id_])
            self._regrouping.touched |= {number for number, t in digest.numbered() if not t.telling.denied}
            self._regrouping.denials |= {number for number, t in digest.numbered() if t.telling.denied}
        self._revised |= set(new)
        self._observed += [one for own in replaced for one in observations.of(own, origins, replaced=True)]

    def follow(self, marks: Sequence[Mark]) -> None:
        """Fold the new counts into their series; one that lost a count is built of its reports again."""
        touched = self._followed | {one.series for one in self._observed}
        known = self._near.memory.series(touched) if touched else {}
        counts = list(self._observed)
        for id_ in sorted(touched):
            kept = known[id_].observations if id_ in known else ()
            if id_ in self._followed:
                told = self._near.by_report({report for one in kept for report in one.reports})
                counts += [one for own in told.values() for one in own.observations if one.series == id_]
                kept = tuple(one for one in kept if one.replaced)
            counts += kept
        self._change.series = list(series.build(dict.fromkeys(counts), marks))
        self._change.series_gone = touched - {own.id for own in self._change.series}

    def compare(self, drafts: Sequence[Draft]) -> None:
        """Score the new tellings with those near them."""
        new = {own.digest.number for own in drafts}
        near = {
            number: (told, proposals.candidates(number, told, digest.day, self._near.index))
            for digest in self._near.known(new).values()
            for number, told in digest.numbered()
            if not told.telling.denied
        }
        self._near.known({other // SPAN for _, others in near.values() for other in others})
        self._regrouping.stirred.update(near)
        for number in sorted(near):
            told, others = near[number]
            for other, against in sorted(self._near.told(others).items()):
                if other // SPAN not in new or other < number:
                    self._score((other, self._side(other, against)), (number, self._side(number, told)))

    def _side(self, number: int, told: Told) -> Side:
        known = self._sides.get(number)
        if known is None:
            known = self._sides[number] = Side(told.telling, told.traits)
        return known

    def _score(self, a: tuple[int, Side], b: tuple[int, Side]) -> None:
        (i, one), (j, other) = a, b
        text = frozenset((one.telling.report.id, other.telling.report.id)) in self._pairs
        likeness = compare(one, other, trust=self._weights.trust, copies=text, least=FLOOR)
        if likeness is not None and likeness.score >= FLOOR:
            self._near.join(Edge(i, j, likeness.score, likeness.reasons))

    def finish(self) -> Change:
        """Return everything that is to be stored."""
        change = self._change
        revised = self._near.known(self._revised)
        change.digests = [revised[number] for number in sorted(revised)]
        change.postings = list(self._near.index.changed())
        change.edges = self._near.new_edges()
        change.renown = self._near.book.changed()
        named = {*change.origins, *(group.reports[0] for group in change.copies)}
        change.order = {id_: " ".join(age(own.report)) for id_, own in self._near.by_report(named).items()}
        change.incidents.sort(key=lambda own: own.order)
        return change
