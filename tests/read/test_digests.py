"""Posts passed on in a digest by place are statements of their writers, with the place of its heading."""

from __future__ import annotations

import pytest

from dateline.read import digests
from dateline.spans import astray
from factory import read

TEXT = """#Saraqib: 1) “Shelling of the northern district tonight” – HarbourEye
2) “Six wounded brought to the field hospital this morning” – @medic_k
He adds nothing of his own here.
#Idlib: Wow "Air strike near the market, 3 people killed" - North Watch"""


def test_each_post_is_the_word_of_its_handle_at_the_place_of_its_heading() -> None:
    report = read(TEXT)
    assert list(astray(report)) == []
    said = [one for one in report.statements if one.rule == digests.RULE]
    assert [one.name for one in said] == ["HarbourEye", "@medic_k", "North Watch"]
    places = {place.id: place for place in report.places}
    assert [places[one.place or ""].name for one in said] == ["Saraqib", "Saraqib", "Idlib"]
    assert [one.speaker.text for one in said if one.speaker] == ["HarbourEye", "@medic_k", "North Watch"]
    wounded = next(one for one in report.figures if one.text.startswith("Six"))
    assert (wounded.attributed_to, wounded.places) == (said[1].id, (said[1].place,))
    assert not any(one.text.startswith("#") for one in report.figures), "a hashtag is nobody"


def test_a_place_that_the_post_itself_names_stands() -> None:
    report = read("#Idlib: 1) “Two people were killed in an air strike on Saraqib” – HarbourEye")
    (figure,) = report.figures
    (place,) = (one for one in report.places if one.id in figure.places)
    assert place.name == "Saraqib" and figure.attributed_to == report.statements[0].id


def test_in_a_readers_comment_it_is_attributed_and_no_part_of_the_record() -> None:
    page = "Fighting near Idlib\n\nTwo people were killed in Idlib on Sunday, police said.\n\n2 Comments\n\n"
    report = read(
        f"{page}1. First one here.\n\n2. #Saraqib: 1) “Nine people were killed here” – HarbourEye\n"
    )
    assert [one.id for one in report.comments] == ["1", "2"]
    said = next(one for one in report.statements if one.rule == digests.RULE)
    assert said.name == "HarbourEye" and said.content[0].text == "Nine people were killed here"
    assert [one.low for one in report.figures] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "#Saraqib was shelled tonight, “six wounded” – a doctor said.",
        "Aleppo: “We wait,” a nurse said – and nobody came.",
        "#Breaking: nothing is quoted here.",
        "#Saraqib:\n\n“Six wounded” – HarbourEye",
    ],
)
def test_what_is_no_digest_is_left_alone(text: str) -> None:
    assert list(digests.find(text)) == []


def test_a_heading_that_is_no_place_gives_none() -> None:
    report = read("#Zzyzzxqq: 1) “A statement was released by the council” – HarbourEye")
    (said,) = (one for one in report.statements if one.rule == digests.RULE)
    assert said.place is None and "dl1" not in {place.id for place in report.places}


def test_ten_thousand_headings_are_read_in_a_line_of_time() -> None:
    text = "#Idlib: 1) “Six wounded” – HarbourEye\n" * 10_000
    assert sum(1 for _ in digests.find(text)) == 10_000
