"""Arranges a brief for the page's template: areas, count rows, accounts, pictures, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.model import Account, Brief, Capture, FigureStatus, Grade, Incident, Item, Report, Section, Toll
from dateline.publish import intervals, timeline, wording
from dateline.publish import map as mapped
from dateline.publish.notes import Note, Notes
from dateline.publish.passages import Reports, whole
from dateline.publish.sentences import Ground, account_count, leading, place_name, tolls
from dateline.publish.voices import chain, voices

# The heading of incidents that no report places.
NOWHERE = "Place not given"


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count beside its bar: ``depth`` 1 is a part of the row of depth 0 above it."""

    depth: int
    label: str
    words: str
    bar: Markup
    support: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Who says what of an incident, through whom."""

    chain: tuple[str, ...]
    words: str
    bar: Markup | None
    said: str
    superseded: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An incident as the page shows it."""

    incident: Incident
    when: str
    place: str
    items: tuple[Item, ...]
    accounts: tuple[AccountRow, ...]

    @property
    def minor(self) -> bool:
        """Return whether a line is enough: no count, nobody disagrees, one voice."""
        own = self.incident
        return not tolls(own) and not own.disagreements and own.grade is Grade.WEAK


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A report in the list of sources."""

    report: Report
    digest: str
    capture: Capture | None
    cited: int

    @property
    def title(self) -> str:
        """Return the title; for a text without one, its first words."""
        words = self.report.text.split()
        return self.report.title or " ".join(words[:9]) + (" …" if len(words) > 9 else "")


@dataclass(frozen=True, slots=True)
class Page:
    """All the template needs."""

    brief: Brief
    notes: Notes
    sections: Mapping[str, Section]
    numbers: tuple[CountRow, ...]
    others: tuple[tuple[CountRow, Item], ...]
    areas: tuple[tuple[str, tuple[Card, ...]], ...]
    map: mapped.Map | None
    timeline: timeline.Timeline | None
    sources: tuple[SourceRow, ...]
    summary: str

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Return the grades that the map shows, strongest first."""
        found = {spot.grade for spot in self.map.spots} if self.map else set()
        return tuple(g for g in mapped.GRADES if g in found)

    @property
    def drawn(self) -> int:
        """Return the number of reports behind the incidents on the map."""
        spots = self.map.spots if self.map else ()
        return len({r for spot in spots for i in spot.incidents for r in i.reports})

    @property
    def weak(self) -> tuple[Incident, ...]:
        """Return the incidents told at length on weak evidence."""
        cards = [card for _, group in self.areas for card in group]
        return tuple(c.incident for c in cards if c.incident.grade is Grade.WEAK and not c.minor)

    @property
    def also(self) -> tuple[Card, ...]:
        """Return the incidents that a line is enough for, each sentence told once on the page."""
        cards = [card for _, group in self.areas for card in group]
        told = {note for card in cards if not card.minor for row in card.accounts for note in row.notes}
        kept: dict[tuple[Note, ...], Card] = {}
        for card in cards:
            rests = self.notes.of(card.items[0]) if card.minor and card.items else ()
            if rests and not told.intersection(rests):
                kept.setdefault(rests, card)
        return tuple(kept.values())

    def link(self, incident: Incident) -> Markup:
        """Return the incident's title, as a link to where the page tells of it."""
        shown = {c.incident.id for _, cards in self.areas for c in cards if not c.minor}
        shown |= {c.incident.id for c in self.also}
        if incident.id not in shown:
            return Markup.escape(incident.title)
        return Markup('<a href="#{}">{}</a>').format(self.anchor(incident), incident.title)

    @staticmethod
    def anchor(incident: Incident) -> str:
        """Return the incident's id as a fragment: letters, digits and hyphens only."""
        return "i-" + re.sub(r"[^A-Za-z0-9-]+", "-", incident.id)


def page(brief: Brief, reports: Reports, notes: Notes, captures: Mapping[str, Capture]) -> Page:
    """Return the brief arranged for its page."""
    ground = Ground(reports, voices(reports))
    sections = {section.key: section for section in brief.sections}
    told = [i for i in brief.incidents if i.id in sections["incidents"].incidents]
    rows = tuple(_rows(sections["numbers"].items, brief, notes, ground))
    others = tuple((_loose(item, notes), item) for item in sections["others"].items if item.toll)
    cards = [_card(i, sections["incidents"], notes, ground) for i in told]
    main = [card.incident for card in cards if not card.minor] or told
    sources = tuple(
        SourceRow(r, digest(r), captures.get(digest(r)), len(notes.in_report(r.id)))
        for r in (reports[i] for i in brief.reports if i in reports)
    )
    return Page(
        brief,
        notes,
        sections,
        rows,
        others,
        _areas(cards),
        mapped.draw(main, reports),
        timeline.draw(main, brief.day),
        sources,
        summary(brief, [s.report for s in sources]),
    )


def summary(brief: Brief, reports: Sequence[Report]) -> str:
    """Return "Made from 12 reports by nine sources. Five incidents: two fair, ..." """
    names = {r.source for r in reports if r.source}
    made = f"Made from {wording.several(len(reports), 'reports')}"
    made += f" by {wording.several(len(names), 'sources')}." if names else "."
    grades = [
        f"{wording.in_text(n)} {g}"
        for g in mapped.GRADES
        if (n := sum(i.grade is g for i in brief.incidents))
    ]
    told = wording.several(len(brief.incidents), "incidents")
    return f"{made} {told[:1].upper()}{told[1:]}" + (f": {wording.listed(grades)}." if grades else ".")


def digest(report: Report) -> str:
    """Return the sha256 of the capture the report was read from, or of its text."""
    return (report.capture or report.id).removeprefix("sha256:")


def _areas(cards: Sequence[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """Return the cards under their first-level areas, in the order of each area's first card."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        place = card.incident.place
        area = (place.admin1 if place else None) or (card.place if place else "") or NOWHERE
        groups.setdefault(area, []).append(card)
    return tuple((area, tuple(group)) for area, group in groups.items())


def _card(incident: Incident, section: Section, notes: Notes, ground: Ground) -> Card:
    period = incident.period
    return Card(
        incident,
        wording.when(period.first, period.last) if period else "",
        place_name(incident) or "",
        tuple(item for item in section.items if item.incident == incident.id),
        _account_rows(incident, notes, ground),
    )


def _account_rows(incident: Incident, notes: Notes, ground: Ground) -> tuple[AccountRow, ...]:
    """Return every account once, counts first; one that rests on the words of a count gives way to it."""
    every = [*incident.accounts, *(a for t in incident.tolls for a in t.accounts)]
    found = {(a.report, a.citation.start, a.citation.end, a.status, a.who): a for a in every}
    order = sorted(
        found.values(), key=lambda a: (a.low is None, str(a.said_at or ""), a.report, a.citation.start)
    )
    rows: dict[tuple[object, ...], AccountRow] = {}
    told: set[Note] = set()
    for account in order:
        row = _account_row(account, incident, notes, ground)
        if not row.words.startswith("“") or not told.intersection(row.notes):
            rows.setdefault((row.chain, row.words, row.said), row)
            told.update(row.notes)
    return tuple(rows.values())


def _account_row(account: Account, incident: Incident, notes: Notes, ground: Ground) -> AccountRow:
    relays = chain(account, ground.reports.get(account.report))
    voice = ground.voices.of_account(account)
    return AccountRow(
        (*relays[:-1], voice) if len(relays) > 1 else (voice,),
        account_words(account, ground),
        _account_bar(account, incident, ground),
        wording.clock(account.said_at) if account.said_at else "",
        account.superseded,
        notes.of(account),
    )


def account_words(account: Account, ground: Ground) -> str:
    """Return "at least 22 people killed"; for an account that counts nobody, its first words."""
    if (account.low is None and account.high is None) or account.status in (None, FigureStatus.OTHER):
        words = whole(account.citation, ground.reports).text.split()
        return f"“{' '.join(words[:10])}{' …' if len(words) > 10 else ''}”"
    figure = ground.figure(account)
    noun = account.who or (figure.unit if figure else "people")
    said = figure.text if figure else None
    status = account.status.value if account.status else ""
    return f"{wording.count(account.low, account.high, account.exactness, noun, said)} {status}"


def _account_bar(account: Account, incident: Incident, ground: Ground) -> Markup | None:
    """Return the account's bar, where others of its count say otherwise: then it is worth seeing."""
    for toll in tolls(incident):
        counts = {(a.low, a.high, a.exactness) for a in toll.accounts}
        if account in toll.accounts and len(counts) > 1:
            top = intervals.scale(v for a in toll.accounts for v in (a.low, a.high))
            return intervals.bar(account.low, account.low, account.high, top, account_words(account, ground))
    return None


def _rows(items: Sequence[Item], brief: Brief, notes: Notes, ground: Ground) -> Iterator[CountRow]:
    """Yield the count rows, parts under their wholes; bars of one status share a scale."""
    every = [t for item in items for t in _tolls(item)]
    incidents = {i.id: i for i in brief.incidents}
    for item in items:
        yield from _tree(item, 0, every, incidents, notes, ground)


def _tree(
    item: Item,
    depth: int,
    every: Sequence[Toll],
    incidents: Mapping[str, Incident],
    notes: Notes,
    ground: Ground,
) -> Iterator[CountRow]:
    incident = incidents.get(item.incident or "")
    if item.toll is None or incident is None:
        return
    top = _top([t for t in every if t.status is item.toll.status])
    label = _label(item.toll, incident, depth)
    yield _count_row(item.toll, incident, depth, top, notes, ground, label)
    for part in item.parts:
        yield from _tree(part, depth + 1, every, incidents, notes, ground)


def _label(toll: Toll, incident: Incident, depth: int) -> str:
    """Return "Killed in Kafranbel", for a part "of whom in Kafranbel" or "of whom children"."""
    name = place_name(incident)
    if depth and (toll.who or name):
        return f"of whom {wording.guarded(toll.who)}" if toll.who else f"of whom in {name}"
    status = wording.words()["status"][toll.status.value]["label"]
    return f"{status} in {name}" if name else f"{status}, {incident.title[:1].lower()}{incident.title[1:]}"


def _count_row(
    toll: Toll, incident: Incident, depth: int, top: float, notes: Notes, ground: Ground, label: str
) -> CountRow:
    words = account_count(leading(toll), toll, ground)
    origins = {a.origin for a in toll.accounts}
    support = wording.several(len(toll.accounts), "accounts")
    if len(origins) > 1:
        support += f", {wording.several(len(origins), 'voices')}"
    return CountRow(
        depth, label, words, intervals.of_toll(toll, top, f"{label}: {words}"), support, notes.of(toll)
    )


def _loose(item: Item, notes: Notes) -> CountRow:
    toll = item.toll
    assert toll is not None  # noqa: S101 - page() kept items with a count
    label = wording.words()["status"][toll.status.value]["label"]
    bar = intervals.of_toll(toll, _top([toll]), f"{label}: {item.note}")
    return CountRow(0, label, item.note or "", bar, item.speaker or "", notes.of(item))


def _tolls(item: Item) -> Iterator[Toll]:
    if item.toll is not None:
        yield item.toll
    for part in item.parts:
        yield from _tolls(part)


def _top(tolls: Sequence[Toll]) -> float:
    return intervals.scale(v for t in tolls for v in (t.low, t.best, t.high))
