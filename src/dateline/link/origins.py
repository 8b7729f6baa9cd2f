"""Finds the independent voice behind each account, and the chain of relays it came through.

The chain runs from the outlet that published, over the agency or outlet it credits, to the
innermost speaker. Equal voices are one origin however many outlets print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.link import voices
from dateline.model import Copies, Origin, OriginKind, Report, Source, Statement

# "PLACE, Dec 4 (Name) -" or a credit alone in brackets, within the first lines of a text.
_CREDIT = re.compile(r"(?:^|\n)[^\n()]{0,60}\((?P<name>[A-Z][\w.&’' -]{1,40})\)\s*[-–—]")
# How far into a text a credit line may stand: a headline, a byline and a dateline.
_HEAD = 600


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
        """Return the key of the independent origin. Unnamed voices keep to their first publisher."""
        own = voices.key(self.name)
        return (
            f"{own} via {voices.key(self.chain[-2] if len(self.chain) > 1 else report)}"
            if self.anonymous
            else own
        )


class Origins:
    """Resolves voices for a set of reports, knowing who copies whom and who owns whom."""

    def __init__(
        self, reports: Iterable[Report], copies: Iterable[Copies] = (), sources: Iterable[Source] = ()
    ) -> None:
        self._reports = {report.id: report for report in reports}
        self._first = {id_: group.reports[0] for group in copies for id_ in group.reports[1:]}
        self._parents = {source.name: source.parent for source in sources if source.parent}

    def of(self, report: Report, statement: Statement | None) -> Voice:
        """Return the voice behind a fact of ``report`` that ``statement`` (or nobody) attributes."""
        base, rule = self._outlets(report)
        relays = _relays(report, statement)
        if not relays:
            name = base[-1]
            return Voice(base, self._outlet_kind(report, base), False, rule)
        name = relays[-1]
        return Voice(
            (*base, *relays), voices.kind(name), voices.anonymous(name), f"innermost speaker; {rule}"
        )

    def _outlets(self, report: Report) -> tuple[tuple[str, ...], str]:
        own = report.source or report.author or "unnamed source"
        chain = [own]
        first = self._reports.get(self._first.get(report.id, ""))
        if first is not None and first.source and first.source != own:
            chain.append(first.source)
            return tuple(chain), f"text first published by {first.source}"
        credit = credited(report)
        if credit and voices.key(credit) != voices.key(own):
            chain.append(credit)
            return tuple(chain), f"credits {credit}"
        if parent := self._parents.get(own):
            return (own, parent), f"owned by {parent}"
        return tuple(chain), "published here first, as far as known"

    @staticmethod
    def _outlet_kind(report: Report, base: Sequence[str]) -> OriginKind:
        if len(base) > 1 or credited(report) == base[-1]:
            return OriginKind.AGENCY
        own = voices.kind(base[-1])
        return own if own in (OriginKind.AGENCY, OriginKind.SOCIAL, OriginKind.MONITOR) else OriginKind.OUTLET

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


def credited(report: Report) -> str | None:
    """Return the agency that the text credits in its dateline, as in "CITY, May 3 (Agency) -"."""
    found = _CREDIT.search(report.text[:_HEAD])
    return found["name"].strip() if found else None


def _relays(report: Report, statement: Statement | None) -> tuple[str, ...]:
    """Return the speakers from the outermost relay to the innermost."""
    by_id: Mapping[str, Statement] = {own.id: own for own in report.statements}
    chain: list[str] = []
    seen: set[str] = set()
    while statement is not None and statement.id not in seen:
        seen.add(statement.id)
        name = statement.name or (statement.speaker.text if statement.speaker else None)
        if name:
            chain.append(name)
        statement = by_id.get(statement.via or "")
    return tuple(reversed(chain))
