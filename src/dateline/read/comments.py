"""Readers' comments under a page: numbered, threaded, kept out of the article's record.

In a plain text three forms survive the scraper: numbered lists with bulleted replies, blocks
headed "Name says:", and blocks headed by a name and a date. Comments hold lists of their own,
so a number opens a comment only at the list's own indent and next in its sequence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.model import Comment, Zone, ZoneKind
from dateline.read.zones import layout, wording
from dateline.read.zones.layout import Line, Paragraph

NUMBER = re.compile(r"(\d{1,4})[.)]\s+")
REPLY = re.compile(r"[•‣▪◦·*]\s+")
SAYS = re.compile(
    r"(\S.{0,60}?)\s+(?:says|said|wrote|writes|commented|replied|responded)\s*:?", re.IGNORECASE
)
COUNT = re.compile(
    r"(?:\(?\d[\d,.]*\)?\s+)?(.{1,40}?)(?:\s*[(:]\s*\d*\)?|\s+(?:on|to|so far)\b.*|\s*[:.!?]*)?"
)
DATED = re.compile(
    r"(?:(?P<author>\S.{0,60}?)(?:\s+|\s*[,|·•–—-]\s*))?(?:on\s+)?(?P<date>"
    + wording.DATE_ONLY.pattern
    + r")\W*(?:reply|#)?\W*",
    re.IGNORECASE,
)
ENDS_DATED = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\W*$")
# Pages align "9." and "10.", so the numbers of one list may differ by a column.
ALIGNED = 1


@dataclass(slots=True)
class _Block:
    """A comment being gathered: its head line, its lines, and how deep it stands."""

    line: Line
    depth: int
    skip: int = 0
    author: str | None = None
    published: str | None = None
    lines: list[Line] = field(default_factory=list)


def first_paragraph(found: Sequence[Paragraph]) -> int:
    """Return the index of the first paragraph of the comments, or the length when there are none."""
    options = [_under_heading(found), _numbered(found), _named(found)]
    return min((at for at in options if at is not None), default=len(found))


def find(text: str, zones: Sequence[Zone]) -> tuple[Comment, ...]:
    """Return the comments of the comment zones, numbered "1", "1.1" by nesting, with their parents."""
    area = [zone for zone in zones if zone.kind is ZoneKind.COMMENT]
    if not area:
        return ()
    start = area[0].start
    start = text.rfind("\n", 0, start) + 1  # the indent of the first line counts
    lines = [_moved(line, start) for line in layout.lines(text[start : area[-1].end])]
    lines = [line for line in lines if not is_form(line.text) and not is_heading(line.text)]
    return tuple(_records(text, _blocks(lines)))


def is_heading(text: str) -> bool:
    """Return whether the line opens the comments: "Comments", "12 Responses to ..."."""
    match = COUNT.fullmatch(text) if len(text) < 120 else None
    return match is not None and match.group(1).casefold() in wording.table("comment", "headings")


def is_form(text: str) -> bool:
    """Return whether the line belongs to the form or the buttons under comments."""
    return wording.bare(text) in wording.table("comment", "forms") | wording.table("comment", "buttons")


# -- where the comments begin ------------------------------------------------------


def _under_heading(found: Sequence[Paragraph]) -> int | None:
    """Return the last heading of comments, unless nothing but a form or prose of the page follows."""
    for i, paragraph in enumerate(found):
        if i and is_heading(paragraph.text) and (i + 1 == len(found) or _comment_like(found, i + 1)):
            return i
        if (
            i
            and is_form(paragraph.text)
            and wording.bare(paragraph.text) in wording.table("comment", "forms")
        ):
            return i
    return None


def _comment_like(found: Sequence[Paragraph], i: int) -> bool:
    """Return whether paragraph ``i`` looks like the head of a comment, or the comments are short."""
    text = found[i].text
    return bool(
        NUMBER.match(text)
        or REPLY.match(text)
        or is_form(text)
        or is_heading(text)
        or _head(text)
        or _head_dated(found, i)
    )


def _numbered(found: Sequence[Paragraph]) -> int | None:
    """Return where an indented list numbered from 1 runs to the end of the page.

    It counts as comments when a form, a heading of comments or a list of links adjoins it, or when
    replies are nested in it; an article's own list is followed by prose or stands alone.
    """
    for i, paragraph in enumerate(found):
        match = NUMBER.match(paragraph.text)
        if not match or match.group(1) != "1" or not paragraph.indent:
            continue
        rest = [p for p in found[i:] if not is_form(p.text)]
        if all(p.indent >= paragraph.indent - ALIGNED for p in rest):
            formed = len(rest) < len(found) - i
            below = i > 0 and (is_heading(found[i - 1].text) or wording.is_link(found[i - 1].text))
            nested = any(REPLY.match(p.text) and p.indent > paragraph.indent for p in rest)
            if formed or below or nested:
                return i
    return None


def _named(found: Sequence[Paragraph]) -> int | None:
    """Return the first "Name says:" line that a date follows."""
    for i, paragraph in enumerate(found):
        if i and len(paragraph.text) < 80 and SAYS.fullmatch(paragraph.text) and _head_dated(found, i + 1):
            return i
    return None


def _head(text: str) -> bool:
    return bool(SAYS.fullmatch(text) and text.rstrip().endswith(":")) or bool(
        len(text) < 100 and DATED.fullmatch(text)
    )


def _head_dated(found: Sequence[Paragraph], i: int) -> bool:
    return i < len(found) and len(found[i].text) < 100 and bool(DATED.fullmatch(found[i].text))


# -- the comments themselves -------------------------------------------------------


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """Return the comments in order, by numbers and bullets where the list has them, else by heads."""
    numbered = next((line for line in lines if NUMBER.match(line.text)), None)
    if numbered and NUMBER.match(numbered.text).group(1) == "1" and numbered is lines[0]:  # type: ignore[union-attr]
        return _by_number(lines, numbered.indent)
    return _by_head(lines)


def _by_number(lines: Sequence[Line], indent: int) -> list[_Block]:
    """Return comments opened by the next number at ``indent`` and replies opened by a deeper bullet."""
    blocks: list[_Block] = []
    expected = 1
    for line in lines:
        number = NUMBER.match(line.text)
        if number and abs(line.indent - indent) <= ALIGNED and int(number.group(1)) == expected:
            blocks.append(_Block(line, 0, number.end()))
            expected += 1
        elif (bullet := REPLY.match(line.text)) and line.indent > indent and not _digest(blocks, line):
            blocks.append(_Block(line, _depth(blocks, line), bullet.end()))
        if blocks:
            blocks[-1].lines.append(line)
    return blocks


def _digest(blocks: Sequence[_Block], line: Line) -> bool:
    """Return whether the bullet is one more item of a dated list of links inside a comment.

    Such a digest closes every item with its date, the one before the bullet too.
    """
    return bool(ENDS_DATED.search(line.text) and ENDS_DATED.search(blocks[-1].lines[-1].text))


def _depth(blocks: Sequence[_Block], line: Line) -> int:
    """Return 1 below a number, one more than the last bullet that stands further left."""
    for block in reversed(blocks):
        if block.depth == 0:
            return 1
        if block.line.indent < line.indent:
            return block.depth + 1
        if block.line.indent == line.indent:
            return block.depth
    return 1


def _by_head(lines: Sequence[Line]) -> list[_Block]:
    """Return comments opened by "Name says:" or by a name with a date; depth follows the indent."""
    blocks: list[_Block] = []
    for i, line in enumerate(lines):
        after = lines[i + 1].text if i + 1 < len(lines) else ""
        says = SAYS.fullmatch(line.text) if len(line.text) < 80 else None
        dated = DATED.fullmatch(line.text) if len(line.text) < 100 else None
        if says and (line.text.endswith(":") or DATED.fullmatch(after)):
            blocks.append(_Block(line, _indent_depth(blocks, line), author=says.group(1)))
        elif dated and blocks and not blocks[-1].lines and not dated["author"]:
            blocks[-1].published = dated["date"]
        elif dated and dated["author"]:
            blocks.append(
                _Block(line, _indent_depth(blocks, line), author=dated["author"], published=dated["date"])
            )
        elif blocks:
            blocks[-1].lines.append(line)
    return [block for block in blocks if block.lines]


def _indent_depth(blocks: Sequence[_Block], line: Line) -> int:
    for block in reversed(blocks):
        if block.line.indent < line.indent:
            return block.depth + 1
        if block.line.indent == line.indent:
            return block.depth
    return 0


def _records(text: str, blocks: Sequence[_Block]) -> list[Comment]:
    """Return the comments with ids that count at each depth."""
    counts: list[int] = []
    found = []
    for block in blocks:
        depth = min(block.depth, len(counts))
        counts[depth:] = [counts[depth] + 1 if depth < len(counts) else 1]
        start, end = block.lines[0].start + block.skip, block.lines[-1].end
        found.append(
            Comment(
                id=".".join(map(str, counts)),
                parent=".".join(map(str, counts[:-1])) or None,
                author=block.author,
                published=block.published,
                start=start,
                end=end,
                text=text[start:end],
            )
        )
    return found


def _moved(line: Line, by: int) -> Line:
    return Line(line.start + by, line.end + by, line.indent, line.gap, line.text)
