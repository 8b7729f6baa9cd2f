"""Writes a brief as files that open without a server: the page, its sources, Markdown and JSON.

No script, no outside request. Report text is hostile until escaped: templates escape everything,
addresses become links only when they are http or https.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline.model import Brief, Capture, Linking, Report
from dateline.publish import intervals, sourcepage, view, wording
from dateline.publish.links import FileLinks, Links
from dateline.publish.markdown import markdown
from dateline.publish.notes import Note, Notes, by_id, notes
from dateline.publish.record import DayRecord, dump, page_name


def write(
    brief: Brief,
    reports: Sequence[Report],
    out: Path,
    *,
    captures: Sequence[Capture] = (),
    linking: Linking | None = None,
    earlier: dt.date | None = None,
    later: dt.date | None = None,
    top: str | None = None,
) -> Path:
    """Write the brief under ``out`` and return the path of its ``index.html``.

    ``earlier`` and ``later`` are the days of the briefs to turn to, when those lie beside ``out`` in
    folders named by their days; ``top`` is the page above all of them.

    Writes index.html, style.css, brief.md, record.json and sources/<name>.html for each report that
    the brief rests on. The same arguments give the same bytes. OSError passes through to the caller.
    """
    known = by_id(reports)
    numbered = notes(brief, known)
    used = [known[i] for i in brief.reports if i in known]
    (out / "sources").mkdir(parents=True, exist_ok=True)
    held = {capture.sha256: capture for capture in captures}
    shown = view.page(brief, known, numbered, held)
    beside = FileLinks(brief.day, top=top)
    html = render("index.html.j2", page=shown, earlier=earlier, later=later, links=beside, site_name=None)
    _write(out / "index.html", html)
    _write(out / "style.css", _style())
    _write(out / "brief.md", markdown(brief, known))
    _write(out / "record.json", dump(_record(brief, used, captures, linking)))
    for report in used:
        values = source(report, brief.day, numbered, shown.back, held, replace(beside, up="../"))
        _write(out / "sources" / page_name(report.id), render("source.html.j2", **values))
    return out / "index.html"


def source(
    report: Report,
    day: dt.date,
    numbered: Notes,
    back: Mapping[int, str],
    held: Mapping[str, Capture],
    links: Links,
) -> dict[str, object]:
    """Return what ``source.html.j2`` shows: the report with its words marked, and its receipt."""
    cited = numbered.in_report(report.id)
    blocks = sourcepage.blocks(report, cited, back, brief=links.brief(day))
    return {
        "report": report,
        "capture": held.get(view.digest(report)),
        "notes": cited,
        "blocks": blocks,
        "heading": sourcepage.heading(blocks),
        "comments": sourcepage.comments(report),
        "direction": sourcepage.direction(report),
        "day": day,
        "digest": view.digest(report),
        "links": links,
        "lights": None,
        "site_name": None,
    }


def lit(notes: Sequence[Note]) -> Markup:
    """Return the style rules by which a citation's words light up when its anchor is the target."""
    rule = Markup("body:has(#{}:target) .k{}{{background:var(--hit)}}")
    return Markup("\n").join(rule.format(note.anchor, note.number) for note in notes)


def render(template: str, **values: object) -> str:
    """Return the template filled in; a name it misses is an error, not a blank."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("dateline.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    fill(env)
    return env


def fill(env: Environment) -> None:
    """Give a Jinja environment the filters and functions that the templates of ``publish`` use."""
    env.filters.update(
        beside=sourcepage.beside,
        clock=wording.clock,
        day=wording.day,
        shortday=wording.short_day,
        number=wording.number,
        moment=wording.moment,
        page_name=page_name,
        link=safe_link,
        start=wording.start,
        depth=sourcepage.depth,
    )
    env.globals.update(intervals=intervals, words=wording.words, several=wording.several, lit=lit)


def safe_link(url: str | None) -> str | None:
    """Return the address when it is http or https, else None: a report's URL is not ours to trust."""
    return url if url and re.match(r"https?://[^\s\"'<>]+$", url) else None


def _record(
    brief: Brief, used: Sequence[Report], captures: Sequence[Capture], linking: Linking | None
) -> DayRecord:
    ids = {view.digest(report) for report in used}
    kept = tuple(sorted((c for c in captures if c.sha256 in ids), key=lambda c: c.sha256))
    return DayRecord(day=brief.day, brief=brief, linking=linking, reports=tuple(used), captures=kept)


@cache
def _style() -> str:
    return files("dateline.publish").joinpath("assets/style.css").read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
