"""Edits a brief: a sentence keeps its citations, a quotation its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.errors import EmptyInput, UnknownId
from dateline.model import Brief, Citation, Item, Report

HEADLINE, LEAD, SAID = "headline", "lead", "said"


def parts(brief: Brief) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    """Yield (key, title, items) of everything that can be edited, in the order of the page."""
    if brief.headline:
        yield HEADLINE, "Headline", (brief.headline,)
    yield LEAD, "Opening", brief.lead
    for section in brief.sections:
        if section.items:
            yield section.key, section.title, section.items


def rewritten(brief: Brief, part: str, at: int, text: str) -> Brief:
    """Return the brief with one sentence in other words, resting on what it rested on.

    Raises EmptyInput for no words, for a quotation, and for a number that stands neither in the old
    sentence nor in the words it cites: an edit may not add a count that nobody gave.
    """
    item = _item(brief, part, at)
    text = " ".join(text.split())
    if item.kind == "quote":
        raise EmptyInput("a quotation", "keeps its words as they were published", "drop it instead")
    if not text:
        raise EmptyInput("a sentence", "cannot be empty", "drop it instead")
    known = set(_numbers(item.text)) | {n for c in item.citations for n in _numbers(c.text)}
    new = [number for number in _numbers(text) if number not in known]
    if new:
        raise EmptyInput(
            f"the number {new[0]}", "stands in none of the words cited", "keep to what the citations say"
        )
    return _with(brief, part, at, (item.model_copy(update={"text": text}),))


def quoted(brief: Brief, report: Report, words: str, speaker: str) -> Brief:
    """Return the brief with words of a report at the end of who said what, cited to their characters.

    Raises EmptyInput for words that do not stand in the report as they are; blanks may differ.
    """
    parts = [re.escape(part) for part in words.split()]
    found = re.search(r"\s+".join(parts), report.text) if parts else None
    if found is None:
        raise EmptyInput("the quotation", "does not stand in the report", "copy its words as they are there")
    cited = Citation(report=report.id, start=found.start(), end=found.end(), text=found[0])
    item = Item(kind="quote", text=found[0], citations=(cited,), speaker=" ".join(speaker.split()) or None)
    return _replaced(brief, SAID, (*_items(brief, SAID), item))


def moved(brief: Brief, part: str, at: int, by: int) -> Brief:
    """Return the brief with one item moved up (-1) or down (1) within its part; at the end it stays."""
    items = list(_items(brief, part))
    to = at + by
    _item(brief, part, at)
    if not 0 <= to < len(items):
        return brief
    items[at], items[to] = items[to], items[at]
    return _replaced(brief, part, tuple(items))


def dropped(brief: Brief, part: str, at: int) -> Brief:
    """Return the brief without one item. The headline stays: rewrite it."""
    _item(brief, part, at)
    if part == HEADLINE:
        raise EmptyInput("the headline", "cannot be dropped", "rewrite it instead")
    return _with(brief, part, at, ())


def _numbers(text: str) -> list[str]:
    """Return the numbers in digits, without what sets their thousands apart."""
    return [re.sub(r"[ \u00a0\u202f,.]", "", n) for n in re.findall(r"\d+(?:[ \u00a0\u202f,.]\d{3})*", text)]


def _items(brief: Brief, part: str) -> tuple[Item, ...]:
    return next((items for key, _, items in parts(brief) if key == part), ())


def _item(brief: Brief, part: str, at: int) -> Item:
    items = _items(brief, part)
    if not 0 <= at < len(items):
        raise UnknownId(f"{part} {at + 1}", "is no longer in the draft", "load it again")
    return items[at]


def _with(brief: Brief, part: str, at: int, instead: Sequence[Item]) -> Brief:
    items = _items(brief, part)
    return _replaced(brief, part, (*items[:at], *instead, *items[at + 1 :]))


def _replaced(brief: Brief, part: str, items: tuple[Item, ...]) -> Brief:
    if part == HEADLINE:
        return brief.model_copy(update={"headline": items[0]})
    if part == LEAD:
        return brief.model_copy(update={"lead": items})
    sections = tuple(s.model_copy(update={"items": items}) if s.key == part else s for s in brief.sections)
    return brief.model_copy(update={"sections": sections})
