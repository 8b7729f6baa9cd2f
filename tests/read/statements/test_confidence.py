"""How sure a statement is: by its rule, its speaker, its cue and its content."""

from __future__ import annotations

import pytest

from dateline.model import Statement
from dateline.read.statements.confidence import CERTAIN
from factory import read


def one(text: str) -> Statement:
    [statement] = read(text).statements
    return statement


def test_a_quotation_of_a_named_speaker_is_certain() -> None:
    assert one("“We are leaving the town tomorrow,” Jane Doe said.").confidence >= CERTAIN


def test_a_bare_object_of_a_vague_speaker_is_not() -> None:
    assert one("This supports them.").confidence < CERTAIN


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("The mayor said that the road to the north was cut.", "It said that the road to the north was cut."),
        ("Doe criticised the decision to close the road to the north.", "Doe criticised it."),
        (
            "Officials said the bridge was closed to all traffic.",
            "I said the bridge was closed to all traffic.",
        ),
    ],
)
def test_speaker_and_length_count(surer: str, less: str) -> None:
    assert one(surer).confidence > one(less).confidence


def test_what_is_told_inside_anothers_words_is_less_sure() -> None:
    outer, inner = read("Jane Doe said that the mayor had said that the road was cut.").statements
    assert inner.via == outer.id
    assert inner.confidence < CERTAIN <= outer.confidence
