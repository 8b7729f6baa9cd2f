"""The commands of the sealed copies: ``verify`` and ``receipt``."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.commands.options import DeskOption, Json, Quiet, emit, now


def verify(desk: DeskOption = None, json: Json = False, quiet: Quiet = False) -> None:
    """Check every sealed copy, the log's chain, signatures and time stamps, and every span against its text.

    Example:  dateline verify
    """
    from dateline import pipeline
    from dateline.commands import terminal

    problems = 0
    opened = pipeline.open_desk(desk)
    for finding in terminal.progress(pipeline.verify(opened), "Verifying", quiet=quiet):
        problems += finding.problem
        if json:
            terminal.plain(finding)
        elif finding.problem or not quiet:
            terminal.complain(finding.item, finding.text)
    if problems:
        raise typer.Exit(1)
    if not quiet and not json:
        terminal.say(f"All {pipeline.sealed(opened)} sealed copies are unchanged; every span is in place.")


def receipt(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="A report or the hash of a copy, or its beginning.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to write it.")] = Path("out"),
    desk: DeskOption = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the receipt of one sealed copy: what, when, from where, who vouches, and how to check it.

    Example:  dateline receipt 59ca1015f8 -o receipts
    """
    from dateline import pipeline
    from dateline.commands import terminal

    found, page = pipeline.write_receipt(pipeline.open_desk(desk), wanted, out, now=now())
    if json:
        emit(found)
    elif not quiet:
        terminal.say(f"The receipt of {found.capture.uri} is {page}.")
    for problem in found.problems:
        terminal.complain(found.capture.uri, problem)
    if found.problems:
        raise typer.Exit(1)
