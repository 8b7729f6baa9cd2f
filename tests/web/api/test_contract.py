"""schemathesis asks every operation what its description allows, and what it does not; all answers fit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from dateline.pipeline import Desk
from dateline.web.api import docs
from dateline.web.people import tokens
from dateline.web.roles import Role
from factory_web import client

schemathesis = pytest.importorskip("schemathesis")

# Examples of each operation by kind of asking: with 35 operations, half a minute in all. What cannot be asked
# wrongly (a word in the path) costs many tries that are thrown away, so there are fewer of these.
EXAMPLES = {schemathesis.GenerationMode.POSITIVE: 4, schemathesis.GenerationMode.NEGATIVE: 2}


def operations() -> list[Any]:
    """Return every operation of the description, ready to be called in this process."""
    schema = schemathesis.openapi.from_dict(docs.schema())
    schema.app = get_wsgi_application()
    return [one.ok() for one in schema.get_all_operations()]


def ask(operation: Any, mode: Any, secret: str) -> int:
    """Ask an operation some times; every answer must be one that the description names."""
    asked = 0
    headers = {"Authorization": f"Bearer {secret}"} if "/desk/" in operation.path else {}

    @settings(
        max_examples=EXAMPLES[mode], deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(headers=headers)

    try:
        each()
    except Unsatisfiable:
        assert mode is schemathesis.GenerationMode.NEGATIVE, f"{operation.label} can not be asked rightly"
    return asked


def test_every_answer_of_the_api_is_what_its_description_says(shown: Desk) -> None:
    user = client(Role.ADMIN).get("/desk/").wsgi_request.user
    _, secret = tokens.make(user, "schemathesis", Role.ADMIN, 30, dt.datetime.now(dt.UTC))
    asked = {one.label: sum(ask(one, mode, secret) for mode in EXAMPLES) for one in operations()}
    assert len(asked) >= 34 and all(asked.values()), asked
