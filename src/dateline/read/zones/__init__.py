"""Splits a page into zones: headline, lead, headings, body, captions, quotes, links, comments.

A zone is one paragraph. Everything before the first full paragraph is the head of the page:
headline, pictures, links, byline. The rules look at layout and wording, never at a site.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from dateline.model import Zone, ZoneKind
from dateline.read import comments
from dateline.read.zones import layout, wording
from dateline.read.zones.layout import Paragraph

# A dateline on a line of its own stands among the first lines; further down such a line is a heading.
HEAD = 8
# More title lines than this one after another are a list of links, not headings above each other.
STACKED_HEADINGS = 2


def find(text: str, *, title: str | None = None) -> tuple[Zone, ...]:
    """Return the zones of ``text`` in order, not overlapping, over every line that is not blank."""
    found = layout.paragraphs(text)
    end = comments.first_paragraph(found)
    article, rest = found[:end], found[end:]
    kinds = _kinds(article, title)
    zones = _sections(article, kinds)
    if rest:
        zones.append(Zone(kind=ZoneKind.COMMENT, start=rest[0].start, end=rest[-1].end))
    return tuple(zones)


def _sections(article: Sequence[Paragraph], kinds: Sequence[ZoneKind]) -> list[Zone]:
    """Return the zones, each under the last heading after the lead."""
    zones: list[Zone] = []
    section: int | None = None
    led = False
    for paragraph, kind in zip(article, kinds, strict=True):
        led = led or kind is ZoneKind.LEAD
        if kind is ZoneKind.HEADING and led:
            section = paragraph.start
        zones.append(Zone(kind=kind, start=paragraph.start, end=paragraph.end, section=section))
    return zones


def _kinds(article: Sequence[Paragraph], title: str | None) -> list[ZoneKind]:
    """Return the kind of each paragraph of the article."""
    plain = [_alone(paragraph.text) for paragraph in article]
    for i, paragraph in enumerate(article[:HEAD]):
        if wording.ALONE.fullmatch(paragraph.text):
            plain[i] = ZoneKind.LINKS
    first = _headline(article, plain, title)
    lead = _lead(article, plain, 0 if first is None else first + 1)
    for i in range(len(article)):
        if i == first:
            plain[i] = ZoneKind.HEADLINE
        elif i == lead:
            plain[i] = ZoneKind.LEAD
    _head(article, plain, lead)
    _headings(article, plain, lead)
    _quotes(article, plain)
    return plain


def _alone(text: str) -> ZoneKind:
    """Return what the wording of one line says, headings and quotations left open."""
    if wording.is_embed(text):
        return ZoneKind.EMBED
    if wording.POST.search(text) or text.startswith("> "):
        return ZoneKind.QUOTE
    if wording.is_caption(text):
        return ZoneKind.CAPTION
    if wording.is_link(text) or wording.is_furniture(text):
        return ZoneKind.LINKS
    return ZoneKind.BODY


def _headline(article: Sequence[Paragraph], kinds: Sequence[ZoneKind], title: str | None) -> int | None:
    """Return the paragraph that is the headline: equal to the title, or the first and built like one."""
    if title:
        wanted = _squash(title)
        for i, paragraph in enumerate(article[:5]):
            if _squash(paragraph.text) == wanted:
                return i
    body = [i for i, kind in enumerate(kinds) if kind is ZoneKind.BODY][:2]
    if len(body) < 2:
        return None
    text, after = article[body[0]].text, article[body[1]].text
    if wording.DATELINE.match(text) or (layout.stopped(text) and wording.TAKEN.search(text)):
        return None
    if len(text.split()) > wording.HEADING_WORDS:
        return None
    if wording.is_heading(text) or (not layout.stopped(text) and len(text) < len(after)):
        return body[0]
    # Some archives end headlines with a stop: capitals or the dateline below give them away.
    return body[0] if (wording.title_case(text, least=4) or wording.DATELINE.match(after)) else None


def _lead(article: Sequence[Paragraph], kinds: Sequence[ZoneKind], begin: int) -> int | None:
    """Return the paragraph with the dateline, else the first full one, else the first that is no heading."""
    rest = [i for i in range(begin, len(article)) if kinds[i] is ZoneKind.BODY]
    dispatch = (i for i in rest[:3] if wording.DATELINE.match(article[i].text))
    full = (i for i in rest if _is_full(article[i]))
    prose = (i for i in rest if not wording.is_heading(article[i].text))
    return next(chain(dispatch, full, prose, rest), None)


def _is_full(paragraph: Paragraph) -> bool:
    count = len(paragraph.text.split())
    return count > wording.HEADING_WORDS or (count > 2 and paragraph.stopped)


def _head(article: Sequence[Paragraph], kinds: list[ZoneKind], lead: int | None) -> None:
    """Settle the lines above the lead: one title line is a deck, more are links to other pages."""
    above = [i for i in range(lead or 0) if kinds[i] is ZoneKind.BODY]
    kind = ZoneKind.HEADING if len(above) == 1 else ZoneKind.LINKS
    for i in above:
        if wording.is_heading(article[i].text):
            kinds[i] = kind
        elif wording.TAKEN.search(article[i].text):
            kinds[i] = ZoneKind.CAPTION


def _headings(article: Sequence[Paragraph], kinds: list[ZoneKind], lead: int | None) -> None:
    """Settle the title lines below the lead: headings where prose follows, else links."""
    usual = layout.usual_gap(article)
    run: list[int] = []  # title lines since the last prose, from the end of the page upwards
    at_end = True
    for i in range(len(article) - 1, len(article) if lead is None else lead, -1):
        if kinds[i] is not ZoneKind.BODY:
            continue
        if wording.is_heading(article[i].text) and (at_end or _stands_alone(article, i, usual)):
            run.append(i)
            continue
        _settle(article, kinds, run, at_end)
        run, at_end = [], False
    _settle(article, kinds, run, at_end)


def _settle(article: Sequence[Paragraph], kinds: list[ZoneKind], run: Sequence[int], at_end: bool) -> None:
    """Call a run of title lines headings, or links at the end of the page and when they are many."""
    if at_end and len(run) == 1 and not wording.title_case(article[run[0]].text):
        return
    kind = ZoneKind.LINKS if at_end or len(run) > STACKED_HEADINGS else ZoneKind.HEADING
    for i in run:
        kinds[i] = kind


def _stands_alone(article: Sequence[Paragraph], i: int, usual: int) -> bool:
    below = article[i + 1].gap if i + 1 < len(article) else usual
    return article[i].gap >= usual and below >= usual


def _quotes(article: Sequence[Paragraph], kinds: list[ZoneKind]) -> None:
    """Mark block quotations: the paragraphs that a line above gives the word to."""
    usual = layout.usual_gap(article)
    for i, paragraph in enumerate(article):
        if kinds[i] is not ZoneKind.BODY:
            continue
        above = article[i - 1] if i and kinds[i - 1] in {ZoneKind.BODY, ZoneKind.LEAD} else None
        if above is not None and _introduces(above, paragraph, usual):
            kinds[i] = ZoneKind.QUOTE


def _introduces(above: Paragraph, below: Paragraph, usual: int) -> bool:
    """Return whether ``above`` ends in a colon and gives the word to ``below``.

    A wider gap than usual is where a picture or clip stood, and a second colon introduces the next.
    """
    if not above.text.endswith(":") or below.text.endswith(":") or below.gap > usual:
        return False
    if wording.BULLET.match(below.text):
        return False
    return below.text.startswith(("“", '"', "«", "‘")) or wording.gives_the_word(above.text)


def _squash(text: str) -> str:
    return "".join(wording.WORD.findall(text)).casefold()
