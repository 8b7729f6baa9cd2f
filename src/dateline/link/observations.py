"""Turns a report's figures into observations of series: what is counted, where, by whom, as of when.

An observation depends on its own report and its voice alone: a new report adds its own and touches no other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

from dateline.data import toml
from dateline.link.accounts import group, said_at
from dateline.link.evidence import citation, sentence
from dateline.link.marks import Told, is_petition, told
from dateline.link.origins import Origins
from dateline.link.petitions import address
from dateline.model import Factuality, Figure, FigureStatus, Mark, Observation, Period, Place, Report

_REAL = (Factuality.HAPPENED, Factuality.ONGOING)
# A count of a span longer than a month ("in 2015") that is over has no moment of its own.
_LONGEST = dt.timedelta(days=31)


def of(report: Report, origins: Origins, *, replaced: bool = False) -> list[Observation]:
    """Return what ``report`` counts of things that can be followed, each with the marks told beside it.

    ``replaced`` says that the report is a version that a newer one took the place of.
    """
    said = said_at(report)
    if said is None:
        return []
    marks = told(report)
    found = [
        one
        for figure in report.figures
        if not any(mark.start < figure.end and figure.start < mark.end for mark in marks)
        and (one := _observed(report, figure, said, origins)) is not None
    ]
    return [_marked(one, found, marks).model_copy(update={"replaced": replaced}) for one in found]


def _observed(report: Report, figure: Figure, said: dt.datetime, origins: Origins) -> Observation | None:
    """Return the observation of one figure, or None where it cannot be followed."""
    period = next((own for own in report.periods if own.id == figure.period), None)
    since = _since(figure, period, said)
    places = report.places_of(figure.places)
    if not _followed(figure, since) or not _usable(figure) or (at := _moment(period, said)) is None:
        return None
    place = places[0] if len({_spot(own) for own in places}) == 1 else None
    page = None
    if figure.status is FigureStatus.SIGNED:
        first, last = sentence(report, figure.start, figure.end)
        page = address(report)
        if page is None and not is_petition(report.text[first:last]):
            return None
    if place is None and page is None:
        return None
    who = _who(figure)
    statement = next((own for own in report.statements if own.id == figure.attributed_to), None)
    voice = origins.of(report, statement)
    unit = "share" if figure.unit == "share" else figure.subject if page is None else "people"
    key = (figure.status.value, unit, who or "", f"{since:%Y-%m}" if since else "", page or _spot(place))
    return Observation(
        series=_id(key),
        status=figure.status,
        unit=unit,
        who=who,
        since=since,
        place=place,
        name=_name(figure, who, since, place, report.title if page else None),
        figure=figure.id,
        statement=figure.attributed_to,
        report=report.id,
        reports=(report.id,),
        keys=(report.key,),
        source=report.source,
        chain=voice.chain,
        origin=voice.name,
        origin_kind=voice.kind,
        anonymous=voice.anonymous,
        voice=voice.key(report.id),
        low=figure.low,
        high=figure.high,
        exactness=figure.exactness,
        at=at,
        said_at=said,
        citation=citation(report, figure.start, figure.end),
    )


def _id(key: tuple[str, ...]) -> str:
    """Return the series' id: the same on every machine, and short enough to type its beginning."""
    return "series:" + hashlib.sha256("\n".join(key).encode()).hexdigest()[:16]


def _usable(figure: Figure) -> bool:
    # One person ("a refugee said") is nobody's count of how many there are.
    enough = (figure.low or figure.high or 0) > 1 or figure.unit == "share"
    return figure.factuality in _REAL and enough and figure.part_of is None


def _followed(figure: Figure, since: dt.date | None) -> bool:
    """Whether the figure tells how many are in a state, or a running total."""
    if since is not None:
        return figure.subject == "people"
    levels = toml("series")["levels"]
    if figure.unit == "share":
        return figure.status.value in levels["share"]
    people = figure.subject == "people" or figure.status is FigureStatus.SIGNED
    return people and figure.status.value in levels["people"] and not figure.background


def _since(figure: Figure, period: Period | None, said: dt.datetime) -> dt.date | None:
    """Return the day a running total began on; None for what is no running total."""
    table = toml("series")["running"]
    if period is None or period.first is None or figure.status.value not in table["statuses"]:
        return None
    open_end = period.last is None or period.last >= said.date()
    long = said.date() - period.first >= dt.timedelta(days=table["days"])
    return period.first if open_end and long else None


def _moment(period: Period | None, said: dt.datetime) -> dt.datetime | None:
    """Return the moment the count is about: that of its publication, or the earlier day it names."""
    if period is None or period.last is None or period.last >= said.date():
        return said if period is None or period.first is None or period.first <= said.date() else None
    if period.first is None or period.last - period.first > _LONGEST:
        return None
    return dt.datetime.combine(period.last, dt.time(), dt.UTC)


def _spot(place: Place | None) -> str:
    """Return the key of a place as it is used: eastern Aleppo is not Aleppo, and "east" is "eastern"."""
    if place is None:
        return ""
    side = (place.modifier or "").lower().removesuffix("ern")
    return " ".join(part for part in (place.gazetteer or (place.name or place.text).lower(), side) if part)


def _who(figure: Figure) -> str | None:
    """Return whom it is about, where they are some people and not others: a group, or the noun counted."""
    if figure.status is FigureStatus.SIGNED or not figure.who:
        return None
    table, nouns = toml("series")["anybody"]["words"], _nouns().get(figure.status.value, ())
    if (named := group(figure.who)) is not None:
        return named
    last = figure.who.lower().split()[-1].strip(".,;:'’\"")
    return None if last in table or last.removesuffix("s") in nouns else last


@cache
def _nouns() -> dict[str, list[str]]:
    return dict(toml("figures")["noun"])


def _name(
    figure: Figure, who: str | None, since: dt.date | None, place: Place | None, title: str | None
) -> str:
    """Return what the series is called: "Displaced, eastern Aleppo", "Signatures: Send boats"."""
    head = toml("series")["name"].get(figure.status.value, figure.status.value.capitalize())
    if title:
        return f"{head}: {title}"
    if figure.unit == "share":
        head = f"{head} of {figure.who}" if figure.who else head
    elif who:
        head = f"{head} ({who})"
    where = " ".join(filter(None, (place.modifier, place.name or place.text))) if place else ""
    return ", ".join(filter(None, (head, where, f"since {since:%B %Y}" if since else "")))


def _marked(one: Observation, beside: Iterable[Observation], marks: Iterable[Told]) -> Observation:
    """Return the observation with the marks that are told of it, and not of another one of the report."""
    own = tuple(_near(one, list(beside), marks))
    return one.model_copy(update={"marks": own}) if own else one


def _near(one: Observation, beside: list[Observation], marks: Iterable[Told]) -> Iterator[Mark]:
    for mark in marks:
        fit = [o for o in beside if (o.status is FigureStatus.SIGNED) or not mark.petition]
        fit = [o for o in fit if o.unit != "share"]
        nearest = min(fit, key=lambda o: (_apart(o, mark), o.citation.start, o.figure), default=None)
        if nearest is one and _apart(one, mark) <= _FAR:
            yield mark.mark


# A mark told further off than this (three sentences of 20 words) is not told of that count.
_FAR = 360


def _apart(one: Observation, mark: Told) -> int:
    return max(one.citation.start - mark.end, mark.start - one.citation.end, 0)
