"""The commands that ask the web: ``sources``, ``collect`` and ``watch``."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.options import DeskOption, Json, Quiet, complain, now, stopping

if TYPE_CHECKING:
    from dateline.commands.told import Looks
    from dateline.model import Report, Visit
    from dateline.pipeline import Gathered

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="One source, with its visits and what it brought.")
]
Names = Annotated[
    list[str] | None, typer.Argument(metavar="NAME...", help="Sources to visit now, due or not.")
]


def sources(
    name: Name = None,
    test: Annotated[
        str | None,
        typer.Option("--test", metavar="NAME", help="Ask this source now, say what came, keep nothing."),
    ] = None,
    desk: DeskOption = None,
    json: Json = False,
) -> None:
    """Say of each source when it last came, what went wrong, how much it brought and when it is due.

    Example:  dateline sources --test "Example News Agency"
    """
    from dateline import pipeline
    from dateline.commands import terminal, told

    opened = pipeline.open_desk(desk)
    if test:
        tried = pipeline.attempt(opened, test)
        terminal.plain(tried) if json else told.tried(tried)
        if tried.error:
            raise typer.Exit(1)
        return
    moment = now()
    found = list(pipeline.explain(opened, name, now=moment))
    if json:
        for one in found:
            terminal.plain(one)
    elif name:
        told.source(found[0], moment)
    else:
        told.sources(found, moment)


def collect(
    names: Names = None,
    every: Annotated[bool, typer.Option("--all", help="Visit every source, due or not.")] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Keep running: visit what is due, look again at what was captured."),
    ] = False,
    desk: DeskOption = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Visit the sources that are due, seal what they hold and put their reports on the desk.

    Example:  dateline collect --watch
    """
    from dateline import pipeline
    from dateline.commands import terminal, told

    opened = pipeline.open_desk(desk)
    with stopping() as stop:
        found: Iterator[Gathered | tuple[Report, Visit]]
        if watch:
            found = pipeline.keep_collecting(opened, now=now, stop=stop, tell=terminal.say)
        else:
            found = pipeline.collect(opened, names or (), every=every, now=now, stop=stop)
        total, looks = told.Gathering(), told.Looks()
        for one in terminal.progress(found, "Collecting", quiet=quiet or json or watch):
            if isinstance(one, tuple):
                _look(one, looks, json=json, quiet=quiet)
                continue
            total.count(one)
            complain(one.source, one.failures)
            if json:
                terminal.plain(one)
            else:
                told.gathered(one, quiet=quiet)
    if not quiet and not json:
        terminal.say(total.line(stopped=stop.is_set()))
        if looks.found:
            terminal.say(looks.line())
    if total.nothing_but_failures:
        raise typer.Exit(1)


def watch(
    every: Annotated[bool, typer.Option("--all", help="Look at every address, due or not.")] = False,
    desk: DeskOption = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Look again at what was captured, after an hour, a day, a week and a month: is it there, is it the same?

    Example:  dateline watch
    """
    from dateline import pipeline
    from dateline.commands import terminal, told

    opened = pipeline.open_desk(desk)
    with stopping() as stop:
        total = told.Looks()
        found = pipeline.watch(opened, every=every, now=now, stop=stop)
        for one in terminal.progress(found, "Looking", quiet=quiet or json):
            _look(one, total, json=json, quiet=quiet)
    if not quiet and not json:
        terminal.say(total.line())


def _look(found: tuple[Report, Visit], total: Looks, *, json: bool, quiet: bool) -> None:
    from dateline.commands import terminal, told

    report, visit = found
    total.count(visit)
    if json:
        terminal.plain(told.Looked(report.title, report.source, visit))
    elif not quiet:
        told.looked(report, visit)
