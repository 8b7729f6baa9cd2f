"""docs/api.md: every example is asked, and gives what the page says it gives."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client

from dateline.pipeline import Desk, reviewing
from dateline.web.people import tokens
from dateline.web.roles import Role
from factory_web import client

PAGE = Path(__file__).parents[3] / "docs/api.md"
EXAMPLE = re.compile(r"```http\n(.*?)\n```\n(?:```json\n(.*?)\n```)?", re.DOTALL)


def holds(found: Any, told: Any) -> bool:
    """Return whether an answer holds what is told of it; a list may go on after the rows told."""
    if isinstance(told, dict):
        return all(key in found and holds(found[key], value) for key, value in told.items())
    if isinstance(told, list):
        return len(found) >= len(told) and all(map(holds, found, told))
    return bool(found == told)


def ask(asked: str, words: dict[str, str]) -> tuple[int, HttpResponse]:
    """Ask what an example asks; returns the status that the page tells, and the answer."""
    for name, value in words.items():
        asked = asked.replace(name, value)
    first, *rest = asked.split("\n")
    method, path = first.split(" ")
    status = int(rest.pop()) if rest and rest[-1].isdigit() else 200
    headers = dict(line.split(": ", 1) for line in rest if ": " in line and not line.startswith("{"))
    if "If-None-Match" in headers:
        headers["If-None-Match"] = Client().get(path).headers["ETag"]
    body = next((line for line in rest if line.startswith("{")), "")
    path, _, query = path.partition("?")
    return status, Client().generic(
        method, path, body, "application/json", headers=headers, QUERY_STRING=query
    )


def test_every_example_gives_what_the_page_says(shown: Desk) -> None:
    user = client(Role.ANALYST).get("/desk/").wsgi_request.user
    _, secret = tokens.make(user, "importer", Role.ANALYST, 30, dt.datetime.now(dt.UTC))
    first = reviewing.waiting(shown)[0]
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) >= 12
    for asked, told in examples:
        status, answer = ask(asked, {"TOKEN": secret, "KEY": first.key})
        assert answer.status_code == status, f"{asked}: {answer.content.decode()[:600]}"
        if told:
            assert holds(answer.json(), json.loads(told)), f"{asked}: {answer.content.decode()[:2000]}"  # type: ignore[attr-defined]


def test_the_page_names_every_list_with_its_filters(shown: Desk) -> None:
    text = PAGE.read_text(encoding="utf-8")
    paths = Client().get("/api/openapi.json").json()["paths"]
    for path, methods in paths.items():
        shown_as = path.partition("{")[0]
        assert shown_as in text, path
        if "{" in path or "/desk/" in path:
            continue
        (row,) = (line for line in text.splitlines() if line.startswith("|") and f"`{path}`" in line)
        names = {p["name"] for p in methods["get"]["parameters"]} - {"limit", "after"}
        assert names == set(re.findall(r"`(\w+)`", row.split("|")[2])), path
