"""Names each sentence of a brief, so that a reader can speak of one, and shows a comment's plain text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.model import Brief, Incident, Item

URL = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_SAID, _QUOTED = Markup('<p dir="auto">{}</p>'), Markup('<blockquote dir="auto"><p>{}</p></blockquote>')


class Sentence(NamedTuple):
    """A sentence that readers can speak of: its name, its words, and the claim it makes."""

    key: str
    text: str
    claim: tuple[str, ...]


def sentences(brief: Brief) -> Iterator[Sentence]:
    """Yield the sentences of a brief in the order of its page, each once."""
    told = [*([brief.headline] if brief.headline else []), *brief.lead]
    told += [item for section in brief.sections for item in section.items]
    seen = set()
    for item in told:
        key = name(item)
        if key not in seen:
            seen.add(key)
            yield Sentence(key, item.text, claim(item))


def of_incident(incident: Incident) -> Sentence:
    """Return an incident as what a comment on its page is about."""
    return Sentence("", incident.title, (incident.id,))


def name(item: Item) -> str:
    """Return the name of a sentence: it stays while its words and what they rest on do."""
    first = item.citations[0]
    words = f"{item.text}\n{first.report}\n{first.start}-{first.end}"
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def claim(item: Item) -> tuple[str, ...]:
    """Return what a sentence claims, as decisions name it: its incident, and the readings it counts by."""
    found = [item.incident] if item.incident else []
    cited = {(c.report, c.start, c.end) for c in item.citations}
    accounts = item.toll.accounts if item.toll else ()
    for account in accounts:
        c = account.citation
        if account.figure and any(r == c.report and s <= c.start and c.end <= e for r, s, e in cited):
            found.append(f"{account.report}#{account.figure}")
    return tuple(dict.fromkeys([*found, *(c.report for c in item.citations)]))


def paragraphs(text: str, *, links: bool) -> Markup:
    """Return a comment as HTML: paragraphs, quoted lines set off, addresses linked when ``links``.

    Everything is escaped; a link says its whole address and lends the site's name to nobody (rel=nofollow).
    """
    blocks: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        quoted = line.lstrip().startswith(">")
        words = line.lstrip().lstrip(">").strip() if quoted else line.strip()
        if not words:
            blocks.append((False, []))
        elif blocks and blocks[-1][1] and blocks[-1][0] == quoted:
            blocks[-1][1].append(words)
        else:
            blocks.append((quoted, [words]))
    made = []
    for quoted, lines in blocks:
        if lines:
            inner = Markup("<br>").join(_linked(line) if links else escape(line) for line in lines)
            made.append((_QUOTED if quoted else _SAID).format(inner))
    return Markup("\n").join(made)


def _linked(line: str) -> Markup:
    parts, at = [], 0
    for match in URL.finditer(line):
        parts.append(escape(line[at : match.start()]))
        parts.append(Markup('<a href="{0}" rel="nofollow ugc noreferrer">{0}</a>').format(match[0]))
        at = match.end()
    return Markup("").join([*parts, escape(line[at:])])
