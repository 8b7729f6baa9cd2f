"""Every error Dateline raises on purpose. A message names the item and the next step.

DatelineError
├── InputError              a file or address given by the user
│   ├── NotFound            it does not exist
│   ├── EmptyInput          it holds nothing
│   ├── NotText             it is binary, or no known format
│   ├── Truncated           it ends before it should
│   ├── TooLarge            it is over a limit, or unpacks to more than one
│   └── FetchError          an address that could not be fetched
│       ├── Refused         it may not be asked: closed address, robots.txt, no http
│       ├── Unreachable     nobody answers there, or not in HTTP
│       └── TimedOut        it took longer than it may
├── ConfigError             desk.toml or a table of the desk
├── DeskError               the desk folder
│   ├── NoDesk              there is none here
│   ├── ReadOnlyDesk        it cannot be written
│   └── DiskFull            there is no room left
├── MissingPart             a model or a gazetteer is not installed
├── WorkerLost              a worker process ended in the middle of its work
├── Uneven                  what came out is not what went in
├── UnsupportedLanguage     a language the readers know in part or not at all
├── UnknownId               nothing has that id
├── Shut                    readers may not write here, or not now
├── VoidDecision            a decision names what no report tells any more
└── Tampered                an archived copy is not what was sealed
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all. ``item`` is what failed, ``problem`` why, ``step`` what to do next."""

    def __init__(self, item: str, problem: str, step: str) -> None:
        self.item, self.problem, self.step = item, problem, step
        super().__init__(f"{item}: {problem}; {step}")

    def __reduce__(self) -> tuple[type[DatelineError], tuple[str, str, str]]:
        """Travel between processes as the three parts."""
        return type(self), (self.item, self.problem, self.step)


class InputError(DatelineError):
    """Something the user gave cannot be used."""


class NotFound(InputError):
    """The path does not exist."""


class EmptyInput(InputError):
    """The input holds no text."""


class NotText(InputError):
    """The input is binary, or in no format Dateline reads."""


class Truncated(InputError):
    """The input ends before its format says it should."""


class TooLarge(InputError):
    """The input is over a size limit, packed or unpacked."""


class FetchError(InputError):
    """An address could not be fetched."""


class Refused(FetchError):
    """Dateline does not ask this address: it is closed, its site forbids it, or it is no web address."""


class Unreachable(FetchError):
    """No usable answer came: no such name, no connection, a broken certificate, or no HTTP."""


class TimedOut(FetchError):
    """No answer came in the time allowed."""


class ConfigError(DatelineError):
    """A setting or a table of the desk is wrong."""


class DeskError(DatelineError):
    """The desk folder cannot be used."""


class NoDesk(DeskError):
    """No desk.toml in this folder or above it."""


class ReadOnlyDesk(DeskError):
    """The desk cannot be written."""


class DiskFull(DeskError):
    """The disk has no room; nothing already stored is touched."""


class MissingPart(DatelineError):
    """A model or data file is not installed."""


class WorkerLost(DatelineError):
    """A worker process ended in the middle of its work: it was killed, or ran out of memory."""


class Uneven(DatelineError):
    """What came out of a run is not what went in."""


class UnsupportedLanguage(DatelineError):
    """The readers know a report's language in part, or not at all."""


class UnknownId(DatelineError):
    """No record of the desk has this id."""


class Shut(DatelineError):
    """Readers may not write here: comments are off, the thread is closed, or too many came at once."""


class VoidDecision(DatelineError):
    """A decision names an incident or a telling that is no more; it is kept, and binds nothing."""


class Tampered(DatelineError):
    """A sealed copy no longer matches its hash."""
