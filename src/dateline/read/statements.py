"""Who said what: speaker, cue, content, mode, stance and relays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dateline.model import Actor, Span, Statement
from dateline.read import cues, direct, indirect, nominal, quotes, speakers
from dateline.read.cues import Cue
from dateline.read.drafts import Draft, Piece
from dateline.read.page import Mention, Page, Passage
from dateline.read.quotes import Quote

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
    return [_mention(draft, f"s{number}") for number, draft in enumerate(drafts, start=1)]


def _drafts(page: Page) -> Iterator[Draft]:
    for passage, quoted in zip(page.passages, quotes.pair(page.passages), strict=True):
        taken: set[int] = set()
        found = list(_passage(passage, quoted, taken))
        direct.continue_quotes(passage, quoted, taken, found)
        yield from _outermost(found)


def _passage(passage: Passage, quoted: list[Quote], taken: set[int]) -> Iterator[Draft]:
    """Yield what each cue of the passage yields, words inside quotations left alone."""
    doc, table = passage.doc, cues.table()
    inside = {
        at for quote in quoted if quote.words >= direct.SHORT for at in range(quote.first, quote.last + 1)
    }
    for at, (part, lemma) in enumerate(doc.to_array(["POS", "LEMMA"]).tolist()):
        cue = table.get(part, NONE).get(lemma)
        if cue is None or at in inside:
            continue
        draft = None
        if "quote" in cue.frames:
            draft = direct.from_cue(passage, doc[at], cue, quoted, taken)
        if draft is None:
            draft = READERS[cue.kind](passage, doc[at], cue)
        if draft is not None:
            yield draft


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """Drop what stands inside another's content, unless it is speech relayed with its own speaker.

    Of attitudes found inside somebody's words, annotators count about one in seven as a statement
    of its own; of speech with a speaker of its own, one in three.
    """
    covered = _merged(sorted(piece for draft in drafts for piece in draft.pieces))
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


def _mention(draft: Draft, name: str) -> Mention[Statement]:
    passage = draft.passage
    speaker = speakers.phrase(passage, draft.speaker) if draft.speaker is not None else None
    cue = passage.span(draft.cue_first, draft.cue_last)
    record = Statement(
        id=name,
        speaker=speaker,
        cue=cue,
        content=tuple(_span(passage, piece) for piece in draft.pieces),
        mode=draft.mode,
        stance=draft.stance or draft.cue.stance,
        certainty=draft.cue.certainty,
        confidence=draft.confidence,
        rule=draft.rule,
    )
    notes = {"lemma": draft.cue.word}
    return Mention(record, passage, draft.head, passage.doc[draft.cue_first], notes)


def _span(passage: Passage, piece: Piece) -> Span:
    start, end = piece
    return Span(start=start, end=end, text=passage.doc.text[start - passage.start : end - passage.start])
