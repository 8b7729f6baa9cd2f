"""Finds the paragraphs of a plain text, whichever way its lines are broken.

Three layouts are common: a blank line between paragraphs, one paragraph a line, and lines
wrapped at a column (the wire style), where a blank line or an indent begins the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Wire services wrap at 65-80 columns, mail at 72-78, some sites at 110; a longer line is a paragraph.
WIDEST_WRAP = 130
# In wrapped text no line is longer than the column; tables and addresses break the rule now and then.
LONGER = 0.05
# A line shorter than this is a list item or a title, whatever follows it.
NARROWEST_WRAP = 40
# Wrapped text fills its lines: the next word would not have fitted, or only just, for editors mend lines
# after wrapping. 300 wire reports of the eighties fill .75 and more of theirs, prose with one paragraph a
# line under .4.
FILLED = 0.65
JUST = 5
# Half the breaks of wrapped prose fall inside a sentence; breaks between paragraphs nearly never do.
UNFINISHED = 0.5

STOPS = (".", "!", "?", "…", ":", ";")
CLOSERS = "\"'”’»)]*_"


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line: offsets of its first and last character that are not space."""

    start: int
    end: int
    indent: int
    gap: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. ``gap`` counts the blank lines above, ``text`` has single spaces."""

    start: int
    end: int
    indent: int
    gap: int
    text: str

    @property
    def stopped(self) -> bool:
        """True when it ends like a sentence, closing quotes and brackets left aside."""
        return stopped(self.text)


def stopped(text: str) -> bool:
    """Return whether ``text`` ends in a stop, before any closing quote or bracket."""
    return text.rstrip(CLOSERS + " ").endswith(STOPS)


def lines(text: str) -> Iterator[Line]:
    """Yield the non-blank lines of ``text``; every Unicode line break counts as one."""
    at, gap = 0, 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            lead = len(raw) - len(raw.lstrip())
            yield Line(at + lead, at + lead + len(body), lead, gap, body)
            gap = 0
        else:
            gap += 1
        at += len(raw)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of ``text`` in order, every non-blank line in exactly one."""
    found = list(lines(text))
    column = wrap_column(found)
    groups: list[list[Line]] = []
    for line in found:
        if groups and _continues(groups[-1][-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_join(group) for group in groups]


def usual_gap(found: Sequence[Paragraph]) -> int:
    """Return how many blank lines stand between most paragraphs."""
    gaps = Counter(paragraph.gap for paragraph in found[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def wrap_column(found: Sequence[Line]) -> int:
    """Return the column the lines are wrapped at, or 0 when a line break ends a paragraph."""
    pairs = [(a, b) for a, b in pairwise(found) if not b.gap and b.indent <= a.indent]
    longer = sum(len(line.text) > WIDEST_WRAP for line in found)
    if not pairs or longer > LONGER * len(found):
        return 0
    widths = sorted(len(above.text) + above.indent for above, _ in pairs)
    column = widths[int(0.95 * (len(widths) - 1))]
    if column < NARROWEST_WRAP:
        return 0
    unfinished = sum(not stopped(above.text) for above, _ in pairs) / len(pairs)
    if len(pairs) < 3:  # too few to measure: every break must fall inside a sentence
        inside = all(below.text[0].islower() or above.text.isupper() for above, below in pairs)
        return column if inside and unfinished == 1 else 0
    filled = sum(_fills(above, below, column) for above, below in pairs) / len(pairs)
    return column if filled >= FILLED and unfinished >= UNFINISHED else 0


def _fills(above: Line, below: Line, column: int) -> bool:
    first = below.text.split(maxsplit=1)[0]
    return above.indent + len(above.text) + 1 + len(first) > column - JUST


def _continues(above: Line, below: Line, column: int) -> bool:
    """Return whether ``below`` goes on with the paragraph of ``above``; ``column`` is 0 in unwrapped text."""
    if below.gap:
        return False
    broken = not stopped(above.text)
    if broken and len(above.text) >= NARROWEST_WRAP and below.text[0].islower():
        return True  # a sentence broken inside, whatever the rest of the page does
    if not column or below.indent > above.indent + 1:
        return False
    return broken or _fills(above, below, column)


def _join(group: Sequence[Line]) -> Paragraph:
    first = group[0]
    text = first.text if len(group) == 1 else " ".join(line.text for line in group)
    return Paragraph(first.start, group[-1].end, first.indent, first.gap, text)
