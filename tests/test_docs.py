"""The docs say what the code does: every command, setting and error, and the README's own commands."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import jsonschema
import pytest
import typer.main
from tools.make_reference import DOCS, documents

from dateline import cli, config, errors
from dateline.cli import app
from factory import read

ROOT = DOCS.parent
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ dateline (.+)$", re.MULTILINE)


@pytest.mark.parametrize("name", documents())
def test_generated_docs_are_what_the_code_says(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == documents()[name], "run: .venv/bin/python tools/make_reference.py"


def test_every_command_setting_and_error_is_documented() -> None:
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert [name for name in commands if f"### {name}\n" not in text] == []
    assert [key for key, _, _ in config.settings() if f"`{key}`" not in text] == []
    own = [
        name
        for name, cls in vars(errors).items()
        if isinstance(cls, type) and cls.__module__ == errors.__name__
    ]
    assert [name for name in own if f"`{name}`" not in text] == []


def test_every_command_has_an_example_and_every_option_a_help() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        assert f"Example:  dateline {name}" in command.help, name
        assert [p.name for p in command.params if not p.help] == [], name


def test_the_error_tree_is_whole() -> None:
    """The tree drawn in errors.py names every class, under its base."""
    tree = (errors.__doc__ or "").splitlines()
    for name, cls in vars(errors).items():
        if (
            isinstance(cls, type)
            and issubclass(cls, errors.DatelineError)
            and cls is not errors.DatelineError
        ):
            (line,) = (line for line in tree if f"── {name} " in f"{line} ")
            above = [other for other in tree[: tree.index(line)] if other.find("── ") < line.find("── ")]
            base = cls.__mro__[1].__name__
            assert any(base in other for other in above), f"{name} is drawn away from {base}"


def test_a_reading_is_what_the_schema_promises() -> None:
    schema = json.loads((DOCS / "schema/report.schema.json").read_text(encoding="utf-8"))
    report = read("A doctor said on Saturday that at least 12 people were killed in air strikes on Idlib.")
    assert report.statements and report.figures and report.periods
    jsonschema.validate(json.loads(report.model_dump_json(by_alias=True)), schema)
    broken = json.loads(report.model_dump_json(by_alias=True))
    del broken["statements"][0]["mode"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_links_between_the_docs_lead_somewhere() -> None:
    root = DOCS.parent
    for page in [*DOCS.glob("*.md"), *root.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(root)} points to {target}"


def commands(page: Path) -> list[list[str]]:
    """Return the arguments of each command shown as "$ dateline ..." in a console block, a pipe left out."""
    blocks = CONSOLE.findall(page.read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in COMMAND.findall(block)]
    return [shlex.split(re.split(r"[|>]", line)[0], comments=True) for line in lines]


def test_the_readmes_commands_work_on_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other, in a folder that holds the sample."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    shown = commands(ROOT / "README.md")
    assert {words[0] for words in shown} >= {"init", "add", "read", "link", "brief"}
    for words in shown:
        assert cli.run(words) == 0, f"dateline {shlex.join(words)}: {capsys.readouterr().err}"
