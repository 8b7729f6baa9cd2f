"""Composes the readers: a Report in, the same Report with everything read from it out.

A reader that fails stores a Failure under its own name; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from dateline import __version__
from dateline.config import MAX_READ_CHARS
from dateline.data import toml
from dateline.errors import TooLarge
from dateline.model import Actor, Comment, Failure, Note, NoteKind, Report, Zone, ZoneKind
from dateline.read import (
    actors,
    attach,
    comments,
    digests,
    events,
    figures,
    language,
    languages,
    listed,
    nlp,
    periods,
    places,
    statements,
    zones,
)
from dateline.read.actors import parties
from dateline.read.page import Mention, Page, Passage, lowered, paragraphs
from dateline.read.pieces import SPACE, cut
from dateline.read.statements import certainty

T = TypeVar("T")

# A longer title is a text, and no title. It has its place before the passages of the text.
TITLE_CHARS, BEFORE = 400, -1

# Reports parsed together, so that the parser's batches are full; more only costs memory. A chunk ends
# at either bound, so that sixteen books are not in memory at once.
CHUNK, CHUNK_CHARS = 16, 400_000
# Paragraphs parsed of one report, each kept as its own parse: 200,000 lines of one word took 1.5 GB. The
# longest of 5,000 news texts has 900.
MOST_PASSAGES = 20_000


def read(report: Report) -> Report:
    """Return ``report`` with its zones, statements, events, figures, places, periods and actors."""
    return next(read_many([report]))


@dataclass(frozen=True, slots=True)
class Context:
    """What a desk tells the readers: the country most reports are about, its own parties and places.

    Of a text longer than ``max_chars`` the rest is not read. ``mark`` names this context in
    ``derived_by``, so that readings under another one are told apart.
    """

    country: str | None = None
    actors: Path | None = None
    places: Path | None = None
    max_chars: int = MAX_READ_CHARS
    mark: str = ""


NO_CONTEXT = Context()


def read_many(reports: Iterable[Report], context: Context = NO_CONTEXT) -> Iterator[Report]:
    """Read reports in order, a chunk at a time; the same result as ``read`` on each."""
    for chunk in _chunks(reports):
        drafts = [_Draft(report, context) for report in chunk]
        _parse(drafts)
        drafts.reverse()
        while drafts:
            yield drafts.pop().finish()  # a finished page is let go: its parse is most of the memory


def _chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Group reports; a chunk is never empty."""
    chunk: list[Report] = []
    for report in reports:
        chunk.append(report)
        if len(chunk) == CHUNK or sum(len(each.text) for each in chunk) > CHUNK_CHARS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def version(context: Context = NO_CONTEXT) -> str:
    """Return the name and version of what reads, as every read report keeps it in ``derived_by``."""
    made = f"dateline {__version__}; {nlp.version()}"
    return f"{made}; {context.mark}" if context.mark else made


def page(report: Report) -> Page:
    """Return the report's zones and parsed passages, as the single readers take them."""
    draft = _Draft(report)
    _parse([draft])
    return draft.page


class _Draft:
    """One report on its way through the readers, collecting failures."""

    def __init__(self, report: Report, context: Context = NO_CONTEXT) -> None:
        self.failures: list[Failure] = []
        self.notes: list[Note] = []
        self.context = context
        text = self._read_text(report)
        code = report.language or self.step("language", lambda: language.detect(text), None)
        self.report = report.model_copy(update={"language": code})
        found: tuple[Zone, ...] = _within(report.zones, len(text)) or self.step(
            "zones", lambda: zones.find(text, title=report.title), ()
        )
        self.page = Page(
            self.report.model_copy(update={"text": text}), found, country=context.country, own=context.places
        )
        self.comments: tuple[Comment, ...] = report.comments or self.step(
            "comments", lambda: comments.find(text, found), ()
        )

    def _read_text(self, report: Report) -> str:
        """Return what is read of the text; a note says what is left out."""
        most = self.context.max_chars
        if len(report.text) <= most:
            return report.text
        text = report.text[: cut(report.text, most)]
        left = TooLarge(
            report.key or report.resource or report.id,
            f"only the first {len(text):,} of its {len(report.text):,} characters were read",
            "split it, or raise max_read_chars in desk.toml",
        )
        self.notes.append(Note(step="read", kind=NoteKind.LENGTH, message=str(left)))
        return text

    def paragraphs(self) -> Iterator[tuple[int, str, Zone]]:
        """Yield what is parsed; a note says when a report has more paragraphs than that."""
        found = paragraphs(self.page.report.text, self.page.zones)
        yield from islice(found, MOST_PASSAGES)
        if next(found, None) is not None:
            report = self.page.report
            left = TooLarge(
                report.key or report.resource or report.id,
                f"only the first {MOST_PASSAGES:,} of its paragraphs were read",
                "split it, or join lines that belong together",
            )
            self.notes.append(Note(step="read", kind=NoteKind.LENGTH, message=str(left)))

    @property
    def title(self) -> str | None:
        """The title to be read: none where the text holds it as its headline."""
        title, headline = self.report.title or "", _headline(self.page)
        held = headline is not None and " ".join(title.split()).startswith(headline)  # its site may follow
        return None if held or not title.strip() or len(title) > TITLE_CHARS else title

    def step(self, name: str, run: Callable[[], T], otherwise: T) -> T:
        """Run one reader; on any error keep the failure and return ``otherwise``."""
        try:
            return run()
        except Exception as error:  # a reader's bug must cost one step of one report only
            self.failures.append(Failure(step=name, error=type(error).__name__, message=str(error)))
            return otherwise

    def mentions(self, name: str, run: Callable[[], list[Mention[T]]]) -> list[Mention[T]]:
        """Run one reader of mentions; on any error there are none."""
        none: list[Mention[T]] = []
        return self.step(name, run, none)

    def _parties(self) -> parties.Table:
        return parties.table(self.context.actors)

    def finish(self) -> Report:
        """Run every reader on the parsed page and return the whole record."""
        page = self.page
        if self.listed:
            return self._listed()
        if page.report.language not in languages.WHOLE:
            return self._in_part(page.report.language)
        found_periods = self.mentions("periods", lambda: periods.find(page))
        named = self.mentions("places", lambda: places.find(page))
        titled = [mention for mention in named if mention.passage is page.title]
        found_places = [mention for mention in named if mention.passage is not page.title]
        found_actors = self.mentions("actors", lambda: actors.find(page, found_places, self._parties()))
        found_statements = self.mentions("statements", lambda: statements.find(page, found_actors))
        found_statements = self.step(
            "certainty", lambda: certainty.settle(page, found_statements), found_statements
        )
        found_figures = self.mentions("figures", lambda: figures.find(page, found_periods))
        found_events = self.mentions("events", lambda: events.find(page, found_figures, found_actors))
        found_figures, found_events = self.step(
            "attach",
            lambda: attach.attach(
                page, found_figures, found_events, found_places, found_periods, found_statements, titled
            ),
            (found_figures, found_events),
        )
        made = self.report.model_copy(
            update={
                "title": self.report.title or _headline(page),
                "zones": page.zones,
                "statements": _records(found_statements),
                "events": _records(found_events),
                "figures": _records(found_figures),
                "places": _records(found_places),
                "title_places": _records(titled),
                "periods": _records(found_periods),
                "actors": _distinct(found_actors),
                "comments": self.comments,
                "notes": (*self.report.notes, *self.notes),
                "derived_by": version(self.context),
            }
        )
        made = self.step("digests", lambda: digests.read(made), made)
        return made.model_copy(update={"failures": (*self.report.failures, *self.failures)})

    @property
    def listed(self) -> bool:
        """Whether the text is a row of a data set, whose columns say what they hold."""
        return bool(self.report.marks and self.report.marks.dataset in toml("datasets"))

    def _listed(self) -> Report:
        found = self.step("listed", lambda: listed.read(self.report), self.report)
        return found.model_copy(
            update={
                "failures": (*self.report.failures, *self.failures),
                "derived_by": version(self.context),
            }
        )

    def _in_part(self, code: str) -> Report:
        """Return what the tables of another language cover, and a note of what they do not."""
        found = self.step("languages", lambda: languages.read(self.page), languages.NOTHING)
        return self.report.model_copy(
            update={
                "zones": self.page.zones,
                "places": found.places,
                "periods": found.periods,
                "figures": found.figures,
                "comments": self.comments,
                "failures": (*self.report.failures, *self.failures),
                "notes": (*self.report.notes, *self.notes, languages.limit(code)),
                "derived_by": version(self.context),
            }
        )


def _parse(drafts: Sequence[_Draft]) -> None:
    """Parse the paragraphs and titles of all drafts in one stream and hang them on their pages."""
    pieces = [
        (draft, start, text, zone)
        for draft in drafts
        if draft.report.language in languages.WHOLE and not draft.listed
        for start, text, zone in draft.paragraphs()
    ]
    readable = (each for each in drafts if each.report.language in languages.WHOLE and not each.listed)
    titles = [(draft, title) for draft in readable if (title := draft.title)]
    texts = (*(piece[2] for piece in pieces), *(SPACE.sub(" ", title) for _, title in titles))
    docs = nlp.parse(map(lowered, texts))
    passages: dict[int, list[Passage]] = {id(draft): [] for draft in drafts}
    for (draft, start, text, zone), doc in zip(pieces, docs, strict=False):  # the titles come behind
        own = passages[id(draft)]
        given = draft.report.text[start : start + len(text)]
        own.append(Passage(len(own), start, doc, zone, given))
    for (draft, title), doc in zip(titles, docs, strict=True):
        zone = Zone(kind=ZoneKind.HEADLINE, start=0, end=len(title))
        draft.page = replace(draft.page, title=Passage(BEFORE, 0, doc, zone, title))
    for draft in drafts:
        draft.page = replace(draft.page, passages=tuple(passages[id(draft)]))


def _within(found: Sequence[Zone], end: int) -> tuple[Zone, ...]:
    """Return the zones of a page whose text ends at ``end``."""
    inside = (zone for zone in found if zone.start < end)
    return tuple(zone if zone.end <= end else zone.model_copy(update={"end": end}) for zone in inside)


def _headline(page: Page) -> str | None:
    """Return the words of the page's headline: its title, when the input gave none."""
    for zone in page.zones:
        if zone.kind is ZoneKind.HEADLINE:
            return " ".join(page.report.text[zone.start : zone.end].split()) or None
    return None


def _records(mentions: Sequence[Mention[T]]) -> tuple[T, ...]:
    return tuple(mention.record for mention in mentions)


def _distinct(mentions: Sequence[Mention[Actor]]) -> tuple[Actor, ...]:
    return tuple({mention.record.id: mention.record for mention in mentions}.values())
