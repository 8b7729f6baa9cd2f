"""Figures: what is counted, with which status, as part of what."""

from __future__ import annotations

import pytest

from dateline.model import Factuality, Figure, FigureStatus
from dateline.read import figures
from factory import page


def find(text: str) -> list[Figure]:
    return [mention.record for mention in figures.find(page(text), [])]


def told(text: str) -> list[tuple[str, float | int | None]]:
    return [(f.status.value, f.low) for f in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four farmers were killed by a mine near the river.", [("killed", 4)]),
        ("The blast killed three soldiers and wounded ten.", [("killed", 3), ("injured", 10)]),
        (
            "A shell hit the bakery, killing two women and wounding seven people.",
            [("killed", 2), ("injured", 7)],
        ),
        ("The raid left five guards dead.", [("killed", 5)]),
        ("The raid left 13 members of two families, who were buried, dead.", [("killed", 13), ("other", 2)]),
        (
            "The dead were 13 members of two families, who were killed here.",
            [("killed", 13), ("other", 2)],
        ),
        ("Rebels stopped a convoy of 30 soldiers, killing many of them.", [("other", 30), ("killed", None)]),
        ("About 2,000 people were on board, 500 of them fighters.", [("other", 2000), ("other", 500)]),
        ("The flood claimed the lives of nine villagers.", [("killed", 9)]),
        ("The death toll rose to 64 on Monday.", [("killed", 64)]),
        ("Rescuers confirmed the deaths of six miners.", [("killed", 6)]),
        ("12 killed, 30 wounded in market strike", [("killed", 12), ("injured", 30)]),
        ("Eleven people were arrested at the checkpoint.", [("detained", 11)]),
        ("Gunmen abducted three aid workers on the road.", [("abducted", 3)]),
        ("Some 4,000 people fled the village.", [("displaced", 4000)]),
        ("More than 300 families were evacuated from the valley.", [("evacuated", 300)]),
        ("Seventeen sailors are still missing.", [("missing", 17)]),
        ("About 60 drivers were stranded at the pass.", [("stranded", 60)]),
        ("The army released 25 prisoners.", [("released", 25)]),
        ("An estimated 8,000 people remain in the town.", [("present", 8000)]),
        ("Fifty civilians are said to have fled the quarter.", [("displaced", 50)]),
        ("Nobody was injured.", [("injured", 0)]),
        ("No civilians were killed.", [("killed", 0)]),
        ("Troops seized about a third of the district.", [("taken", 0.3333)]),
        ("The shelling destroyed 40 houses.", [("destroyed", 40)]),
        ("The group handed over 6 bodies.", [("killed", 6)]),
        ("A petition signed by 13,508 people was handed in.", [("signed", 13508)]),
        ("The petition gathered 100,000 signatures.", [("signed", 100000)]),
        ("The two sides exchanged 45 prisoners.", [("released", 45)]),
        ("Between 30 and 40 drivers are missing.", [("missing", 30)]),
        ("Fighting killed scores.", [("killed", 40)]),
        ("Nineteen people were killed or wounded.", [("affected", 19)]),
        ("Four shot, one dead, in home invasion", [("injured", 4), ("killed", 1)]),
        ("Rumours say that 13 factions are involved in the talks.", [("other", 13)]),
    ],
)
def test_status_comes_from_the_clause(text: str, expected: list[tuple[str, float]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot dead outside a shop.",
        "The teenager died at the hospital.",
        "The body of a woman was found in the canal.",
        "Soldiers killed the commander.",
    ],
)
def test_a_single_victim_without_a_number_is_one(text: str) -> None:
    assert told(text) == [("killed", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "The boy is 7 years old and lives 12 km from the border.",
        "The 34-year-old teacher spoke for 72 hours.",
        "They fired 122mm rockets on May 12, 2015, along Route 60.",
        "The ministry paid $5 million for 3 million litres.",
        "Journalist Omar Hadi reported earlier that the market was open.",
        "Several officials said so.",
        "One man waited, and many people watched.",
        "See releases 0388, 0412 and 2010-02-CA-033.",
    ],
)
def test_ages_times_distances_and_money_are_no_figures(text: str) -> None:
    assert find(text) == []


def test_a_part_names_its_whole() -> None:
    whole, part = find("At least 51 people have been killed. Twenty-two of the fatalities were in the north.")
    assert (whole.low, whole.high, part.low, part.part_of) == (51, None, 22, whole.id)


def test_including_gives_a_part() -> None:
    whole, part = find("The strike killed nine people, including three children.")
    assert (part.low, part.status, part.part_of, part.who) == (3, FigureStatus.KILLED, whole.id, "children")


def test_among_them_gives_a_part() -> None:
    whole, part = find("The strike killed at least 14 people, among them four children.")
    assert (part.low, part.status, part.part_of, part.who) == (4, FigureStatus.KILLED, whole.id, "children")


def test_what_is_feared_is_not_told_as_fact() -> None:
    (figure,) = find("Up to 70 people are feared dead.")
    assert (figure.low, figure.high, figure.factuality) == (None, 70, Factuality.HYPOTHETICAL)


def test_things_keep_their_subject_and_unit() -> None:
    villages, tanks = find("Rebels seized 12 villages and destroyed two tanks.")
    assert (villages.subject, villages.unit, tanks.subject, tanks.unit) == (
        "territory",
        "village",
        "vehicles",
        "tank",
    )


def test_a_share_of_ground_is_no_number_of_people() -> None:
    (figure,) = find("Troops have taken about 1/3 of eastern Aleppo.")
    assert (figure.subject, figure.unit, figure.low, figure.status) == (
        "territory",
        "share",
        0.3333,
        FigureStatus.TAKEN,
    )


def test_the_text_of_a_figure_runs_from_hedge_to_noun() -> None:
    (figure,) = find("At least 14 Afghan soldiers were killed.")
    assert (figure.text, figure.who) == ("At least 14 Afghan soldiers", "Afghan soldiers")


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The attack could kill 40 people.", Factuality.HYPOTHETICAL),
        ("The army will evacuate 900 people.", Factuality.PLANNED),
        ("They plan to release 30 prisoners.", Factuality.PLANNED),
        ("The strike did not kill 12 people.", Factuality.DENIED),
        ("If 20 soldiers are killed, talks end.", Factuality.HYPOTHETICAL),
    ],
)
def test_what_did_not_happen_is_marked(text: str, factuality: Factuality) -> None:
    assert find(text)[0].factuality is factuality


@pytest.mark.parametrize(
    "text",
    ["In 2013 a bomb killed 14 people there.", "More than 300,000 people have died since the war began."],
)
def test_other_times_are_background(text: str) -> None:
    assert find(text)[0].background


def test_the_news_itself_is_no_background() -> None:
    assert not find("A bomb killed 14 people there on Sunday.")[0].background
