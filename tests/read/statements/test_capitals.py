"""Attribution in capitals, where only words help."""

from __future__ import annotations

import pytest

from dateline.model import Statement
from dateline.read import statements
from factory import page


def only(text: str) -> Statement:
    """Return the one statement of ``text``."""
    [found] = statements.find(page(text), [])
    return found.record


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        (
            "PRESIDENT DOE SAID THAT THE ARMY HAD LEFT THE TOWN.",
            "PRESIDENT DOE",
            "THAT THE ARMY HAD LEFT THE TOWN",
        ),
        ("THE ARMY HAD LEFT THE TOWN, A SPOKESMAN SAID.", "A SPOKESMAN", "THE ARMY HAD LEFT THE TOWN"),
        ('"THE TOWN IS EMPTY," SAID MAYOR ROE.', "MAYOR ROE", '"THE TOWN IS EMPTY,"'),
        ('"THE TOWN IS EMPTY," MAYOR ROE SAID.', "MAYOR ROE", '"THE TOWN IS EMPTY,"'),
    ],
)
def test_a_wire_in_capitals_is_read_by_its_words(text: str, who: str, content: str) -> None:
    found = only(text)
    assert found.speaker is not None
    assert found.speaker.text == who
    assert [span.text for span in found.content] == [content]


def test_a_name_in_capitals_is_split_from_its_office() -> None:
    found = only("PRESIDENT DOE SAID THAT THE ARMY HAD LEFT THE TOWN.")
    assert (found.name, found.role) == ("DOE", "PRESIDENT")


def test_a_headline_in_title_case_is_read_by_its_words() -> None:
    found = only(
        "Aid Groups Warn Winter Will Close The Last Roads\n\nThe roads are open for now, and trucks pass."
    )
    assert [span.text for span in found.content] == ["Winter Will Close The Last Roads"]
