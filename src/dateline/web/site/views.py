"""The pages of the site: published briefs and what they rest on. Nothing that was not published is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from dateline.data import rows as table
from dateline.model import Incident, Publication, Report
from dateline.pipeline import offering, picturing, publishing, registers
from dateline.pipeline.publishing import Behind
from dateline.publish import alone, page, view
from dateline.publish import map as mapped
from dateline.publish import record as records
from dateline.publish.brief import METHOD
from dateline.publish.choose import HEADLINE_RULE
from dateline.publish.markdown import markdown as as_markdown
from dateline.publish.notes import Note, Notes, by_id, notes
from dateline.publish.pictures import MEDIA_TYPE
from dateline.web.current import desk, now
from dateline.web.links import SiteLinks
from dateline.web.site import comments, ld
from dateline.web.site.kept import composed, kept

DATA_TYPES = {
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "json": "application/x-ndjson",
}
# Days that the front page lists under the last one; the rest are in the list of all days.
BEFORE = 30


@require_safe
@kept
def front(request: HttpRequest) -> HttpResponse:
    """Show the last brief's opening, and the days before it with their leading counts on one scale."""
    found = composed(("front",), lambda: publishing.latest(desk(), BEFORE + 1))
    if not found:
        return render(request, "site/front.html.j2", {"shown": None, "before": (), "top": 1})
    _, shown = _shown(found[0].day)
    counts = [p.brief.headline.toll for p in found if p.brief.headline and p.brief.headline.toll]
    top = max((t.high or t.best or t.low or 0 for t in counts), default=1)
    context = {"shown": shown, "publication": found[0], "before": found[1:], "top": top}
    return render(request, "site/front.html.j2", context)


@require_safe
@kept
def brief(request: HttpRequest, day: dt.date, version: int | None = None) -> HttpResponse:
    """Show a day's brief as it stands, or as an earlier version had it."""
    behind, shown = _shown(day, version)
    every = publishing.editions(desk(), day)
    days = publishing.published_days(desk())
    context = {
        "page": shown,
        "publication": behind.publication,
        "versions": every,
        "links": SiteLinks(day, version),
        "earlier": max((d for d in days if d < day), default=None),
        "later": min((d for d in days if d > day), default=None),
        "ld": ld.brief(behind.publication, every),
        "talk": comments.under(f"brief:{day}", f"/briefs/{day}/"),
    }
    return render(request, "site/brief.html.j2", context)


@require_safe
@kept
def record(request: HttpRequest, day: dt.date, version: int | None = None) -> HttpResponse:
    """Give the published record of a day as JSON."""
    found = publishing.publication(desk(), day, version)
    made = records.DayRecord(
        day=day,
        brief=found.publication.brief,
        reports=tuple(found.reports),
        captures=tuple(found.captures),
    )
    return HttpResponse(records.dump(made), content_type="application/json")


@require_safe
@kept
def markdown(request: HttpRequest, day: dt.date, version: int | None = None) -> HttpResponse:
    """Give a day's brief as Markdown."""
    found = publishing.publication(desk(), day, version)
    text = as_markdown(found.publication.brief, by_id(found.reports))
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


@require_safe
def picture(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give a picture that a published brief shows. Its name is its hash, so it never changes."""
    content = picturing.content(desk(), sha256, public=True)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


@require_safe
@kept
def report(request: HttpRequest, word: str) -> HttpResponse:
    """Show a report that a published brief rests on, its cited words marked, its receipt beside it."""
    found, behind, shown = _report(word)
    day = behind.publication.day
    cited, back = cited_in(found, word, shown)
    held = {capture.sha256: capture for capture in behind.captures}
    values = page.source(found, day, cited, back, held, SiteLinks(day))
    return render(request, "site/report.html.j2", {**values, "lights": f"/reports/{word}/lit.css"})


@require_safe
@kept
def lit(request: HttpRequest, word: str) -> HttpResponse:
    """Give the rules that light up a citation's words; the policy allows none inside the page."""
    found, _, shown = _report(word)
    cited, _ = cited_in(found, word, shown)
    return HttpResponse(page.lit(cited.in_report(found.id)), content_type="text/css; charset=utf-8")


@require_safe
@kept
def incident(request: HttpRequest, word: str) -> HttpResponse:
    """Show one incident as the latest brief that tells of it has it, with every account."""
    names, found = publishing.showing(desk(), "incident", word)
    behind, _ = _shown(found[0].day, found[0].version)
    one = next(i for i in found[0].brief.incidents if i.id == names[0].item)
    own = [r for r in behind.reports if r.id in one.reports]
    made = alone.compose(one, own, found[0].day)
    known = by_id(own)
    held = {capture.sha256: capture for capture in behind.captures}
    shown = view.page(made, known, notes(made, known, None), held, most=None)
    context = {"page": shown, "incident": one, "told": found, "links": SiteLinks(found[0].day)}
    context["moved"] = _moved(one.id, found)
    claim = next((i.text for s in made.sections if s.key == "incidents" for i in s.items), None)
    context["ld"] = ld.incident(one, found, claim)
    context["talk"] = comments.under(one.id, f"/incidents/{word}/")
    return render(request, "site/incident.html.j2", context)


@require_safe
@kept
def figure(request: HttpRequest, word: str) -> HttpResponse:
    """Show a figure followed over days, as the latest brief that follows it has it."""
    names, found = publishing.showing(desk(), "figure", word)
    behind = publishing.behind(desk(), found[0])
    made = alone.figure(found[0].brief, names[0].item)
    known = by_id(behind.reports)
    shown = view.page(made, known, notes(made, known), {})
    context = {"page": shown, "name": names[0].label, "told": found, "links": SiteLinks(found[0].day)}
    return render(request, "site/figure.html.j2", context)


@require_safe
@kept
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """List all places, actors or sources of the published briefs."""
    return render(request, "site/index.html.j2", {"kind": kind, "rows": publishing.named(desk(), kind)})


@require_safe
@kept
def place(request: HttpRequest, word: str) -> HttpResponse:
    """Show what was reported of a place, the last day first, and where it lies."""
    names, found = publishing.showing(desk(), "place", word)
    spots = {name.item for name in names}
    told = publishing.incidents_of(
        found, lambda i: i.place is not None and bool({i.place.gazetteer, i.place_name} & spots)
    )
    drawn = mapped.draw([i for _, i in told])
    context = {"kind": "place", "name": names[0].label, "told": told, "map": drawn, "reports": ()}
    return render(request, "site/named.html.j2", context)


@require_safe
@kept
def actor(request: HttpRequest, word: str) -> HttpResponse:
    """Show the incidents in which accounts name an actor. Being named is no finding."""
    names, found = publishing.showing(desk(), "actor", word)
    own = {name.item for name in names}
    told = publishing.incidents_of(found, lambda i: bool(own & {*i.side_a, *i.side_b}))
    context = {"kind": "actor", "name": names[0].label, "told": told, "map": None, "reports": ()}
    return render(request, "site/named.html.j2", context)


@require_safe
@kept
def source(request: HttpRequest, word: str) -> HttpResponse:
    """Show what the register says of a source, its reports, and the incidents it tells of."""
    names, found = publishing.showing(desk(), "source", word)
    own = {name.item for name in names}
    reports: dict[str, Report] = {}
    for publication in found:
        reports |= {r.id: r for r in publishing.behind(desk(), publication).reports if r.source in own}
    told = publishing.incidents_of(found, lambda i: bool(reports.keys() & set(i.reports)))
    context = {
        "kind": "source",
        "name": names[0].label,
        "told": told,
        "map": None,
        "reports": sorted(reports.values(), key=lambda r: (r.published or dt.date.min, r.id), reverse=True),
        "entry": next((s for s in registers.registered(desk()) if s.name in own), None),
    }
    return render(request, "site/named.html.j2", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """List the files of what is published, each in a format that others read."""
    return render(request, "site/data.html.j2", {"files": offering.offered()})


@require_safe
@condition(etag_func=lambda request, name: f'"{offering.mark(desk())}"')
def data_file(request: HttpRequest, name: str) -> FileResponse:
    """Give one of these files. What is kept from readers is in none of them."""
    path = offering.file(desk(), name, now())
    kind = DATA_TYPES[name.rpartition(".")[2]]
    answer = FileResponse(path.open("rb"), content_type=kind, as_attachment=True, filename=name)
    answer.headers["Cache-Control"] = "no-cache"  # kept anywhere, and asked about each time
    return answer


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say how the pages are made and what the words on them mean."""
    parts = groupby(table("accuracy"), key=itemgetter("part"))
    measures = [(part, list(rows)) for part, rows in parts]
    context = {"method": METHOD, "rule": HEADLINE_RULE, "measures": measures}
    return render(request, "site/method.html.j2", context)


@require_safe
@kept
def corrections(request: HttpRequest) -> HttpResponse:
    """List every correction, the newest first, with the version before it."""
    return render(request, "site/corrections.html.j2", {"rows": publishing.corrections(desk())})


def _shown(day: dt.date, version: int | None = None) -> tuple[Behind, view.Page]:
    """Return a published brief, what it rests on, and its page arranged. Raises UnknownId."""

    def make() -> tuple[Behind, view.Page]:
        behind = publishing.publication(desk(), day, version)
        return behind, _page(behind)

    return composed(("brief", day, version), make)


def cited_in(report: Report, word: str, shown: view.Page) -> tuple[Notes, dict[int, str]]:
    """Return every citation of a report on the site, each once, and where each leads back to.

    Those of the last brief that shows it come first, in its numbers; then those of earlier briefs and
    versions, of incidents and of figures: each of their links must find its words here.
    """
    own = {note.anchor: note for note in shown.notes.all if note.citation.report == report.id}
    back, number = dict(shown.back), len(shown.notes.all)
    more: list[Note] = []
    for note, where in _elsewhere(report, word):
        if note.anchor not in own:
            number += 1
            own[note.anchor] = replace(note, number=number)
            more.append(own[note.anchor])
            back[number] = where
    return replace(shown.notes, all=(*shown.notes.all, *more)), back


def _elsewhere(report: Report, word: str) -> Iterator[tuple[Note, str]]:
    """Yield the notes on a report that any page of the site has, each with its place there."""
    _, found = publishing.showing(desk(), "report", word)
    met: set[str] = set()
    for day in dict.fromkeys(p.day for p in found):
        for one in reversed(publishing.editions(desk(), day)):
            behind, arranged = _shown(day, one.version)
            links = SiteLinks(day, one.version)
            for note in arranged.notes.in_report(report.id):
                yield note, f"{links.brief(day)}#{arranged.back.get(note.number, f'n{note.number}')}"
            known = by_id(behind.reports)
            for incident in behind.publication.brief.incidents:
                if report.id in incident.reports and incident.id not in met:
                    met.add(incident.id)
                    told = [r for r in behind.reports if r.id in incident.reports]
                    for note in notes(alone.compose(incident, told, day), known, None).in_report(report.id):
                        yield note, f"{links.incident(incident.id)}#n{note.number}"
            for series in behind.publication.brief.series:
                if report.id in series.reports and series.id not in met:
                    met.add(series.id)
                    made = alone.figure(behind.publication.brief, series.id)
                    for note in notes(made, known).in_report(report.id):
                        yield note, f"{links.figure(series.id)}#n{note.number}"


def _page(behind: Behind) -> view.Page:
    """Return a published brief arranged for its page."""
    known = by_id(behind.reports)
    held = {capture.sha256: capture for capture in behind.captures}
    return view.page(behind.publication.brief, known, notes(behind.publication.brief, known), held)


def _report(word: str) -> tuple[Report, Behind, view.Page]:
    names, found = publishing.showing(desk(), "report", word)
    behind, shown = _shown(found[0].day, found[0].version)
    report = next((r for r in behind.reports if r.id == names[0].item), None)
    if report is None:
        raise Http404
    return report, behind, shown


def _moved(id_: str, found: Sequence[Publication]) -> list[tuple[Publication, Incident]]:
    """Return the incident as each brief had it, the first one first."""
    return [(p, i) for p in reversed(found) for i in p.brief.incidents if i.id == id_]
