"""Gives quotations to the cue beside them, and goes on with one that was interrupted."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.model import Mode
from dateline.read import syntax
from dateline.read.cues import Cue
from dateline.read.drafts import Draft
from dateline.read.page import Passage
from dateline.read.quotes import Quote

# Between a quotation and its cue stand the speaker's name, office and perhaps a clause on them.
FAR = 40
# After the cue, before the quotation: a hearer, a day, a place.
NEAR = 25
# Below this many words, without a comma or stop of its own, marks are scare quotes.
SHORT = 4

STOPS = frozenset({".", "!", "?", ";"})
EDGES = STOPS | {":", "”", '"', "''"}
ENDS_OPEN = frozenset(",?!…—–-")


def from_cue(passage: Passage, verb: Token, cue: Cue, quotes: list[Quote], taken: set[int]) -> Draft | None:
    """Return the direct statement of a cue verb with a quotation beside it, or None."""
    if "quote" not in cue.frames or syntax.is_conditional(verb):
        return None
    doc = passage.doc
    before = _before(doc, verb, quotes, taken)
    after = _after(doc, verb, quotes, taken)
    if before is None and after is None:
        return None
    speaker = syntax.child(verb, "nsubj") or (syntax.subject(verb) if before is None else None)
    if speaker is None or any(
        quotes[at].first <= speaker.i <= quotes[at].last for at in (before, after) if at is not None
    ):
        speaker = _beside(doc, verb, before is not None)
    if before is not None and (speaker is None or speaker.i < quotes[before].first):
        before = None
    if before is None and after is None:
        return None
    chosen = [at for at in (before, after) if at is not None]
    taken.update(chosen)
    spans = [(quotes[at].first, quotes[at].last) for at in chosen]
    mode = Mode.DIRECT
    if before is not None:
        start = _clause_start(doc, quotes[before])
        if start < quotes[before].first:
            spans[0], mode = (start, quotes[before].last), Mode.MIXED
    return Draft(
        passage=passage,
        cue=cue,
        cue_first=verb.i,
        cue_last=verb.i,
        speaker=speaker,
        pieces=[passage.bounds(first, last) for first, last in spans],
        head=doc[min(spans[0][0] + 1, spans[0][1])],
        rule="quote before cue" if before is not None else "quote after cue",
        confidence=0.97,
        mode=mode,
    )


def _before(doc: Doc, verb: Token, quotes: list[Quote], taken: set[int]) -> int | None:
    """Return the quotation that ends just before the speaker and this verb."""
    at = max((k for k, quote in enumerate(quotes) if quote.last < verb.i), default=None)
    if at is None or at in taken:
        return None
    quote = quotes[at]
    gap = range(quote.last + 1, verb.i)
    if len(gap) > FAR or any(doc[i].text in STOPS for i in gap):
        return None
    tail = doc.text[quote.start : quote.end].rstrip("”\"'’ ")[-1:]
    comma = len(gap) > 0 and doc[gap[0]].text in (",", "—", "–")
    if tail not in ENDS_OPEN and not comma:
        return None
    return at


def _clause_start(doc: Doc, quote: Quote) -> int:
    """Return where the quoted clause begins when its first words stand outside the marks."""
    at = quote.first
    while at > 0 and doc[at - 1].text not in EDGES:
        at -= 1
    return at


def _after(doc: Doc, verb: Token, quotes: list[Quote], taken: set[int]) -> int | None:
    """Return the quotation that this verb leads to."""
    at = next((k for k, quote in enumerate(quotes) if quote.first > verb.i), None)
    if at is None or at in taken:
        return None
    quote = quotes[at]
    gap = range(verb.i + 1, quote.first)
    if len(gap) > NEAR or any(doc[i].text in STOPS for i in gap):
        return None
    last = doc[gap[-1]].text if gap else ""
    if last == ":":
        return at
    if not gap or last.lower() in (",", "that"):
        return at if quote.words >= SHORT else None
    return None


def continue_quotes(passage: Passage, quotes: list[Quote], taken: set[int], drafts: list[Draft]) -> None:
    """Add to a statement the quotations that go on after its attribution (""…," he said. "…"")."""
    doc = passage.doc
    spoken = sorted((d for d in drafts if d.cue.speech), key=lambda d: d.cue_first)
    for at, quote in enumerate(quotes):
        if at in taken or not _opens_sentence(doc, quote) or quote.words < SHORT:
            continue
        past = [d for d in spoken if d.cue_first < quote.first]
        if past and (past[-1].mode is not Mode.INDIRECT):
            past[-1].pieces.append((passage.start + quote.start, passage.start + quote.end))
            taken.add(at)


def _opens_sentence(doc: Doc, quote: Quote) -> bool:
    return quote.first == 0 or doc[quote.first - 1].text in (".", "!", "?", ":", "”", '"', "''")


def _beside(doc: Doc, verb: Token, inverted: bool) -> Token | None:
    """The speaker where the parser saw none: the noun phrase that touches the verb."""
    following = verb.i + 1
    if inverted and following < len(doc) and doc[following].pos_ in ("PROPN", "DET", "NOUN", "PRON"):
        at = following
        while (
            at + 1 < len(doc)
            and doc[at].pos_ in ("DET", "ADJ")
            and doc[at + 1].pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            at += 1
        while at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN":
            at += 1
        return doc[at]
    if verb.i > 0 and doc[verb.i - 1].pos_ in ("PROPN", "NOUN", "PRON"):
        return doc[verb.i - 1]
    return None
