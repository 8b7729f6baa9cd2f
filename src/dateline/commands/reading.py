"""The command ``read``: a desk, some files, or archives of millions of pages; and linking those."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.options import DeskOption, Json, Paths, Published, Quiet, day_of, emit, tell

if TYPE_CHECKING:
    from dateline.pipeline import Desk

Again = Annotated[bool, typer.Option("--again", help="Read the reports that were read before, too.")]
Archives = Annotated[
    list[str] | None,
    typer.Option(
        "--input",
        metavar="PATTERN",
        help="Archives to read into --output: WARC, WACZ, Parquet or JSON Lines, as 'warcs/*.warc.gz'.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="The folder of Parquet tables; the same command goes on."
    ),
]
Engine = Annotated[
    str, typer.Option("--engine", metavar="NAME", help="What reads --input: process (this machine) or ray.")
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="How many work on --input; without it, one a core."),
]
Address = Annotated[
    str | None,
    typer.Option("--address", metavar="ADDRESS", help="The Ray cluster; without it, this machine."),
]
Size = Annotated[int, typer.Option("--size", metavar="N", min=1, help="Reports a shard: what a kill costs.")]


def read(
    paths: Paths = None,
    published: Published = None,
    again: Again = False,
    archives: Archives = None,
    output: Output = None,
    engine: Engine = "process",
    workers: Workers = None,
    address: Address = None,
    size: Size = 1_000,
    desk: DeskOption = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read who said what, what happened, where, when and how many.

    Example:  dateline read report.txt --published 2016-12-04 --json
    """
    if archives or output:
        if not archives or not output or paths:
            raise typer.BadParameter("archives are read with --input PATTERN --output DIR, and nothing else")
        crew = (workers or os.cpu_count() or 1, address)
        _read_archives(archives, output, day_of(published), engine, crew, size, json=json, quiet=quiet)
    elif paths:
        _read_files(paths, day_of(published), json=json, quiet=quiet)
    else:
        from dateline import pipeline

        _read_desk(pipeline.open_desk(desk), again=again, json=json, quiet=quiet)


def _read_files(paths: Sequence[Path], published: dt.date | None, *, json: bool, quiet: bool) -> None:
    from dateline import pipeline
    from dateline.commands import terminal

    some = False
    found = pipeline.read_paths(paths, published=published)
    for report in terminal.progress(found, "Reading", quiet=quiet or not json):
        some = some or bool(report.text)
        if json:
            emit(report)
        elif not quiet:
            terminal.summary(report)
        tell(report, quiet=quiet)
    if not some:
        raise typer.Exit(1)


def _read_desk(desk: Desk, *, again: bool, json: bool, quiet: bool) -> None:
    """Read what is new on the desk; with ``json``, print every report of it, read now or before."""
    from dateline import pipeline
    from dateline.commands import terminal

    total = pipeline.unread(desk, again=again)
    for report in terminal.progress(pipeline.read(desk, again=again), "Reading", total=total, quiet=quiet):
        tell(report, quiet=quiet)
    if json:
        for report in pipeline.reports(desk):
            emit(report)
    elif not quiet:
        terminal.say(f"{terminal.several(total, 'report')} read." if total else "Nothing new to read.")


def _read_archives(
    patterns: Sequence[str],
    out: Path,
    published: dt.date | None,
    engine: str,
    crew: tuple[int, str | None],
    size: int,
    *,
    json: bool,
    quiet: bool,
) -> None:
    """Make the shards that are missing, then count what all of them hold against what there was."""
    from dateline.commands import terminal
    from dateline.pipeline import bulk, engines

    if engine not in engines.ENGINES:
        raise typer.BadParameter(f"{engine!r} is no engine; choose one of {', '.join(engines.ENGINES)}")
    with bulk.planned(patterns, out, published=published, size=size) as run:
        making = run.make(engine, engines.Crew(*crew))
        for made in terminal.progress(making, "Reading shards", total=len(run.left), quiet=quiet):
            for problem in [made.slice.problem] if made.slice.problem else []:
                terminal.complain(made.slice.name, problem.message)
        totals = run.totals()
    if json:
        terminal.plain(totals)
    elif not quiet:
        shards = terminal.several(totals.shards, "shard")
        done = f"{len(run.left):,} of them now" if run.left else "all of them before"
        terminal.say(
            f"{totals.given:,} in, {totals.read:,} read, {totals.failed:,} failed; {shards}, {done}."
        )
        terminal.say(f"Next: dateline link --input {out} --output linked")
    if not totals.read:
        raise typer.Exit(1)


def link_shards(run: Path, out: Path, window: int | None, workers: int | None, *, quiet: bool) -> None:
    """Link what was read of archives, and write the tables."""
    from dateline.commands import terminal
    from dateline.pipeline import bulklinks

    found = terminal.progress(bulklinks.reports(run), "Loading", quiet=quiet)
    counts = bulklinks.link(found, out, days=window, workers=workers or os.cpu_count() or 1)
    if not quiet:
        told = f"{counts['incidents']:,} incidents, {counts['copies']:,} groups of copies"
        terminal.say(f"{told} in {out}. Next: the queries of docs/scale.md")
