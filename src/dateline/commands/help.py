"""Prints help as Rich tables. Typer's own also loads Markdown and colouring, a third of the start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command with its arguments, options and example."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print help on standard output instead of into Click's formatter."""
        text, _, example = (self.help or "").partition("Example:")
        given: list[Any] = [p for p in self.params if p.param_type_name == "argument"]
        options = [p for p in self.get_params(ctx) if p.param_type_name == "option"]
        _show(
            " ".join([ctx.command_path, *(usage(argument) for argument in given), "[OPTIONS]"]),
            text,
            {
                "Arguments": [(usage(p), p.help) for p in given],
                "Options": [_option(option) for option in options],
            },
            f"Example:  {example.strip()}" if example else "",
        )


class Group(TyperGroup):
    """The commands, each with the first sentence of its help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print help on standard output instead of into Click's formatter."""
        commands = [(name, _sentence(command.help or "")) for name, command in self.commands.items()]
        options = [_option(option) for option in self.get_params(ctx)]
        _show(
            self.get_usage(ctx),
            self.help or "",
            {"Commands": commands, "Options": options},
            self.epilog or "",
        )


def _show(line: str, text: str, tables: dict[str, Iterable[tuple[str, str | None]]], end: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - only help needs it this early
    from rich.table import Table  # noqa: PLC0415

    console = Console(highlight=False)
    console.print(f"[bold]{_plain(line)}[/bold]\n\n{_plain(' '.join(text.split()))}")
    for title, rows in tables.items():
        table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 2))
        table.add_column(style="cyan", no_wrap=True)
        table.add_column()
        for name, about in rows:
            table.add_row(_plain(name), _plain(about or ""))
        if table.row_count:
            console.print()
            console.print(table)
    if end:
        console.print(f"\n{_plain(end)}", soft_wrap=True)


def usage(argument: Any) -> str:
    """Return an argument as usage lines show it, in brackets when it may be left out."""
    name: str = argument.metavar or argument.name.upper()
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option(option: Any) -> tuple[str, str | None]:
    names = ", ".join(option.opts)
    return (names if option.is_flag else f"{names} {option.metavar}"), option.help


def _sentence(text: str) -> str:
    first = " ".join(text.partition("Example:")[0].split()).partition(". ")[0]
    return first if first.endswith("?") else first.rstrip(".") + "."


def _plain(text: str) -> str:
    """Return text whose square brackets are not taken for markup."""
    return text.replace("[", "\\[")
