"""Who said what: speaker, cue, content, mode, stance and relays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dateline.model import Actor, Mode, Report, Span, Statement, ZoneKind
from dateline.read.attach import datelines
from dateline.read.page import Mention, Page, Passage
from dateline.read.statements import (
    capitals,
    cited,
    colons,
    confidence,
    cues,
    direct,
    indirect,
    nominal,
    quotes,
    speakers,
)
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Draft, Piece
from dateline.read.statements.referents import Referents
from dateline.read.statements.speakers import Identity

HEADS = frozenset({ZoneKind.HEADLINE, ZoneKind.HEADING})

# Paragraphs of one block quote.
LOOK_AHEAD = 20

READERS = {
    "verbs": indirect.from_verb,
    "nouns": nominal.from_noun,
    "adjectives": nominal.from_adjective,
    "adverbs": nominal.from_adverb,
    "phrases": nominal.according_to,
    "idioms": indirect.from_verb,
}
NONE: dict[int, Cue] = {}

# Speech inside somebody's words is kept as relayed when it has a speaker of its own.
RELAYED = frozenset(
    {"aside", "clause", "closing", "infinitive", "opening", "quote before cue", "quote after cue"}
)


def find(page: Page, actors: Sequence[Mention[Actor]]) -> list[Mention[Statement]]:
    """Return every statement of the page in reading order, relays marked by ``via``.

    ``actors`` is not needed yet: a speaker's name is what the text calls him.
    """
    drafts = sorted(_drafts(page), key=lambda draft: (draft.start, draft.cue_first))
    referents = Referents(page.report.text, page.passages)
    vias = _without_circles(_relays(drafts) | _citations(drafts))
    return [_mention(page.report, draft, at, vias.get(at), referents) for at, draft in enumerate(drafts)]


def _drafts(page: Page) -> Iterator[Draft]:
    found = quotes.pair(page.passages)
    spoken = list(colons.transcript(page.passages))
    yield from spoken
    covered = _merged(sorted(piece for draft in spoken for piece in draft.pieces))
    carry = direct.Carry()
    for at, (passage, quotations) in enumerate(zip(page.passages, found, strict=True)):
        quoted = direct.Quoted(passage, quotations, _cues(passage))
        drafts = _passage(quoted)
        carry.over(quoted, drafts)
        following = page.passages[at + 1 : at + 1 + LOOK_AHEAD]
        layout = colons.block(passage, following, found[at + 1] if following else [])
        layout = layout or colons.signed(passage, quotations)
        if layout is None and _is_head(passage):
            layout = colons.headline(passage)
        if layout is not None:
            drafts.append(layout)
            covered = _merged(sorted([*covered, *layout.pieces]))
        yield from _outermost(_after_dateline(passage, drafts), covered)


def _after_dateline(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Keep "GENEVA, Dec 5 (Agency) -" out of contents and speakers."""
    end = datelines.end(passage.text)
    if not end:
        return drafts
    for draft in drafts:
        draft.pieces = [(max(start, passage.start + end), last) for start, last in draft.pieces]
        draft.pieces = [(start, last) for start, last in draft.pieces if start < last]
    heads = [draft for draft in drafts if draft.speaker is None or draft.speaker.idx >= end]
    return [draft for draft in heads if draft.pieces]


def _cues(passage: Passage) -> dict[int, Cue]:
    """Return the cues of a passage by token."""
    table = cues.table()
    return {
        at: cue
        for at, (part, lemma) in enumerate(passage.doc.to_array(["POS", "LEMMA"]).tolist())
        if (cue := table.get(part, NONE).get(lemma)) is not None
    }


def _passage(quoted: direct.Quoted) -> list[Draft]:
    """Return what each cue of the passage yields, words inside quotations left alone."""
    doc = quoted.passage.doc
    if capitals.is_upper(doc):
        return list(capitals.find(quoted))
    found: list[Draft] = []
    for at, cue in quoted.cues.items():
        if at in quoted.inside:
            continue
        token = doc[at]
        draft = direct.from_cue(quoted, token, cue) or READERS[cue.kind](quoted, token, cue)
        if draft is not None:
            found.append(_whole_quotes(draft, quoted))
    direct.continue_quotes(quoted, found)
    if not found and _is_head(quoted.passage) and capitals.is_title_case(doc):
        return list(capitals.find(quoted))
    return cited.relay(found)


def _is_head(passage: Passage) -> bool:
    return passage.index == 0 or passage.zone.kind in HEADS


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
    if draft.speaker is None or draft.speaker.pos_ not in ("NOUN", "PROPN"):
        return False
    if draft.cue.kind == "nouns":
        holder = cues.of(draft.passage.doc[draft.cue_first].head)
        return holder is not None and holder.speech
    return draft.cue.speech and draft.rule in RELAYED


def _relays(drafts: list[Draft]) -> dict[int, int]:
    """Map each statement whose cue stands in another's content to the innermost such statement."""
    pieces = sorted((start, -end, at) for at, draft in enumerate(drafts) for start, end in draft.pieces)
    cues_at = sorted(
        (draft.passage.bounds(draft.cue_first, draft.cue_last)[0], at) for at, draft in enumerate(drafts)
    )
    found: dict[int, int] = {}
    opened: list[tuple[int, int]] = []
    following = 0
    for offset, at in cues_at:
        while following < len(pieces) and pieces[following][0] <= offset:
            start, end, owner = pieces[following]
            while opened and opened[-1][0] <= start:
                opened.pop()
            opened.append((-end, owner))
            following += 1
        while opened and opened[-1][0] <= offset:
            opened.pop()
        if opened and opened[-1][1] != at:
            found[at] = opened[-1][1]
    return found


def _without_circles(vias: dict[int, int]) -> dict[int, int]:
    """Return the links without those that lead back to where they started. Linear in their number."""
    kept, done = dict(vias), set[int]()
    for start in vias:
        at, path = start, set[int]()
        while at in kept and at not in done:
            path.add(at)
            if kept[at] in path:
                del kept[at]
                break
            at = kept[at]
        done |= path
    return kept


def _citations(drafts: list[Draft]) -> dict[int, int]:
    """Map each statement that another hands on by citing it to that other."""
    places = {id(draft): at for at, draft in enumerate(drafts)}
    return {
        at: places[id(draft.told_by)]
        for at, draft in enumerate(drafts)
        if draft.told_by is not None and id(draft.told_by) in places
    }


def _mention(
    report: Report, draft: Draft, at: int, via: int | None, referents: Referents
) -> Mention[Statement]:
    passage = draft.passage
    speaker, who = None, Identity()
    if draft.speaker_range is not None:
        speaker = passage.span(*draft.speaker_range)
    elif draft.speaker is not None:
        speaker = speakers.phrase(passage, draft.speaker, draft.cue_first)
    if speaker is not None and (draft.rule == "capitals" or _was_lowered(speaker, draft.speaker)):
        who = speakers.in_capitals(speaker.text)
    elif draft.speaker is not None:
        who = referents.resolve(passage, draft.speaker)
    record = Statement(
        id=f"s{at + 1}",
        speaker=speaker,
        name=who.name,
        role=who.role,
        affiliation=who.affiliation,
        cue=passage.span(draft.cue_first, draft.cue_last),
        content=tuple(report.span(start, end) for start, end in draft.pieces),
        mode=draft.mode,
        stance=draft.stance or draft.cue.stance,
        certainty=draft.cue.certainty,
        via=None if via is None else f"s{via + 1}",
        confidence=confidence.of(draft, told=via is not None),
        rule=draft.rule,
    )
    return Mention(record, passage, draft.head, passage.doc[draft.cue_first], _notes(draft))


def _was_lowered(speaker: Span, head: Token | None) -> bool:
    """Whether the parser saw a text in capitals in lower case, so that its words do not tell names."""
    return head is not None and head.text.islower() and speaker.text.isupper()


def _notes(draft: Draft) -> dict[str, str]:
    """What later steps ask of the grammar: the cue's word, the speaker's word and number."""
    notes = {"cue": draft.cue.word}
    if draft.speaker is not None:
        notes["speaker"] = draft.speaker.lemma_.lower()
        notes["number"] = "plural" if draft.speaker.tag_ in ("NNS", "NNPS") else "singular"
    return notes
