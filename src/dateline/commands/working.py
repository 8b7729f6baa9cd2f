"""The commands of background work: ``worker`` and ``jobs``."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

import os
import socket
from typing import Annotated

import typer

from dateline.commands.logs import Form
from dateline.commands.options import DeskOption, Json, Quiet, emit, now, stopping


def worker(
    once: Annotated[bool, typer.Option("--once", help="End when nothing is due.")] = False,
    log: Annotated[Form, typer.Option("--log", help="Lines for people or for programs.")] = Form.TEXT,
    desk: DeskOption = None,
    quiet: Quiet = False,
) -> None:
    """Do the desk's work in the background: collect, read, link, look again, publish at the time set.

    Example:  dateline worker --log json
    """
    from dateline import pipeline
    from dateline.commands.logs import Log
    from dateline.pipeline import working

    opened = pipeline.open_desk(desk)
    name = f"{socket.gethostname()}:{os.getpid()}"
    with stopping() as stop:
        working.work(opened, name, now=now, stop=stop, log=Log(log, quiet=quiet), once=once)


def jobs(
    retry: Annotated[int | None, typer.Option("--retry", metavar="N", help="Try a dead job again.")] = None,
    discard: Annotated[
        int | None, typer.Option("--discard", metavar="N", help="Take out a dead or waiting job.")
    ] = None,
    desk: DeskOption = None,
    json: Json = False,
) -> None:
    """List the background work: what is dead and why, what runs, what waits, what was done last.

    Example:  dateline jobs --retry 12
    """
    from dateline import pipeline
    from dateline.commands import terminal
    from dateline.errors import UnknownId
    from dateline.pipeline import working

    opened = pipeline.open_desk(desk)
    for number, done in ((retry, retry and working.retry(opened, retry, now())),
                         (discard, discard and working.discard(opened, discard))):  # fmt: skip
        if number and not done:
            raise UnknownId(str(number), "is no such job that is dead", "dateline jobs lists them")
    for job in working.listed(opened):
        if json:
            emit(job)
        else:
            tried = f", tried {job.tries} times" if job.tries > 1 else ""
            terminal.say(f"{job.number} {job.kind}: {job.state.value}{tried}. {job.told or ''}".strip())
