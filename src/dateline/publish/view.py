"""Arranges a brief for the page's template: areas, counts, pictures, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.listing import listed
from dateline.model import Brief, Capture, Grade, Incident, Item, Report, Section
from dateline.publish import changes, counts, followed, lines, timeline, wording
from dateline.publish import map as mapped
from dateline.publish.cards import Card
from dateline.publish.cards import card as carded
from dateline.publish.counts import CountRow
from dateline.publish.notes import MOST_ACCOUNTS, Notes
from dateline.publish.passages import Reports
from dateline.publish.sentences import Ground
from dateline.publish.spots import GRADES
from dateline.publish.voices import voices

READERS = "readers' comments"
# The heading of incidents that no report places.
NOWHERE = "Place not given"


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
class SeriesRow:
    """A figure followed over days: its sentence and counts, its picture, and what is worked out, in words."""

    name: str
    item: Item
    svg: Markup
    first: str
    last: str
    more: int
    marks: tuple[str, ...]
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All the template needs."""

    brief: Brief
    notes: Notes
    sections: Mapping[str, Section]
    numbers: tuple[CountRow, ...]
    others: tuple[tuple[CountRow, Item], ...]
    series: tuple[SeriesRow, ...]
    areas: tuple[tuple[str, tuple[Card, ...]], ...]
    map: mapped.Map | None
    timeline: timeline.Timeline | None
    sources: tuple[SourceRow, ...]
    summary: str
    changed: str
    back: Mapping[int, str]

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Return the grades that the map shows, strongest first."""
        found = {spot.grade for spot in self.map.spots} if self.map else set()
        return tuple(g for g in GRADES if g in found)

    @property
    def drawn(self) -> int:
        """Return the number of reports behind the incidents on the map."""
        spots = self.map.spots if self.map else ()
        return len({r for spot in spots for i in spot.incidents for r in i.reports})

    @property
    def timed(self) -> int:
        """Return the number of reports behind the incidents on the timeline."""
        rows = self.timeline.rows if self.timeline else ()
        return len({r for row in rows for r in row.incident.reports})

    @property
    def remarks(self) -> str:
        """Return "Five readers' comments under one report ..."; empty without comments."""
        under = [n for row in self.sources if (n := len(row.report.comments))]
        if not under:
            return ""
        told = f"{wording.several(sum(under), READERS)} under {wording.several(len(under), 'reports')}"
        return (
            f"{wording.start(told)}, kept with {'it' if len(under) == 1 else 'them'}, not part of the record."
        )

    def incident(self, item: Item) -> Incident | None:
        """Return the incident that an item is about, when the page tells of it."""
        cards = [card for _, group in self.areas for card in group]
        return next((c.incident for c in cards if c.incident.id == item.incident), None)

    @property
    def weak(self) -> tuple[Incident, ...]:
        """Return the incidents told at length on weak evidence."""
        cards = [card for _, group in self.areas for card in group]
        return tuple(c.incident for c in cards if c.incident.grade is Grade.WEAK and not c.minor)

    @property
    def also(self) -> tuple[Card, ...]:
        """Return the incidents that a line is enough for."""
        return tuple(card for _, cards in self.areas for card in cards if card.minor and card.items)

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
        return _anchor(incident.id)


def _anchor(incident: str) -> str:
    return "i-" + re.sub(r"[^A-Za-z0-9-]+", "-", incident)


def page(
    brief: Brief,
    reports: Reports,
    notes: Notes,
    captures: Mapping[str, Capture],
    most: int | None = MOST_ACCOUNTS,
) -> Page:
    """Return the brief arranged for its page, at most ``most`` accounts an incident; None for all."""
    used = {id_: reports[id_] for id_ in brief.reports if id_ in reports}
    ground = Ground(used, voices(used, brief.incidents), brief.day.year)
    sections = {section.key: section for section in brief.sections}
    told = [i for i in brief.incidents if i.id in sections["incidents"].incidents]
    rows = tuple(counts.rows(sections["numbers"].items, brief, notes, ground))
    others = tuple((counts.loose(item, notes), item) for item in sections["others"].items if item.toll)
    cards = [carded(i, sections["incidents"], notes, ground, most) for i in told]
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
        tuple(_series_rows(brief, sections)),
        _areas(cards),
        mapped.draw(main, reports),
        timeline.draw(main, brief.day, reports),
        sources,
        summary(brief, [s.report for s in sources]),
        changes.summary(sections["changes"]) if "changes" in sections else "",
        _back(brief, notes, {i.id for i in told}),
    )


def _series_rows(brief: Brief, sections: Mapping[str, Section]) -> Iterator[SeriesRow]:
    items = {item.note: item for item in sections["series"].items} if "series" in sections else {}
    for one in brief.series:
        if (item := items.get(one.id)) is None:
            continue
        first, last = one.levels[0].at.date(), one.levels[-1].at.date()
        pace = followed.pace(one)
        yield SeriesRow(
            one.name,
            item,
            lines.draw(one, f"{one.name}, in steps: " + "; ".join(part.text for part in item.parts)),
            wording.short_day(first),
            wording.short_day(last) if last != first else "",
            len(one.observations) - len(item.parts),
            tuple(followed.crossed(one)),
            (*followed.silences(one), *([pace] if pace else [])),
        )


def _back(brief: Brief, notes: Notes, told: Collection[str]) -> dict[int, str]:
    """Return where on the page each note is first rested on: an incident's place, or a section's."""
    found: dict[int, str] = {}
    for section in brief.sections:
        for item in section.items:
            inside = section.key == "incidents" and item.incident in told
            anchor = _anchor(item.incident or "") if inside else section.key
            for note in notes.of(item):
                found.setdefault(note.number, anchor)
    return found


def summary(brief: Brief, reports: Sequence[Report]) -> str:
    """Return "Made from 12 reports by nine sources. Five incidents: two fair, ..." """
    names = {r.source for r in reports if r.source}
    made = f"Made from {wording.several(len(reports), 'reports')}"
    made += f" by {wording.several(len(names), 'sources')}." if names else "."
    grades = [
        f"{wording.in_text(n)} {g}" for g in GRADES if (n := sum(i.grade is g for i in brief.incidents))
    ]
    told = wording.several(len(brief.incidents), "incidents")
    return f"{made} {told[:1].upper()}{told[1:]}" + (f": {listed(grades)}." if grades else ".")


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
