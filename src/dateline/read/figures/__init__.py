"""Reported quantities: how many, of whom, with what status."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Figure, FigureStatus, Period, PeriodKind
from dateline.read.figures import circumstance, counted, leaning, numbers, parsed, parts, tolls, victims
from dateline.read.figures.counted import Draft
from dateline.read.page import Mention, Page, Passage


def find(page: Page, periods: Sequence[Mention[Period]]) -> list[Mention[Figure]]:
    """Return the figures of a page in reading order, ids assigned.

    ``head`` is the counted noun or the number, ``governor`` the word that gives the status. Places,
    period and speaker are left to ``attach``.
    """
    dated = [m for m in periods if m.record.kind in (PeriodKind.DATE, PeriodKind.TIME)]
    background = circumstance.Background(dated, page.report.published)
    taken = _dated(dated)
    drafts: list[Draft] = []
    for passage in page.passages:
        drafts += _drafts(passage, taken.get(passage.index, frozenset()), drafts)
    for draft in drafts:
        governor = draft.governor if draft.governor is not None else draft.top
        draft.factuality = circumstance.factuality(draft.words, draft.governor, draft.low)
        earlier = tolls.is_earlier(draft.words, draft.first, draft.governor)
        apart = circumstance.of_other_deeds(draft.words, draft.noun, other=draft.other)
        draft.background = earlier or apart or background(draft.words, governor, draft.first, draft.status)
    parts.link(drafts)
    ids = {id(draft): f"f{n}" for n, draft in enumerate(drafts, 1)}
    return [_mention(draft, page.report.text, ids) for draft in drafts]


def _drafts(passage: Passage, dated: frozenset[int] | set[int], told: Sequence[Draft]) -> list[Draft]:
    """The figures of one passage, in order; tokens of dates are left alone. ``told``: those before it."""
    view = parsed.view(passage)
    found: list[Draft] = []
    for number in numbers.find(view.lower):
        if number.at in dated:
            continue
        draft = counted.draft(view, number)
        if draft is None or draft.status is FigureStatus.OTHER:
            draft = tolls.stated(view, number, found or told) or draft or tolls.former(view, number, found)
        if draft is None and found:
            draft = leaning.elliptical(view, number, found[-1])
        elif draft is not None and draft.status is FigureStatus.OTHER and found:
            leaning.lean(draft, found[-1])
        if draft is not None:
            found.append(draft)
    found += list(victims.find(view, found))
    found += list(leaning.they(view, found))
    return sorted(found, key=lambda draft: draft.first)


def _dated(periods: Sequence[Mention[Period]]) -> dict[int, set[int]]:
    """The tokens that belong to a date, by passage."""
    held: dict[int, set[int]] = {}
    for mention in periods:
        span = mention.passage.tokens(mention.record.start, mention.record.end)
        if span is not None:
            held.setdefault(mention.passage.index, set()).update(range(span.start, span.end))
    return held


def _mention(draft: Draft, text: str, ids: dict[int, str]) -> Mention[Figure]:
    passage = draft.words.passage
    start, end = passage.bounds(draft.first, draft.last)
    figure = Figure(
        start=start,
        end=end,
        text=text[start:end],
        id=ids[id(draft)],
        subject=draft.subject,
        status=draft.status,
        low=draft.low,
        high=draft.high,
        exactness=draft.exactness,
        unit=draft.unit,
        who=draft.who,
        part_of=_id(draft.part_of, ids),
        beside=_id(draft.beside, ids),
        repeats=_id(draft.repeats, ids),
        factuality=draft.factuality,
        background=draft.background,
    )
    governor = passage.doc[draft.governor] if draft.governor is not None else None
    return Mention(figure, passage, passage.doc[draft.top], governor)


def _id(draft: Draft | None, ids: dict[int, str]) -> str | None:
    return ids[id(draft)] if draft is not None else None
