"""The open part of the API, to be read by everybody: what the site shows, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from dateline.errors import UnknownId
from dateline.model import Incident, Named, Publication, Record, RemarkState
from dateline.pipeline import commenting, publishing, registers
from dateline.web.api import rows, shapes, told, wanted
from dateline.web.api.answers import Page, Place, Turn, given, only, paged, place
from dateline.web.api.problems import Problem
from dateline.web.api.wanted import Day, Word
from dateline.web.current import desk

router = Router(tags=["What was published"])
REFUSALS = dict.fromkeys((422, 429), Problem)


def answers(shape: Any) -> dict[Any, Any]:
    """Return what an operation on one thing may answer, for the docs."""
    return {200: shape, 404: Problem, **REFUSALS}


def listing(shape: Any) -> dict[Any, Any]:
    """Return what a list may answer, for the docs."""
    return {200: Page[shape], 404: Problem, **REFUSALS}


@router.get("briefs", response=listing(shapes.BriefRow))
def briefs(request: HttpRequest, turn: Query[Turn], days: Query[wanted.Range]) -> HttpResponse:
    """List the published days, the last one first."""
    only(request, Turn, wanted.Range)
    start = place(turn)
    before = start.day if start else None

    def every() -> told.Rows:
        at = before
        while found := publishing.latest(desk(), told.OPENED, before=at):
            for one in found:
                at = one.day
                if days.first and one.day < days.first:
                    return
                if not days.last or one.day <= days.last:
                    yield Place(one.day, ""), rows.brief(one)

    return paged(request, turn, every(), publishing.changed(desk()))


@router.get("briefs/{day}", response=answers(shapes.BriefShown))
def brief(request: HttpRequest, day: Path[Day]) -> HttpResponse:
    """Give the brief of a day as it stands, with its versions."""
    return _brief(request, day, None)


@router.get("briefs/{day}/versions", response=answers(Page[shapes.VersionRow]))
def versions(request: HttpRequest, day: Path[Day]) -> HttpResponse:
    """List the versions of a day's brief, the first one first. None of them is ever changed."""
    only(request)
    every = _every(day)
    listed = Page[Any](items=tuple(rows.version(one) for one in every))
    return given(listed, every[-1].when)


@router.get("briefs/{day}/versions/{version}", response=answers(shapes.BriefShown))
def version(request: HttpRequest, day: Path[Day], version: int) -> HttpResponse:
    """Give one version of a day's brief."""
    return _brief(request, day, version)


@router.get("briefs/{day}/comments", response=listing(shapes.CommentRow))
def brief_comments(request: HttpRequest, day: Path[Day], turn: Query[Turn]) -> HttpResponse:
    """List readers' comments on a brief in their order. They are no part of the record."""
    publishing.edition(desk(), day)
    return _comments(request, turn, f"brief:{day}", f"/briefs/{day}/")


@router.get("incidents", response=listing(shapes.IncidentRow))
def incidents(request: HttpRequest, turn: Query[Turn], choice: Query[wanted.OfIncidents]) -> HttpResponse:
    """List the incidents of the briefs that stand, the last brief first."""
    only(request, Turn, wanted.OfIncidents)

    def of(opened: told.Opened, day: Day, named: Named) -> Iterator[Record]:
        one = _incident(opened.edition(day), named)
        if one and choice.takes(one):
            yield rows.incident(one, day)

    return _walk(request, turn, "incident", of)


@router.get("incidents/{word}", response=answers(shapes.IncidentShown))
def incident(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give an incident with every account, as the latest brief that tells of it has it."""
    only(request)
    names, found = publishing.showing(desk(), "incident", word)
    one = next(i for i in found[0].brief.incidents if i.id == names[0].item)
    days = tuple(p.day for p in found)
    page = rows.incident(one, days[0]).page
    return given(shapes.IncidentShown(incident=one, told=days, page=page), found[0].when)


@router.get("incidents/{word}/comments", response=listing(shapes.CommentRow))
def incident_comments(request: HttpRequest, word: Path[Word], turn: Query[Turn]) -> HttpResponse:
    """List readers' comments on an incident in their order. They are no part of the record."""
    names, _ = publishing.showing(desk(), "incident", word)
    return _comments(request, turn, names[0].item, f"/incidents/{names[0].word}/")


@router.get("accounts", response=listing(shapes.AccountRow))
def accounts(request: HttpRequest, turn: Query[Turn], choice: Query[wanted.OfAccounts]) -> HttpResponse:
    """List who said what of each incident, through whom, in which words."""
    only(request, Turn, wanted.OfAccounts)

    def fits(row: shapes.AccountRow) -> bool:
        on = row.said_at.date() if row.said_at else None
        return (
            (choice.day is None or on == choice.day)
            and (choice.kind is None or row.origin_kind is choice.kind)
            and (choice.source is None or wanted.same(choice.source, row.source))
        )

    def of(opened: told.Opened, day: Day, named: Named) -> Iterator[Record | None]:
        if choice.incident in (None, named.word, named.item) and (
            one := _incident(opened.edition(day), named)
        ):
            yield from (row if fits(row) else None for row in rows.accounts(one, day))

    return _walk(request, turn, "incident", of, inner=True)


@router.get("figures", response=listing(shapes.FigureRow))
def figures(request: HttpRequest, turn: Query[Turn], choice: Query[wanted.OfFigures]) -> HttpResponse:
    """List the counts of each incident: lowest, best and highest. They are not to be added up."""
    only(request, Turn, wanted.OfFigures)

    def fits(row: shapes.FigureRow) -> bool:
        return choice.kind in (None, row.status) and choice.grade in (None, row.grade)

    def of(opened: told.Opened, day: Day, named: Named) -> Iterator[Record | None]:
        one = _incident(opened.edition(day), named)
        if one and choice.fits(one.period) and (choice.place is None or wanted.at_place(choice.place, one)):
            yield from (row if fits(row) else None for row in rows.figures(one, day))

    return _walk(request, turn, "incident", of, inner=True)


@router.get("series", response=listing(shapes.SeriesRow))
def series(request: HttpRequest, turn: Query[Turn], choice: Query[wanted.OfSeries]) -> HttpResponse:
    """List what is followed over days: the last count that stands of each."""
    only(request, Turn, wanted.OfSeries)

    def of(opened: told.Opened, day: Day, named: Named) -> Iterator[Record]:
        found = (s for s in opened.edition(day).brief.series if s.id == named.item)
        yield from (rows.series(s, day) for s in found if choice.kind in (None, s.status))

    return _walk(request, turn, "figure", of)


@router.get("series/{word}", response=answers(shapes.SeriesShown))
def one_series(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give a series with every count, its voice and its moment."""
    only(request)
    names, found = publishing.showing(desk(), "figure", word)
    one = next(s for s in found[0].brief.series if s.id == names[0].item)
    days = tuple(p.day for p in found)
    page = rows.series(one, days[0]).page
    return given(shapes.SeriesShown(series=one, told=days, page=page), found[0].when)


@router.get("reports", response=listing(shapes.ReportRow))
def reports(request: HttpRequest, turn: Query[Turn], choice: Query[wanted.OfReports]) -> HttpResponse:
    """List the reports that the briefs rest on."""
    only(request, Turn, wanted.OfReports)

    def of(opened: told.Opened, day: Day, named: Named) -> Iterator[Record]:
        for one in opened.behind(day).reports:
            fits = choice.source is None or wanted.same(choice.source, one.source)
            if one.id == named.item and fits and choice.day in (None, one.published):
                yield rows.report(one, day)

    return _walk(request, turn, "report", of)


@router.get("reports/{word}", response=answers(shapes.ReportShown))
def report(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give a report with everything read from it: statements, events, figures, places, periods, actors."""
    only(request)
    names, found = publishing.showing(desk(), "report", word)
    behind = publishing.behind(desk(), found[0])
    one = next((r for r in behind.reports if r.id == names[0].item), None)
    if one is None:
        raise UnknownId(word, "no published brief shows such a report", "see /api/reports")
    day = found[0].day
    return given(shapes.ReportShown(report=one, brief=day, page=rows.report(one, day).page), found[0].when)


@router.get("places", response=listing(shapes.NamedRow))
def places(request: HttpRequest, turn: Query[Turn]) -> HttpResponse:
    """List the places of the incidents told."""
    return _named(request, turn, "place")


@router.get("places/{word}", response=answers(shapes.NamedShown))
def one_place(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give a place with what was told of it."""
    only(request)
    names, found = publishing.showing(desk(), "place", word)
    spots = {name.item for name in names}
    of = publishing.incidents_of(
        found, lambda i: i.place is not None and bool({i.place.gazetteer, i.place_name} & spots)
    )
    lies = next((i.place for _, i in of if i.place), None)
    kept = ("gazetteer", "country", "admin1", "lat", "lon")
    where = {name: getattr(lies, name) for name in kept} if lies else {}
    return _shown(names[0], found, of, **where)


@router.get("actors", response=listing(shapes.NamedRow))
def actors(request: HttpRequest, turn: Query[Turn]) -> HttpResponse:
    """List the parties that accounts name. That somebody names one is no finding."""
    return _named(request, turn, "actor")


@router.get("actors/{word}", response=answers(shapes.NamedShown))
def actor(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give a party with the incidents in which accounts name it."""
    only(request)
    names, found = publishing.showing(desk(), "actor", word)
    own = {name.item for name in names}
    return _shown(
        names[0], found, publishing.incidents_of(found, lambda i: bool(own & {*i.side_a, *i.side_b}))
    )


@router.get("sources", response=listing(shapes.NamedRow))
def sources(request: HttpRequest, turn: Query[Turn]) -> HttpResponse:
    """List the sources of the reports."""
    return _named(request, turn, "source")


@router.get("sources/{word}", response=answers(shapes.SourceShown))
def source(request: HttpRequest, word: Path[Word]) -> HttpResponse:
    """Give a source: what the register says of it, its reports, and what they tell of."""
    only(request)
    names, found = publishing.showing(desk(), "source", word)
    own = {name.item for name in names}
    seen: dict[str, shapes.ReportRow] = {}
    for publication in found:
        for one in publishing.behind(desk(), publication).reports:
            if one.source in own:
                seen.setdefault(one.id, rows.report(one, publication.day))
    of = publishing.incidents_of(found, lambda i: bool(seen.keys() & set(i.reports)))
    entry = next((s for s in registers.registered(desk()) if s.name in own), None)
    kept = ("kind", "owner", "party", "reliability")
    shown = shapes.SourceShown(
        word=word,
        name=names[0].label,
        page=rows.named(names[0], found[0].day, len(found)).page,
        **({name: getattr(entry, name) for name in kept} if entry else {}),
        reports=tuple(seen.values()),
        incidents=tuple(rows.incident(i, p.day) for p, i in of),
    )
    return given(shown, found[0].when)


@router.get("corrections", response=listing(shapes.CorrectionRow))
def corrections(request: HttpRequest, turn: Query[Turn]) -> HttpResponse:
    """List every correction of a brief, the newest first: what was wrong, and the version before."""
    only(request, Turn)
    start = place(turn)
    every = sorted(publishing.corrections(desk()), key=lambda one: (one.when, one.day), reverse=True)
    spots = [Place(one.when.date(), f"{one.day}-v{one.version}") for one in every]
    after = spots.index(start) + 1 if start in spots else 0
    found = [(at, rows.correction(one)) for at, one in zip(spots, every, strict=True)][after:]
    return paged(request, turn, found, publishing.changed(desk()))


def _brief(request: HttpRequest, day: Day, version: int | None) -> HttpResponse:
    only(request)
    every = _every(day)
    one = next((p for p in reversed(every) if version in (None, p.version)), None)
    if one is None:
        raise UnknownId(f"{day} version {version}", "was never published", f"see /api/briefs/{day}/versions")
    return given(rows.brief_shown(one, every), every[-1].when)


def _every(day: Day) -> Sequence[Publication]:
    every = publishing.versions(desk(), day)
    if not every:
        raise UnknownId(day.isoformat(), "no such brief was published", "see /api/briefs")
    return every


def _incident(edition: Publication, named: Named) -> Incident | None:
    return next((i for i in edition.brief.incidents if i.id == named.item), None)


def _comments(request: HttpRequest, turn: Turn, name: str, path: str) -> HttpResponse:
    only(request, Turn)
    start = place(turn)
    thread = commenting.thread(desk(), name)
    numbers = {one.id: one.number for one in thread.remarks}
    shown = [one for one in thread.remarks if one.state is RemarkState.PUBLISHED]
    spots = [Place(one.at.date(), one.number or "") for one in shown]
    after = spots.index(start) + 1 if start in spots else 0
    found = (
        (at, rows.comment(one, path, numbers.get(one.parent or 0)))
        for at, one in zip(spots[after:], shown[after:], strict=True)
    )
    answer = paged(request, turn, found)
    answer["Cache-Control"] = "no-cache"
    return answer


def _walk(request: HttpRequest, turn: Turn, kind: str, of: Any, *, inner: bool = False) -> HttpResponse:
    found = told.walk(kind, place(turn), of, inner=inner)
    return paged(request, turn, found, publishing.changed(desk()))


def _named(request: HttpRequest, turn: Turn, kind: str) -> HttpResponse:
    only(request, Turn)
    start = place(turn)
    since = (start.day, start.word) if start else None
    found = publishing.listed(desk(), kind, since=since, limit=turn.limit + 2)
    listed = [(Place(day, one.word), rows.named(one, day, days)) for one, day, days in found]
    return paged(request, turn, (r for r in listed if r[0] != start), publishing.changed(desk()))


def _shown(
    named: Named, found: Sequence[Publication], of: Sequence[tuple[Publication, Incident]], **where: Any
) -> HttpResponse:
    shown = shapes.NamedShown(
        word=named.word,
        name=named.label,
        page=rows.named(named, found[0].day, len(found)).page,
        incidents=tuple(rows.incident(i, p.day) for p, i in of),
        **where,
    )
    return given(shown, found[0].when)
