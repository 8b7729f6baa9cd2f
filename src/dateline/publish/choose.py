"""Chooses what belongs to a day, and what leads it, by stated rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dateline.model import Certainty, Event, Factuality, FigureStatus, Grade, Incident, Report, Stance, Toll
from dateline.publish.passages import Reports, sentence_at
from dateline.publish.sentences import tolls
from dateline.publish.wording import words

HEADLINE_RULE = (
    "The headline is the largest number of killed among the day's incidents that the strongest evidence "
    "supports (confirmed and fair before contested and weak; a discounted incident never leads). Without one "
    "it is the largest count of the gravest other harm: injured, missing, detained and so on; without "
    "a count, the incident with the most independent voices; without any, the title of the earliest report."
)

# What ended longer ago than this is history to a day's page; the reports of a month are linked for it.
PAST = dt.timedelta(days=31)
# A time as long as this or longer is not a day's own: "in February", "since March".
OWN = dt.timedelta(days=7)
_REAL = (Factuality.HAPPENED, Factuality.ONGOING)
# Words after which the rest of a sentence is wished for, planned or possible, and not told as so.
_OPEN = re.compile(rf"\b(?:{'|'.join(words()['open']['words'])})\b", re.IGNORECASE)
# Acts of speech whose content is given as so; what is demanded, denied, promised or asked is not.
_SAYS_SO = frozenset({Stance.ASSERTS})
# Which evidence may lead before which; a discounted incident never does.
_STRENGTH = {Grade.CONFIRMED: 0, Grade.FAIR: 0, Grade.CONTESTED: 1, Grade.WEAK: 1}


def of_day(incident: Incident, day: dt.date, published: frozenset[str]) -> bool:
    """Return whether the incident's period touches the day, or one of its reports appeared that day."""
    return touches(incident, day) or any(report in published for report in incident.reports)


def happened(incident: Incident, reports: Reports) -> bool:
    """Return whether some account tells it as happened or going on; what is only planned or demanded is not.

    Accounts whose events are not at hand are taken at the linker's word.
    """
    told = [
        _is_told(event, reports[account.report])
        for account in incident.accounts
        if account.event is not None and account.report in reports
        for event in reports[account.report].events
        if event.id == account.event
    ]
    return any(account.low is not None for account in incident.accounts) or not told or any(told)


def _is_told(event: Event, report: Report) -> bool:
    """Return whether the report tells the event as so, and not inside a demand, a denial or a rumour."""
    if event.factuality not in _REAL:
        return False
    at = event.trigger.start
    if _OPEN.search(report.text, sentence_at(report, at, event.trigger.end)[0], at):
        return False
    over = (s for s in report.statements if any(c.start <= at < c.end for c in s.content))
    return not any(s.stance not in _SAYS_SO or s.certainty is Certainty.RUMOURED for s in over)


def touches(incident: Incident, day: dt.date) -> bool:
    """Return whether the incident's period holds the day. An open end does not stretch to it.

    What is told of a time longer than a week ("7,500 killed since March") is no day's own.
    """
    period = incident.period
    if period is None or (period.first is None and period.last is None):
        return False
    first, last = period.first or period.last, period.last or period.first
    return first is not None and last is not None and first <= day <= last and last - first < OWN


def long_past(incident: Incident, day: dt.date) -> bool:
    """Return whether it ended over PAST before the day: then a report of the day recalls it."""
    period = incident.period
    return period is not None and period.last is not None and period.last < day - PAST


def published_on(reports: Sequence[Report], day: dt.date) -> list[Report]:
    """Return the reports published that day, the earliest first."""
    return sorted((r for r in reports if r.published == day), key=_moment)


def _moment(report: Report) -> tuple[str, str]:
    moment = report.published_at
    if moment is None:
        return "~", report.id  # a report without a time of day comes after those with one
    return (
        moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    ).isoformat(), report.id


def ordered(incidents: Sequence[Incident], day: dt.date) -> list[Incident]:
    """Return the incidents as the page tells them: the day's own first, then by harm and evidence."""
    return sorted(incidents, key=lambda i: (not touches(i, day), i.grade is Grade.DISCOUNTED, *_weight(i)))


def _weight(incident: Incident) -> tuple[float, int, int, str]:
    toll = killed(incident)
    return -(toll.best or 0) if toll else 0, _STRENGTH.get(incident.grade, 2), -incident.origins, incident.id


def of_one_day(incidents: Sequence[Incident]) -> dict[dt.date, Incident]:
    """Return the gravest incident of each single day, by harm and evidence; discounted ones left out."""
    found: dict[dt.date, Incident] = {}
    for incident in sorted(incidents, key=_weight):
        period = incident.period
        sure = period is not None and period.first is not None and period.first == period.last
        if sure and period and period.first and incident.grade is not Grade.DISCOUNTED:
            found.setdefault(period.first, incident)
    return found


def killed(incident: Incident) -> Toll | None:
    """Return the incident's largest count of killed, wholes only."""
    found = [t for t in tolls(incident) if t.status is FigureStatus.KILLED and t.best and t.part_of is None]
    return max(found, key=lambda t: t.best or 0, default=None)


def leads(incidents: Sequence[Incident], day: dt.date) -> tuple[Incident, Toll | None] | None:
    """Return the incident the day's page opens with, and its count, by HEADLINE_RULE."""
    fit = [i for i in incidents if i.grade is not Grade.DISCOUNTED]
    own = [i for i in fit if touches(i, day)] or fit
    counted = [(i, t) for i in own if (t := killed(i)) is not None]
    if counted:
        return min(counted, key=lambda c: (_STRENGTH[c[0].grade], -(c[1].best or 0), -c[0].origins, c[0].id))
    others = [(i, t) for i in own for t in tolls(i) if t.part_of is None and t.best]
    if others:
        order = list(FigureStatus)
        return min(
            others,
            key=lambda c: (_STRENGTH[c[0].grade], order.index(c[1].status), -(c[1].best or 0), c[0].id),
        )
    first = min(own, key=lambda i: (-i.origins, _STRENGTH[i.grade], i.id), default=None)
    return (first, None) if first else None
