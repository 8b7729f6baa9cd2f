"""Frames what somebody said: the content in the text's words, under a verb that says no more than they do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model import Certainty, Citation, Mode, Report, Stance, Statement
from dateline.publish.passages import cite, sentence_at
from dateline.publish.wording import words

# Fewer words than this is a scare quote, not a statement; more than this is not shown at all.
FEWEST, FEWEST_DENIED, LONGEST = 5, 3, 400

# Words that open a reported clause; "that" falls away after our verb, except where the verb denies it.
_CLAUSE = re.compile(r"(?:that|whether|how|why|when|where|if)\b", re.IGNORECASE)
_THAT = re.compile(r"that\s+", re.IGNORECASE)
# Before a cue these turn it round or leave it open: "did not say that", "could announce".
_TURNED = re.compile(
    r"(?:\b(?:not|never|no|nobody|refus\w+|declin\w+|fail\w+|without|if|unless|may|might|could|would|should)\b"
    r"|\bhad yet\b|n[’']t\b)[^.;:!?]{0,24}$",
    re.IGNORECASE,
)
# What is only rumoured or alleged keeps its whole sentence: the words that say so belong to it.
UNSURE = frozenset({Certainty.RUMOURED, Certainty.ALLEGED})
_CUES = frozenset(words()["clausal"]["words"])
# Signs that a quote's own marks leave at its ends; the page sets its own.
_MARKS = "\"“”„«»'‘’ ,"
_OPENERS = '"“„«'


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown of a statement: the words, whose they are, and whether our verb may introduce them."""

    citation: Citation
    text: str
    direct: bool
    whole: bool

    def note(self, statement: Statement, source: str) -> str:
        """Return what stands after the speaker: "denied, in the words of the Daily"."""
        if statement.certainty in UNSURE:
            return f"{words()['unsure'][statement.certainty.value]}, passed on by {source}"
        if self.whole:
            return f"in the words of {source}"
        verb: str = words()["stance"][statement.stance.value]
        return verb if self.direct else f"{verb}, in the words of {source}"


def is_denial(frame: Frame, statement: Statement) -> bool:
    """Return whether the reader can see that it denies: by the clause denied, or by an outright cue."""
    cue = statement.cue.text.lower() if statement.cue else ""
    return not frame.whole or cue in words()["denial"]["words"]


def framed(report: Report, statement: Statement) -> Frame | None:
    """Return how the statement is shown, or None when its content is no thought that stands alone.

    A quotation stands alone, and so does a clause ("said that ..."). What was demanded, denied or
    promised in a noun phrase is shown with its whole sentence, under no verb of ours; so is a
    content whose cue is turned round ("did not say that").
    """
    if not statement.content:
        return None
    start, end = statement.content[0].start, statement.content[-1].end
    fewest = FEWEST_DENIED if statement.stance is Stance.DENIES else FEWEST
    if statement.certainty in UNSURE:
        return _sentence(report, statement, start, end, fewest)
    direct = _is_quotation(statement)
    if len(statement.content) == 1 and (direct or _is_clause(report, statement)):
        start = start if direct else _after_that(report, statement, start)
        return _frame(report, start, end, fewest, direct=direct, whole=False)
    if statement.stance is Stance.ASSERTS and not (
        len(statement.content) > 1 or _turned(report, statement) or statement.mode is not Mode.INDIRECT
    ):
        return None
    return _sentence(report, statement, start, end, fewest)


def _sentence(report: Report, statement: Statement, start: int, end: int, fewest: int) -> Frame | None:
    """Return the frame of the whole sentence; None when the statement runs over a paragraph."""
    parts = [s for s in (statement.speaker, statement.cue) if s is not None]
    first, last = min([start, *(p.start for p in parts)]), max([end, *(p.end for p in parts)])
    if "\n" in report.text[first:last]:
        return None
    return _frame(report, *sentence_at(report, first, last), fewest, direct=False, whole=True)


def _frame(report: Report, start: int, end: int, fewest: int, *, direct: bool, whole: bool) -> Frame | None:
    text = report.text[start:end]
    if len(text.split()) < fewest or len(text) > LONGEST or "\n\n" in text:
        return None
    return Frame(cite(report, start, end), bare(text), direct, whole)


def _is_quotation(statement: Statement) -> bool:
    """Return whether the content is somebody's own words from end to end."""
    inner = statement.content[0].text.strip()
    return statement.mode is Mode.DIRECT or (
        statement.mode is Mode.MIXED and inner[:1] in _OPENERS and inner.rstrip(",.")[-1:] in '"”»“'
    )


def _is_clause(report: Report, statement: Statement) -> bool:
    """Return whether our verb can take the content: a clause after a cue that nothing turns round."""
    if _turned(report, statement):
        return False
    if _CLAUSE.match(statement.content[0].text):
        return True
    told = statement.stance in (Stance.ASSERTS, Stance.SPECULATES) and statement.mode is Mode.INDIRECT
    return told and statement.cue is not None and statement.cue.text.lower() in _CUES


def _turned(report: Report, statement: Statement) -> bool:
    cue = statement.cue
    return cue is not None and bool(_TURNED.search(report.text, max(cue.start - 40, 0), cue.start))


def _after_that(report: Report, statement: Statement, start: int) -> int:
    """Return where the clause begins; a denial keeps its "that", so that nobody reads it as asserted."""
    found = None if statement.stance is Stance.DENIES else _THAT.match(report.text, start)
    return found.end() if found else start


def bare(text: str) -> str:
    """Return the words without the quotation marks around them; the page sets its own."""
    inner = text.strip(_MARKS) if text[:1] in _MARKS or text[-1:] in _MARKS else text
    odd = any(inner.count(left) != inner.count(right) for left, right in ("“”", "«»")) or inner.count('"') % 2
    return text if odd or not inner else inner
