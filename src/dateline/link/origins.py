"""Finds the independent voice behind each account, and the chain of relays it came through.

The chain runs from the outlet that published, over the agency or outlet it credits, to the
innermost speaker. Equal voices are one origin however many outlets print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.link import renown, voices
from dateline.link.copies import age
from dateline.link.credits import credited
from dateline.link.renown import Renown
from dateline.link.speakers import Speakers
from dateline.model import Copies, Origin, OriginKind, Relation, Report, Source, Statement

UNNAMED = "unnamed source"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is behind one account: the relays from outlet to speaker, and the last of them."""

    chain: tuple[str, ...]
    kind: OriginKind
    anonymous: bool
    rule: str

    @property
    def name(self) -> str:
        return self.chain[-1]

    def key(self, report: str) -> str:
        """Return the key of the independent origin. Unnamed voices keep to their first publisher.

        Where the publisher is not known, two reports' own words are not shown to be two voices.
        """
        own = voices.key(self.name)
        return (
            f"{own} via {voices.key(self.chain[-2] if len(self.chain) > 1 else report)}"
            if self.anonymous
            else own
        )


class Origins:
    """Resolves voices for a set of reports, knowing who copies whom and who owns whom."""

    def __init__(
        self,
        reports: Iterable[Report],
        copies: Iterable[Copies] = (),
        sources: Iterable[Source] = (),
        known: Renown | None = None,
    ) -> None:
        self._reports = {report.id: report for report in reports}
        self._first = printed(copies, self._reports)
        self._owners = {voices.key(own.name): owner for own in sources if (owner := _owner(own))}
        self._renown = known or renown.of(self._reports.values())
        self._speakers: dict[str, Speakers] = {}
        self._base: dict[str, tuple[tuple[str, ...], str]] = {}
        self._kinds: dict[str, OriginKind] = {}

    def of(self, report: Report, statement: Statement | None) -> Voice:
        """Return the voice behind a fact of ``report`` that ``statement`` (or nobody) attributes."""
        base, rule = self._outlets(report)
        speakers = self._of(report)
        relays = _relays(statement, speakers)
        if not relays or statement is None:
            if report.id not in self._kinds:
                self._kinds[report.id] = self._outlet_kind(report, base)
            return Voice(base, self._kinds[report.id], False, rule)
        name, speaker = relays[-1]
        chain = _distinct((*base, *(own for own, _ in relays)))
        if owner := self._owners.get(voices.key(name)):
            return Voice(
                (*chain, owner[0]), voices.kind(owner[0]), False, f"{name} {owner[1]} {owner[0]}; {rule}"
            )
        kind = voices.kind(name) if _is_row(report) else speakers.kind(speaker, name)
        if _is_row(report) and kind in (OriginKind.WITNESS, OriginKind.ANONYMOUS):
            kind = OriginKind.OUTLET  # data sets name outlets and bodies as their sources, not persons
        return Voice(chain, kind, voices.anonymous(name), f"innermost speaker; {rule}")

    def _of(self, report: Report) -> Speakers:
        if report.id not in self._speakers:
            self._speakers[report.id] = Speakers(report, self._renown)
        return self._speakers[report.id]

    def _outlets(self, report: Report) -> tuple[tuple[str, ...], str]:
        if report.id not in self._base:
            self._base[report.id] = self._chained(report)
        return self._base[report.id]

    def _chained(self, report: Report) -> tuple[tuple[str, ...], str]:
        """Return the outlets from the publisher to where its text comes from, and the rule that found it."""
        own = report.source or report.author or UNNAMED
        first = self._reports.get(self._first.get(report.id, ""))
        text = first or report
        credit = credited(text) or credited(report)
        if first is not None and first.source and voices.key(first.source) != voices.key(own):
            if credit and voices.key(credit) not in (voices.key(own), voices.key(first.source)):
                return (
                    own,
                    first.source,
                    credit,
                ), f"text first published by {first.source}, which credits {credit}"
            circle = credit is not None and voices.key(credit) == voices.key(own)
            why = f"; the two credit each other, and {first.source} was first" if circle else ""
            return (own, first.source), f"text first published by {first.source}{why}"
        if credit and voices.key(credit) != voices.key(own):
            return (own, credit), f"credits {credit}"
        passed = report.marks.forwarded_from if report.marks else None
        if passed and voices.key(passed) != voices.key(own):
            return (own, passed), f"passes on a post of {passed}"
        if owner := self._owners.get(voices.key(own)):
            return (own, owner[0]), f"{own} {owner[1]} {owner[0]}"
        return (own,), "published here first, as far as known"

    @staticmethod
    def _outlet_kind(report: Report, base: Sequence[str]) -> OriginKind:
        if _is_row(report) and len(base) == 1:
            return OriginKind.DATASET
        own = voices.kind(base[-1])
        if own in (
            OriginKind.AGENCY,
            OriginKind.SOCIAL,
            OriginKind.MONITOR,
            OriginKind.OFFICIAL,
            OriginKind.PARTY,
        ):
            return own
        if report.marks and base[-1] == report.marks.forwarded_from:
            return OriginKind.SOCIAL
        return OriginKind.AGENCY if len(base) > 1 or credited(report) == base[-1] else OriginKind.OUTLET

    def records(self, report: Report) -> tuple[Origin, ...]:
        """Return one Origin a statement of ``report``, over the extent of its content."""
        return tuple(self._record(report, statement) for statement in report.statements)

    def _record(self, report: Report, statement: Statement) -> Origin:
        voice = self.of(report, statement)
        return Origin(
            report=report.id,
            key=report.key,
            start=min(span.start for span in statement.content),
            end=max(span.end for span in statement.content),
            chain=voice.chain,
            origin=voice.name,
            origin_kind=voice.kind,
            anonymous=voice.anonymous,
            statement=statement.id,
            rule=voice.rule,
        )


def printed(copies: Iterable[Copies], reports: Mapping[str, Report]) -> dict[str, str]:
    """Return for each report that prints another's text the earliest that has it; updates are no prints."""
    found: dict[str, str] = {}
    for group in copies:
        first: dict[str, Report] = {}
        for pair in group.pairs:
            if pair.relation is not Relation.UPDATE and pair.a in reports:
                known = first.setdefault(pair.b, reports[pair.a])
                first[pair.b] = min(known, reports[pair.a], key=age)
        found |= {id_: report.id for id_, report in first.items()}
    return found


def _owner(source: Source) -> tuple[str, str] | None:
    """Return whose voice the source is, and why: its party's, else its owner's or parent's."""
    if source.party:
        return source.party, "speaks for"
    owner = source.parent or source.owner
    return (owner, "is owned by") if owner else None


def _is_row(report: Report) -> bool:
    """Return whether a report is a row of a data set."""
    return bool(report.marks and report.marks.dataset)


def _relays(statement: Statement | None, speakers: Speakers) -> list[tuple[str, Statement]]:
    """Return the speakers from the outermost relay to the innermost, each with its statement."""
    chain: list[tuple[str, Statement]] = []
    seen: set[str] = set()
    while statement is not None and statement.id not in seen:
        seen.add(statement.id)
        if name := speakers.name(statement):
            chain.append((name, statement))
            if carrier := speakers.told(statement):
                chain.append((carrier, statement))
        statement = speakers.by_id.get(statement.via or "")
    return chain[::-1]


def _distinct(chain: Sequence[str]) -> tuple[str, ...]:
    """Return the chain without a relay that repeats the one before it."""
    kept = [
        own for own, before in zip(chain, ("", *chain), strict=False) if voices.key(own) != voices.key(before)
    ]
    return tuple(kept)
