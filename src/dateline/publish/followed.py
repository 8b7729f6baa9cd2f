"""Tells the figures that are followed over days: what stands, how it came there, which marks were crossed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from dateline.model import Account, Item, Level, Observation, Section, Series
from dateline.publish import wording
from dateline.publish.passages import distinct, whole
from dateline.publish.sentences import ORDER, Ground, in_place, named

# Figures told on one page, and counts listed under each; record.json has them all.
MOST, LISTED = 4, 6


def followed(series: Iterable[Series], today: Collection[str]) -> list[Series]:
    """Return the series that a report of the day adds a count to, people before shares, the longest first."""
    now = [s for s in series if s.followed and any(set(o.reports) & set(today) for o in s.observations)]
    return sorted(now, key=lambda s: (s.unit == "share", -len(s.levels), ORDER.index(s.status), s.id))[:MOST]


def section(series: Sequence[Series], ground: Ground) -> Section:
    """Return the section: a sentence a series, the counts it rests on as its parts."""
    items = tuple(item for one in series if (item := _item(one, ground)))
    return Section(key="series", title="Followed over days", items=items)


def shown(series: Series) -> list[Observation]:
    """Return the counts that the page lists: the first one and the latest."""
    found = list(series.observations)
    return found if len(found) <= LISTED else [found[0], *found[1 - LISTED :]]


def _item(series: Series, ground: Ground) -> Item | None:
    """Return "At least 31,500 people were reported displaced in eastern Aleppo on ..., according to ..."."""
    level = series.levels[-1]
    stand = standing(series, level)
    first = next((o for o in stand if level.best in (o.low, o.high)), stand[0])
    agreeing = [o for o in stand if (o.low, o.high, o.exactness) == (first.low, first.high, first.exactness)]
    others = [o for o in stand if o not in agreeing]
    known = [o for o in (*agreeing, *others) if o.report in ground.reports]
    if not known or first.report not in ground.reports:
        return None
    text = wording.sentence(
        _counted(first, series, ground),
        wording.words()["status"][series.status.value]["reported"].format(was="were"),
        _where(series),
        "" if series.since else _date(first, ground),
        f", according to {named([account(o) for o in agreeing], ground)}",
        *(f"; {_count(o, ground)}, according to {named([account(o)], ground)}" for o in others[:2]),
    )
    return Item(
        kind="sentence",
        text=text,
        citations=distinct([whole(o.citation, ground.reports) for o in known])[:3],
        note=series.id,
        parts=tuple(_part(o, ground) for o in shown(series) if o.report in ground.reports),
    )


def standing(series: Series, level: Level) -> list[Observation]:
    """Return the counts that stand at a level: each voice's latest one until then, if not too old."""
    latest = {o.voice: o for o in series.observations if not o.revised and o.at <= level.at}
    return [o for o in latest.values() if set(o.reports) & set(level.reports)]


def _part(one: Observation, ground: Ground) -> Item:
    revised = ", later revised" if one.revised else ""
    said = f"{wording.short_day(one.at.date())}: {_count(one, ground)}"
    text = f"{said}, according to {named([account(one)], ground)}{revised}"
    return Item(kind="sentence", text=text, citations=(whole(one.citation, ground.reports),))


def account(one: Observation) -> Account:
    """Return the observation as the account that it was read from."""
    return Account(
        report=one.report,
        figure=one.figure,
        statement=one.statement,
        source=one.source,
        chain=one.chain,
        origin=one.origin,
        origin_kind=one.origin_kind,
        anonymous=one.anonymous,
        status=one.status,
        who=one.who,
        low=one.low,
        high=one.high,
        exactness=one.exactness,
        said_at=one.said_at,
        citation=one.citation,
    )


def _counted(one: Observation, series: Series, ground: Ground) -> str:
    if series.unit == "share":
        return f"“{_said(one, ground)}”"
    return wording.count(one.low, one.high, one.exactness, series.who or "people", _said(one, ground))


def _count(one: Observation, ground: Ground) -> str:
    """Return the count without its noun; a share in the report's own words."""
    said = _said(one, ground)
    if one.unit == "share":
        return f"“{said}”"
    return wording.count(one.low, one.high, one.exactness, "", said).strip()


def _said(one: Observation, ground: Ground) -> str | None:
    figure = ground.figure(account(one))
    return figure.text if figure else None


def _where(series: Series) -> str:
    place = series.place
    if series.name.startswith("Signatures:") or place is None:
        return f"“{series.name.partition(': ')[2]}”" if place is None else ""
    name = wording.modified(place.modifier, place.name or place.text)
    since = f" since {series.since:%B %Y}" if series.since else ""
    petition = "a petition " if series.status.value == "signed" else ""
    return petition + in_place(name) + since


def _date(one: Observation, ground: Ground) -> str:
    day = one.at.date()
    return wording.when(day, day, ground.year)


def crossed(series: Series) -> list[str]:
    """Return each mark in words: passed when, or not yet reached."""
    last = {c.mark.value: c for c in series.crossings}
    told = []
    for mark in series.marks:
        name = f" ({_quoted(mark.name)})" if mark.name else ""
        crossing = last.get(mark.value)
        number = wording.number(mark.value)
        if crossing is None:
            told.append(f"Not yet at {number}{name}")
        else:
            way = "Past" if crossing.up else "Below"
            after = f"after {_moment(crossing.after)} and " if crossing.after else ""
            doubt = "" if crossing.agreed else ", not by every count"
            told.append(f"{way} {number}{name} {after}by {_moment(crossing.by)}{doubt}")
    return told


def silences(series: Series) -> list[str]:
    """Return each gap in words."""
    return [
        f"No count between {wording.short_day(gap.first.date())} and {wording.short_day(gap.last.date())}"
        for gap in series.gaps
    ]


def pace(series: Series) -> str | None:
    """Return the latest rate in words that say that it is worked out, or None without one."""
    if not series.rates:
        return None
    rate = series.rates[-1]
    low, high = round(rate.low), round(rate.high)
    span = (
        f"{wording.number(low)} a day"
        if low == high
        else f"{wording.number(low)} to {wording.number(high)} a day"
    )
    days = f"{wording.short_day(rate.first.date())} to {wording.short_day(rate.last.date())}"
    return f"Worked out from two counts of {rate.origin}, {days}: {span}"


def _quoted(words: str) -> str:
    return f"“{words}”"


def _moment(moment: dt.datetime) -> str:
    time = "" if moment.time() == dt.time() else f", {moment:%H:%M} UTC"
    return f"{wording.short_day(moment.date())}{time}"
