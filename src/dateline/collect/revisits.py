"""Says when a captured address is looked at again, and what a later look at it means."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urljoin

from dateline.collect import fields, remote, walls
from dateline.collect.answers import Fetched
from dateline.errors import InputError
from dateline.model import Change, Presence, Report, Visit, ZoneKind

# An hour, a day, a week and a month after the capture: most of what is deleted or rewritten goes early, and
# each look costs its source a request.
AGES = tuple(dt.timedelta(hours=hours) for hours in (1, 24, 7 * 24, 30 * 24))
# What is gone is looked for again this often, for as long: it may come back, and that is news too.
GONE_AGAIN, GONE_FOR = dt.timedelta(days=30), dt.timedelta(days=365)
# An answer that says nothing about the page (a server that is down) is followed by another look so soon.
SOON = dt.timedelta(hours=6)
GONE = {404: "404", 410: "410", 451: "451: closed for legal reasons"}
# Fewer of the captured words than this, and it is another page that stands there. Rewritten reports of the
# same event keep more than half of their words; a "not found" page shares its site's name at most.
KEPT = 0.3
ASIDE = frozenset({ZoneKind.COMMENT, ZoneKind.LINKS, ZoneKind.EMBED})
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
WORD = re.compile(r"\w+")


def next_visit(captured: dt.datetime, visits: Sequence[Visit]) -> dt.datetime | None:
    """Return when to look again, after these visits in order; None when there is no need to.

    A visit stands for every age it is past: who was away for a month looks once, not four times.
    """
    last = visits[-1] if visits else None
    if last and last.presence is Presence.UNREACHABLE:
        return last.at + SOON
    if last and last.presence is Presence.GONE:
        return last.at + GONE_AGAIN if last.at - captured < GONE_FOR else None
    seen = last.at if last else captured
    return next((captured + age for age in AGES if captured + age > seen), None)


@dataclass(frozen=True, slots=True)
class Look:
    """What stands at an address now: the answer, and the report in it if there is one."""

    fetched: Fetched | None
    report: Report | None = None
    error: InputError | None = None


def look(fetched: Fetched) -> Look:
    """Return an answer with the page that is read in it, as it was read when it was captured."""
    if not 200 <= fetched.status < 300:
        return Look(fetched)
    try:
        found = [report for item in remote.read(fetched) for report in item.reports]
    except InputError as error:
        return Look(fetched, error=error)
    return Look(fetched, found[0] if len(found) == 1 else None)


def judge(before: Report, seen: Look, at: dt.datetime, last: Visit | None, *, comparable: bool) -> Visit:
    """Return what a look means beside the report that was captured from there.

    ``comparable`` says that the page itself was captured, not an extract of it. ``last`` is the visit
    before: what was gone then and stands there now is back.
    """
    url, fetched = before.url or "", seen.fetched
    if fetched is None:
        return _visit(before, url, at, Presence.UNREACHABLE, str(seen.error and seen.error.problem))
    if fetched.status in GONE:
        return _visit(before, url, at, Presence.GONE, GONE[fetched.status])
    if not 200 <= fetched.status < 300 or fetched.cut:
        cause = fetched.cut.value if fetched.cut else remote.status(fetched.status)
        return _visit(before, url, at, Presence.UNREACHABLE, cause)
    there = kept(before, seen.report)
    if there < KEPT and (wall := walls.wall(fetched, url)):
        return _visit(before, url, at, Presence.GONE, wall.value)
    back = last is not None and last.presence is Presence.GONE
    if not comparable or seen.report is None:
        found = Presence.BACK if back else Presence.PRESENT
        return _visit(before, url, at, found, None if there >= KEPT else "its words were not found there")
    changes = paragraphs(before, seen.report)
    found = Presence.CHANGED if changes else Presence.UNCHANGED
    found = Presence.BACK if back else found
    return Visit(
        report=before.id, url=url, at=at, presence=found, paragraphs=changes, numbers=numbers(changes)
    )


def version(before: Report, now: Report) -> Report:
    """Return the page as it stands now as a version of the report that was captured from its address."""
    same = {
        "source": before.source or now.source,
        "language": before.language or now.language,
        "url": before.url,
        "resource": before.url,
    }
    return fields.identified(now.model_copy(update=same))


def replaced(before: Report, seen: Look) -> bool:
    """Return whether another page may stand there that no words give away: it is worth a probe."""
    return seen.report is not None and kept(before, seen.report) < KEPT


def missing(url: str) -> str:
    """Return an address beside ``url`` at which there is surely nothing, the same one each time."""
    mark = hashlib.sha256(url.encode()).hexdigest()[:16]
    return urljoin(url.partition("?")[0].rstrip("/"), f"dateline-{mark}")


def alike(one: Report | None, other: Report | None) -> bool:
    """Return whether two addresses answer with the same page, but for what every page has of its own."""
    if one is None or other is None:
        return one is other
    return difflib.SequenceMatcher(None, _bag(one), _bag(other)).ratio() > 0.9


def kept(before: Report, now: Report | None) -> float:
    """Return the share of the captured words that stand on the page now, each as often as it did."""
    had, have = Counter(_bag(before)), Counter(_bag(now)) if now else Counter()
    return sum((had & have).values()) / max(sum(had.values()), 1)


def paragraphs(before: Report, now: Report) -> tuple[Change, ...]:
    """Return the paragraphs that are other than they were, comments and link lists left out."""
    old, new = _paragraphs(before), _paragraphs(now)
    found: list[Change] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = zip_longest(old[a:b], new[c:d])
        found += [Change(before=gone, after=come) for gone, come in pairs]
    return tuple(found)


def numbers(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the numbers of changed paragraphs that are others now, in the order they stand in."""
    found = []
    for change in changes:
        had, have = NUMBER.findall(change.before or ""), NUMBER.findall(change.after or "")
        matcher = difflib.SequenceMatcher(None, had, have, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                found.append(Change(before=", ".join(had[a:b]) or None, after=", ".join(have[c:d]) or None))
    return tuple(found)


def _visit(before: Report, url: str, at: dt.datetime, presence: Presence, cause: str | None) -> Visit:
    return Visit(report=before.id, url=url, at=at, presence=presence, cause=cause)


def _paragraphs(report: Report) -> list[str]:
    """Return the paragraphs of the report itself, blanks evened out."""
    zones = [zone for zone in report.zones if zone.kind not in ASIDE]
    pieces = [report.text[zone.start : zone.end] for zone in zones] or re.split(r"\n\s*\n", report.text)
    return [words for piece in pieces if (words := " ".join(piece.split()))]


def _bag(report: Report) -> list[str]:
    return WORD.findall(" ".join(_paragraphs(report)).casefold())
