"""Runs the code of a notebook from top to bottom and keeps what each cell prints. A test compares them.

Run: .venv/bin/python tools/run_notebook.py docs/first-brief.ipynb

A notebook here is plain Python, so that running it needs no server and no kernel of its own.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any


def run(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook with the outputs that its cells give, in one namespace and the current folder."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells, number = [], 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            told = {"execution_count": number, "outputs": _outputs("".join(cell["source"]), number, names)}
            cells.append({**cell, **told})
        else:
            cells.append(cell)
    return {**notebook, "cells": cells}


def written(notebook: dict[str, Any]) -> str:
    """Return a notebook as its file has it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _outputs(source: str, number: int, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a cell prints and, when it ends with an expression, what that is."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)  # noqa: S102 - the notebook is ours
        code = compile(ast.Expression(last.value), f"cell {number}", "eval") if last else None
        value = eval(code, names) if code else None  # noqa: S307 - the same
    found: list[dict[str, Any]] = []
    if printed.getvalue():
        text = printed.getvalue().splitlines(keepends=True)
        found.append({"output_type": "stream", "name": "stdout", "text": text})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        found.append(
            {"output_type": "execute_result", "execution_count": number, "data": data, "metadata": {}}
        )
    return found


def main(path: Path) -> None:
    """Run a notebook in an empty folder and write its outputs into it."""
    notebook, before = json.loads(path.read_text(encoding="utf-8")), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            done = run(notebook)
        finally:
            os.chdir(before)
    path.write_text(written(done), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
