"""Where a content begins and ends: what goes on with it is in, what tells of the saying is out."""

from __future__ import annotations

import pytest

from factory import read


def contents(text: str) -> list[list[str]]:
    return [[span.text for span in statement.content] for statement in read(text).statements]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # a quotation goes on with indirect speech, and after its cue
        (
            "The road is cut, the mayor said. “We have had no bread since the second of May.”",
            ["The road is cut", "“We have had no bread since the second of May.”"],
        ),
        (
            "“The road is cut,” Doe said in a letter, “but most of us hope to leave before winter.”",
            ["“The road is cut,”", "“but most of us hope to leave before winter.”"],
        ),
        # what the parser hung elsewhere
        (
            "Doe testified in court that the road had been cut.",
            ["that the road had been cut"],
        ),
        (
            "Doe said that the road was cut, and that the bridge had been closed to lorries.",
            ["that the road was cut, and that the bridge had been closed to lorries"],
        ),
        (
            "Doe said the town lacked one thing: It had no doctor.",
            ["the town lacked one thing: It had no doctor"],
        ),
        # the subject of a passive
        ("The mayor was accused of theft by the council.", ["The mayor", "theft"]),
        # circumstances of the saying
        ("Doe criticised the mayor during a rally in the north.", ["the mayor"]),
        ("Doe praised Roe, the former mayor of the northern town.", ["Roe"]),
    ],
)
def test_the_content_is_whole_and_no_more(text: str, content: list[str]) -> None:
    assert content in contents(text)


def test_a_closing_according_to_is_anothers() -> None:
    sourced, said = contents("Doe said the road was cut, according to the radio.")
    assert said == ["the road was cut"]
    assert sourced == ["Doe said the road was cut"]


def test_a_verb_after_a_quotation_has_words_of_its_own() -> None:
    text = "Doe called the raid “an attack on our whole country,” but she also noted the losses of the army."
    assert ["the losses of the army"] in contents(text)
