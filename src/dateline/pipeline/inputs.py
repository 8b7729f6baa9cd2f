"""Collects what is to be added, and says which reports are versions of one thing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.archive.payloads import digest
from dateline.collect import collect
from dateline.collect.base import Collected, failure
from dateline.errors import InputError, NotFound
from dateline.model import Report


@dataclass(frozen=True, slots=True)
class Found:
    """One input and where it lay. The place stays on this machine; it tells files of one name apart."""

    place: str
    item: Collected

    def histories(self) -> list[tuple[str | None, Report]]:
        """Return each report with the history its versions share, or None when nothing identifies it.

        An address does, and so does the file; a key within the file tells its reports apart. Rows of
        a table that have neither key nor address have no history: they are not each other's versions.
        """
        named = [(self._history(report), report) for report in bound(self.item)]
        count = Counter(history for history, _ in named)
        return [(history if report.url or count[history] == 1 else None, report) for history, report in named]

    def _history(self, report: Report) -> str:
        return f"{report.url or self.place}#{report.key or ''}"


def found(paths: Sequence[Path], *, published: dt.date | None = None) -> Iterator[Found]:
    """Yield every input of ``paths``; one that cannot be used yields its failure.

    Raises NotFound before anything is collected when a path does not exist.
    """
    collect(paths)
    for path in paths:
        try:
            for item in collect([path], published=published):
                place = path / item.uri if path.is_dir() else path
                yield Found(str(place.resolve()), item)
        except NotFound:
            raise
        except InputError as error:
            yield Found(str(path), Collected(path.name, "", b"", (), (failure(error),)))


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
