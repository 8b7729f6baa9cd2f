"""Judges which reports tell of one incident, and builds it with every account kept.

Tellings are blocked by family and day; two are one when family, place and days agree, each
agreement with its reason. A telling of a whole province is never one with a telling of a town in
it: the town's incident becomes part of the province's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.data import toml
from dateline.link import accounts, disagreements, geography, grades, tellings, tolls
from dateline.link.copies import age
from dateline.link.origins import Origins
from dateline.link.tellings import Telling
from dateline.model import Account, Decision, Disagreement, Incident, Judgement, Period, Place

# A stretch of more days than this (a siege, an offensive) is compared by its first day only.
LONG_DAYS = 10


def build(
    told: Iterable[Telling], origins: Origins, decisions: Iterable[Decision] = ()
) -> tuple[Incident, ...]:
    """Return the incidents of ``told``, each with its accounts, tolls, grade and disagreements."""
    apart = {
        frozenset(d.subjects) for d in decisions if d.judgement in (Judgement.DIFFERENT, Judgement.SPLIT)
    }
    clusters = _clusters(sorted(told, key=lambda t: (*age(t.report), t.id)), apart)
    pairs = [(own, reasons) for own, reasons in clusters if any(not telling.denied for telling in own)]
    incidents = [_incident(own, reasons, origins) for own, reasons in pairs]
    return tuple(_within(incidents))


def match(a: Telling, b: Telling) -> str | None:
    """Return why two tellings are one incident, or None when they are not."""
    if a.report.id == b.report.id or not tellings.compatible(a.family, b.family):
        return None
    days = _days_agree(a, b)
    place = _places_agree(a, b)
    return f"{place}, {days}" if days and place else None


def _days_agree(a: Telling, b: Telling) -> str | None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    if _long(a) != _long(b):
        return None
    if _long(a):
        return f"both since {a.first}" if a.first == b.first else None
    first, last = max(a.first, b.first), min(a.last, b.last)
    return f"both may mean {first}" if first <= last else None


def _long(telling: Telling) -> bool:
    return bool(telling.first and telling.last and (telling.last - telling.first).days > LONG_DAYS)


def _places_agree(a: Telling, b: Telling) -> str | None:
    if a.local != b.local:
        return None
    found = (geography.same(p, q) for p in a.places for q in b.places if a.local != geography.region(p))
    return next((reason for reason in found if reason), None)


def _clusters(told: Sequence[Telling], apart: set[frozenset[str]]) -> list[tuple[list[Telling], list[str]]]:
    """Join tellings that match, in order of age; a telling joins the first cluster it fits."""
    blocks: defaultdict[dt.date, list[int]] = defaultdict(list)
    clusters: list[tuple[list[Telling], list[str]]] = []
    for telling in told:
        days = list(_days(telling))
        near = sorted({i for day in days for i in blocks[day]})
        at, reason = _best(telling, near, clusters, apart)
        if at is None:
            at = len(clusters)
            clusters.append(([], []))
        clusters[at][0].append(telling)
        if reason:
            clusters[at][1].append(reason)
        for day in days:
            blocks[day].append(at)
    return clusters


def _best(
    telling: Telling,
    near: Sequence[int],
    clusters: Sequence[tuple[list[Telling], list[str]]],
    apart: set[frozenset[str]],
) -> tuple[int | None, str | None]:
    for at in near:
        members = clusters[at][0]
        if any(frozenset((telling.id, other.id)) in apart for other in members):
            continue
        for other in members:
            if reason := match(other, telling):
                return at, reason
    return None, None


def _days(telling: Telling) -> Iterator[dt.date]:
    if telling.first is None or telling.last is None:
        return
    yield telling.first
    if not _long(telling):
        for step in range(1, (telling.last - telling.first).days + 1):
            yield telling.first + dt.timedelta(days=step)


def _incident(told: Sequence[Telling], reasons: Sequence[str], origins: Origins) -> Incident:
    asserting = [own for t in told if not t.denied for own in accounts.of(t, origins)]
    denying = [own for t in told if t.denied for own in accounts.of(t, origins)]
    counted = tolls.of(asserting)
    marked = [account for toll in counted for account in toll.accounts]
    rest = [account for account in asserting if account.status is None or account.low is None]
    differ: tuple[Disagreement, ...] = (
        *disagreements.counts(counted),
        *disagreements.denials(asserting, denying),
    )
    side_a = tuple(sorted({name for t in told if not t.denied for name in t.sides[0]}))
    grade, reason = grades.grade(asserting, differ, frozenset(side_a))
    place, kind = _place(told), _type(told)
    reports = tuple(dict.fromkeys(t.report.id for t in told))
    keys = {t.report.id: t.report.key for t in told}
    return Incident(
        id=identity(told),
        reports=reports,
        keys=tuple(keys[id_] for id_ in reports),
        type=kind,
        title=title(kind, _family(told), _areas(told)),
        place=place,
        place_name=_areas(told),
        period=_period(told),
        accounts=tuple(_in_order([*marked, *rest, *denying])),
        tolls=counted,
        origins=grades.origins(asserting),
        grade=grade,
        grade_reason=reason,
        disagreements=differ,
        side_a=side_a,
        side_b=tuple(sorted({name for t in told if not t.denied for name in t.sides[1]})),
        link_reasons=tuple(dict.fromkeys(reasons)),
    )


def identity(told: Sequence[Telling]) -> str:
    """Return the incident's id, from its earliest telling: later reports never change it."""
    return "incident:" + hashlib.sha256(told[0].id.encode()).hexdigest()[:12]


def title(kind: str, family: str, where: str | None) -> str:
    """Return a neutral title: the type in plain words, and where."""
    table = toml("families")["title"]
    words = str(table.get(kind) or table.get(family) or kind.capitalize())
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
    names = Counter(
        _name(place)
        for t in told
        for place in t.places
        if place.kind != "country" and (not local or not geography.region(place))
    )
    found = [name for name, _ in names.most_common(1 if local else 3)]
    return " and ".join(sorted(found)) if found else (_name(told[0].places[0]) if told[0].places else None)


def _name(place: Place) -> str:
    return place.name or place.text


def _period(told: Sequence[Telling]) -> Period | None:
    """The narrowest period told."""
    found = [t.period for t in told if t.period is not None and t.period.first and t.period.last]
    return min(
        found, key=lambda p: ((p.last or dt.date.max) - (p.first or dt.date.min), str(p.first)), default=None
    )


def _within(incidents: Sequence[Incident]) -> Iterator[Incident]:
    """Make each local incident part of the widest-told one of its family, province and days."""
    wide = [own for own in incidents if own.place is not None and geography.region(own.place)]
    for incident in incidents:
        whole = next((own.id for own in wide if own.id != incident.id and _holds(own, incident)), None)
        yield incident.model_copy(update={"part_of": whole}) if whole else incident


def _holds(whole: Incident, part: Incident) -> bool:
    if part.place is None or whole.place is None or whole.period is None or part.period is None:
        return False
    same_kind = tellings.compatible(
        tellings.family(whole.type) or whole.type, tellings.family(part.type) or part.type
    )
    dates = (whole.period.first, part.period.first, whole.period.last, part.period.last)
    if not same_kind or None in dates:
        return False
    overlap = max(str(dates[0]), str(dates[1])) <= min(str(dates[2]), str(dates[3]))
    return overlap and geography.inside(part.place, whole.place)
