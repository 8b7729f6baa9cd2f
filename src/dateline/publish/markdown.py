"""Writes the brief as Markdown with footnotes, and as the few lines a terminal shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.model import Brief, Item, Report, Section
from dateline.publish import wording
from dateline.publish.notes import Notes, by_id, notes
from dateline.publish.passages import Reports


def markdown(brief: Brief, reports: Reports) -> str:
    """Return the brief as Markdown: the page's items in the page's order, each with its footnotes."""
    numbered = notes(brief, reports)
    lines = [f"*{wording.day(brief.day)}*", ""]
    title = brief.headline
    lines += [
        f"# {escape(title.text)}{_marks(title, numbered)}" if title else "# No incident is known of this day",
        "",
    ]
    lines += [" ".join(_item(item, numbered) for item in brief.lead), ""] if brief.lead else []
    for one in brief.pictures:
        lines += [f"*{escape(one.caption)}* {escape(one.credit)} (picture {one.sha256[:12]})", ""]
    for section in brief.sections:
        lines += _section(section, brief, numbered)
    lines += ["## Sources", "", *(_source(reports[i]) for i in brief.reports if i in reports), ""]
    lines += ["## Method", "", brief.method, "", brief.headline_rule, ""]
    lines += [
        f"[^{n.number}]: “{escape(n.words)}” {escape(n.source)}. [{n.anchor}]({n.href})" for n in numbered.all
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def summary(brief: Brief, reports: Sequence[Report] = ()) -> str:
    """Return the brief in a few plain lines: day, headline, its counts with their grades, sources."""
    known = by_id(reports)
    names = {r.source for i in brief.reports if (r := known.get(i)) and r.source}
    lines = [
        wording.day(brief.day),
        brief.headline.text if brief.headline else "No incident is known of this day.",
    ]
    lines += [f"  {line}" for line in _counts(brief)]
    lines.append(
        f"{wording.several(len(brief.incidents), 'incidents')}; "
        f"{wording.several(len(brief.reports), 'reports')}"
        + (f" by {wording.several(len(names), 'sources')}" if names else "")
    )
    return "\n".join(lines)


def _counts(brief: Brief) -> Iterator[str]:
    grades = {i.id: i.grade.value for i in brief.incidents}
    for section in brief.sections:
        for item in section.items if section.key == "numbers" else ():
            yield f"{item.text} [{grades.get(item.incident or '', 'ungraded')}]"


def _section(section: Section, brief: Brief, numbered: Notes) -> list[str]:
    if not section.items:
        return []
    lines = [f"## {section.title}", ""]
    told = {i.id: i for i in brief.incidents}
    last = None
    for item in section.items:
        incident = told.get(item.incident or "")
        if section.key == "incidents" and incident is not None and incident.id != last:
            last = incident.id
            lines += [
                "",
                f"### {escape(incident.title)}",
                "",
                f"*{incident.grade}: {escape(incident.grade_reason)}*",
                "",
            ]
        lines += _bullets(item, numbered)
    return [*lines, ""]


def _bullets(item: Item, numbered: Notes, depth: int = 0) -> list[str]:
    lines = ["  " * depth + f"- {_item(item, numbered)}"]
    for part in item.parts:
        lines += _bullets(part, numbered, depth + 1)
    return lines


def _item(item: Item, numbered: Notes) -> str:
    text = escape(" ".join(item.text.split()))
    if item.kind == "quote":
        who = " ".join(escape(word) for word in (wording.start(item.speaker), _note(item)) if word)
        who += ": " if who else ""
        text = f"{who}“{text}”"
    return text + _marks(item, numbered)


def _note(item: Item) -> str:
    """Return how it was said; the number words of a bare count are in the quotation already."""
    return item.note or "" if item.toll is None else ""


def _marks(item: Item, numbered: Notes) -> str:
    return "".join(f"[^{note.number}]" for note in numbered.of(item))


def _source(report: Report) -> str:
    title = escape(report.title or "Untitled")
    date = wording.day(report.published) if report.published else "no date"
    return f"- {escape(report.source or 'Unnamed source')}, “{title}”, {date}. `{report.id}`"


def escape(text: str) -> str:
    """Return the text with Markdown's and HTML's signs made literal."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)
