"""Reads attribution by words alone where capitals blind the parser: upper-case wires, headlines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from dateline.model import Mode
from dateline.read.statements import cues
from dateline.read.statements.cues import Cue
from dateline.read.statements.direct import STOPS, Quoted
from dateline.read.statements.drafts import Draft, piece

# Of the words of a passage, so many begin with (or consist of) capitals. Body text of names and
# abbreviations stays below a third; headlines in title case lie above two thirds.
MOSTLY = 0.66
# Fewest words of a passage whose share of capitals means anything.
WORDS = 4

# A speaker longer than this is a clause, not a name with an office.
SPEAKER_WORDS = 14
CONTENT_WORDS = 3

PASSIVE = frozenset({"was", "were", "is", "are", "be", "been", "being", "not", "never", "to"})
IRREGULAR = {"say": "said", "tell": "told", "write": "wrote", "read": "read"}
OPENERS = frozenset({"that", ":"})


@cache
def forms() -> dict[str, Cue]:
    """Map third person and past forms of the speech verbs that take a clause to their cues."""
    found: dict[str, Cue] = {}
    for cue in cues.table()[cues.part("VERB")].values():
        if cue.speech and "clause" in cue.frames and not cue.hearer:
            stem = cue.word[:-1] + "i" if cue.word.endswith("y") and cue.word[-2] not in "aeo" else cue.word
            sibilant = cue.word.endswith(("s", "sh", "ch")) or stem != cue.word
            past = IRREGULAR.get(cue.word) or (stem + "d" if stem.endswith("e") else stem + "ed")
            for form in (stem + ("es" if sibilant else "s"), past):
                found.setdefault(form, cue)
    return found


@cache
def bases() -> dict[str, Cue]:
    """Map the bare forms of the same verbs to their cues."""
    return {cue.word: cue for cue in forms().values()}


def is_upper(doc: Doc) -> bool:
    """Tell whether the passage is set in capitals throughout."""
    words = [token for token in doc if token.is_alpha and len(token) > 1]
    return len(words) >= WORDS and sum(token.is_upper for token in words) >= MOSTLY * len(words)


def is_title_case(doc: Doc) -> bool:
    """Tell whether most words of the passage begin with a capital."""
    words = [token for token in doc if token.is_alpha]
    return len(words) >= WORDS and sum(token.text[0].isupper() for token in words) >= MOSTLY * len(words)


def find(quoted: Quoted) -> Iterator[Draft]:
    """Yield "X SAID (THAT) …", "…, X SAID" and quotations beside such a cue, sentence by sentence."""
    doc = quoted.passage.doc
    start = 0
    for at in range(len(doc)):
        if at in quoted.inside:
            continue
        if doc[at].text in STOPS:
            start = at + 1
        cue = _cue(doc, at)
        if cue is None:
            continue
        draft = _quoted(quoted, at, start, cue) or _clause(quoted, at, start, cue)
        if draft is not None:
            yield draft


def _cue(doc: Doc, at: int) -> Cue | None:
    """The cue at ``at``: an inflected form, or a bare one after a plural ("GROUPS WARN")."""
    if at == 0 or doc[at - 1].lower_ in PASSIVE:
        return None
    word, before = doc[at].lower_, doc[at - 1].lower_
    plural = before.endswith("s") and len(before) > 2
    return forms().get(word) or (bases().get(word) if plural else None)


def _quoted(quoted: Quoted, at: int, start: int, cue: Cue) -> Draft | None:
    before, after = quoted.before(at), quoted.after(at)
    chosen = [one for one in (before, after) if one is not None]
    if not chosen:
        return None
    speaker = (quoted.quotes[before].last + 1 if before is not None else start, at - 1)
    if all(quoted.passage.doc[i].is_punct for i in range(speaker[0], at)):
        speaker = (at + 1, _name_end(quoted.passage.doc, at + 1))
    if speaker[0] > speaker[1]:
        return None
    quoted.taken.update(chosen)
    pieces = [quoted.passage.bounds(quoted.quotes[one].first, quoted.quotes[one].last) for one in chosen]
    return _draft(quoted, at, speaker, cue, pieces, Mode.DIRECT)


def _name_end(doc: Doc, at: int) -> int:
    """ ""…," SAID MAYOR ROE, …": the speaker runs to the next sign."""
    last = at
    while last < min(len(doc), at + SPEAKER_WORDS) and not doc[last].is_punct:
        last += 1
    return last - 1


def _clause(quoted: Quoted, at: int, start: int, cue: Cue) -> Draft | None:
    doc, end = quoted.passage.doc, at + 1
    while end < len(doc) and (doc[end].text not in STOPS or end in quoted.inside):
        end += 1
    if end - at > CONTENT_WORDS:
        first = at + 2 if doc[at + 1].text == ":" else at + 1
        held, speaker = piece(quoted.passage, first, end - 1), (start, at - 1)
    else:
        comma = next((i for i in range(at - 1, start, -1) if doc[i].text == ","), None)
        if comma is None:
            return None
        held, speaker = piece(quoted.passage, start, comma - 1), (comma + 1, at - 1)
    if held is None or not 0 <= speaker[1] - speaker[0] < SPEAKER_WORDS:
        return None
    return _draft(quoted, at, speaker, cue, [held], Mode.INDIRECT)


def _draft(
    quoted: Quoted, at: int, speaker: tuple[int, int], cue: Cue, pieces: list[tuple[int, int]], mode: Mode
) -> Draft:
    passage = quoted.passage
    first, last = speaker
    while first < last and passage.doc[first].is_punct:
        first += 1
    while first < last and passage.doc[last].is_punct:
        last -= 1
    draft = Draft(passage, cue, at, at, passage.doc[last], pieces, passage.doc[at], "capitals", 0.5, mode)
    draft.speaker_range = (first, last)
    return draft
