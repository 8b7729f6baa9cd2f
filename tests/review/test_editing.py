"""A brief is edited without losing a citation, a word of a quotation, or gaining a number nobody gave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import EmptyInput, UnknownId
from dateline.model import Brief, Citation, Item, Section
from dateline.review import editing
from factory import DAY


def item(text: str, cited: str, kind: str = "sentence") -> Item:
    return Item(kind=kind, text=text, citations=(Citation(report="r", start=0, end=len(cited), text=cited),))  # type: ignore[arg-type]


FIRST = item("At least 51 people were reported killed.", "At least 51 dead, 1,200 fled")
QUOTE = item("We saw it", "“We saw it,” she said", "quote")
BRIEF = Brief(
    day=DAY, headline=FIRST, headline_rule="", lead=(FIRST, QUOTE), method="",
    sections=(Section(key="said", title="Said", items=(QUOTE,)), Section(key="others", title="Other")),
)  # fmt: skip


def test_only_parts_that_hold_something_are_shown() -> None:
    assert [key for key, _, _ in editing.parts(BRIEF)] == ["headline", "lead", "said"]


def test_other_words_rest_on_the_same_citations() -> None:
    now = editing.rewritten(BRIEF, "lead", 0, "  Some 51 died,\n and 1200 fled. ")
    assert now.lead[0].text == "Some 51 died, and 1200 fled."
    assert now.lead[0].citations == FIRST.citations and now.lead[1] == QUOTE


@pytest.mark.parametrize(
    ("part", "at", "text"),
    [("lead", 0, "52 died."), ("lead", 0, ""), ("lead", 1, "We saw"), ("said", 0, "x")],
)
def test_what_would_not_be_true_to_the_words_is_refused(part: str, at: int, text: str) -> None:
    with pytest.raises(EmptyInput):
        editing.rewritten(BRIEF, part, at, text)


def test_the_headline_is_rewritten_and_never_dropped() -> None:
    assert editing.rewritten(BRIEF, "headline", 0, "51 reported killed").headline != BRIEF.headline
    with pytest.raises(EmptyInput):
        editing.dropped(BRIEF, "headline", 0)


def test_what_is_not_there_is_named() -> None:
    for part, at in (("lead", 2), ("lead", -1), ("nowhere", 0)):
        with pytest.raises(UnknownId):
            editing.dropped(BRIEF, part, at)


@given(
    st.lists(
        st.tuples(st.sampled_from(["lead", "said"]), st.integers(0, 1), st.sampled_from([-1, 1])), max_size=6
    )
)
def test_moving_loses_and_adds_nothing(moves: list[tuple[str, int, int]]) -> None:
    now = BRIEF
    for part, at, by in moves:
        if part == "lead" or at == 0:
            now = editing.moved(now, part, at, by)
    assert sorted(map(repr, now.lead)) == sorted(map(repr, BRIEF.lead))
    assert now.sections == BRIEF.sections
