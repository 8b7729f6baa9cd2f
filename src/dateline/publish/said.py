"""Chooses what people said that day, and what was only rumoured, as verbatim quotes with their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model import (
    Account,
    Certainty,
    Citation,
    Copies,
    Item,
    Mode,
    Report,
    Stance,
    Statement,
    ZoneKind,
)
from dateline.publish.passages import cite, distinct, sentence_at
from dateline.publish.voices import Voices
from dateline.publish.wording import words

# A page shows this many quotes, and no more than this many of one speaker; the rest is in the sources.
MOST, MOST_OF_ONE = 12, 2
# Fewer words than this is a scare quote, not a statement; more than this is cut at the citation, not shown.
FEWEST, LONGEST = 5, 400

# Acts of speech that change what others can expect count for more than assertions.
_WEIGHT = {
    Stance.DENIES: 4,
    Stance.DEMANDS: 3,
    Stance.THREATENS: 3,
    Stance.PROMISES: 3,
    Stance.ASKS: 1,
    Stance.ASSERTS: 1,
    Stance.SPECULATES: 0,
}
# Speakers that name nobody: a quote under "who" or "he" tells the reader nothing.
_PRONOUNS = frozenset(words()["pronouns"]["words"])
# Signs that a quote's own marks leave at its ends; the page sets its own.
_MARKS = "\"“”„«»'‘’ ,"
_UNSURE = frozenset({Certainty.RUMOURED, Certainty.ALLEGED})


@dataclass(frozen=True, slots=True)
class _Said:
    """One content, with every report that carries it."""

    statement: Statement
    report: Report
    text: str
    citations: tuple[Citation, ...]
    carriers: int
    speaker: str

    @property
    def weight(self) -> float:
        """Return how much the brief needs it: act, directness, a speaker who can answer for it, carriers."""
        s = self.statement
        answerable = 2 * (s.name is not None) + (s.role is not None or s.affiliation is not None)
        return _WEIGHT[s.stance] + 2 * (s.mode is not Mode.INDIRECT) + answerable + min(self.carriers, 3)


def said(
    reports: Sequence[Report],
    voices: Voices,
    copies: Iterable[Copies] = (),
    counted: Iterable[Account] = (),
) -> tuple[Item, ...]:
    """Return the day's statements that matter most, in the order of their weight, as quotes.

    Statements whose counts the page gives already (``counted``) are left to it.
    """
    told = {(a.report, a.statement) for a in counted if a.figure is not None}
    found = [
        s
        for s in _contents(reports, voices, copies)
        if s.statement.certainty not in _UNSURE and (s.report.id, s.statement.id) not in told
    ]
    return tuple(_item(s) for s in _pick(found))


def unsure(reports: Sequence[Report], voices: Voices, copies: Iterable[Copies] = ()) -> tuple[Item, ...]:
    """Return what is said to be rumoured or alleged, as quotes."""
    found = [s for s in _contents(reports, voices, copies) if s.statement.certainty in _UNSURE]
    return tuple(_item(s) for s in _pick(found))


def _pick(found: list[_Said]) -> list[_Said]:
    """Return the weightiest, few of each speaker."""
    kept: list[_Said] = []
    for one in sorted(found, key=lambda s: (-s.weight, s.report.id, s.citations[0].start)):
        known = any(_overlap(one.citations[0], c) for k in kept for c in k.citations)
        if not known and sum(k.speaker == one.speaker for k in kept) < MOST_OF_ONE and len(kept) < MOST:
            kept.append(one)
    return kept


def _overlap(a: Citation, b: Citation) -> bool:
    return a.report == b.report and a.start < b.end and b.start < a.end


def _contents(reports: Sequence[Report], voices: Voices, copies: Iterable[Copies]) -> Iterator[_Said]:
    """Yield each distinct content once, cited from every report that carries it."""
    copied = {later for group in copies for later in group.reports[1:]}
    groups: dict[str, list[tuple[Report, Statement, Citation]]] = {}
    for report in sorted(reports, key=lambda r: r.id in copied):
        for statement in report.statements:
            if (citation := _content(report, statement)) is not None:
                groups.setdefault(_key(citation.text), []).append((report, statement, citation))
    for group in groups.values():
        report, statement, citation = group[0]
        yield _Said(
            statement,
            report,
            citation.text,
            distinct(c for _, _, c in group),
            len({r.id for r, _, _ in group}),
            voices.of_statement(statement),
        )


def _content(report: Report, statement: Statement) -> Citation | None:
    """Return the statement's words, when they are a whole thought outside the comments.

    An indirect content is shown with its whole sentence: cut from its verb it could say more than it did.
    """
    nobody = statement.speaker is None or (
        statement.name is None and statement.speaker.text.lower() in _PRONOUNS
    )
    if not statement.content or (nobody and statement.certainty not in _UNSURE):
        return None
    start, end = statement.content[0].start, statement.content[-1].end
    if statement.mode is not Mode.DIRECT or len(statement.content) > 1:
        first = min(start, statement.speaker.start if statement.speaker else start)
        last = max(end, statement.speaker.end if statement.speaker else end)
        start, end = sentence_at(report, first, last) if "\n" not in report.text[first:last] else (start, end)
    text = report.text[start:end]
    fits = len(text.split()) >= FEWEST and len(text) <= LONGEST and "\n\n" not in text
    return cite(report, start, end) if fits and not _in_comment(report, start) else None


def _in_comment(report: Report, start: int) -> bool:
    return any(z.kind is ZoneKind.COMMENT and z.start <= start < z.end for z in report.zones)


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _item(one: _Said) -> Item:
    """Return the quote with its speaker; ``note`` says whose words they are."""
    verb = words()["stance"][one.statement.stance.value]
    direct = one.statement.mode is Mode.DIRECT
    note = verb if direct else f"{verb}, in the words of {one.report.source or 'the report'}"
    return Item(kind="quote", text=_bare(one.text), citations=one.citations, speaker=one.speaker, note=note)


def _bare(text: str) -> str:
    """Return the words without the quotation marks around them; the page sets its own."""
    inner = text.strip(_MARKS) if text[:1] in _MARKS or text[-1:] in _MARKS else text
    odd = any(inner.count(left) != inner.count(right) for left, right in ("“”", "«»")) or inner.count('"') % 2
    return text if odd or not inner else inner
