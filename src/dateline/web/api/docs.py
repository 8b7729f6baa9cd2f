"""What the API says of itself: the OpenAPI description, and a page made of it that needs no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dateline.web.api.app import api
from dateline.web.api.limits import READING
from dateline.web.api.problems import MEDIA


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, in words."""

    name: str
    where: str
    takes: str
    needed: bool
    means: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    means: str
    parameters: tuple[Parameter, ...]
    gives: str
    refusals: tuple[str, ...]
    token: bool
    body: str


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Lead from the API's root to its docs."""
    return redirect("/api/docs")


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI 3.1 description."""
    return JsonResponse(schema())


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters and what it gives."""
    made = schema()
    groups: dict[str, list[Operation]] = {}
    for operation, tag in operations(made):
        groups.setdefault(tag, []).append(operation)
    every = {name: list(_fields(one, made)) for name, one in made["components"]["schemas"].items()}
    context = {
        "about": made["info"],
        "limit": READING.partition("/")[0],
        "groups": groups,
        "shown": shown,
        "shapes": {name: fields for name, fields in every.items() if fields},
    }
    return render(request, "api/docs.html.j2", context)


@cache
def schema() -> dict[str, Any]:
    """Return the description; operations that were added later would be missed, and none are."""
    made = dict(api.get_openapi_schema(path_prefix="/api/"))
    for methods in made["paths"].values():
        for operation in methods.values():
            for code, answer in operation["responses"].items():
                if int(code) >= HTTPStatus.BAD_REQUEST:
                    answer["content"] = {MEDIA: answer["content"]["application/json"]}
    return made


def operations(made: dict[str, Any]) -> Iterator[tuple[Operation, str]]:
    """Yield each operation with the part of the API it belongs to, in the order of the description."""
    for path, methods in made["paths"].items():
        for method, one in methods.items():
            answers = one["responses"]
            good: dict[str, Any] = next((a for code, a in answers.items() if str(code).startswith("2")), {})
            yield (
                Operation(
                    id=one["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=one["summary"],
                    means=one.get("description", ""),
                    parameters=tuple(_parameter(p, made) for p in one.get("parameters", ())),
                    gives=_name(_content(good)),
                    refusals=tuple(str(code) for code in answers if not str(code).startswith("2")),
                    token=bool(one.get("security")),
                    body=_name(_content(one.get("requestBody", {}))),
                ),
                one.get("tags", ["Other"])[0],
            )


def _parameter(one: dict[str, Any], made: dict[str, Any]) -> Parameter:
    own = one["schema"]
    means = one.get("description") or own.get("description", "")
    takes = _takes(own, made).removesuffix(" or null")  # left out is what null would be
    return Parameter(
        one["name"], one["in"], takes, one.get("required", False), means or _PATH.get(one["name"], "")
    )


_PATH = {
    "day": "The day of the brief: 2016-12-04.",
    "version": "The number of the version, from 1.",
    "word": "The word that stands in the address of its page.",
}


def shown(name: str) -> str:
    """Return a shape's name as the page says it: Page_BriefRow_ is a page of BriefRow."""
    return re.sub(r"^Page_(\w+)_$", r"page of \1", name)


def _fields(shape: dict[str, Any], made: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, one in shape.get("properties", {}).items():
        yield name, _takes(one, made), one.get("description", "")


def _content(one: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = next(iter(one.get("content", {}).values()), {})
    return dict(content.get("schema", {}))


def _name(shape: dict[str, Any]) -> str:
    return str(shape.get("$ref", "")).rpartition("/")[2]


def _takes(one: dict[str, Any], made: dict[str, Any]) -> str:
    """Return what a schema takes, in a few words."""
    if "$ref" in one:
        own = made["components"]["schemas"][_name(one)]
        return " · ".join(map(str, own["enum"])) if "enum" in own else _name(one)
    for several in ("anyOf", "oneOf"):
        if several in one:
            return " or ".join(_takes(each, made) for each in one[several])
    if "const" in one:
        return str(one["const"])
    if "enum" in one:
        return " · ".join(map(str, one["enum"]))
    if one.get("type") == "array":
        inner: dict[str, Any] = one.get("items") or next(iter(one.get("prefixItems", [])), {})
        return f"list of {_takes(inner, made)}"
    return str(one.get("format") or one.get("type") or "anything")
