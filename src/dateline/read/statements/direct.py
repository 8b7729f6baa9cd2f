"""Gives quotations to the cue beside them, and goes on with one that was interrupted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from spacy.tokens import Doc, Token

from dateline.model import Mode
from dateline.read.page import Passage
from dateline.read.statements import syntax
from dateline.read.statements.cues import Cue
from dateline.read.statements.drafts import Draft, Piece
from dateline.read.statements.quotes import Quote

# Between a quotation and its cue stand the speaker's name, office and perhaps a clause on them.
FAR = 40
# After the cue, before the quotation: a hearer, a day, a place.
NEAR = 25
# Below this many words, without a comma or stop of its own, marks are scare quotes.
SHORT = 4

STOPS = frozenset({".", "!", "?", ";"})
EDGES = STOPS | {":", "”", '"', "''", "—", "–", "--", "-"}
ENDS_OPEN = frozenset(",?!…—–-")
LEADS_IN = frozenset({"that", "how", "why"})
JOINS = frozenset({"and", "but"})

# Indirect speech that a quotation may go on with: "The road was cut, he said. “We are alone.”"
TOLD = frozenset({"clause", "aside", "closing", "opening", "that"})
# Signs between the end of such speech and its quotation: a day, an office, a stop.
CLOSE = 8


class Quoted:
    """The quotations of one passage, which of them are given away, and where its cues stand."""

    def __init__(self, passage: Passage, quotes: list[Quote], cues: Mapping[int, Cue]) -> None:
        self.passage, self.quotes, self.cues = passage, quotes, cues
        self.text = passage.text
        self.taken: set[int] = set()
        self._firsts = [quote.first for quote in quotes]
        self._lasts = [quote.last for quote in quotes]
        self.inside = {at for quote in quotes if quote.words >= SHORT for at in quote.tokens}

    def before(self, verb: int) -> int | None:
        """Return the quotation that ends just before the speaker and the cue at ``verb``."""
        at = bisect_left(self._lasts, verb) - 1
        if at < 0 or at in self.taken:
            return None
        doc, gap = self.passage.doc, range(self.quotes[at].last + 1, verb)
        if len(gap) > FAR or any(doc[i].text in STOPS or self._joins(i) for i in gap):
            return None
        comma = len(gap) > 0 and doc[gap[0]].text in (",", "—", "–")
        return at if comma or self.tail(at) in ENDS_OPEN else None

    def after(self, verb: int) -> int | None:
        """Return the quotation that the cue at ``verb`` leads to."""
        at = bisect_right(self._firsts, verb)
        if at == len(self.quotes) or at in self.taken:
            return None
        doc, gap = self.passage.doc, range(verb + 1, self.quotes[at].first)
        if len(gap) > NEAR or any(doc[i].text in STOPS or self.is_quoting(i) for i in gap):
            return None
        return at if self._leads(at, [doc[i] for i in gap]) else None

    def _joins(self, at: int) -> bool:
        """ "… “an attack,” but she noted": the verb after it has words of its own."""
        token = self.passage.doc[at]
        return token.lower_ in JOINS and token.head.pos_ in ("VERB", "AUX")

    def is_interrupted(self, at: int) -> bool:
        """Tell whether the quotation goes on with one broken off for its cue (“…,” he said, “…”)."""
        doc, first = self.passage.doc, self.quotes[at].first
        return at > 0 and first > 0 and doc[first - 1].lower_ in (",", "and")

    def is_quoting(self, at: int) -> bool:
        """Tell whether the token at ``at`` is a cue that may carry a quotation itself."""
        return at in self.cues and "quote" in self.cues[at].frames

    def _leads(self, at: int, gap: list[Token]) -> bool:
        last = gap[-1].lower_ if gap else ""
        if last == ":":
            return True
        if last == ",":
            plain = not any(token.pos_ in ("VERB", "AUX") or token.lower_ in LEADS_IN for token in gap)
            return plain and (self.quotes[at].words >= SHORT or self.tail(at) in ".,!?")
        bare = not gap or (len(gap) == 1 and last in LEADS_IN)
        return bare and self.quotes[at].words >= SHORT and self._closes_sentence(at)

    def tail(self, at: int) -> str:
        """Return the last sign before the closing mark."""
        quote = self.quotes[at]
        return self.text[quote.start : quote.end].rstrip("”\"'’ ")[-1:]

    def _closes_sentence(self, at: int) -> bool:
        doc, following = self.passage.doc, self.quotes[at].last + 1
        return self.tail(at) in ".!?" or following >= len(doc) or doc[following].text in STOPS

    def opens_sentence(self, at: int) -> bool:
        """Tell whether the quotation begins where a sentence may begin."""
        doc, first = self.passage.doc, self.quotes[at].first
        return first == 0 or doc[first - 1].text in EDGES

    def clause_start(self, at: int) -> int:
        """Return where the quoted clause begins when its first words stand outside the marks."""
        doc, first = self.passage.doc, self.quotes[at].first
        while first > 0 and doc[first - 1].text not in EDGES:
            first -= 1
        return first


def from_cue(quoted: Quoted, verb: Token, cue: Cue) -> Draft | None:
    """Return the direct statement of a cue verb with a quotation beside it, or None."""
    if "quote" not in cue.frames or not quoted.quotes or syntax.is_conditional(verb):
        return None
    quotes = quoted.quotes
    before, after = quoted.before(verb.i), quoted.after(verb.i)
    if before is None and after is None:
        return None
    speaker = syntax.child(verb, "nsubj") or (syntax.subject(verb) if before is None else None)
    if speaker is None or any(speaker.i in quotes[at].tokens for at in (before, after) if at is not None):
        speaker = _beside(verb, before is not None)
    if before is not None and (
        _is_about_speaker(verb)
        or speaker is None
        or speaker.i < quotes[before].first
        or _goes_on(quoted, verb, before)
    ):
        before = None
    chosen = [at for at in (before, after) if at is not None]
    if not chosen:
        return None
    quoted.taken.update(chosen)
    return _draft(quoted, verb, cue, speaker, before, chosen)


def _is_about_speaker(verb: Token) -> bool:
    """ "“…,” a trader who asked to stay unnamed told us": "asked" tells who he is, not what he said."""
    below = verb.head if verb.dep_ in ("xcomp", "conj") else verb
    return below.dep_ == "relcl"


def _goes_on(quoted: Quoted, verb: Token, before: int) -> bool:
    """ "On “The Hour,” the mayor said taxes would rise": the content follows, the quotation is a name."""
    clause = syntax.child(verb, "ccomp")
    starts = quoted.clause_start(before) < quoted.quotes[before].first
    return starts and clause is not None and clause.i > verb.i


def _draft(
    quoted: Quoted, verb: Token, cue: Cue, speaker: Token | None, before: int | None, chosen: list[int]
) -> Draft:
    spans = [(quoted.quotes[at].first, quoted.quotes[at].last) for at in chosen]
    mode, head = Mode.DIRECT, verb.doc[min(spans[0][0] + 1, spans[0][1])]
    if before is not None:
        start = quoted.clause_start(before)
        if start < spans[0][0]:
            spans[0], mode = (start, spans[0][1]), Mode.MIXED
    elif spans[0][0] == verb.i + 2 and verb.doc[verb.i + 1].lower_ in LEADS_IN:
        spans[0], mode = (verb.i + 1, spans[0][1]), Mode.MIXED
    return Draft(
        passage=quoted.passage,
        cue=cue,
        cue_first=verb.i,
        cue_last=verb.i,
        speaker=speaker,
        pieces=[quoted.passage.bounds(first, last) for first, last in spans],
        head=head,
        rule="quote before cue" if before is not None else "quote after cue",
        confidence=0.95 if before is not None else 0.92,
        mode=mode,
    )


def continue_quotes(quoted: Quoted, drafts: list[Draft]) -> None:
    """Add to a statement the quotations that go on after its attribution (“…,” he said. “…”)."""
    spoken = sorted(
        (draft for draft in drafts if draft.cue.speech or draft.mode is not Mode.INDIRECT),
        key=lambda draft: draft.cue_first,
    )
    for at, quote in enumerate(quoted.quotes):
        opens = quoted.opens_sentence(at) or quoted.is_interrupted(at)
        if at in quoted.taken or not opens or quote.words < SHORT:
            continue
        past = [draft for draft in spoken if draft.cue_first < quote.first]
        if not past:
            continue
        heard = [draft for draft in past if draft.mode is not Mode.INDIRECT]
        last = heard[-1] if heard and _stops(quoted, heard[-1].cue_last, quote.first) <= 1 else past[-1]
        if last.mode is Mode.INDIRECT and _leads_to(quoted, last, quote):
            last.mode = Mode.MIXED
        if last.mode is not Mode.INDIRECT:
            last.pieces.append((quoted.passage.start + quote.start, quoted.passage.start + quote.end))
            quoted.taken.add(at)


def _leads_to(quoted: Quoted, told: Draft, quote: Quote) -> bool:
    """Tell whether a quotation follows indirect speech with nothing between but the end of its sentence."""
    ends = max(end for _, end in told.pieces) - quoted.passage.start
    content = quoted.passage.doc.char_span(max(0, ends - 1), ends, alignment_mode="expand")
    last = max(told.cue_last, content[-1].i if content else 0)
    near = quote.first - last <= CLOSE + 1
    return told.rule in TOLD and near and _stops(quoted, last, quote.first) <= 1


def _stops(quoted: Quoted, first: int, last: int) -> int:
    """Count the sentences that end between two tokens, quotations apart."""
    doc = quoted.passage.doc
    return sum(doc[at].text in STOPS for at in range(first, last) if at not in quoted.inside)


class Carry:
    """Carries a quotation into the paragraphs that go on with it.

    One left open is resumed by the next opening mark; a paragraph that is a quotation and nothing
    else goes on with the direct speech of the paragraph before.
    """

    def __init__(self) -> None:
        self.told: Draft | None = None
        self.owner: Draft | None = None
        self.orphans: list[Piece] = []

    def over(self, quoted: Quoted, drafts: list[Draft]) -> None:
        """Give the paragraph's first quotation to the speaker of the last, or the last to its speaker."""
        if not quoted.quotes:
            self.told, self.owner, self.orphans = None, None, []
            return
        if not drafts and self.told is not None and _is_whole(quoted):
            self.told.pieces.append(quoted.passage.bounds(0, quoted.quotes[0].last))
            return
        spoken = [draft for draft in drafts if draft.mode is not Mode.INDIRECT]
        self.told = max(spoken, key=lambda draft: draft.cue_first, default=None)
        self._resume(quoted, drafts, quoted.quotes[0])
        self._leave(quoted, drafts, quoted.quotes[-1])

    def _resume(self, quoted: Quoted, drafts: list[Draft], first: Quote) -> None:
        if first.opens:
            self.owner, self.orphans = None, []
            return
        piece = (quoted.passage.start + first.start, quoted.passage.start + first.end)
        owner = _owner(drafts, piece)
        if owner is not None:
            owner.pieces[:0] = self.orphans
        elif self.owner is not None:
            self.owner.pieces.append(piece)
            quoted.taken.add(0)
            owner = self.owner
        elif not first.closes:
            return
        self.owner, self.orphans = owner, []

    def _leave(self, quoted: Quoted, drafts: list[Draft], last: Quote) -> None:
        piece = (quoted.passage.start + last.start, quoted.passage.start + last.end)
        if last.closes:
            self.owner, self.orphans = None, []
            return
        self.owner = _owner(drafts, piece) or (self.owner if not last.opens else None)
        if self.owner is None:
            self.orphans.append(piece)


def _is_whole(quoted: Quoted) -> bool:
    """The paragraph is one closed quotation, longer than a title."""
    only = quoted.quotes[0]
    whole = only.first == 0 and only.last >= len(quoted.passage.doc) - 2
    return whole and only.opens and only.words >= 2 * SHORT


def _owner(drafts: list[Draft], piece: Piece) -> Draft | None:
    return next((d for d in drafts if any(start <= piece[0] < end for start, end in d.pieces)), None)


def _beside(verb: Token, inverted: bool) -> Token | None:
    """The speaker where the parser saw none: the noun phrase that touches the verb."""
    doc = verb.doc
    if inverted and verb.i + 1 < len(doc) and doc[verb.i + 1].pos_ in ("PROPN", "DET", "NOUN", "PRON"):
        return _run_end(doc, verb.i + 1)
    if verb.i > 0 and doc[verb.i - 1].pos_ in ("PROPN", "NOUN", "PRON"):
        return doc[verb.i - 1]
    return None


def _run_end(doc: Doc, at: int) -> Token:
    while (
        at + 1 < len(doc) and doc[at].pos_ in ("DET", "ADJ") and doc[at + 1].pos_ in ("NOUN", "PROPN", "ADJ")
    ):
        at += 1
    while at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN":
        at += 1
    return doc[at]
