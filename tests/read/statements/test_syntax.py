"""Who does a verb whose subject is left unsaid."""

from __future__ import annotations

import pytest

from dateline.read.statements import syntax
from factory import page


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("The mayor said the bridge was closed.", "said", "mayor"),
        ("The mayor closed the bridge and said it was unsafe.", "said", "mayor"),
        ("The mayor said the road was cut, citing two engineers.", "citing", "mayor"),
        ("The mayor said he would resign and warned that others would follow.", "warned", "mayor"),
        ("The army issued a statement saying the road was cut.", "saying", "army"),
        ("The mayor, who said the bridge was closed, left.", "said", "who"),
    ],
)
def test_the_subject_is_found_where_it_is_left_unsaid(text: str, verb: str, who: str) -> None:
    [passage] = page(text).passages
    token = next(token for token in passage.doc if token.text == verb)
    found = syntax.subject(token)
    assert found is not None
    assert found.text == who


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The road was said to be cut.", "said", True),
        ("A report written by the army was lost.", "written", True),
        ("The mayor has said the road is cut.", "said", False),
    ],
)
def test_a_passive_is_told_from_a_perfect(text: str, verb: str, passive: bool) -> None:
    [passage] = page(text).passages
    token = next(token for token in passage.doc if token.text == verb)
    assert syntax.is_passive(token) is passive
