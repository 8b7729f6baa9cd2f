"""What readers get of what was published: names, exact points and held incidents stay behind this door.

Pages, feeds, files and the API ask ``publishing``, and ``publishing`` asks here. What a publication's reports
make worth keeping back is found once and kept with it; settings, ledger and clock have their say each time.
The desk must be connected: these calls open no session, so that they may stand within one.
"""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from dateline.data import toml
from dateline.model import Brief, Edition, Judgement, Named, Publication, Remark, Report
from dateline.pipeline.desk import Desk
from dateline.publish import harm
from dateline.publish.harm import Found, Rules

# Rules held in memory, those least lately asked for going first: a few kilobytes each.
MOST = 400
# What stands under an address that spells its name.
SPELLED = frozenset({"source", "actor", "place"})
# A brief may tell of what happened some days before it.
BEFORE = dt.timedelta(days=7)


def now() -> dt.datetime:
    """Return the moment."""
    return dt.datetime.now(dt.UTC)


@dataclass
class _Kept:
    """What one process holds of one desk: rules by day and version, and how often a hold has ended.

    It is replaced, never emptied: what a slow thread works out from it goes with it.
    """

    stamp: tuple[int, ...] = ()
    said: Mapping[str, Judgement] = field(default_factory=dict)
    turns: int = 0
    rules: OrderedDict[tuple[dt.date, int], Rules] = field(default_factory=OrderedDict)
    hidden: Counter[tuple[str, str]] | None = None
    next: dt.datetime | None = None


_kept: dict[str, _Kept] = {}
_lock = Lock()


def turns(desk: Desk) -> int:
    """Return how many times what is held back changed by the clock alone; pages kept before it are stale."""
    return _of(desk).turns


def rules(desk: Desk, found: Publication) -> Rules:
    """Return what is kept from readers of a publication, at this moment."""
    own = _of(desk)
    key = (found.day, found.version)
    with _lock:
        if key in own.rules:
            own.rules.move_to_end(key)
            return own.rules[key]
    made = _rules(desk, found.brief, own.said, _found(desk, found))
    with _lock:
        own.rules[key] = made
        while len(own.rules) > MOST:
            own.rules.popitem(last=False)
        if made.next:
            own.next = min(own.next or made.next, made.next)
    return made


def draft_rules(desk: Desk, brief: Brief, reports: Sequence[Report]) -> Rules:
    """Return what would be kept from readers of a draft if it were published now."""
    own = harm.found(reports, brief.incidents)
    return harm.ruled(desk.settings.harm, own, lambda: reports, brief.incidents, _of(desk).said, now())


def opened(desk: Desk, found: Publication) -> Publication:
    """Return a publication as readers may see it."""
    return harm.public(found, rules(desk, found))


def noted(desk: Desk, one: Edition) -> Edition:
    """Return a version whose note, an editor's words, names nobody whom its brief may not name."""
    from dateline.store import published

    if not one.note:
        return one
    found = published.publication(one.day, one.version)
    note = harm.text(one.note, rules(desk, found)) if found else None
    return one if note == one.note else one.model_copy(update={"note": note})


def labels(desk: Desk, brief: Brief, reports: Sequence[Report]) -> tuple[Brief, list[Report]]:
    """Return a brief and its reports without the names kept back, for the labels of what the brief shows."""
    known = harm.without_delay(draft_rules(desk, brief, reports))
    return harm.public(brief, known), [harm.public(report, known) for report in reports]


def guard(desk: Desk, made: Publication, reports: Sequence[Report]) -> None:
    """Keep what was found worth keeping back of a new publication."""
    from dateline.store import published

    own = harm.found(reports, made.brief.incidents)
    published.guard(made.day, made.version, own.model_dump_json())


def labelled(desk: Desk, one: Named) -> Named | None:
    """Return what the site shows, its label without the names that the desk withholds.

    Return None for a source, actor or place that is such a name itself: its address spells it.
    """
    label = harm.text(one.label, _asked(desk))
    if label == one.label:
        return one
    return None if one.kind in SPELLED else one.model_copy(update={"label": label})


def remarks(desk: Desk, found: Iterable[Remark]) -> list[Remark]:
    """Return readers' comments without the names that the desk withholds, nor words of withheld incidents."""
    known, said = _asked(desk), _of(desk).said

    def quoted(one: Remark) -> str | None:
        gone = any(said.get(claim) is Judgement.WITHHOLD for claim in one.claim)
        return harm.text(one.quoted, known) if one.quoted and not gone else None

    return [
        one.model_copy(
            update={
                "name": harm.text(one.name, known),
                "text": harm.text(one.text, known),
                "quoted": quoted(one),
            }
        )
        for one in found
    ]


def hidden(desk: Desk) -> Counter[tuple[str, str]]:
    """Return (kind, word) of what is held back now, with the number of briefs that would show it."""
    own = _of(desk)
    if own.hidden is None:
        own.hidden = Counter(_hidden(desk, own.said))
    return own.hidden


def _hidden(desk: Desk, said: Mapping[str, Judgement]) -> Iterator[tuple[str, str]]:
    from dateline.pipeline.publishing import shows
    from dateline.store import load, published

    hours = [row["hours"] for row in toml("harm")["place"]]
    longest = desk.settings.harm.delay_hours or max(hours, default=0)
    first = (now() - dt.timedelta(hours=longest) - BEFORE).date()
    withheld = [s for s, v in said.items() if v is Judgement.WITHHOLD and not s.startswith(harm.NAME)]
    some = {(p.day, p.version): p for p in (*published.since(first), *published.telling(withheld))}
    for found in some.values():
        known = rules(desk, found)
        if known.held:
            reports = list(load.reports(found.brief.reports))
            clear = [report for report in reports if report.id not in known.blacked]
            shown = {(n.kind, n.word) for n in shows(harm.public(found.brief, known), clear)}
            yield from {(n.kind, n.word) for n in shows(found.brief, reports)} - shown


def _of(desk: Desk) -> _Kept:
    """Return what this process holds of a desk, anew after a publication, a decision, the end of a hold."""
    from dateline.store import published

    key, stamp = str(desk.folder), published.stamp()
    own = _kept.get(key)
    if own is None or own.stamp != stamp:
        own = _Kept(stamp, _said(), own.turns if own else 0)
    elif own.next and own.next <= now():
        own = _Kept(stamp, own.said, own.turns + 1)
    _kept[key] = own
    return own


def _said() -> Mapping[str, Judgement]:
    from dateline.review.ledger import standing
    from dateline.store import load

    return harm.verdicts(standing(load.decisions()))


def _asked(desk: Desk) -> Rules:
    """Return the rules of the names that the desk itself withholds, wherever they stand."""
    return harm.ruled(desk.settings.harm, Found(), tuple, (), _of(desk).said, None)


def _found(desk: Desk, found: Publication) -> Found:
    from dateline.store import load, published

    kept = published.guarded(found.day, found.version)
    if kept is not None:
        return Found.model_validate_json(kept)
    own = harm.found(list(load.reports(found.brief.reports)), found.brief.incidents)
    published.guard(found.day, found.version, own.model_dump_json())
    return own


def _rules(desk: Desk, brief: Brief, said: Mapping[str, Judgement], own: Found) -> Rules:
    from dateline.store import load

    def reports() -> list[Report]:
        return list(load.reports(brief.reports))

    return harm.ruled(desk.settings.harm, own, reports, brief.incidents, said, now())
