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
from dateline.model import Actor, Comment, Failure, Report, Zone
from dateline.read import (
    actors,
    attach,
    comments,
    events,
    figures,
    language,
    nlp,
    periods,
    places,
    statements,
    zones,
)
from dateline.read.actors import parties
from dateline.read.page import Mention, Page, Passage, paragraphs
from dateline.read.statements import certainty

T = TypeVar("T")

# Reports parsed together, so that the parser's batches are full; more only costs memory.
CHUNK = 16


def read(report: Report) -> Report:
    """Return ``report`` with its zones, statements, events, figures, places, periods and actors."""
    return next(read_many([report]))


@dataclass(frozen=True, slots=True)
class Context:
    """What a desk tells the readers: the country most reports are about, its own table of parties.

    ``mark`` names this context in ``derived_by``, so that readings under another one are told apart.
    """

    country: str | None = None
    actors: Path | None = None
    mark: str = ""


NO_CONTEXT = Context()


def read_many(reports: Iterable[Report], context: Context = NO_CONTEXT) -> Iterator[Report]:
    """Read reports in order, a chunk at a time; the same result as ``read`` on each."""
    stream = iter(reports)
    while chunk := list(islice(stream, CHUNK)):
        drafts = [_Draft(report, context) for report in chunk]
        _parse(drafts)
        for draft in drafts:
            yield draft.finish()


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
        self.context = context
        code = report.language or self.step("language", lambda: language.detect(report.text), None)
        self.report = report.model_copy(update={"language": code})
        found: tuple[Zone, ...] = report.zones or self.step(
            "zones", lambda: zones.find(report.text, title=report.title), ()
        )
        self.page = Page(self.report, found, country=context.country)
        self.comments: tuple[Comment, ...] = report.comments or self.step(
            "comments", lambda: comments.find(report.text, found), ()
        )

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
        found_periods = self.mentions("periods", lambda: periods.find(page))
        found_places = self.mentions("places", lambda: places.find(page))
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
                page, found_figures, found_events, found_places, found_periods, found_statements
            ),
            (found_figures, found_events),
        )
        return self.report.model_copy(
            update={
                "zones": page.zones,
                "statements": _records(found_statements),
                "events": _records(found_events),
                "figures": _records(found_figures),
                "places": _records(found_places),
                "periods": _records(found_periods),
                "actors": _distinct(found_actors),
                "comments": self.comments,
                "failures": (*self.report.failures, *self.failures),
                "derived_by": version(self.context),
            }
        )


def _parse(drafts: Sequence[_Draft]) -> None:
    """Parse the paragraphs of all drafts in one stream and hang them on their pages."""
    pieces = [
        (draft, start, text, zone)
        for draft in drafts
        if draft.report.language in (None, "en")
        for start, text, zone in paragraphs(draft.report.text, draft.page.zones)
    ]
    passages: dict[int, list[Passage]] = {id(draft): [] for draft in drafts}
    for (draft, start, text, zone), doc in zip(pieces, nlp.parse(piece[2] for piece in pieces), strict=True):
        own = passages[id(draft)]
        given = draft.report.text[start : start + len(text)]
        own.append(Passage(len(own), start, doc, zone, given))
    for draft in drafts:
        draft.page = replace(draft.page, passages=tuple(passages[id(draft)]))


def _records(mentions: Sequence[Mention[T]]) -> tuple[T, ...]:
    return tuple(mention.record for mention in mentions)


def _distinct(mentions: Sequence[Mention[Actor]]) -> tuple[Actor, ...]:
    return tuple({mention.record.id: mention.record for mention in mentions}.values())
