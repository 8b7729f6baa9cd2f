"""docs/api.md: every example is asked, and gives what the page says it gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.test import Client

from dateline.pipeline import Desk

PAGE = Path(__file__).parents[3] / "docs/api.md"
EXAMPLE = re.compile(r"```http\n(.*?)\n```\n(?:```json\n(.*?)\n```)?", re.DOTALL)


def holds(found: Any, told: Any) -> bool:
    """Return whether an answer holds what is told of it; a list may go on after the rows told."""
    if isinstance(told, dict):
        return all(key in found and holds(found[key], value) for key, value in told.items())
    if isinstance(told, list):
        return len(found) >= len(told) and all(map(holds, found, told))
    return bool(found == told)


def test_every_example_gives_what_the_page_says(shown: Desk) -> None:
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) >= 8
    for asked, told in examples:
        first, *rest = asked.split("\n")
        path = first.removeprefix("GET ")
        status = int(rest[-1]) if rest and rest[-1].isdigit() else 200
        headers = {"If-None-Match": Client().get(path).headers["ETag"]} if status == 304 else {}
        answer = Client().get(path, headers=headers)
        assert answer.status_code == status, asked
        if told:
            assert holds(answer.json(), json.loads(told)), f"{asked}: {answer.content.decode()[:2000]}"


def test_the_page_names_every_list_with_its_filters(shown: Desk) -> None:
    text = PAGE.read_text(encoding="utf-8")
    paths = Client().get("/api/openapi.json").json()["paths"]
    for path, methods in paths.items():
        if "{" in path or "/desk/" in path:
            continue
        (row,) = (line for line in text.splitlines() if line.startswith("|") and f"`{path}`" in line)
        names = {p["name"] for p in methods["get"]["parameters"]} - {"limit", "after"}
        assert names == set(re.findall(r"`(\w+)`", row.split("|")[2])), path
