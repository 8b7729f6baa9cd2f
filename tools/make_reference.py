"""Writes docs/reference.md and docs/schema/ from the code, so that they cannot drift. A test compares them.

Run: .venv/bin/python tools/make_reference.py
"""

from __future__ import annotations

import csv
import inspect
import io
import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from pydantic import TypeAdapter

from dateline import config, errors
from dateline.cli import app
from dateline.commands.help import usage
from dateline.listing import listed
from dateline.model import Copies, Incident, Origin, Report, Total

DOCS = Path(__file__).parent.parent / "docs"
BENCH = DOCS.parent / "bench"

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

ACCURACY = """# How right it is

Made from `bench/RESULTS.md` by `tools/make_reference.py`; a test fails when the two differ.

The texts are other people's, and so are the answers, annotated by hand, but for the rows that say
"our labels". Nothing of them is in Dateline, and no rule knows their names. The rules were written with
these files in view: expect a little less on texts that nobody has seen. Where another tool does the same
work, it was measured on the same files with the same metric. The command under a table prints its figures
anew; `bench/RESULTS.md` has them all, with how many were judged.

0 is never right, 1 is always right; *wanted* is the goal, where one was set.
Where a row says 0.8, one of five is wrong: **that is what review at the desk is for.**
"""

READING = "python -m bench.reading CORPORA"

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
        "accuracy.md": accuracy(),
        "../src/dateline/data/accuracy.csv": _measured(),
        "schema/report.schema.json": _schema(report, "One line of `dateline read --json`"),
        "schema/link.schema.json": _schema(link, "One line of `dateline link --json`"),
    }


def reference() -> str:
    """Return docs/reference.md: commands, settings, environment, errors."""
    parts = [HEAD, "## Commands\n", *_commands(), "## Settings: desk.toml\n", _settings()]
    parts += ["## Environment\n", _table(("Variable", "What it does"), list(ENVIRONMENT.items()))]
    parts += ["## Errors\n", f"```text\n{_tree()}\n```\n", _table(("Error", "Meaning"), list(_errors()))]
    return "\n".join(parts)


def accuracy() -> str:
    """Return docs/accuracy.md: what the readers and the linking reach, from bench/RESULTS.md."""
    parts = [ACCURACY]
    for part, rows in itertools.groupby(measures(), key=lambda row: row["part"]):
        found = list(rows)
        goal = any(row["wanted"] for row in found)
        parts += [
            f"## {part}\n",
            f"| what is counted | whose data | Dateline | {'wanted | ' if goal else ''}another tool |",
            f"|---|---|---:|{'---:|' if goal else ''}---|",
        ]
        for row in found:
            cells = [row["about"], row["set"], row["value"], *([row["wanted"]] if goal else [])]
            parts.append(f"| {' | '.join([*cells, row['peer'] or 'none known'])} |")
        commands = dict.fromkeys(f"`{row['command']}`" for row in found)
        parts.append(f"\nPrinted by {listed(tuple(commands))}.\n")
    return "\n".join(parts).rstrip("\n") + "\n"


def measures() -> Iterator[dict[str, str]]:
    """Yield what bench/measures.toml tells of, with the figures that bench/RESULTS.md holds."""
    found = {row["key"]: row for row in _results()}
    for told in tomllib.loads((BENCH / "measures.toml").read_text(encoding="utf-8"))["measure"]:
        row = found[told["key"]]
        peer = f"{row['peer']}, {row['whose']}".rstrip(", ") if row["peer"] else ""
        yield {**row, **told, "peer": peer}


def _results() -> Iterator[dict[str, str]]:
    """Yield the rows of bench/RESULTS.md, of the readers and of the other benches, each with its command."""
    text = (BENCH / "RESULTS.md").read_text(encoding="utf-8")
    readers, _, others = text.partition("\n# ")
    for key, value, peer, whose, _ in _cells(readers):
        yield {"key": key, "value": value, "peer": peer, "whose": whose, "command": READING, "wanted": ""}
    command = ""
    for key, value, peer, told in _cells(others):
        command = _first(r"`(.+?)`", told) or command  # "the same" is the command of the row above
        whose, wanted = _first(r"the peer: ([^;)]*)", told), _first(r"wanted ([^;)]*)", told)
        yield {"key": key, "value": value, "peer": peer, "whose": whose, "command": command, "wanted": wanted}


def _cells(text: str) -> Iterator[list[str]]:
    """Yield the rows of a Markdown table, its head and rule left out."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return ([cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:])


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


def _measured() -> str:
    out = io.StringIO()
    out.write("# Made from bench/RESULTS.md by tools/make_reference.py: what the method page tells.\n")
    rows = csv.DictWriter(
        out, ("part", "about", "set", "value", "peer"), extrasaction="ignore", lineterminator="\n"
    )
    rows.writeheader()
    rows.writerows(measures())
    return out.getvalue()


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
