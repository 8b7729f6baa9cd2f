"""Writes docs/reference.md and docs/schema/ from the code, so that they cannot drift. A test compares them.

Run: .venv/bin/python tools/make_reference.py
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from pydantic import TypeAdapter

from dateline import config, errors
from dateline.cli import app
from dateline.commands.help import usage
from dateline.model import Copies, Incident, Origin, Report, Total

DOCS = Path(__file__).parent.parent / "docs"

HEAD = """# Reference

Made from the code by `tools/make_reference.py`; a test fails when the two differ.

Every command works on the desk in the current folder, in one above it, or in `--desk DIR`. `read`, `link`
and `brief` also work straight on files, without a desk. Inputs are `.txt`, `.md`, `.html`, `.jsonl`, `.json`,
`.csv`, RSS, Atom and JSON Feed files, `.warc`, `.wacz`, folders of these, or `-` for standard input.

Exit codes: 0, it worked; 1, it did not, and one line on standard error says what and what to do next;
2, the command line itself was wrong. With `--json`, standard output holds one JSON object a line and
nothing else: [report.schema.json](schema/report.schema.json) for `read`,
[link.schema.json](schema/link.schema.json) for `link`.
"""

ENVIRONMENT = {
    "DATABASE_URL": "A PostgreSQL database instead of the desk's own SQLite file, "
    "such as `postgres://user:password@host/desk`.",
    "DATELINE_CACHE": "The folder of the gazetteer, instead of the user's cache.",
}


def documents() -> dict[str, str]:
    """Return every generated file of docs/ by its path below it."""
    link = TypeAdapter(Copies | Origin | Incident | Total).json_schema(mode="serialization")
    report = Report.model_json_schema(mode="serialization")
    return {
        "reference.md": reference(),
        "schema/report.schema.json": _schema(report, "One line of `dateline read --json`"),
        "schema/link.schema.json": _schema(link, "One line of `dateline link --json`"),
    }


def reference() -> str:
    """Return docs/reference.md: commands, settings, environment, errors."""
    parts = [HEAD, "## Commands\n", *_commands(), "## Settings: desk.toml\n", _settings()]
    parts += ["## Environment\n", _table(("Variable", "What it does"), list(ENVIRONMENT.items()))]
    parts += ["## Errors\n", f"```text\n{_tree()}\n```\n", _table(("Error", "Meaning"), list(_errors()))]
    return "\n".join(parts)


def _commands() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        text, _, example = inspect.cleandoc(command.help).partition("Example:")
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        line = " ".join(["dateline", name, *(usage(p) for p in arguments), "[OPTIONS]"])
        rows = [(f"`{_names(p)}`", p.help or "") for p in command.params if p.name != "help"]
        yield f"### {name}\n\n{text.strip()}\n\n```text\n{line}\n```\n"
        if rows:
            yield _table(("Argument or option", "What it does"), rows)
        yield f"Example: `{example.strip()}`\n"


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return usage(parameter)
    names = ", ".join(parameter.opts)
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _settings() -> str:
    rows = [(f"`{key}`", text) for key, _, text in config.settings()]
    rows += [(f"`{key}`", text) for key, _, text in config.settings(config.SourceEntry, "source.")]
    return _table(("Key", "What it sets"), rows)


def _tree() -> str:
    return inspect.cleandoc(errors.__doc__ or "").partition("\n\n")[2]


def _errors() -> Iterator[tuple[str, str]]:
    for name, error in vars(errors).items():
        if inspect.isclass(error) and issubclass(error, errors.DatelineError):
            yield f"`{name}`", inspect.cleandoc(error.__doc__ or "").splitlines()[0]


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [head, ("---", "---"), *rows]
    return "\n".join(f"| {a} | {b.replace('|', chr(92) + '|')} |" for a, b in lines) + "\n"


def _schema(schema: dict[str, Any], title: str) -> str:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, text in documents().items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8")
