"""What commands print: short lines on stdout, progress and problems on stderr."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from dateline.commands import shown as lines
from dateline.model import (
    Copies,
    FigureStatus,
    Grade,
    Incident,
    Linking,
    Record,
    Report,
    Series,
    Statement,
    Toll,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from dateline.commands.doctor import Part
    from dateline.pipeline import Addition
    from dateline.pipeline.linking import Told
    from dateline.pipeline.ways import Shown

T = TypeVar("T")

# Work done sooner than this needs no bar; one that flashes by is only noise.
PATIENCE_S = 0.7

# The first statements and figures tell what a report is about; --json has them all.
SHOWN = 6

# Incidents that a terminal shows: a screen of them, with the command above and the prompt below.
ROWS = 15
# A file or a pipe has no width of its own; titles stay on one line in this one.
WIDTH = 120

# Red is for what failed, never for deaths.
COLOURS = {
    Grade.CONFIRMED: "bold cyan",
    Grade.FAIR: "cyan",
    Grade.WEAK: "dim cyan",
    Grade.CONTESTED: "yellow",
    Grade.DISCOUNTED: "dim",
}

err = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False, soft_wrap=True)


def say(line: str) -> None:
    """Print one line on stdout."""
    out.print(escape(line))


def complain(item: str, problem: str, step: str = "") -> None:
    """Print one line about a problem on stderr; a problem that names its item already names it once."""
    problem = problem.removeprefix(f"{item}: ")
    line = f"dateline: {item}: {problem}" + (f"; {step}" if step else "")
    sys.stderr.write(" ".join(line.split()) + "\n")


def progress(items: Iterable[T], label: str, *, total: int | None = None, quiet: bool = False) -> Iterator[T]:
    """Yield ``items``; a bar appears on stderr after a moment, when stderr is a terminal."""
    if quiet or not err.is_terminal:
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=err, transient=True)
    task = bar.add_task(label, total=total)
    begun, shown = time.monotonic(), False
    try:
        for item in items:
            if not shown and time.monotonic() - begun > PATIENCE_S:
                bar.start()
                shown = True
            yield item
            bar.advance(task)
    finally:
        if shown:
            bar.stop()


def summary(report: Report) -> None:
    """Print what was read from one report, in a few lines."""
    title = report.title or report.text.strip().split("\n", 1)[0][:100] or "(no text)"
    out.print(f"[bold]{escape(title)}[/bold]")
    facts = [report.source, report.published and report.published.isoformat(), report.language]
    out.print(f"  {escape(', '.join(fact for fact in facts if fact))}  [dim]{escape(report.id)}[/dim]")
    out.print(f"  {_counts(report)}")
    _some(report.statements, _said)
    counted = [figure for figure in report.figures if not figure.background]
    _some(
        counted,
        lambda f: f"[cyan]{f.status.value}[/cyan] {bounds(f.low, f.high)} {f.unit}: “{escape(f.text)}”",
    )


def linking(found: Linking) -> None:
    """Print a table of the incidents, gravest first, and how many copies and voices were found."""
    ordered = sorted(found.incidents, key=_gravity)
    if ordered:
        wide = out if out.is_terminal else Console(file=out.file, width=WIDTH, highlight=False)
        wide.print(_table(ordered[:ROWS]), soft_wrap=False)
    if len(ordered) > ROWS:
        say(f"{len(ordered) - ROWS} more: dateline link --json")
    voices = len({origin.origin for origin in found.origins})
    followed = sum(one.followed for one in found.series)
    out.print(
        f"{several(len(found.incidents), 'incident')}, {several(voices, 'voice')}, "
        f"{several(len(found.copies), 'group')} of copies, {several(followed, 'figure')} followed over time."
    )


def _table(incidents: Iterable[Incident]) -> Table:
    """One incident a row; its colour is its grade's, which is also written."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Evidence")
    table.add_column("Incident", overflow="fold", ratio=1)
    table.add_column("Counts", overflow="fold", max_width=30)
    table.add_column("Voices", justify="right")
    table.add_column("Id", style="dim", no_wrap=True)
    for own in incidents:
        colour, counts = COLOURS[own.grade], "; ".join(_tolls(own))
        words = [own.grade.value, own.title, counts, str(own.origins), own.id.partition(":")[2]]
        table.add_row(f"[{colour}]{words[0]}[/{colour}]", *(escape(word) for word in words[1:]))
    return table


def _tolls(incident: Incident) -> list[str]:
    """Return the largest count of each status: a part of it is not added."""
    largest: dict[str, Toll] = {}
    for toll in incident.tolls:
        counts = toll.part_of is None and toll.low is not None and toll.status is not FigureStatus.OTHER
        if counts:
            largest[toll.status.value] = max(largest.get(toll.status.value, toll), toll, key=_size)
    return [
        f"{status} {bounds(toll.best if toll.high is None else toll.low, toll.high)}"
        for status, toll in largest.items()
    ]


def _size(toll: Toll) -> float:
    return toll.best or toll.low or 0


def _gravity(incident: Incident) -> tuple[float, ...]:
    """Deaths first, then injuries, then any other count; among equals the better evidence."""
    sizes = {FigureStatus.KILLED: 0.0, FigureStatus.INJURED: 0.0, None: 0.0}
    for toll in incident.tolls:
        status = toll.status if toll.status in sizes else None
        sizes[status] = max(sizes[status], _size(toll))
    return (*(-size for size in sizes.values()), list(Grade).index(incident.grade), -incident.origins)


def brief(text: str, page: Path) -> None:
    """Print the summary of a brief, its second line (the headline) in bold, then the page to open."""
    for number, line in enumerate(text.splitlines()):
        out.print(f"[bold]{escape(line)}[/bold]" if number == 1 else escape(line))
    out.print(f"Open {escape(str(page))}")


def day(found: Told) -> None:
    """Print a day with its weight, how many reports tell of it, and its gravest incident."""
    when = dt.date.fromisoformat(found.day)
    title = f"  {escape(found.title)}" if found.title else ""
    out.print(
        f"{when:%a} {found.day}  {found.weight:5.2f}  {several(len(found.reports), 'report'):>12}{title}"
    )


def shown(found: Shown, asked: str = "") -> None:
    """Print a record and each way back from it, one step a line, indented as it goes deeper."""
    out.print(f"[bold]{escape(found.kind)}[/bold] [dim]{escape(found.id)}[/dim]")
    if isinstance(found.record, Report):
        summary(found.record)
        for failure in found.record.failures:
            out.print(f"  [red]{escape(failure.step)} failed[/red]: {escape(failure.message)}")
        for note in found.record.notes:
            out.print(f"  [yellow]not read[/yellow]: {escape(note.message)}")
    elif isinstance(found.record, Incident):
        beside = tuple(own for own in found.beside if isinstance(own, Copies))
        for line in lines.incident(found.record, asked, beside):
            out.print(f"  {escape(line)}")
    elif isinstance(found.record, Series):
        _series(found.record)
    elif not found.ways:
        out.print(escape(found.record.model_dump_json(by_alias=True, indent=2)))
    for way in found.ways:
        for depth, step in enumerate(way):
            out.print(f"{'  ' * (depth + 1)}[cyan]{step.what}[/cyan] {escape(step.text)}")
            if step.id:
                out.print(f"{'  ' * (depth + 1)}  [dim]{escape(step.id)}[/dim]")


def _series(found: Series) -> None:
    """Print what stands at each moment, then the marks crossed and the gaps."""
    out.print(f"  {escape(found.name)}")
    for level in found.levels:
        count = bounds(level.low, level.high)
        best = f", best {level.best:,}" if level.best is not None and level.low != level.high else ""
        out.print(
            f"  {level.at:%Y-%m-%d %H:%M} UTC  {count}{best}  [dim]{several(level.voices, 'voice')}[/dim]"
        )
    for one in found.crossings:
        name = f" ({escape(one.mark.name)})" if one.mark.name else ""
        after = f"after {one.after:%Y-%m-%d %H:%M}, " if one.after else ""
        way = "past" if one.up else "below"
        out.print(f"  {way} {one.mark.value:,}{name} {after}by {one.by:%Y-%m-%d %H:%M} UTC")
    for gap in found.gaps:
        out.print(f"  no count from {gap.first:%Y-%m-%d} to {gap.last:%Y-%m-%d}")


def parts(found: Iterable[Part]) -> None:
    """Print what is installed, one part a line, with the command that gets a missing one."""
    for part in found:
        mark = "[green]ok[/green]     " if part.there else "[red]missing[/red]"
        mark = "[dim]not used[/dim]" if not part.there and not part.needed else mark
        get = f"  get it with: {part.get}" if not part.there else ""
        out.print(f"{mark} [bold]{escape(part.name)}[/bold] {escape(part.about)}{escape(get)}")


def plain(found: DataclassInstance) -> None:
    """Print a dataclass as one JSON object on one line, the records in it under their printed names."""
    out.file.write(json.dumps(found, default=_plain, ensure_ascii=False) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dt.date):
        return value.isoformat()
    return {field.name: getattr(value, field.name) for field in fields(value)}


@contextmanager
def steps(label: str, *, quiet: bool = False) -> Iterator[Callable[[str, float], None]]:
    """Give a function to call with each step and the share done; a bar shows on a terminal."""
    if quiet or not err.is_terminal:
        yield lambda _step, _share: None
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), console=err, transient=True) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda step, share: bar.update(task, description=f"{label}: {step}", completed=share)


@dataclass(slots=True)
class Total:
    """Counts what was added, for one line at the end."""

    new: int = 0
    versions: int = 0
    known: int = 0
    failed: int = 0

    def count(self, item: Addition) -> None:
        """Add up one input."""
        self.new += len(item.new)
        self.versions += len(item.versions)
        self.known += len(item.known)
        self.failed += bool(item.failures)

    @property
    def nothing_but_failures(self) -> bool:
        return bool(self.failed) and not (self.new or self.versions or self.known)

    def line(self) -> str:
        """Return the whole as a sentence."""
        parts = [several(self.new, "new report")]
        parts += [several(self.versions, "newer version")] if self.versions else []
        parts += [f"{self.known} known already"] if self.known else []
        parts += [several(self.failed, "input") + " with a problem"] if self.failed else []
        return ", ".join(parts) + "."


def _some(items: Iterable[T], line: Callable[[T], str]) -> None:
    listed = list(items)
    for item in listed[:SHOWN]:
        out.print("    " + line(item), overflow="ellipsis", no_wrap=out.is_terminal)
    if len(listed) > SHOWN:
        out.print(f"    [dim]and {len(listed) - SHOWN} more[/dim]")


def _counts(report: Report) -> str:
    names = ("statement", "event", "figure", "place", "period", "actor", "comment")
    return ", ".join(several(len(getattr(report, f"{name}s")), name) for name in names)


def _said(statement: Statement) -> str:
    speaker = statement.speaker.text if statement.speaker else None
    who = statement.name or speaker or "unnamed"
    words = " … ".join(" ".join(span.text.split()) for span in statement.content)
    return f"[cyan]{escape(who)}[/cyan] {statement.stance.value}: {escape(words)}"


def several(number: int, noun: str) -> str:
    """Return "1 report", "2 reports"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def bounds(low: float | None, high: float | None) -> str:
    """Return a low and a high as people write them: 51, 51+, 200-300, up to 40, or ?."""
    if low is None:
        return "?" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,}+"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
