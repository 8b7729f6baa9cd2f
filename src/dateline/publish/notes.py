"""Numbers the citations of a brief in the order of its page, and knows where each one opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Account, Brief, Citation, Incident, Item, Report, Toll
from dateline.publish.passages import Reports, whole
from dateline.publish.record import page_name
from dateline.publish.sentences import is_minor

# Characters of the cited words that the list of notes shows, and the note at a number: the source
# page has them all, and a page of many notes must stay light.
SHOWN, HINTED = 90, 56
# Accounts of an incident that the page lists; the busiest incidents of a month have dozens.
MOST_ACCOUNTS = 4

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """One citation as the reader meets it."""

    number: int
    citation: Citation
    source: str
    published: dt.date | None
    url: str | None

    @property
    def anchor(self) -> str:
        return f"c-{self.citation.start}-{self.citation.end}"

    @property
    def href(self) -> str:
        return f"sources/{page_name(self.citation.report)}#{self.anchor}"

    @property
    def words(self) -> str:
        """Return the cited words on one line, as the list of notes has them."""
        return _cut(self.citation.text, SHOWN)

    @property
    def hint(self) -> str:
        """Return the cited words as shown at the number."""
        return _cut(self.citation.text, HINTED)


def _cut(text: str, most: int) -> str:
    """Return the text on one line, cut at a word with an ellipsis when it is longer than ``most``."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes in order; ``of`` finds those of an item or an account, none for what the page leaves out."""

    all: tuple[Note, ...]
    by_key: dict[Key, Note]
    reports: Reports

    def of(self, cited: Item | Account | Toll) -> tuple[Note, ...]:
        """Return the notes of the item's, account's or count's citations, in their order."""
        keys = dict.fromkeys(_key(c) for c in citations(cited, self.reports))
        return tuple(self.by_key[key] for key in keys if key in self.by_key)

    def in_report(self, report: str) -> tuple[Note, ...]:
        """Return the notes that rest on one report."""
        return tuple(n for n in self.all if n.citation.report == report)


def notes(brief: Brief, reports: Reports, most: int | None = MOST_ACCOUNTS) -> Notes:
    """Return every citation of the brief once, numbered from 1 in the order of the page.

    ``most`` is how many accounts of an incident the page lists; None for all of them.
    """
    found: dict[Key, Note] = {}
    for citation in _in_order(brief, reports, most):
        if (key := _key(citation)) not in found:
            report = reports.get(citation.report)
            found[key] = Note(
                len(found) + 1,
                citation,
                (report.source or report.title if report else None) or "A report",
                report.published if report else None,
                report.url if report else None,
            )
    return Notes(tuple(found.values()), found, reports)


def citations(cited: Item | Account | Toll, reports: Reports) -> tuple[Citation, ...]:
    """Return what the thing rests on; an account's words widened to their sentence, as in the text."""
    if isinstance(cited, Item):
        return cited.citations
    found: Sequence[Account] = (cited,) if isinstance(cited, Account) else cited.accounts
    return tuple(whole(a.citation, reports) for a in found)


def _in_order(brief: Brief, reports: Reports, most: int | None) -> Iterator[Citation]:
    items = [*([brief.headline] if brief.headline else []), *brief.lead]
    told = {id_ for section in brief.sections for id_ in section.incidents}
    items += [item for section in brief.sections for item in section.items]
    for item in items:
        yield from _item_citations(item)
    for incident in brief.incidents:
        if incident.id not in told or (is_minor(incident) and most is not None):
            continue
        for account in accounts(incident)[:most]:
            yield from citations(account, reports)


def accounts(incident: Incident) -> list[Account]:
    """Return every account of the incident once, in the order of the page: counts first, then by time."""
    every = [*incident.accounts, *(a for t in incident.tolls for a in t.accounts)]
    found = {(a.report, a.citation.start, a.citation.end, a.status, a.who): a for a in every}
    return sorted(
        found.values(), key=lambda a: (a.low is None, str(a.said_at or ""), a.report, a.citation.start)
    )


def _item_citations(item: Item) -> Iterator[Citation]:
    yield from item.citations
    for part in item.parts:
        yield from _item_citations(part)


def _key(citation: Citation) -> Key:
    return citation.report, citation.start, citation.end


def by_id(reports: Sequence[Report]) -> dict[str, Report]:
    """Return the reports under their ids."""
    return {report.id: report for report in reports}
