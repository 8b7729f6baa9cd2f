"""The commands that take records out of the house and in again: ``export`` and ``import``."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.commands.options import DeskOption, Quiet, day_of, now

# Not a format: it checks a folder that was exported.
CHECK = "check"


def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csv, parquet, geojson, acled, ged, ftm, hxl, wacz or case; check compares an exported "
            "folder with what it says of itself.",
        ),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID...]",
            help="Reports, copies, incidents or series; without any, everything. Without --output, the first "
            "word is where to write.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "--out", "-o", metavar="OUT", help="The file or folder to write."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DATE", help="What was published or happened on this day.")
    ] = None,
    first: Annotated[str | None, typer.Option("--first", metavar="DATE", help="From this day.")] = None,
    last: Annotated[str | None, typer.Option("--last", metavar="DATE", help="Up to this day.")] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="Everything as the desk has it, names and the ledger too, for another desk alone."
        ),
    ] = False,
    desk: DeskOption = None,
    quiet: Quiet = False,
) -> None:
    """Take what the desk has out of the house, in a format that others read.

    Example:  dateline export csv --output tables --first 2016-12-01 --last 2016-12-07
    """
    from dateline import pipeline
    from dateline.commands import terminal

    ids = list(words or [])
    out = output or (Path(ids.pop(0)) if ids else None)
    if out is None:
        raise typer.BadParameter("say where to write it: --output OUT")
    if form == CHECK:
        _check(out, quiet=quiet)
        return
    if form not in pipeline.formats():
        raise typer.BadParameter(f"{form!r} is no format; choose one of {', '.join(pipeline.formats())}")
    selection = pipeline.Selection(tuple(ids), day_of(day or first), day_of(day or last))
    counts = pipeline.export(pipeline.open_desk(desk), form, out, selection, now=now(), whole=whole)
    if not quiet:
        told = ", ".join(
            _several(number, name.replace("_", " ")) for name, number in counts.items() if number
        )
        replay = " Replay with pywb or ReplayWeb.page." if form == "wacz" else ""
        terminal.say(f"{told} in {out}.{replay}")


# The nouns whose one is not the noun without its last letter.
_ONE = {"sealed copies": "sealed copy", "copies": "group of copies", "series": "series"}


def _several(number: int, nouns: str) -> str:
    return f"{number:,} {_ONE.get(nouns, nouns[:-1]) if number == 1 else nouns}"


def import_(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that dateline export wrote.")],
    desk: DeskOption = None,
    quiet: Quiet = False,
) -> None:
    """Put what another desk exported on an empty desk: the same records, all of them or none.

    Example:  dateline import tables --desk newdesk
    """
    from dateline import pipeline
    from dateline.commands import terminal

    counts = pipeline.import_export(pipeline.open_desk(desk), folder)
    if not quiet:
        told = ", ".join(_several(number, name) for name, number in counts.items())
        terminal.say(f"{told} taken in. Next: dateline link --anew, then dateline verify")


def _check(folder: Path, *, quiet: bool) -> None:
    from dateline import pipeline
    from dateline.commands import terminal

    problems = list(pipeline.check_export(folder))
    for problem in problems:
        terminal.complain(str(folder), problem)
    if problems:
        raise typer.Exit(1)
    if not quiet:
        terminal.say(f"{folder} is what its datapackage.json says.")
