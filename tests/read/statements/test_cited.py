"""Relays: a voice that hands on another's words."""

from __future__ import annotations

import pytest

from dateline.read import statements
from factory import page


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("The agency said the road was cut, citing two witnesses.", "The agency", "two witnesses"),
        ("The road was cut, the army said, according to the radio.", "the radio", "the army"),
    ],
)
def test_the_inner_voice_is_told_via_the_outer(text: str, outer: str, inner: str) -> None:
    found = {m.record.speaker.text: m.record for m in statements.find(page(text), []) if m.record.speaker}
    assert set(found) == {outer, inner}
    assert found[inner].via == found[outer].id
    assert found[outer].via is None
    assert found[inner].content[0].text.endswith("oad was cut")


def test_a_cause_that_is_cited_is_no_voice() -> None:
    found = statements.find(page("The agency said the road was cut, citing the cold."), [])
    assert all(m.record.rule != "cited" for m in found)
