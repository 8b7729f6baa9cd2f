"""The commands that keep a desk in one file and make it again: ``backup`` and ``restore``."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.commands.options import DeskOption, Quiet, now


def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; an older one is replaced.")],
    desk: DeskOption = None,
    quiet: Quiet = False,
) -> None:
    """Keep the whole desk in one file while it works: database, archive, settings and keys.

    Example:  dateline backup /mnt/safe/desk.tar
    """
    from dateline import pipeline
    from dateline.commands import terminal
    from dateline.pipeline import backups

    done = backups.backup(pipeline.open_desk(desk), out, now())
    if not quiet:
        terminal.say(f"{done.path} holds the desk: {done.files:,} files, {done.size:,} bytes.")
        terminal.say("It holds the desk's keys too: keep it where only you can read it.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What dateline backup wrote.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the desk will be; not there yet.")],
    quiet: Quiet = False,
) -> None:
    """Make the desk of a backup again and verify it, all of it or nothing.

    Example:  dateline restore /mnt/safe/desk.tar desk
    """
    from dateline.commands import terminal
    from dateline.pipeline import backups

    done = backups.restore(file, folder)
    for problem in done.problems:
        terminal.complain(str(done.path), problem)
    if done.problems:
        raise typer.Exit(1)
    if not quiet:
        terminal.say(f"{done.path} is the desk again: {done.files:,} files; every sealed copy is unchanged.")
