"""Chooses what people said that day, and what was only rumoured, as verbatim quotes with their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model import (
    Account,
    Citation,
    Copies,
    Factuality,
    Incident,
    Item,
    Mode,
    Report,
    Stance,
    Statement,
    ZoneKind,
)
from dateline.publish.frames import UNSURE, Frame, framed, is_denial
from dateline.publish.passages import distinct
from dateline.publish.voices import Voices
from dateline.publish.wording import words

# A page shows this many quotes, and no more than this many of one speaker; the rest is in the sources.
MOST, MOST_OF_ONE = 12, 2

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
_APART = frozenset({ZoneKind.COMMENT, ZoneKind.HEADLINE, ZoneKind.HEADING, ZoneKind.LINKS})
# "None of the groups confirmed this" has no speaker.
_NOBODY = re.compile(r"(?:none|no one|nobody|neither|no)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """One content, with every report that carries it."""

    statement: Statement
    report: Report
    frame: Frame
    citations: tuple[Citation, ...]
    carriers: int
    speaker: str
    relay: str

    @property
    def weight(self) -> float:
        """Return how much the brief needs it: act, directness, a speaker who can answer for it, carriers."""
        s = self.statement
        answerable = 2 * (s.name is not None) + (s.role is not None or s.affiliation is not None)
        framed = -2 if self.frame.whole else 0
        return (
            framed
            + _WEIGHT[s.stance]
            + 2 * (s.mode is not Mode.INDIRECT)
            + answerable
            + min(self.carriers, 3)
        )


def said(
    reports: Sequence[Report],
    voices: Voices,
    copies: Iterable[Copies] = (),
    counted: Iterable[Account] = (),
) -> tuple[Item, ...]:
    """Return the day's statements that matter most, in the order of their weight, as quotes.

    Denials stand with the accounts they differ from (``denied``). Statements whose counts the page
    gives already (``counted``) are left to it.
    """
    told = {(a.report, a.statement) for a in counted if a.figure is not None}
    found = [
        s
        for s in _contents(reports, voices, copies)
        if s.statement.certainty not in UNSURE
        and s.statement.stance is not Stance.DENIES
        and (s.report.id, s.statement.id) not in told
    ]
    return tuple(_item(s) for s in _pick(found))


def denied(
    reports: Sequence[Report],
    voices: Voices,
    copies: Iterable[Copies] = (),
    incidents: Sequence[Incident] = (),
) -> tuple[Item, ...]:
    """Return what was denied, in the denier's words, each with the incident it is about when one is known."""
    every = (s for s in _contents(reports, voices, copies) if s.statement.stance is Stance.DENIES)
    found = [s for s in every if is_denial(s.frame, s.statement)]
    return tuple(_item(s).model_copy(update={"incident": _against(s, incidents)}) for s in _pick(found))


def unsure(reports: Sequence[Report], voices: Voices, copies: Iterable[Copies] = ()) -> tuple[Item, ...]:
    """Return what is said to be rumoured or alleged, as quotes."""
    found = [s for s in _contents(reports, voices, copies) if s.statement.certainty in UNSURE]
    return tuple(_item(s) for s in _pick(found) if s.statement.stance is not Stance.DENIES)


def _against(one: _Said, incidents: Sequence[Incident]) -> str | None:
    """Return the incident of the type and place of the event denied; else the only one of that type."""
    events = [e for e in one.report.events if e.attributed_to == one.statement.id]
    types = {e.type for e in events if e.factuality is Factuality.DENIED}
    wanted = {id_ for e in events for id_ in e.places}
    places = {p.gazetteer or p.name for p in one.report.places_of(wanted)}
    alike = [i for i in incidents if i.type in types]
    there = [i for i in alike if i.place and (i.place.gazetteer or i.place.name) in places]
    found = there or (alike if len(alike) == 1 else [])
    return found[0].id if found else None


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
    groups: dict[str, list[tuple[Report, Statement, Frame]]] = {}
    for report in sorted(reports, key=lambda r: r.id in copied):
        for statement in report.statements:
            if (frame := _frame(report, statement)) is not None:
                groups.setdefault(_key(frame.text), []).append((report, statement, frame))
    for group in groups.values():
        report, statement, frame = group[0]
        yield _Said(
            statement,
            report,
            frame,
            distinct(f.citation for _, _, f in group),
            len({r.id for r, _, _ in group}),
            voices.of_statement(statement),
            _relay(report, statement, voices),
        )


def _frame(report: Report, statement: Statement) -> Frame | None:
    """Return how the statement is shown, when somebody speaks and it is no reader's comment."""
    speaker = statement.speaker.text.strip() if statement.speaker else ""
    unnamed = statement.name is None and (speaker.lower() in _PRONOUNS or bool(_NOBODY.match(speaker)))
    if (not speaker or unnamed) and statement.certainty not in UNSURE:
        return None
    frame = framed(report, statement)
    return frame if frame and not _announced(report, frame.citation.start) else None


def _relay(report: Report, statement: Statement, voices: Voices) -> str:
    """Return ", according to Anna Holt" when another speaker passes the statement on."""
    via = next((s for s in report.statements if s.id == statement.via), None)
    if via is None or via.speaker is None or (via.name is None and via.speaker.text.lower() in _PRONOUNS):
        return ""
    name = voices.of_statement(via)
    return f", according to {name if via.name else name[:1].lower() + name[1:]}"


def _announced(report: Report, start: int) -> bool:
    """Return whether it stands in a comment, which is no report, or in a heading: the body tells it again."""
    return any(z.kind in _APART and z.start <= start < z.end for z in report.zones)


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _item(one: _Said) -> Item:
    """Return the quote with its speaker; ``note`` says whose words they are.

    A whole sentence that names its speaker itself stands under its source, so that nobody is named twice.
    """
    source = one.report.source or "one report"
    note = one.frame.note(one.statement, source) + one.relay
    speaker = one.speaker
    if one.frame.whole and speaker.removeprefix("The ").lower() in one.frame.text.lower():
        speaker = source
        kind = words()["unsure"].get(one.statement.certainty.value)
        note = f"passed on {kind}" if kind else "wrote"
    return Item(kind="quote", text=one.frame.text, citations=one.citations, speaker=speaker, note=note)
