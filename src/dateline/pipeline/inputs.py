"""Collects what is to be added, and says which reports are versions of one thing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.archive.exchanges import Exchange
from dateline.archive.payloads import digest
from dateline.archive.seal import Given
from dateline.collect import collect
from dateline.collect.base import LARGEST_FILE, Collected, failure
from dateline.errors import InputError, NotFound
from dateline.model import Report

# The media type of bytes that nothing here recognises (RFC 2046).
UNKNOWN = "application/octet-stream"
# The rule by which a desk's own midnight gave a report its day.
MOVED = "published_at in"


@dataclass(frozen=True, slots=True)
class Found:
    """One input and where it lay. The place stays on this machine; it tells files of one name apart.

    What was fetched has the exchange that brought it, and its place is its address.
    """

    place: str
    item: Collected
    exchange: Exchange | None = None

    def sealable(self) -> Iterator[Given | Exchange]:
        """Yield what there is to seal: the exchange, and the item's own bytes when they are others.

        Nothing is not sealed.
        """
        if self.exchange:
            yield self.exchange
        if self.item.payload and not (self.exchange and self.exchange.payload == self.item.payload):
            yield Given(self.item.uri, self.item.media_type, self.item.payload)

    def histories(self) -> list[tuple[str | None, Report]]:
        """Return each report with the history its versions share, or None when nothing identifies it.

        An address does, whatever key an input gives it: feeds give new ones to old entries. Where several
        reports share an address, or have none, the key within the file tells them apart. Rows of a table
        that have neither key nor address have no history: they are not each other's versions.
        """
        addresses = Counter(report.url for report in self.item.reports)
        named = [(self._history(report, addresses), report) for report in bound(self.item)]
        count = Counter(history for history, _ in named)
        return [(history if report.url or count[history] == 1 else None, report) for history, report in named]

    def _history(self, report: Report, addresses: Counter[str | None]) -> str:
        key = None if report.url and addresses[report.url] == 1 else report.key
        return f"{report.url or self.place}#{key or ''}"


def found(paths: Sequence[Path], *, published: dt.date | None = None) -> Iterator[Found]:
    """Yield every input of ``paths``; one that cannot be used yields its failure and its bytes as they are.

    Raises NotFound before anything is collected when a path does not exist.
    """
    collect(paths)
    for path in paths:
        try:
            for item in collect([path], published=published):
                place = path / item.uri if path.is_dir() else path
                yield Found(str(place.resolve()), with_bytes(item, place))
        except NotFound:
            raise
        except InputError as error:
            unusable = Collected(path.name, UNKNOWN, b"", (), (failure(error),))
            yield Found(str(path.resolve()), with_bytes(unusable, path))


def with_bytes(item: Collected, place: Path) -> Collected:
    """Return what could not be used with the bytes of its file, which are evidence all the same."""
    try:
        if item.payload or not item.failures or place.stat().st_size > LARGEST_FILE:
            return item
        return replace(item, payload=place.read_bytes())
    except OSError:  # the item's failure says so already
        return item


def bound(item: Collected) -> Iterator[Report]:
    """Yield the reports of one input, each with the hash of the payload it came from."""
    sha256 = digest(item.payload)
    for report in item.reports:
        yield report.model_copy(update={"capture": report.capture or sha256})


def reports(item: Collected) -> Iterator[Report]:
    """Yield the reports of one input; what could not be used of it becomes one report without text."""
    yield from bound(item)
    if item.failures:
        sha256 = digest(item.payload or item.uri.encode())
        yield Report(id=f"sha256:{sha256}", resource=item.uri, text="", failures=item.failures)
