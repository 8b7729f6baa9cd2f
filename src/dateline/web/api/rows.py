"""Makes the API's rows of what a published brief holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.encoding import iri_to_uri

from dateline.model import Incident, Named, Publication, Remark, Report, Series
from dateline.pipeline import publishing
from dateline.publish.notes import accounts as every_account
from dateline.web import current
from dateline.web.api import shapes
from dateline.web.links import SiteLinks

LINKS = SiteLinks()
API = "/api/"


def absolute(path: str) -> str:
    """Return the whole address of a page, its letters of other scripts as RFC 3986 writes them."""
    return current.absolute(iri_to_uri(path))


def here(path: str) -> str:
    """Return the whole address of something in this API."""
    return absolute(f"{API}{path}")


def version(one: Publication) -> shapes.VersionRow:
    return shapes.VersionRow(**_version(one))


def _version(one: Publication, *, stands: bool = False) -> dict[str, Any]:
    page = f"/briefs/{one.day}/" + ("" if stands else f"v{one.version}/")
    return {
        "day": one.day,
        "version": one.version,
        "when": one.when,
        "note": one.note,
        "page": absolute(page),
    }


def brief(one: Publication) -> shapes.BriefRow:
    own = one.brief
    return shapes.BriefRow(
        **_version(one, stands=True),
        headline=own.headline.text if own.headline else None,
        incidents=len(own.incidents),
        reports=len(own.reports),
        record=here(f"briefs/{one.day}"),
    )


def brief_shown(one: Publication, every: Sequence[Publication]) -> shapes.BriefShown:
    stands = one.version == every[-1].version
    versions = tuple(version(other) for other in every)
    return shapes.BriefShown(**_version(one, stands=stands), versions=versions, brief=one.brief)


def correction(one: Publication) -> shapes.CorrectionRow:
    before = absolute(f"/briefs/{one.day}/v{one.version - 1}/")
    return shapes.CorrectionRow(**_version(one), before=before)


def incident(one: Incident, day: dt.date) -> shapes.IncidentRow:
    word, period, place = word_of(one), one.period, one.place
    return shapes.IncidentRow(
        id=one.id,
        title=one.title,
        type=one.type,
        grade=one.grade,
        grade_reason=one.grade_reason,
        place=one.place_name or (place.name if place else None),
        gazetteer=place.gazetteer if place else None,
        first=period.first if period else None,
        last=(period.last or period.first) if period else None,
        origins=one.origins,
        reports=len(one.reports),
        brief=day,
        page=absolute(str(LINKS.incident(one.id))),
        record=here(f"incidents/{word}"),
    )


def accounts(one: Incident, day: dt.date) -> Iterable[shapes.AccountRow]:
    """Return every account of an incident: those of its tolls and of its disagreements too, each once."""
    for account in every_account(one):
        yield shapes.AccountRow(**dict(account), incident=one.id, brief=day)


def figures(one: Incident, day: dt.date) -> Iterable[shapes.FigureRow]:
    for toll in one.tolls:
        own = set(shapes.FigureRow.model_fields) & set(type(toll).model_fields) - {"accounts"}
        kept = {name: getattr(toll, name) for name in own}
        yield shapes.FigureRow(
            **kept,
            incident=one.id,
            title=one.title,
            brief=day,
            accounts=len(toll.accounts),
            record=here(f"incidents/{word_of(one)}"),
        )


def series(one: Series, day: dt.date) -> shapes.SeriesRow:
    last = one.levels[-1]
    return shapes.SeriesRow(
        id=one.id,
        name=one.name,
        status=one.status,
        unit=one.unit,
        who=one.who,
        low=last.low,
        best=last.best,
        high=last.high,
        at=last.at,
        observations=len(one.observations),
        brief=day,
        page=absolute(str(LINKS.figure(one.id))),
        record=here(f"series/{one.id.removeprefix('series:')}"),
    )


def comment(one: Remark, path: str, answers: str | None) -> shapes.CommentRow:
    return shapes.CommentRow(
        number=one.number or "",
        answers=answers,
        name=one.name,
        at=one.at,
        text=one.text,
        on=one.quoted,
        correction=one.correction,
        page=absolute(f"{path}comments/#comment-{one.number}"),
    )


def report(one: Report, day: dt.date) -> shapes.ReportRow:
    return shapes.ReportRow(
        id=one.id,
        title=one.title,
        source=one.source,
        published=one.published,
        language=one.language,
        url=one.url,
        brief=day,
        page=absolute(LINKS.report(one.id)),
        record=here(f"reports/{publishing.report_word(one.id)}"),
    )


def named(one: Named, day: dt.date, days: int) -> shapes.NamedRow:
    path = f"{one.kind}s/{one.word}"
    return shapes.NamedRow(
        word=one.word, name=one.label, brief=day, days=days, page=absolute(f"/{path}/"), record=here(path)
    )


def word_of(one: Incident) -> str:
    """Return an incident's word in addresses."""
    return one.id.removeprefix("incident:")
