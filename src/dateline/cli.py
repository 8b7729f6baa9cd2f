"""The ``dateline`` command: thin, and the one place where a DatelineError becomes a line and exit code 1."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import __version__
from dateline.commands import collecting, keeping, leaving, reading, relieving, sealing, working
from dateline.commands.help import Command, Group
from dateline.commands.options import (
    DeskOption,
    Json,
    Paths,
    Published,
    Quiet,
    complain,
    day_of,
    emit,
    now,
    tell,
)
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.model import Report

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with:  dateline init mydesk   or read a file at once:  dateline read report.txt",
)

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders or web addresses; - is standard input."),
]
URL = re.compile(r"[a-z][a-z+.-]*://", re.IGNORECASE)
# What is meant as a date, right or wrong.
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def main() -> None:
    """Run the command line and exit: 0, 1 for an error told in one line, 2 for a usage error."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run one command and return its exit code; a DatelineError is one line on stderr."""
    try:
        app(words, prog_name="dateline")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except DatelineError as error:
        from dateline.commands import terminal

        terminal.complain(error.item, error.problem, error.step)
        return 1
    return 0


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"dateline {__version__}\n")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """A desk for recording a conflict day by day: attributed reports in, a sourced daily brief out."""


@app.command(cls=Command)
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it is made if need be.")],
    quiet: Quiet = False,
) -> None:
    """Make a desk: a folder with its settings, its database and its archive.

    Example:  dateline init aleppo
    """
    from dateline import pipeline
    from dateline.commands import terminal

    desk = pipeline.init(folder)
    if not quiet:
        terminal.say(f"{desk.folder} is a desk. Its settings: {desk.folder / 'desk.toml'}")
        terminal.say(f"Next: dateline add PATH --desk {desk.folder}")


@app.command(cls=Command)
def add(
    inputs: Inputs,
    published: Published = None,
    desk: DeskOption = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Seal copies of reports in the archive and put them on the desk. The same one twice adds nothing.

    An address is fetched with its pictures, and a line says what was kept of it and what was not.

    Example:  dateline add reports/ --published 2016-12-04
    """
    from dateline import pipeline
    from dateline.commands import terminal, told

    opened, when = pipeline.open_desk(desk), day_of(published)
    total = terminal.Total()
    urls = [word for word in inputs if URL.match(word)]
    paths = [Path(word) for word in inputs if not URL.match(word)]
    for kept in terminal.progress(
        pipeline.add_urls(opened, urls, published=when, now=now), "Fetching", total=len(urls), quiet=quiet
    ):
        total.count(kept.added)
        terminal.plain(kept) if json else told.kept(kept, quiet=quiet)
    found = pipeline.add(opened, paths, published=when, now=now)
    for item in terminal.progress(found, "Adding", quiet=quiet):
        total.count(item)
        complain(item.uri, item.failures)
        if item.note:
            terminal.complain(item.uri, item.note)
        if json:
            terminal.plain(item)
    if paths and not quiet and not json:
        terminal.say(total.line())
    if total.nothing_but_failures:
        raise typer.Exit(1)


app.command("read", cls=Command)(reading.read)


@app.command(cls=Command)
def link(
    paths: Paths = None,
    published: Published = None,
    anew: Annotated[bool, typer.Option("--anew", help="Link the reports linked before anew, too.")] = False,
    run: Annotated[
        Path | None,
        typer.Option("--input", metavar="DIR", help="The shards of dateline read --output, not the desk."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="The folder of Parquet tables to write of them."),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option("--window", metavar="DAYS", min=1, help="Link --input in windows of so many days."),
    ] = None,
    workers: reading.Workers = None,
    desk: DeskOption = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find copies, the voice behind each account, and the incidents that several reports tell.

    Example:  dateline link --json
    """
    from dateline import pipeline
    from dateline.commands import terminal

    if run or output:
        if not run or not output or paths:
            raise typer.BadParameter("shards are linked with --input DIR --output DIR, and nothing else")
        reading.link_shards(run, output, window, workers, quiet=quiet)
        return
    if paths:
        found = pipeline.link_reports(_kept(pipeline.read_paths(paths, published=day_of(published)), quiet))
    else:
        found = pipeline.link(pipeline.open_desk(desk), anew=anew)
    complain("link", found.failures)
    if json:
        followed = (one for one in found.series if one.followed)
        for record in (*found.copies, *found.origins, *found.incidents, *followed, *pipeline.totals(found)):
            emit(record)
    elif not quiet:
        terminal.linking(found)


@app.command(cls=Command)
def brief(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DATE] [PATH...]", help="The day, as 2016-12-04; files instead of the desk."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to write it.")] = Path("out"),
    published: Published = None,
    desk: DeskOption = None,
    quiet: Quiet = False,
) -> None:
    """Write the brief of a day: a page, its Markdown, its record, and every source with its words marked.

    Example:  dateline brief 2016-12-04 -o out
    """
    from dateline import pipeline
    from dateline.commands import terminal

    day, paths = _day_and_paths(what or [])
    if paths:
        written = pipeline.brief_reports(
            _kept(pipeline.read_paths(paths, published=day_of(published)), quiet), day, out
        )
    else:
        written = pipeline.brief(pipeline.open_desk(desk), day, out)
    if not quiet:
        terminal.brief(written.summary, written.page)


@app.command(cls=Command)
def days(
    first: Annotated[str | None, typer.Option("--first", metavar="DATE", help="List from this day.")] = None,
    last: Annotated[str | None, typer.Option("--last", metavar="DATE", help="List up to this day.")] = None,
    desk: DeskOption = None,
    json: Json = False,
) -> None:
    """List the days that the reports tell of, the weightiest first: what happened counts.

    Example:  dateline days --first 2016-12-01
    """
    from dateline import pipeline
    from dateline.commands import terminal

    for found in pipeline.days(pipeline.open_desk(desk), day_of(first), day_of(last)):
        (terminal.plain if json else terminal.day)(found)


@app.command(cls=Command)
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to make it.")] = Path("out"),
) -> None:
    """Make a brief from the sample reports that come with Dateline, each command shown as it is typed.

    Example:  dateline demo -o out
    """
    from dateline import demo as demonstration

    if code := demonstration.main(folder=out):
        raise typer.Exit(code)


@app.command(cls=Command)
def show(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="An id or its beginning; REPORT#s1 for a reading.")
    ],
    desk: DeskOption = None,
    json: Json = False,
) -> None:
    """Show anything by its id, with its way back to the sealed copy.

    Example:  dateline show 59ca1015f8#s3
    """
    from dateline import pipeline
    from dateline.commands import terminal

    found = pipeline.show(pipeline.open_desk(desk), wanted)
    if json:
        terminal.plain(found)
    else:
        terminal.shown(found, wanted)


for _command in (
    sealing.verify, sealing.receipt, leaving.export, leaving.import_, collecting.sources, collecting.collect,
    collecting.watch, relieving.relief, keeping.backup, keeping.restore,
    working.worker, working.jobs,
):  # fmt: skip
    app.command(_command.__name__.rstrip("_"), cls=Command)(_command)


@app.command(cls=Command)
def serve(
    desk: DeskOption = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on; 0.0.0.0 for all.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", min=1, max=65535, help="The port to listen on.")
    ] = 8000,
) -> None:
    """Serve the site at / and the desk, where people judge, edit and publish, at /desk/.

    Example:  dateline serve --port 8000
    """
    from dateline.commands import terminal
    from dateline.web.serving import serve as served

    served(desk, host, port, terminal.say)


@app.command(cls=Command)
def publish(
    static: Annotated[Path, typer.Option("--static", metavar="DIR", help="Where to write the site.")],
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="ADDRESS", help="Where it will be read: https://example.org/briefs."),
    ] = None,
    desk: DeskOption = None,
    quiet: Quiet = False,
) -> None:
    """Write the whole site as files for any host: what serve shows, its links relative, put in place at once.

    Example:  dateline publish --static site --base https://example.org/briefs
    """
    from dateline.commands import terminal
    from dateline.web.still.site import publish as published

    made = published(desk, static, base)
    for own, link in made.broken:
        terminal.complain(own, f"leads to {link}, which is not there")
    if not quiet:
        files = terminal.several(made.placed.files, "file")
        terminal.say(
            f"{files}, {made.placed.written} written, {made.placed.gone} gone. Open {static / 'index.html'}"
        )


@app.command(cls=Command)
def doctor(
    build: Annotated[bool, typer.Option("--build", help="Build the gazetteer, if it is not there.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what is installed, what is missing and how to get it.

    Example:  dateline doctor --build
    """
    from dateline.commands import doctor as parts
    from dateline.commands import terminal

    if build:
        with terminal.steps("Building the gazetteer", quiet=quiet) as tell:
            parts.build(tell)
    found = list(parts.parts())
    if json:
        for part in found:
            terminal.plain(part)
    elif not quiet:
        terminal.parts(found)
    if any(part.needed and not part.there for part in found):
        raise typer.Exit(1)


def _kept(reports: Iterable[Report], quiet: bool) -> Iterator[Report]:
    """Pass reports on as they are read, with a bar, printing a line for each failure."""
    from dateline.commands.terminal import progress

    for report in progress(reports, "Reading", quiet=quiet):
        tell(report, quiet=quiet)
        yield report


def _day_and_paths(words: list[str]) -> tuple[dt.date | None, list[Path]]:
    """Tell a leading date from paths. A file named like a date is given as ./2016-12-04."""
    day = day_of(words[0]) if words and DATE.fullmatch(words[0]) else None
    return day, [Path(word) for word in words[day is not None :]]
