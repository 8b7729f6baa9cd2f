"""Lays out one report as it was published, its zones kept apart and its cited words marked.

A citation's link is ``sources/<name>.html#c-START-END``. Cited stretches may overlap or run over
paragraphs, so the text is cut at every boundary and each piece carries the classes of all stretches
that cover it; one rule a citation lights up its pieces when its anchor is the target.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from dateline.model import Comment, Marks, Report, Zone, ZoneKind
from dateline.publish.notes import Note
from dateline.publish.wording import moment

# Languages written from right to left (Unicode bidirectional class of their scripts).
RTL = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked: ``name`` is its class, ``number`` its note or None for a reading."""

    start: int
    end: int
    name: str
    number: int | None = None
    back: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page: the zone it is in, and its marked text."""

    kind: str
    html: Markup


def heading(found: Sequence[Block]) -> Block | None:
    """Return the block that is the page's own headline, to stand as the title; None without one."""
    return next((b for b in found[:3] if b.kind == ZoneKind.HEADLINE), None)


def beside(found: Marks) -> list[tuple[str, str]]:
    """Return what a network says beside the words, as rows of (name, words)."""
    rows = [
        ("Answers", found.in_reply_to),
        ("Passed on from", found.forwarded_from),
        ("Edited", _time(found.edited)),
        ("Tags", " ".join(found.hashtags)),
        ("Mentions", " ".join(found.mentions)),
        ("Came with", f"{len(found.media)} × picture, film or file" if found.media else None),
    ]
    return [(name, told) for name, told in rows if told]


def _time(given: str | None) -> str | None:
    """Return a time as given; seconds since 1970, as some networks count, as a date and a clock."""
    if given and given.isdigit() and len(given) in (9, 10):
        return moment(dt.datetime.fromtimestamp(int(given), dt.UTC))
    return given


def direction(report: Report) -> str:
    """Return "rtl" or "ltr" for the report's text."""
    return "rtl" if (report.language or "").split("-")[0] in RTL else "ltr"


def marks(report: Report, notes: Sequence[Note], back: Mapping[int, str], brief: str) -> list[Mark]:
    """Return the cited stretches, and what was read: who said, what happened, how many, where, when."""
    cited = [
        Mark(
            n.citation.start,
            n.citation.end,
            f"k{n.number}",
            n.number,
            where if where.startswith("/") else f"{brief}#{where}",
        )
        for n in notes
        for where in (back.get(n.number, f"n{n.number}"),)
    ]
    read = [Mark(c.start, c.end, "r-said") for s in report.statements for c in s.content]
    read += [Mark(e.trigger.start, e.trigger.end, "r-event") for e in report.events]
    read += [Mark(f.start, f.end, "r-count") for f in report.figures]
    read += [Mark(p.start, p.end, "r-place") for p in report.places if p.name]
    read += [Mark(p.start, p.end, "r-time") for p in report.periods if p.edtf]
    return cited + [m for m in read if m.end > m.start]


def blocks(
    report: Report,
    notes: Sequence[Note],
    back: Mapping[int, str] | None = None,
    *,
    brief: str = "../index.html",
) -> list[Block]:
    """Return the text outside the comments as paragraphs, in order, nothing left out.

    ``back`` gives the place on the page ``brief`` that a note's number leads to, or a whole address; without
    one it is the note.
    Marks are opened and closed as the text passes them, so the time is that of one pass.
    """
    waiting = sorted(marks(report, notes, back or {}, brief), key=lambda m: (-m.start, -m.end))
    open_marks: list[Mark] = []
    found = []
    for kind, start, end in _paragraphs(report):
        open_marks = [m for m in open_marks if m.end > start]
        while waiting and waiting[-1].start < end:
            open_marks.append(waiting.pop())
        if kind != ZoneKind.COMMENT:
            found.append(Block(kind, _marked(report.text, start, end, open_marks)))
    return found


def comments(report: Report) -> tuple[Comment, ...]:
    """Return the readers' comments; where none were told apart, the zone as one."""
    if report.comments:
        return report.comments
    return tuple(
        Comment(id=str(n), start=z.start, end=z.end, text=report.text[z.start : z.end])
        for n, z in enumerate((z for z in report.zones if z.kind is ZoneKind.COMMENT), 1)
    )


def depth(comment: Comment) -> int:
    """Return how many comments it hangs under, by its number: "1.2.1" hangs under two; three at most."""
    return min(comment.id.count("."), 3)


def _paragraphs(report: Report) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of every line with text; lines in no zone are of kind "body"."""
    zones = sorted(report.zones, key=lambda z: z.start)
    at = 0
    for line in report.text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            yield from _by_zone(start, start + len(body), zones)
        at += len(line)


def _by_zone(start: int, end: int, zones: Sequence[Zone]) -> Iterator[tuple[str, int, int]]:
    """Yield the pieces of a line, cut where a zone begins or ends inside it."""
    cuts = sorted({start, end, *(c for z in zones for c in (z.start, z.end) if start < c < end)})
    for first, last in pairwise(cuts):
        kind = next((z.kind.value for z in zones if z.start <= first < z.end), ZoneKind.BODY.value)
        yield kind, first, last


def _marked(text: str, start: int, end: int, found: Sequence[Mark]) -> Markup:
    """Return the escaped text with its marks; a note's number follows the end of its words."""
    here = [m for m in found if m.start < end and m.end > start]
    cuts = sorted({start, end, *(c for m in here for c in (m.start, m.end) if start < c < end)})
    pieces: list[Markup] = []
    for first, last in pairwise(cuts):
        over = [m for m in here if m.start <= first and m.end >= last]
        pieces += [_anchor(m) for m in over if m.number and m.start == first]
        names = " ".join(dict.fromkeys(["c"] * any(m.number for m in over) + [m.name for m in over]))
        piece = Markup.escape(text[first:last])
        pieces.append(Markup('<mark class="{}">{}</mark>').format(names, piece) if over else piece)
        pieces += [_back(m) for m in over if m.number and m.end == last]
    return Markup("").join(pieces)


def _anchor(mark: Mark) -> Markup:
    return Markup('<a class="anchor" id="c-{}-{}"></a>').format(mark.start, mark.end)


def _back(mark: Mark) -> Markup:
    return Markup('<a class="n" href="{1}" aria-label="Note {0} of the brief">{0}</a>').format(
        mark.number, mark.back
    )
