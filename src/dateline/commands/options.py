"""What several command modules share: options, the clock, dates, and how things are printed."""

from __future__ import annotations

import datetime as dt
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dateline.model import Failure, Record, Report

DeskOption = Annotated[
    Path | None, typer.Option("--desk", metavar="DIR", help="The desk, if not this folder or one above it.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only problems.")]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH...", help="Files or folders; - is standard input. Without any: the desk."),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="The day of a report that does not tell its own."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def now() -> dt.datetime:
    """Return the moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def complain(item: str, failures: Iterable[Failure]) -> None:
    """Print each failure of an item as one line on stderr."""
    from dateline import errors  # noqa: PLC0415 - only trouble needs them
    from dateline.commands import terminal  # noqa: PLC0415 - the same

    for failure in failures:
        ours = hasattr(errors, failure.error)  # then the message says what is wrong and what to do
        message = failure.message if ours else f"{failure.step}: {failure.error}: {failure.message}"
        terminal.complain(item, message)


def emit(record: Record) -> None:
    """Print a record as one line of JSON."""
    sys.stdout.write(record.model_dump_json(by_alias=True) + "\n")


def day_of(text: str | None) -> dt.date | None:
    """Return the date of an option; anything but YYYY-MM-DD is a usage error."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date; write it as 2016-12-04") from error


def tell(report: Report, *, quiet: bool) -> None:
    """Print a line for each failure of a report and, unless ``quiet``, for each part left unread."""
    from dateline.commands import terminal  # noqa: PLC0415 - only trouble needs it

    item = report.key or report.resource or report.id
    complain(item, report.failures)
    for note in () if quiet else report.notes:
        terminal.complain(item, f"not read in full: {note.message}")


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give an event that the first SIGINT or SIGTERM sets; a second one ends the program at once."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
