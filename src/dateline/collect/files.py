"""Finds the input files under the paths given, and the collector for each of them."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.collect import decode, fields
from dateline.collect.autoarchiver import AutoArchiverCsv
from dateline.collect.base import LARGEST_FILE, Collected, Collector, InputFile, failure
from dateline.collect.datasets import Datasets
from dateline.collect.exports import Exports
from dateline.collect.feeds import Feeds, JsonFeeds
from dateline.collect.mail import Mails, Mboxes
from dateline.collect.pages import Pages
from dateline.collect.parquet import Parquet
from dateline.collect.rows import Csv, JsonLines
from dateline.collect.texts import Texts
from dateline.collect.waczs import Waczs
from dateline.collect.warcs import Warcs
from dateline.collect.xarchive import XArchive
from dateline.errors import EmptyInput, InputError, NotFound, NotText, TooLarge

# The visible list. The first that recognises the bytes reads the file; else the one with its suffix.
COLLECTORS: tuple[Collector, ...] = (
    Warcs(), Waczs(), Parquet(), Pages(), Feeds(), JsonFeeds(), XArchive(), Mboxes(), Mails(), JsonLines(),
    Exports(), AutoArchiverCsv(), Datasets(), Csv(), Texts(),
)  # fmt: skip
STDIN = "-"


def collect(
    paths: Sequence[Path | str],
    *,
    published: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Collected]:
    """Yield what the files, folders and "-" (standard input) hold, folders in sorted order.

    ``columns`` are those of tables, by the field they hold. ``published`` dates reports that tell no
    date. Raises NotFound before anything is read when a path does not exist, and the file's
    own InputError when it is the only input; in a folder or among others a file that cannot be used
    costs only itself.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if str(path) != STDIN and not path.exists() and not path.is_symlink():
            raise NotFound(str(path), "does not exist", "check the path")
    alone = len(given) == 1 and not given[0].is_dir()
    return _collect(given, alone, published, columns)


def _collect(
    given: Sequence[Path], alone: bool, published: dt.date | None, columns: Mapping[str, str] | None
) -> Iterator[Collected]:
    for path in given:
        for item in _files(path):
            for found in _one(item, alone, path.is_dir(), columns):
                yield replace(
                    found, reports=tuple(fields.dated(report, published) for report in found.reports)
                )


def _one(
    item: InputFile, alone: bool, strict: bool, columns: Mapping[str, str] | None
) -> Iterator[Collected]:
    """Yield what one file holds; its error is raised when it is the only input, else stored."""
    try:
        yield from choose(item, strict=strict, columns=columns).collect(item)
    except InputError as error:
        if alone:
            raise
        yield Collected(item.name, "application/octet-stream", b"", (), (failure(error),))


def choose(item: InputFile, *, strict: bool = False, columns: Mapping[str, str] | None = None) -> Collector:
    """Return the collector for a file. Raises EmptyInput or NotText when there is none.

    ``columns`` say which column of a table holds which field; what could be text is a table then.
    ``strict`` asks for a known suffix or unmistakable bytes: a folder holds many things that are no reports.
    """
    head = item.head()
    if not head.strip():
        raise EmptyInput(item.name, "is empty", "check that it was saved in full")
    suffix = Path(item.name).suffix.casefold()
    by_suffix = next((collector for collector in COLLECTORS if suffix in collector.suffixes), None)
    by_bytes = next((collector for collector in COLLECTORS if collector.recognises(head)), None)
    if by_suffix is not None and not _overruled(by_suffix, by_bytes):
        chosen: Collector | None = by_suffix
    else:
        chosen = by_bytes or (None if strict else Texts())
    if chosen is None or (isinstance(chosen, Texts) and decode.is_binary(head)):
        raise NotText(
            item.name,
            "is in no format Dateline reads",
            "give text, HTML, JSON, CSV, Parquet, a feed, mail, WARC or WACZ",
        )
    if columns and (isinstance(chosen, Csv) or (isinstance(chosen, Texts) and not strict)):
        return Csv(columns)
    return chosen


def _overruled(by_suffix: Collector, by_bytes: Collector | None) -> bool:
    """Return whether the bytes say surely that the suffix is wrong: a text may well begin with a brace."""
    return by_bytes is not None and not isinstance(by_suffix, Texts | Exports | JsonLines)


def _files(path: Path) -> Iterator[InputFile]:
    """Yield the files of a path. Hidden files and linked folders are left out."""
    if str(path) == STDIN:
        yield InputFile(STDIN, data=_stdin())
    elif not path.is_dir():
        yield InputFile(path.name, path)
    else:
        found = False
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    found = True
                    file = Path(folder, name)
                    yield InputFile(file.relative_to(path).as_posix(), file)
        if not found:
            raise EmptyInput(str(path), "is a folder without files", "give a folder of reports")


def _stdin() -> bytes:
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise TooLarge("standard input", f"is over {LARGEST_FILE // 10**6} MB", "give it as files")
    return data
