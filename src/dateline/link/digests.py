"""What linking keeps of a report, so that a later report is linked without reading the earlier ones again."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from dateline.link import fingerprints, tellings, traits
from dateline.link.fingerprints import Prints
from dateline.link.tellings import Telling
from dateline.link.traits import Bags, Traits
from dateline.model import Account, Marks, Observation, Report

# Tellings are numbered within their report's number; a text of a million characters has some 5,000.
SPAN = 2**16
_EMPTY = Traits({}, {}, {})


@dataclass(frozen=True, slots=True)
class Told:
    """One telling with the weights of its words and the accounts it gives."""

    telling: Telling
    traits: Traits = _EMPTY
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A report without its text: its fingerprints, what it tells and counts, whose text it prints."""

    number: int
    report: Report
    prints: Prints
    told: tuple[Told, ...]
    prints_text_of: str | None = None
    observations: tuple[Observation, ...] = ()

    def numbered(self) -> Iterator[tuple[int, Told]]:
        """Yield each telling under its number."""
        yield from ((self.number * SPAN + at, told) for at, told in enumerate(self.told))

    @property
    def day(self) -> int:
        """The day of publication as an ordinal, 0 when unknown."""
        return day(self.report.published)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new report with its digest as far as it goes without the others, and the counts of its words."""

    report: Report
    digest: Digest
    words: Bags
    bags: tuple[Bags, ...]


def draft(report: Report, number: int) -> Draft:
    """Return what one report alone gives."""
    found = tellings.of(report)
    words = traits.whole(report)
    kept = slim(report)
    told = tuple(Told(replace(own, report=kept)) for own in found)
    bags = tuple(words if own.leads else traits.part(own) for own in found)
    return Draft(report, Digest(number, kept, fingerprints.of(report), told), words, bags)


def slim(report: Report) -> Report:
    """Return the report without its text and readings; of its marks, the data set it is a row of."""
    row = report.marks.dataset if report.marks else None
    return Report.model_construct(
        **{
            name: getattr(report, name)
            for name in ("id", "key", "resource", "title", "source", "author", "url")
        },
        published=report.published,
        published_at=report.published_at,
        language=report.language,
        derived_by=report.derived_by,
        marks=Marks(dataset=row) if row else None,
        text="",
    )


def day(published: dt.date | None) -> int:
    """Return a day as an ordinal, 0 when unknown."""
    return published.toordinal() if published else 0


def dump(digest: Digest) -> bytes:
    """Return the digest as packed JSON."""
    return zlib.compress(_ADAPTER.dump_json(digest, by_alias=True, exclude_defaults=True), 1)


def load(packed: bytes) -> Digest:
    """Return the digest that ``dump`` packed."""
    return _ADAPTER.validate_json(zlib.decompress(packed))


_ADAPTER = TypeAdapter(Digest)
