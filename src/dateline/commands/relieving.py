"""The command that works out what counted people need."""

# ruff: noqa: PLC0415 - commands import what they need, so that `dateline --help` stays under 0.3 s
from __future__ import annotations

from typing import Annotated

import typer

from dateline.commands.options import DeskOption, Json, emit

Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--standard", metavar="KEY", help="water, water-survival, energy, food, shelter, shelter-cold."
    ),
]
Loads = Annotated[
    list[str] | None,
    typer.Option("--load", metavar="LOAD", help="truck or airdrop as published, or your own: NAME=TONNES."),
]


def relief(
    figure: Annotated[
        str, typer.Argument(metavar="ID", help="A figure (REPORT#f2), or a series: then its latest count.")
    ],
    days: Annotated[int, typer.Option("--days", metavar="N", help="For how many days.")] = 1,
    standard: Keys = None,
    load: Loads = None,
    desk: DeskOption = None,
    json: Json = False,
) -> None:
    """Work out what the people of one count need, by published standards: derived, with its arithmetic.

    Example:  dateline relief 59ca1015f8#f2 --days 30 --load truck
    """
    from dateline.pipeline import open_desk
    from dateline.pipeline import relief as sums

    own = {
        name: _tonnes(name, word) for name, sign, word in (one.partition("=") for one in load or ()) if sign
    }
    carried = [one for one in load or () if "=" not in one]
    found = sums.relief(open_desk(desk), figure, days, by=standard or sums.USUAL, carried=carried, own=own)
    if json:
        emit(found)
        return
    from dateline.commands import terminal

    for line in sums.lines(found):
        terminal.say(line)


def _tonnes(name: str, word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise typer.BadParameter(f"{name}={word}: {word!r} is no number of tonnes; try {name}=20") from None
