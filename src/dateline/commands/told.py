"""What the collecting commands print: a line a source, and what is known of each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dateline.commands.terminal import WIDTH, complain, out, say, several
from dateline.model import Poll, PollOutcome, Presence, Report, Visit
from dateline.pipeline import Explained, Gathered, Kept, Tried

# Altered paragraphs that tell what was changed; --json has them all.
SHOWN = 4
# The visits a person looks at to see how a source behaves; --json has them all.
VISITS = 12


@dataclass(slots=True)
class Gathering:
    """Counts what a round brought, for one line at its end."""

    sources: int = 0
    new: int = 0
    versions: int = 0
    failed: int = 0

    def count(self, one: Gathered) -> None:
        """Add up one source."""
        self.sources += 1
        self.new += one.new
        self.versions += one.versions
        self.failed += one.error is not None

    @property
    def nothing_but_failures(self) -> bool:
        return 0 < self.sources == self.failed

    def line(self, *, stopped: bool) -> str:
        """Return the round as a sentence."""
        if not self.sources:
            return "Stopped." if stopped else "Nothing is due. dateline sources says when; --all visits now."
        parts = [several(self.sources, "source") + " visited", several(self.new, "new report")]
        parts += [several(self.versions, "newer version")] if self.versions else []
        parts += [f"{self.failed} failed"] if self.failed else []
        return ", ".join(parts) + (". Stopped." if stopped else ".")


def kept(one: Kept, *, quiet: bool) -> None:
    """Print in one line what was kept of an address, and what was not; a failure goes to stderr."""
    if one.problem:
        complain(one.url, one.problem)
        return
    for failure in one.failures:
        complain(one.url, f"a picture was not kept: {failure.message}")
    if not quiet:
        missing = f". Not kept: {'; '.join(one.missing)}" if one.missing else ""
        say(f"{one.url}: {whole(one)}{missing}.")


def whole(one: Kept) -> str:
    """Return "kept “Title”: text (4,210 characters), 3 of 3 pictures, 12 of 14 comments"."""
    added = one.added
    known = "known already, unchanged" if not added.new and not added.versions else ""
    what = known or ("kept a newer version" if added.versions and not added.new else "kept")
    if one.title is None:
        number = len(added.new) + len(added.versions) + len(added.known)
        return f"{what}: {several(number, 'report')} ({one.characters:,} characters)"
    parts = [f"text ({one.characters:,} characters)"]
    parts += (
        [f"{one.pictures} of {several(one.pictures_all, 'picture')}"] if one.pictures_all else ["no pictures"]
    )
    if one.comments_all is not None:
        parts.append(f"{one.comments} of {several(one.comments_all, 'comment')}")
    elif one.comments:
        parts.append(several(one.comments, "comment"))
    return f"{what} “{one.title}”: {', '.join(parts)}"


def gathered(one: Gathered, *, quiet: bool) -> None:
    """Print what one visit brought, in one line; a failure goes to stderr."""
    if one.note:
        complain(one.source, one.note)
    if one.error:
        complain(one.source, one.error)
    elif one.visit and not quiet:
        say(f"{one.source}: {brought(one)}")


def brought(one: Gathered) -> str:
    """Return "3 new reports, 2 newer versions, 3 pages fetched" or "nothing new"."""
    counts = [(one.new, "new report"), (one.versions, "newer version")]
    parts = [several(number, noun) for number, noun in counts if number] or ["nothing new"]
    parts += [f"{several(one.pages, 'page')} fetched"] if one.pages else []
    parts += [f"{several(one.media, 'enclosure')} kept"] if one.media else []
    parts += [f"{one.left} still to fetch"] if one.left else []
    parts += [f"{several(one.missed, 'visit')} missed before"] if one.missed else []
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a later look at a report's address found, for printing as JSON."""

    title: str | None
    source: str | None
    visit: Visit


@dataclass(slots=True)
class Looks:
    """Counts what later looks found, for one line at the end."""

    found: Counter[Presence] = field(default_factory=Counter)

    def count(self, visit: Visit) -> None:
        """Add up one look."""
        self.found[visit.presence] += 1

    def line(self) -> str:
        """Return the looks as a sentence."""
        total = self.found.total()
        if not total:
            return "Nothing is due to be looked at again."
        parts = [f"{self.found[kind]} {kind.value}" for kind in Presence if self.found[kind]]
        return f"{several(total, 'page')} looked at: {', '.join(parts)}."


def looked(report: Report, visit: Visit) -> None:
    """Print what is otherwise than it was: a line for the report, and one for each altered paragraph."""
    if visit.presence in {Presence.UNCHANGED, Presence.PRESENT}:
        return
    name = report.title or report.text.strip().split("\n", 1)[0][:60]
    cause = f" ({visit.cause})" if visit.cause else ""
    say(f"{visit.presence.value}{cause}: {name} {visit.url}")
    for change in visit.paragraphs[:SHOWN]:
        out.print(f"  [red]-[/red] {escape(_short(change.before))}")
        out.print(f"  [green]+[/green] {escape(_short(change.after))}")
    if len(visit.paragraphs) > SHOWN:
        say(f"  and {several(len(visit.paragraphs) - SHOWN, 'more paragraph')}")
    if visit.numbers:
        say("  numbers: " + "; ".join(f"{one.before or '–'} → {one.after or '–'}" for one in visit.numbers))


def _short(words: str | None) -> str:
    return (words or "(nothing)")[:200]


def sources(found: Sequence[Explained], now: dt.datetime) -> None:
    """Print a table of the sources, and a line for each that fails."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("Source", "Visited", "Last success", "Due"):
        table.add_column(title)
    table.add_column("Reports", justify="right")
    for one in found:
        table.add_row(*(escape(word) for word in _row(one, now)))
    wide = out if out.is_terminal else Console(file=out.file, width=WIDTH, highlight=False)
    wide.print(table, soft_wrap=False)
    for one in found:
        if one.state and one.state.error:
            complain(one.source.name, _failing(one))


def source(one: Explained, now: dt.datetime) -> None:
    """Print one source: what is collected, how it stands, and its last visits."""
    entry, state = one.source, one.state
    out.print(f"[bold]{escape(entry.name)}[/bold]  {escape(entry.url or str(entry.path))}")
    what = entry.collect.value if entry.collect else "whatever comes"
    say(f"  collects {what}, {entry.schedule or 'only by name'}; due {_due(one, now)}")
    if entry.robots is False:
        say(f"  passes over robots.txt: {entry.robots_reason}")
    if state:
        last = _ago(state.last_success, now) if state.last_success else "never"
        say(f"  last success {last}, {several(state.reports, 'report')} so far")
        if state.error:
            say(f"  {_failing(one)}")
    for poll in one.polls[-VISITS:]:
        say(f"  {_poll(poll)}")


def tried(one: Tried) -> None:
    """Print what stands at a source's address."""
    if one.error:
        complain(one.source, one.error)
        return
    newest = f", the newest of {one.newest}" if one.newest else ", none with a date"
    say(f"{one.source}: {several(one.reports, 'report')}{newest if one.reports else ''} ({one.kind})")
    for title in one.titles:
        say(f"  “{' '.join(title.split())[:100]}”")
    leads = [(one.pages, "page"), (one.media, "enclosure")]
    for text in (f"leads to {several(number, noun)}" for number, noun in leads if number):
        say(f"  {text}")
    if one.robots:
        asks = "asked only for what is new" if one.conditional else "fetched whole each time"
        say(f"  answered in {one.seconds:.1f} s; robots.txt: {one.robots}; will be {asks}")
    for failure in one.failures:
        complain(one.source, failure.message)
    say("Nothing was kept: dateline collect does that.")


def _row(one: Explained, now: dt.datetime) -> list[str]:
    state = one.state
    visited = _ago(state.last_try, now) if state and state.last_try else "never"
    success = _ago(state.last_success, now) if state and state.last_success else "never"
    return [one.source.name, visited, success, _due(one, now), f"{state.reports if state else 0:,}"]


def _due(one: Explained, now: dt.datetime) -> str:
    if one.due is None:
        return "by name"
    return "now" if one.due_now else f"in {_long(one.due - now)}"


def _failing(one: Explained) -> str:
    state = one.state
    if state is None or not state.error:
        return ""
    times = f"failed {state.failures} times in a row" if state.failures > 1 else "failed"
    return f"{times}: {state.error}"


def _poll(poll: Poll) -> str:
    """Return one line of a source's history."""
    at = f"{poll.first:%Y-%m-%d %H:%M}"
    if poll.times > 1:
        at += f" to {poll.last:%Y-%m-%d %H:%M}, {poll.times} times"
    if poll.outcome is PollOutcome.NEW:
        counts = [(poll.new, "new report"), (poll.versions, "newer version")]
        return f"{at}: " + ", ".join(several(number, noun) for number, noun in counts if number)
    words = {
        PollOutcome.UNCHANGED: "nothing new",
        PollOutcome.MISSED: "missed: it was due and nothing ran",
        PollOutcome.FAILED: f"failed: {poll.error}",
    }
    return f"{at}: {words[poll.outcome]}"


def _ago(moment: dt.datetime, now: dt.datetime) -> str:
    return f"{_long(now - moment)} ago" if moment <= now else "in the future: check the clock"


def _long(length: dt.timedelta) -> str:
    """Return a length of time in the largest unit that it fills."""
    seconds = max(length.total_seconds(), 0)
    for unit, size in (("day", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            number = int(seconds // size)
            return several(number, unit) if unit == "day" else f"{number} {unit}"
    return f"{int(seconds)} s"
