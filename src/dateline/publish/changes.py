"""Works out what changed between two days' briefs: counts, grades, denials, what came, merged and went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from dateline.model import Account, Brief, Grade, Incident, Item, Section, Toll
from dateline.publish import wording
from dateline.publish.passages import distinct, whole
from dateline.publish.sentences import (
    Ground,
    account_count,
    current,
    headline,
    is_minor,
    leading,
    same_count,
    toll_item,
    tolls,
)
from dateline.publish.telling import disagreement_item

# New counts told in the section: the gravest; the page below tells of the others.
MOST_NEW = 5

Tie = tuple[str, int, int]


def changes(
    previous: Brief,
    now: Sequence[Incident],
    known: Sequence[Incident],
    ground: Ground,
    newer: Mapping[str, str] | None = None,
) -> Section:
    """Return what changed since the earlier brief, each change cited.

    ``now`` are the incidents of this brief, ``known`` all that are linked by now. An incident is the
    earlier one when it has its id, or else when it holds most of what that one rested on.
    """
    before = _matched(previous.incidents, now)
    items = [item for i in now if i.id in before for item in _moved(before[i.id], i, previous, ground)]
    denied = [item for i in now for item in _denied(before.get(i.id), i, ground)]
    items += {item.text: item for item in reversed(denied)}.values()
    items += {item.text: item for item in _corrected(previous, now, newer or {}, ground)}.values()
    items += _new([i for i in now if i.id not in before], ground)
    items += _gone(previous, known, ground)
    return Section(key="changes", title=f"What changed since {wording.day(previous.day)}", items=tuple(items))


def summary(section: Section) -> str:
    """Return the section in one line: "two counts moved · one claim denied"."""
    kinds = [(item.note or "").partition(":")[0] for item in section.items]
    told = {
        "count": "counts moved",
        "grade": "grades changed",
        "denied": "new denials",
        "corrected": "reports corrected",
        "new": "new counts",
        "merged": "incidents merged",
        "gone": "incidents no longer told",
    }
    found = [wording.several(n, words) for kind, words in told.items() if (n := kinds.count(kind))]
    return wording.start(" · ".join(found))


def _moved(old: Incident, new: Incident, previous: Brief, ground: Ground) -> Iterator[Item]:
    """Yield the counts that are other than they were, and the grade when it is."""
    had = {(t.status, t.who): t for t in tolls(old)}
    for toll in tolls(new):
        was = had.get((toll.status, toll.who))
        if was is not None and was.best is not None and (was.best, was.high) != (toll.best, toll.high):
            said = f"count: the brief of {wording.day(previous.day)} had {_short(was)}"
            yield toll_item(new, toll, ground).model_copy(update={"note": said})
    if old.grade is not new.grade and new.accounts:
        yield _sentence(
            f"{new.title}: now graded {new.grade.value}, was {old.grade.value}",
            new.accounts, new, "grade: " + new.grade_reason, ground,
        )  # fmt: skip


def _denied(old: Incident | None, new: Incident, ground: Ground) -> Iterator[Item]:
    """Yield each denial that the earlier brief did not have."""
    denials = [d for d in (old.disagreements if old else ()) if d.kind == "denial" and d.accounts]
    had = {d.accounts[0].origin for d in denials}  # a denial's first account is the denier's
    for index, one in enumerate(new.disagreements):
        if one.kind == "denial" and one.accounts and one.accounts[0].origin not in had:
            item = disagreement_item(new, index, ground)
            yield item.model_copy(update={"note": "denied"})


def _corrected(
    previous: Brief, now: Sequence[Incident], newer: Mapping[str, str], ground: Ground
) -> Iterator[Item]:
    """Yield each count that the newer version of a report replaced by another one."""
    for toll, was in ((t, a) for i in previous.incidents for t in tolls(i) for a in current(t)):
        report = ground.reports.get(newer.get(was.report, ""))
        if report is None:
            continue
        found = [
            (i, t, a)
            for i in now
            for t in tolls(i)
            for a in current(t)
            if (t.status, t.who, a.report, a.part_of is None)
            == (toll.status, toll.who, report.id, was.part_of is None)
        ]
        if found and all(same_count(a) != same_count(was) for *_, a in found):
            incident, now_toll, account = found[0]
            label = wording.words()["status"][toll.status.value]["label"].lower()
            earlier = wording.count(was.low, was.high, was.exactness, "", None).strip()
            yield Item(
                kind="sentence",
                text=wording.sentence(
                    report.source or "A report", "now gives", account_count(account, now_toll, ground), label
                ),
                citations=(whole(account.citation, ground.reports),),
                incident=incident.id,
                note=f"corrected: its earlier version gave {earlier}",
            )


def _new(found: Sequence[Incident], ground: Ground) -> list[Item]:
    """Return the new incidents that somebody counted, in a line each; the page below tells of them."""
    counted = [i for i in found if tolls(i) and i.grade is not Grade.DISCOUNTED]
    return [headline(i, tolls(i)[0], ground).model_copy(update={"note": "new"}) for i in counted[:MOST_NEW]]


def _gone(previous: Brief, known: Sequence[Incident], ground: Ground) -> Iterator[Item]:
    """Yield what the earlier brief told at length and no incident tells now, or another one holds now."""
    ids = {i.id for i in known}
    taken = set(_matched(previous.incidents, known).values())
    for old in previous.incidents:
        cited = [a for a in old.accounts if a.report in ground.reports]
        if old.id in ids or old in taken or not cited or is_minor(old):
            continue
        into = _holder(old, known)
        text = f"{old.title}: now told as part of “{into.title}”" if into else f"{old.title}: no longer told"
        note = "merged" if into else "gone"
        yield _sentence(text, cited, into, note, ground)


def _sentence(
    text: str, accounts: Sequence[Account], incident: Incident | None, note: str, ground: Ground
) -> Item:
    return Item(
        kind="sentence",
        text=wording.sentence(text),
        citations=distinct([whole(a.citation, ground.reports) for a in accounts])[:3],
        incident=incident.id if incident else None,
        note=note,
    )


def _matched(old: Sequence[Incident], new: Sequence[Incident]) -> Mapping[str, Incident]:
    """Return the earlier incident of each later one's id; each earlier one is used once."""
    before = {i.id: i for i in old}
    found = {i.id: before[i.id] for i in new if i.id in before}
    left = [i for i in old if i.id not in found]
    for incident in (i for i in new if i.id not in found):
        alike = [(_shared(o, incident), o) for o in left if o.type == incident.type]
        share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and share > 0.5:  # more than half of it: no two can both hold that
            found[incident.id] = best
            left.remove(best)
    return found


def _holder(old: Incident, known: Sequence[Incident]) -> Incident | None:
    return next((i for i in known if _shared(old, i) > 0.5), None)


def _shared(old: Incident, new: Incident) -> float:
    """Return the share of what the earlier incident rested on that the later one rests on."""
    ties, held = set(_ties(old)), set(_ties(new))
    return len(ties & held) / len(ties) if ties else 0.0


def _ties(incident: Incident) -> Iterator[Tie]:
    for a in chain(incident.accounts, (a for t in incident.tolls for a in t.accounts)):
        yield a.report, a.citation.start, a.citation.end


def _short(toll: Toll) -> str:
    """Return the count that was best then, with the words of the account that gave it."""
    first = leading(toll)
    if toll.best not in (first.low, first.high):
        return wording.in_text(toll.best or 0)
    return wording.count(first.low, first.high, first.exactness, "", None).strip()
