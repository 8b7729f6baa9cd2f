"""Judges which reports tell of one incident, and builds it with every account kept.

Pairs of tellings are proposed, scored with reasons, and grouped by average link. A telling of a whole
province is never one with a telling of a town in it: the town's incident becomes part of the province's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from dateline.data import toml
from dateline.link import accounts, disagreements, geography, grades, proposals, tellings, tolls
from dateline.link.clusters import average_link
from dateline.link.copies import age
from dateline.link.equals import unify
from dateline.link.likeness import THRESHOLD, Likeness, compare
from dateline.link.origins import Origins
from dateline.link.tellings import Telling
from dateline.link.traits import Weights
from dateline.model import Account, Copies, Decision, Disagreement, Incident, Judgement, Period, Place, Toll


def build(
    told: Sequence[Telling],
    origins: Origins,
    weights: Weights,
    copies: Iterable[Copies] = (),
    decisions: Iterable[Decision] = (),
) -> tuple[Incident, ...]:
    """Return the incidents of ``told``, each with its accounts, tolls, grade and disagreements."""
    ordered = sorted(told, key=lambda t: (*age(t.report), t.start))
    denied = [telling for telling in ordered if telling.denied]
    groups = _groups([t for t in ordered if not t.denied], weights, copies, decisions)
    incidents = [
        _incident([*own, *(d for d in denied if _denies(d, own))], reasons, origins)
        for own, reasons in groups
        if any(t.read for t in own)
    ]
    return tuple(_within(incidents))


def _denies(denial: Telling, told: Sequence[Telling]) -> bool:
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


def _groups(
    told: Sequence[Telling], weights: Weights, copies: Iterable[Copies], decisions: Iterable[Decision]
) -> list[tuple[list[Telling], list[str]]]:
    """Join the tellings that are one incident, each group with the reason that tied each newcomer to it.

    What reports are about is joined first; what they tell in passing then finds its place among that.
    """
    traits = [weights.of(telling) for telling in told]
    texts = {frozenset((pair.a, pair.b)) for group in copies for pair in group.pairs}
    found: dict[tuple[int, int], Likeness] = {}
    for i, j in proposals.pairs(told, traits, weights):
        one_text = frozenset((told[i].report.id, told[j].report.id)) in texts
        likeness = compare(told[i], told[j], traits[i], traits[j], trust=weights.trust, copies=one_text)
        if likeness is not None:
            found[i, j] = likeness
    same, different = _decided(told, decisions)
    scores = {pair: likeness.score for pair, likeness in found.items()}
    leading = {(i, j): score for (i, j), score in scores.items() if told[i].leads and told[j].leads}
    first = average_link(len(told), leading, THRESHOLD, same=same, different=different)
    joined = [*same, *(pair for own in first for pair in pairwise(own))]
    groups = average_link(len(told), scores, THRESHOLD, same=joined, different=different)
    return [([told[i] for i in own], _reasons(own, found)) for own in groups]


def _reasons(own: Sequence[int], found: Mapping[tuple[int, int], Likeness]) -> list[str]:
    """For each member but the first, why it joined: its best pair with an earlier member."""
    reasons = []
    for at, j in enumerate(own):
        best = max(
            (found[i, j] for i in own[:at] if (i, j) in found), key=lambda own: own.score, default=None
        )
        if best is not None:
            reasons.append(f"{best.score:.2f}: {', '.join(best.reasons)}")
    return reasons


def _decided(
    told: Sequence[Telling], decisions: Iterable[Decision]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pairs that people joined and kept apart, by telling id; unknown ids bind nothing."""
    at = {telling.id: i for i, telling in enumerate(told)}
    same: list[tuple[int, int]] = []
    different: list[tuple[int, int]] = []
    for decision in decisions:
        known = sorted(at[subject] for subject in decision.subjects if subject in at)
        pairs = [(a, b) for x, a in enumerate(known) for b in known[x + 1 :]]
        if decision.judgement in (Judgement.SAME, Judgement.MERGE):
            same.extend(pairs)
        elif decision.judgement in (Judgement.DIFFERENT, Judgement.SPLIT):
            different.extend(pairs)
    return same, different


def _incident(told: Sequence[Telling], reasons: Sequence[str], origins: Origins) -> Incident:
    given = [(t.denied, own) for t in told for own in accounts.of(t, origins)]
    named = list(zip((denied for denied, _ in given), unify([own for _, own in given]), strict=True))
    asserting = accounts.history([own for denied, own in named if not denied])
    denying = [own for denied, own in named if denied]
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
        side_a=side_a,
        side_b=tuple(sorted({name for t in told if not t.denied for name in t.sides[1]})),
        tellings=tuple(t.id for t in told),
        link_reasons=tuple(dict.fromkeys(reasons)),
    )


def identity(told: Sequence[Telling]) -> str:
    """Return the incident's id, from its earliest telling: later reports never change it."""
    return "incident:" + hashlib.sha256(next(t for t in told if t.read).id.encode()).hexdigest()[:12]


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
    return " and ".join(sorted(_called(near, key) for key, _ in told_most)) or None


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


def _within(incidents: Sequence[Incident]) -> Iterator[Incident]:
    """Make each local incident part of the first wide one of its family, area and days."""
    wide: defaultdict[str | None, list[Incident]] = defaultdict(list)
    for own in incidents:
        if own.place is not None and geography.region(own.place):
            wide[own.place.country].append(own)
    for incident in incidents:
        near = wide[incident.place.country] if incident.place is not None else []
        whole = next((own.id for own in near if own.id != incident.id and _holds(own, incident)), None)
        yield incident.model_copy(update={"part_of": whole}) if whole else incident


def _holds(whole: Incident, part: Incident) -> bool:
    if part.place is None or whole.place is None or not geography.inside(part.place, whole.place):
        return False
    families = (tellings.family(own.type) or own.type for own in (whole, part))
    return tellings.compatible(*families) and _overlap(whole.period, part.period)


def _overlap(a: Period | None, b: Period | None) -> bool:
    if a is None or b is None or None in (a.first, a.last, b.first, b.last):
        return False
    return max(str(a.first), str(b.first)) <= min(str(a.last), str(b.last))
