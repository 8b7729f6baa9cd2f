"""Who said what: speaker, cue, content, mode, stance and relays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dateline.model import Actor, Mode, Report, Statement, ZoneKind
from dateline.read import colons, cues, direct, indirect, nominal, quotes, speakers
from dateline.read.cues import Cue
from dateline.read.drafts import Draft, Piece
from dateline.read.page import Mention, Page, Passage
from dateline.read.quotes import Quote

HEADS = frozenset({ZoneKind.HEADLINE, ZoneKind.HEADING})

# Paragraphs of one block quote.
LOOK_AHEAD = 20

READERS = {
    "verbs": indirect.from_verb,
    "nouns": nominal.from_noun,
    "adjectives": nominal.from_adjective,
    "adverbs": nominal.from_adverb,
    "phrases": nominal.according_to,
}
NONE: dict[int, Cue] = {}

# Speech inside somebody's words is kept as relayed when it has a speaker of its own.
RELAYED = frozenset({"clause", "infinitive", "preposition", "quote before cue", "quote after cue"})


def find(page: Page, actors: Sequence[Mention[Actor]]) -> list[Mention[Statement]]:
    """Return the mentions in reading order, ids assigned."""
    drafts = sorted(_drafts(page), key=lambda draft: draft.start)
    return [_mention(page.report, draft, f"s{number}") for number, draft in enumerate(drafts, start=1)]


def _drafts(page: Page) -> Iterator[Draft]:
    found = quotes.pair(page.passages)
    spoken = list(colons.transcript(page.passages))
    yield from spoken
    covered = _merged(sorted(piece for draft in spoken for piece in draft.pieces))
    for at, (passage, quotations) in enumerate(zip(page.passages, found, strict=True)):
        drafts = _passage(passage, quotations)
        following = page.passages[at + 1 : at + 1 + LOOK_AHEAD]
        layout = colons.block(passage, following, found[at + 1] if following else [])
        layout = layout or colons.signed(passage, quotations)
        if layout is None and (at == 0 or passage.zone.kind in HEADS):
            layout = colons.headline(passage)
        if layout is not None:
            drafts = [draft for draft in drafts if draft.cue_first != layout.cue_first] + [layout]
        yield from _outermost(drafts, covered)


def _passage(passage: Passage, quotations: list[Quote]) -> list[Draft]:
    """Return what each cue of the passage yields, words inside quotations left alone."""
    doc, table = passage.doc, cues.table()
    here = {
        at: cue
        for at, (part, lemma) in enumerate(doc.to_array(["POS", "LEMMA"]).tolist())
        if (cue := table.get(part, NONE).get(lemma)) is not None
    }
    quoted = direct.Quoted(passage, quotations, here)
    found: list[Draft] = []
    for at, cue in here.items():
        if at in quoted.inside:
            continue
        token = doc[at]
        draft = direct.from_cue(quoted, token, cue) or READERS[cue.kind](quoted, token, cue)
        if draft is not None:
            found.append(_whole_quotes(draft, quoted))
    direct.continue_quotes(quoted, found)
    return found


def _whole_quotes(draft: Draft, quoted: direct.Quoted) -> Draft:
    """Let a content that reaches into a quotation take it in to its closing mark."""
    for at, quote in enumerate(quoted.quotes):
        first, last = draft.passage.start + quote.start, draft.passage.start + quote.end
        for index, (start, end) in enumerate(draft.pieces):
            if first < end and start < last:
                draft.pieces[index] = (min(start, first), max(end, last))
                if draft.mode is Mode.INDIRECT:
                    draft.mode = Mode.MIXED
                quoted.taken.add(at)
    return draft


def _outermost(drafts: list[Draft], covered: list[Piece]) -> list[Draft]:
    """Drop what stands inside another's content, unless it is speech relayed with its own speaker.

    Of attitudes found inside somebody's words, annotators count about one in seven as a statement
    of its own; of speech with a speaker of its own, one in three.
    """
    covered = _merged(sorted([*covered, *(piece for draft in drafts for piece in draft.pieces)]))
    starts = [start for start, _ in covered]

    def is_inside(draft: Draft) -> bool:
        at = draft.passage.bounds(draft.cue_first, draft.cue_last)[0]
        before = bisect_right(starts, at) - 1
        return before >= 0 and at < covered[before][1]

    return [draft for draft in drafts if _is_relayed(draft) or not is_inside(draft)]


def _merged(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for start, end in pieces:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_relayed(draft: Draft) -> bool:
    return (
        draft.cue.speech
        and draft.speaker is not None
        and draft.speaker.pos_ in ("NOUN", "PROPN")
        and draft.rule in RELAYED
    )


def _mention(report: Report, draft: Draft, name: str) -> Mention[Statement]:
    passage = draft.passage
    speaker = speakers.phrase(passage, draft.speaker) if draft.speaker is not None else None
    cue = passage.span(draft.cue_first, draft.cue_last)
    record = Statement(
        id=name,
        speaker=speaker,
        cue=cue,
        content=tuple(report.span(start, end) for start, end in draft.pieces),
        mode=draft.mode,
        stance=draft.stance or draft.cue.stance,
        certainty=draft.cue.certainty,
        confidence=draft.confidence,
        rule=draft.rule,
    )
    notes = {"lemma": draft.cue.word}
    return Mention(record, passage, draft.head, passage.doc[draft.cue_first], notes)
