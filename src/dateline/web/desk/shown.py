"""Arranges an incident for the desk: its accounts as rows, its counts as bars, who repeats whom, its map."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from dateline.model import Account, FigureStatus, Incident, Report
from dateline.pipeline.reviewing import Opened, movable, telling_of
from dateline.publish import intervals, wording
from dateline.publish import map as mapped
from dateline.publish.notes import accounts as every_account
from dateline.publish.passages import told_at
from dateline.web.desk.graph import Graph, draw


@dataclass(frozen=True, slots=True)
class Row:
    """One account: who says what, through whom, in which words; ``at`` when its report tells the hour."""

    account: Account
    chain: tuple[str, ...]
    count: str
    bar: Markup | None
    telling: str | None
    report: Report | None
    at: dt.datetime | None


@dataclass(frozen=True)
class IncidentSheet:
    """An incident arranged for the desk."""

    opened: Opened

    @classmethod
    def of(cls, opened: Opened) -> IncidentSheet:
        return cls(opened)

    @property
    def incident(self) -> Incident:
        return self.opened.incident

    @property
    def word(self) -> str:
        """The incident's word in addresses."""
        return self.incident.id.removeprefix("incident:")

    @property
    def when(self) -> str:
        period = self.incident.period
        return wording.when(period.first, period.last) if period else ""

    @property
    def where(self) -> str:
        place = self.incident.place
        names = [self.incident.place_name or (place.name if place else None), place.admin1 if place else None]
        return ", ".join(dict.fromkeys(n for n in names if n))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every account, counts first and then by time."""
        top = intervals.scale(v for a in every_account(self.incident) for v in (a.low, a.high))
        return tuple(self._row(account, top) for account in every_account(self.incident))

    @cached_property
    def counts(self) -> tuple[tuple[str, str, Markup, str], ...]:
        """Each toll: its label, its words, its bar, the rule that made it."""
        found = []
        for toll in self.incident.tolls:
            label = wording.words()["status"][toll.status.value]["label"]
            if toll.who:
                label += f": {toll.who}"
            best = toll.best if toll.best is not None else toll.low
            words = _range(toll.low, best, toll.high)
            top = intervals.scale([toll.low, toll.best, toll.high])
            found.append((label, words, intervals.of_toll(toll, top, f"{label}, {words}"), toll.rule))
        return tuple(found)

    @cached_property
    def moved(self) -> tuple[tuple[str, str, str], ...]:
        """How the count of killed, or the first count, moved: when it was said, the count, by whom."""
        tolls = sorted(self.incident.tolls, key=lambda t: t.status is not FigureStatus.KILLED)
        told = sorted(
            (a for a in (tolls[0].accounts if tolls else ()) if a.said_at), key=lambda a: str(a.said_at)
        )
        return tuple(
            (
                self._said(a, a.said_at),
                _range(a.low, None, a.high),
                a.origin,
            )
            for a in told
            if a.said_at
        )

    @property
    def movable(self) -> list[str]:
        """The tellings that can be split off or moved."""
        return movable(self.incident)

    @cached_property
    def graph(self) -> Graph | None:
        return draw(every_account(self.incident))

    @cached_property
    def map(self) -> mapped.Map | None:
        return mapped.draw([self.incident], dict(self.opened.reports))

    @property
    def precision(self) -> str:
        """Say how exactly the place is known (ACLED geo_precision)."""
        place = self.incident.place
        if place is None:
            return "No report says where."
        known = {
            1: "Known to the settlement or quarter.",
            2: "Near it, or a part of it.",
            3: "Known to the area only.",
        }
        return known.get(place.precision or 0, "How exactly is not known.")

    def _row(self, account: Account, top: float) -> Row:
        report = self.opened.reports.get(account.report)
        chain = tuple(dict.fromkeys(link for link in account.chain if link)) or (account.origin,)
        counted = account.low is not None or account.high is not None
        status = account.status.value if account.status else ""
        count = f"{_range(account.low, None, account.high)} {status}" if counted else ""
        bar = intervals.bar(account.low, account.low, account.high, top, count) if counted else None
        at = told_at(account, self.opened.reports)
        return Row(account, chain, count, bar, telling_of(self.incident, account), report, at)

    def _said(self, account: Account, moment: dt.datetime) -> str:
        """Return the day an account was given, with its hour where the report tells one."""
        at = told_at(account, self.opened.reports)
        day = wording.short_day(moment.date())
        return f"{day}, {wording.clock(at)}" if at else day


def _range(low: float | None, best: float | None, high: float | None) -> str:
    """Return "at least 22", "9 to 22", "22": the bounds in words."""
    if low is None and high is None:
        return "no number"
    if high is None:
        return f"at least {wording.number(low or 0)}"
    if low is None:
        return f"at most {wording.number(high)}"
    if low == high:
        return wording.number(low)
    inner = f", best {wording.number(best)}" if best not in (None, low, high) else ""
    return f"{wording.number(low)} to {wording.number(high)}{inner}"
