"""Composes a day's brief from linked records; every item of it carries its citations.

What the brief may say is what the records hold. A sentence is built by ``sentences``, a quote is
verbatim, and neither can exist without a citation: ``model.Item`` forbids it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from dateline import __version__
from dateline.model import (
    Brief,
    Citation,
    Copies,
    Grade,
    Incident,
    Item,
    Linking,
    Report,
    Section,
    Series,
    Source,
    Toll,
    Visit,
    ZoneKind,
)
from dateline.publish import choose, followed, said, vanished
from dateline.publish.changes import changes
from dateline.publish.numbers import claims_part, loose, numbers
from dateline.publish.passages import opening, whole
from dateline.publish.sentences import (
    Ground,
    fits,
    headline,
    is_minor,
    toll_item,
    tolls,
)
from dateline.publish.telling import disagreement_item, incident_items, quoted
from dateline.publish.voices import voices

METHOD = (
    "Every sentence here is a quotation, or is built from records that a program read out of the listed "
    "reports; the small number after it opens the words it rests on. Reports that repeat one voice count as "
    "one. Counts are given as reported and never added together; a part is shown inside its whole, and what "
    "is left beside it is worked out only where that is exact. What no report says is left out, or said "
    "to be unknown. A program made this page, and nobody has reviewed it."
)

LEAD_LENGTH = 3
# Zones that announce what the body tells: an incident known from one of these alone gets no line.
ANNOUNCING = frozenset({ZoneKind.HEADLINE, ZoneKind.HEADING, ZoneKind.CAPTION, ZoneKind.LINKS})
# Incidents told at length and in a line each: a page of more is not read, and weighs far over 100 kB (with
# 8 and 12 the heaviest day of 300 agency articles weighed 119 kB); record.json has them all.
MOST_TOLD, MOST_LINES = 6, 8


def compose(
    reports: Sequence[Report],
    linking: Linking,
    day: dt.date,
    *,
    sources: Sequence[Source] = (),
    previous: Brief | None = None,
    newer: Mapping[str, str] | None = None,
    visits: Sequence[Visit] = (),
) -> Brief:
    """Return the brief of ``day``: headline, lead, and sections that may be empty but are always there.

    ``reports`` are read reports of any days: earlier ones are cited where an incident of the day rests
    on them. ``previous`` is an earlier day's brief, for what changed since, ``newer`` the versions that took
    the place of its reports, by the older one's id; ``visits`` tell what vanished since it was captured.
    The result depends on the arguments alone and not on their order.
    """
    by_id = {report.id: report for report in sorted(reports, key=lambda r: r.id)}
    today = choose.published_on(list(by_id.values()), day)
    ids = frozenset(report.id for report in today)
    incidents = choose.ordered(
        [i for i in linking.incidents if choose.of_day(i, day, ids) and choose.happened(i, by_id)], day
    )
    lead = choose.leads(incidents, day)
    series = followed.followed(linking.series, ids)
    used = ids | {report for incident in incidents for report in incident.reports if report in by_id}
    used |= {o.report for one in series for o in followed.shown(one) if o.report in by_id}
    rests = {id_: by_id[id_] for id_ in sorted(used)}
    ground = Ground(rests, voices(rests, incidents), day.year)
    copies = tuple(c for c in linking.copies if used.intersection(c.reports))
    sections = list(_sections(incidents, today, copies, ground, day, previous, linking, series, newer or {}))
    sections += [lost] if (lost := vanished.section(visits, rests)) else []
    return Brief(
        day=day,
        headline=_headline(lead, today, ground),
        headline_rule=choose.HEADLINE_RULE,
        lead=_lead(lead, incidents, ground),
        sections=(*sections, followed.section(series, ground)),
        incidents=tuple(incidents),
        series=tuple(series),
        copies=copies,
        reports=tuple(r.id for r in [*today, *(by_id[i] for i in sorted(used - ids))]),
        method=METHOD,
        derived_by=f"dateline {__version__}",
    )


def _headline(
    lead: tuple[Incident, Toll | None] | None, today: Sequence[Report], ground: Ground
) -> Item | None:
    if lead is not None and lead[1] is not None:
        return headline(lead[0], lead[1], ground)
    if lead is not None and lead[0].accounts:
        return quoted(lead[0].accounts[0], lead[0], ground)
    return _title(today[0]) if today else None


def _title(report: Report) -> Item | None:
    """Return the report's title as a quote; its first sentence when the text does not hold the title."""
    citation = opening(report)
    if citation is None:
        return None
    return Item(kind="quote", text=citation.text, citations=(citation,), speaker=report.source or "A report")


def _lead(
    lead: tuple[Incident, Toll | None] | None, incidents: Sequence[Incident], ground: Ground
) -> tuple[Item, ...]:
    """Return the opening: the leading count with who gives it, the next incidents, what is disputed."""
    if lead is None:
        return ()
    first, toll = lead
    items = [toll_item(first, toll, ground)] if toll else list(incident_items(first, ground)[:1])
    apart = [disagreement_item(first, i, ground) for i, d in enumerate(first.disagreements) if d.accounts][:1]
    told = {_spot(first)}
    for other in incidents:
        leads = other.grade is not Grade.DISCOUNTED and other.place is not None and _spot(other) not in told
        if leads and len(items) + len(apart) < LEAD_LENGTH and (found := tolls(other)):
            told.add(_spot(other))
            claimed = toll is not None and (other.part_of == first.id or claims_part(found[0], toll))
            inside = toll is not None and claimed and fits(found[0], toll)
            dated = other.period != first.period
            items.append(toll_item(other, found[0], ground, dated=dated, part=inside))
    return (*items, *apart)  # a part follows its whole, and nothing stands between them


def _spot(incident: Incident) -> str | None:
    """Return its place: a second count of one place would read in the lead as a second harm."""
    place = incident.place
    return (place.gazetteer or place.name) if place else None


def _sections(
    incidents: Sequence[Incident],
    today: Sequence[Report],
    copies: Sequence[Copies],
    ground: Ground,
    day: dt.date,
    previous: Brief | None,
    linking: Linking,
    series: Sequence[Series],
    newer: Mapping[str, str],
) -> list[Section]:
    """Return the sections in the order of the page."""
    fit = [i for i in incidents if i.grade is not Grade.DISCOUNTED]
    told = [i for i in fit if not is_minor(i)][:MOST_TOLD]
    told += _lines([i for i in fit if is_minor(i) and not choose.long_past(i, day)], told, ground)
    weak = tuple(i.id for i in told if i.grade is Grade.WEAK)
    gone = [i for i in incidents if i.grade is Grade.DISCOUNTED]
    counted = [a for i in told for t in i.tolls for a in t.accounts]
    differ = list(_apart(incidents, ground))
    stated = [item.text for item in differ]
    denials = said.denied(today, ground.voices, copies, told)
    differ += [d for d in denials if not any(d.text in text for text in stated)]
    doubt = [item for i in gone for item in incident_items(i, ground)]
    return [
        *([changes(previous, incidents, linking.incidents, ground, newer)] if previous else []),
        Section(key="numbers", title="What the numbers say", items=numbers(told, ground, day)),
        Section(
            key="others",
            title="Other numbers in the day's reports",
            items=loose(today, incidents, copies, ground.voices, series),
        ),
        Section(
            key="incidents",
            title="What was reported, by place",
            items=tuple(item for i in told for item in incident_items(i, ground)),
            incidents=tuple(i.id for i in told),
        ),
        Section(key="said", title="Who said what", items=said.said(today, ground.voices, copies, counted)),
        Section(key="differ", title="Where accounts differ", items=tuple(differ)),
        Section(
            key="unconfirmed",
            title="What is not confirmed",
            items=(*doubt, *said.unsure(today, ground.voices, copies)),
            incidents=weak,
        ),
    ]


def _apart(incidents: Sequence[Incident], ground: Ground) -> Iterator[Item]:
    """Yield each disagreement once: one denial may be about several incidents."""
    told: set[str] = set()
    for incident in incidents:
        for index, disagreement in enumerate(incident.disagreements):
            if not disagreement.accounts:
                continue
            item = disagreement_item(incident, index, ground)
            if item.text not in told:
                told.add(item.text)
                yield item


def _lines(minor: Sequence[Incident], told: Sequence[Incident], ground: Ground) -> list[Incident]:
    """Return the incidents worth a line: those that do not rest on a sentence the page has told."""
    known = {whole(a.citation, ground.reports) for i in told for a in i.accounts}
    kept = []
    for incident in minor:
        words = _body(incident, ground)
        if words is not None and words not in known:
            known.add(words)
            kept.append(incident)
    return kept[:MOST_LINES]


def _body(incident: Incident, ground: Ground) -> Citation | None:
    """Return the sentence of the incident's first account, unless a heading or a caption is all it has."""
    if not incident.accounts:
        return None
    first = incident.accounts[0].citation
    report = ground.reports.get(first.report)
    zones = report.zones if report else ()
    if any(z.kind in ANNOUNCING and z.start <= first.start < z.end for z in zones):
        return None
    return whole(first, ground.reports)
