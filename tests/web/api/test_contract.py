"""schemathesis asks every operation what its description allows, and what it does not; all answers fit."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from dateline.pipeline import Desk
from dateline.web.api import docs

schemathesis = pytest.importorskip("schemathesis")

# Examples of each operation and kind of asking: with some forty operations, under 40 s in all.
EXAMPLES = 6
MODES = tuple(schemathesis.GenerationMode)


def operations() -> list[Any]:
    """Return every operation of the description, ready to be called in this process."""
    schema = schemathesis.openapi.from_dict(docs.schema())
    schema.app = get_wsgi_application()
    return [one.ok() for one in schema.get_all_operations()]


def ask(operation: Any, mode: Any) -> int:
    """Ask an operation EXAMPLES times; every answer must be one that the description names."""
    asked = 0

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate()

    try:
        each()
    except Unsatisfiable:
        assert mode is schemathesis.GenerationMode.NEGATIVE, f"{operation.label} can not be asked rightly"
    return asked


def test_every_answer_of_the_api_is_what_its_description_says(shown: Desk) -> None:
    asked = {operation.label: sum(ask(operation, mode) for mode in MODES) for operation in operations()}
    assert len(asked) >= 19 and all(asked.values()), asked
