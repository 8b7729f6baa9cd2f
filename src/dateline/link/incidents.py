"""Builds an incident from the tellings that are one, with every account kept.

A telling of a whole province is never one with a telling of a town in it: the town's incident becomes
part of the province's.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from dateline.data import toml
from dateline.link import accounts, circles, disagreements, geography, grades, pairs, tellings, tolls
from dateline.link.digests import Told
from dateline.link.disagreements import Given
from dateline.link.equals import unify
from dateline.link.memory import Outline
from dateline.link.naming import Named
from dateline.link.register import Register
from dateline.link.tellings import Telling
from dateline.listing import listed
from dateline.model import Account, Disagreement, FigureStatus, Incident, Period, Place, Toll


def denies(denial: Telling, told: Sequence[Telling]) -> bool:
    """A denial bears on what is told of its place, or of a place in its area, on the days it may mean."""
    return any(
        tellings.compatible(denial.family, t.family) and _days_meet(denial, t) and _covers(denial, t)
        for t in told
    )


def _days_meet(denial: Telling, t: Telling) -> bool:
    if denial.first is None or denial.last is None or t.first is None or t.last is None:
        return False
    return max(denial.first, t.first) <= min(denial.last, t.last)


def _covers(denial: Telling, t: Telling) -> bool:
    return any(geography.same(p, q) or geography.inside(q, p) for p in denial.places for q in t.places)


def incident(
    given_: Sequence[Told],
    reasons: Sequence[str],
    name: Named,
    *,
    register: Register | None = None,
    discounted: str | None = None,
) -> Incident:
    """Return the incident of these tellings, earliest first, the denials of it last."""
    told = [own.telling for own in given_]
    named = iter(circles.broken(unify([account for own in given_ for account in own.accounts])))
    given = [Given(own.telling, [next(named) for _ in own.accounts]) for own in given_]
    asserted = [own for own in given if not own.telling.denied and own.accounts]
    asserting = accounts.history([account for own in asserted for account in own.accounts])
    denying = [account for own in given if own.telling.denied for account in own.accounts]
    known = register or Register()
    unreviewed = known.unreviewed(asserting)
    counted = tuple(grades.claim(toll, unreviewed) for toll in tolls.of(asserting))
    marked = [account for toll in counted for account in toll.accounts]
    rest = [account for account in asserting if account.status is None or account.low is None]
    differ = _differences(asserted, counted, asserting, denying)
    side_a = tuple(sorted({name for t in told if not t.denied for name in t.sides[0]}))
    grade, reason = grades.grade(
        asserting, differ, frozenset(side_a), unreviewed=unreviewed, discounted=discounted
    )
    place, kind = _place(told), _type(told)
    reports = tuple(dict.fromkeys(t.report.id for t in told))
    keys = {t.report.id: t.report.key for t in told}
    return Incident(
        id=name.id,
        reports=reports,
        keys=tuple(keys[id_] for id_ in reports),
        type=kind,
        title=title(kind, _family(told), _areas(told), counted),
        place=place,
        place_name=_areas(told),
        period=_period(told),
        accounts=tuple(_in_order([*marked, *rest, *denying])),
        tolls=counted,
        origins=grades.origins(asserting),
        grade=grade,
        grade_reason=reason,
        disagreements=differ,
        reliability=known.reliability(asserting),
        credibility=grades.credibility(grade, asserting),
        unreviewed=unreviewed,
        voices=tuple(pairs.of(_in_order(asserting))),
        harm=_harm(counted),
        spread=len({account.source or account.report for account in asserting}),
        side_a=side_a,
        side_b=tuple(sorted({name for t in told if not t.denied for name in t.sides[1]})),
        tellings=tuple(t.id for t in told),
        link_reasons=tuple(dict.fromkeys(reasons)),
        formerly=name.formerly,
    )


def _differences(
    asserted: Sequence[Given],
    counted: Sequence[Toll],
    asserting: Sequence[Account],
    denying: Sequence[Account],
) -> tuple[Disagreement, ...]:
    return (
        *disagreements.counts(counted),
        *disagreements.contradictions(counted),
        *disagreements.denials(asserting, denying),
        *disagreements.responsibility(asserted),
        *disagreements.places(asserted),
        *disagreements.days(asserted),
        *disagreements.statuses(counted),
    )


def _harm(counted: Sequence[Toll]) -> int:
    """How many were killed or injured at least, whoever tells it: a measure of news, not of evidence."""
    total = [toll for toll in counted if toll.who is None] or list(counted)
    least = {status: max((t.low or 0 for t in total if t.status is status), default=0) for status in _HARMED}
    return int(sum(least.values()))


_HARMED = (FigureStatus.KILLED, FigureStatus.INJURED)


def title(kind: str, family: str, where: str | None, counted: Sequence[Toll] = ()) -> str:
    """Return a neutral title: what became of those counted, or the type in plain words, and where."""
    table = toml("families")
    fate = next((table["people"].get(toll.status.value) for toll in counted), None)
    named = table["title"].get(kind) or table["title"].get(family) or kind.capitalize()
    words = str(named if tellings.harmful(family) or not fate else fate)
    return f"{words} in {where}" if where else words


def _in_order(found: Sequence[Account]) -> list[Account]:
    return sorted(found, key=lambda own: (str(own.said_at or ""), own.report, own.citation.start))


def _type(told: Sequence[Telling]) -> str:
    kinds = Counter(event.type for t in told for event in t.events)
    return kinds.most_common(1)[0][0] if kinds else _family(told)


def _family(told: Sequence[Telling]) -> str:
    return next((t.family for t in told if t.family != tellings.HARM), told[0].family)


def _place(told: Sequence[Telling]) -> Place | None:
    """The place most tellings give, the more precise first; None when none is told."""
    places = [place for t in told for place in t.places if not t.local or not geography.region(place)]
    votes = Counter(_name(place) for place in places)
    located = sorted(places, key=lambda p: (p.lat is None, p.precision or 9, -votes[_name(p)]))
    return located[0] if located else None


def _areas(told: Sequence[Telling]) -> str | None:
    """The names of the places: the town for a local incident, all the provinces for a wide one."""
    local = any(t.local for t in told)
    places = [place for t in told for place in t.places]
    near = [p for p in places if p.kind != "country" and not (local and geography.region(p))] or places[:1]
    told_most = Counter(p.gazetteer or _name(p) for p in near).most_common(1 if local else 3)
    return listed(sorted(_called(near, key) for key, _ in told_most)) or None


def _called(places: Sequence[Place], key: str) -> str:
    """The spelling most reports use for a town or quarter; the gazetteer's name for an area."""
    own = [p for p in places if (p.gazetteer or _name(p)) == key]
    town = [p.text for p in own if not geography.region(p) and p.text.isascii()]
    return Counter(town).most_common(1)[0][0] if town else _name(own[0])


def _name(place: Place) -> str:
    return place.name or place.text


def _period(told: Sequence[Telling]) -> Period | None:
    """The narrowest period told."""
    found = [t.period for t in told if t.period is not None and t.period.first and t.period.last]
    return min(
        found, key=lambda p: ((p.last or dt.date.max) - (p.first or dt.date.min), str(p.first)), default=None
    )


def holds(whole: Outline, part: Outline) -> bool:
    """Return whether one incident is of a whole area, and the other of a place in it on the same days."""
    if not _overlap(whole, part) or whole.id == part.id or whole.place is None or part.place is None:
        return False
    families = (tellings.family(own.type) or own.type for own in (whole, part))
    return tellings.compatible(*families) and geography.inside(part.place, whole.place)


def _overlap(a: Outline, b: Outline) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.first <= b.last and b.first <= a.last
