"""Who a speaker is: name, role, affiliation, surnames and pronouns followed back."""

from __future__ import annotations

import pytest

from dateline.model import Statement
from dateline.read import statements
from factory import page


def said(text: str) -> list[Statement]:
    """Return the statements of ``text``."""
    return [mention.record for mention in statements.find(page(text), [])]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Jane Doe said the bridge was closed.", "Jane Doe", None, None),
        (
            "Norwegian Foreign Minister Jane Doe said it was over.",
            "Jane Doe",
            "Norwegian Foreign Minister",
            None,
        ),
        ("Jane Doe of the Green faction said it was over.", "Jane Doe", None, "Green faction"),
        ("Jane Doe, a nurse, said the ward was full.", "Jane Doe", "nurse", None),
        ("The foreign minister, Jane Doe, said it was over.", "Jane Doe", "foreign minister", None),
        ("A spokesman for the ministry said it was over.", None, "spokesman", "ministry"),
        ("Activists said the bridge was closed.", None, "Activists", None),
        ("The White House said it was over.", "White House", None, None),
    ],
)
def test_the_phrase_tells_who_speaks(
    text: str, name: str | None, role: str | None, affiliation: str | None
) -> None:
    [found] = said(text)
    assert (found.name, found.role, found.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mayor Jane Doe closed the bridge. Doe said the river was high.", "Jane Doe"),
        ("Mayor Jane Doe closed the bridge. She said the river was high.", "Jane Doe"),
        ("Jane Doe told John Roe to wait. John Roe left. He said it was late.", "John Roe"),
        ("Jane Doe, who said the river was high, closed the bridge.", "Jane Doe"),
    ],
)
def test_surnames_and_pronouns_are_followed_back(text: str, name: str) -> None:
    assert said(text)[-1].name == name


def test_a_pronoun_without_anyone_to_stand_for_has_no_name() -> None:
    [found] = said("He said the river was high.")
    assert found.name is None
    assert found.speaker is not None


def test_an_office_is_its_holder_named_before() -> None:
    text = "Foreign Minister Jane Doe met the envoys. The Foreign Minister said the talks were over."
    assert said(text)[-1].name == "Jane Doe"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Norway's Defence Ministry said the road was cut.", "Norway's Defence Ministry", None),
        ("The Norwegian Ministry of Health said it was over.", "Norwegian Ministry of Health", None),
        ("Norwegian state television said the road was cut.", "Norwegian state television", None),
        ("The Harbour Post newspaper said the road was cut.", "Harbour Post", None),
        ("A Norwegian court said it was over.", None, "Norwegian court"),
        (
            "Norwegian Secretary of State Jane Doe said it was over.",
            "Jane Doe",
            "Norwegian Secretary of State",
        ),
    ],
)
def test_an_institution_keeps_its_whole_name_and_an_office_its_last_word(
    text: str, name: str | None, role: str | None
) -> None:
    [found] = said(text)
    assert (found.name, found.role) == (name, role)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Norwegian Watch for Human Rights, a monitor, counted ten. It said two were safe.",
            "Norwegian Watch for Human Rights",
        ),
        ("The Norwegian army moved. The army said it was over.", "Norwegian army"),
        ("The Norwegian army met the Swedish army. The army said it was over.", None),
        ("The guests met Secretary of State Jane Doe. Doe said it was over.", "Jane Doe"),
    ],
)
def test_an_institution_named_before_is_named_again(text: str, name: str | None) -> None:
    assert said(text)[-1].name == name


def test_an_office_is_told_to_its_end_and_a_day_is_no_name() -> None:
    [found] = said("Jane Doe, head of the political office of the faction, said it was over.")
    assert found.role == "head of the political office of the faction"
    [found] = said("The Norwegian Defence Ministry on Monday denied that the road was cut.")
    assert found.name == "Norwegian Defence Ministry"


def test_neither_initials_nor_a_people_take_what_stands_before_for_a_first_name() -> None:
    found = said("Lakeland UN envoys met Norwegian Berg. UN said the road was cut. Berg said it was not.")
    assert [own.name for own in found if own.cue and own.cue.text == "said"] == ["UN", "Berg"]
