"""Composes the page of one thing, incident or figure: a brief of nothing else, told as briefs tell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dateline.model import Brief, Incident, Report, Section
from dateline.publish.brief import METHOD
from dateline.publish.choose import HEADLINE_RULE
from dateline.publish.numbers import numbers
from dateline.publish.sentences import Ground
from dateline.publish.telling import disagreement_item, incident_items
from dateline.publish.voices import voices


def compose(incident: Incident, reports: Sequence[Report], day: dt.date) -> Brief:
    """Return the incident as a brief: its text, its counts, where its accounts differ. Nothing else."""
    known = {report.id: report for report in sorted(reports, key=lambda r: r.id)}
    ground = Ground(known, voices(known, [incident]), day.year)
    differ = tuple(
        disagreement_item(incident, i, ground) for i, d in enumerate(incident.disagreements) if d.accounts
    )
    sections = (
        Section(key="numbers", title="What the numbers say", items=numbers([incident], ground, day)),
        Section(key="others", title=""),
        Section(
            key="incidents",
            title="What was reported",
            items=incident_items(incident, ground),
            incidents=(incident.id,),
        ),
        Section(key="differ", title="Where accounts differ", items=differ),
    )
    return Brief(
        day=day,
        headline_rule=HEADLINE_RULE,
        sections=sections,
        incidents=(incident,),
        reports=tuple(r for r in incident.reports if r in known),
        method=METHOD,
    )


def figure(brief: Brief, series: str) -> Brief:
    """Return one figure that a brief follows as a brief: its sentence and its counts. Nothing else."""
    own = next((s for s in brief.sections if s.key == "series"), Section(key="series", title=""))
    kept = own.model_copy(update={"items": tuple(i for i in own.items if i.note == series)})
    empty = tuple(Section(key=key, title="") for key in ("numbers", "others", "incidents"))
    one = tuple(s for s in brief.series if s.id == series)
    return brief.model_copy(
        update={"headline": None, "lead": (), "sections": (*empty, kept), "incidents": (), "series": one}
    )
