"""The import rule of docs/architecture.md, read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "dateline"

# In the order of the way through the house. A stage knows nothing of another one.
STAGES = ("collect", "archive", "read", "link", "review", "publish")
COMMON = {"", "model", "errors", "config", "data", "listing"}

# Who may import what lies outside COMMON and its own room; a room that is not named may import nothing more.
ALLOWED: dict[str, set[str]] = {
    **{stage: set() for stage in STAGES},
    "store": {"disk"},
    "pipeline": {*STAGES, "store", "disk", "spans"},
    "spans": set(),
    "disk": set(),
    "cli": {"pipeline", "commands", "web", "demo"},
    # data through the pipeline; publish words and draws, review has the vocabulary of judging
    "web": {"pipeline", "publish", "review", "spans", "disk"},
    "commands": {"pipeline", "read"},  # doctor looks at which readers are installed; it runs none
    "demo": {"cli", "commands"},
    "": {"calls"},
    "calls": {"pipeline"},
    "__main__": {"cli"},
}


def modules() -> list[Path]:
    return sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)


def room(path: Path) -> str:
    """Return the room a module belongs to: its package, or its own name at the top."""
    first = path.relative_to(SRC).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything imported anywhere in a module, in functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    """Return the rooms of dateline that a module imports from."""
    names = {name.split(".")[1] for name in imported(path) if name.startswith("dateline.")}
    known = {room(module) for module in modules()}
    return {name if name in known else "" for name in names}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    own = room(path)
    broken = rooms(path) - COMMON - {own} - ALLOWED.get(own, set())
    assert not broken, f"{own} may not import {', '.join(sorted(broken))}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_only_the_store_talks_to_the_database(path: Path) -> None:
    found = {
        name for name in imported(path) if name.split(".")[0] in {"django", "dj_database_url", "psycopg"}
    }
    assert not found or room(path) in {"store", "web"}


def test_the_rule_would_catch_a_break(tmp_path: Path) -> None:
    """The reader of imports sees what stands inside functions and behind names."""
    file = tmp_path / "x.py"
    file.write_text("def f():\n    from dateline.store import load\n    import dateline.link.linker\n")
    assert rooms(file) == {"store", "link"}


def test_modules_stay_readable() -> None:
    """A module over 400 lines does more than one thing."""
    long = {
        str(path.relative_to(SRC)): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_every_module_says_what_it_does_in_its_first_line() -> None:
    for path in modules():
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if path.read_text().strip():
            assert doc, path
            assert doc.splitlines()[0].rstrip().endswith((".", "?")) or len(doc.splitlines()) > 1, path
