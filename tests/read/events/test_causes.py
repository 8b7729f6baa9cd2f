"""Deaths are told with their cause, and once."""

from __future__ import annotations

import pytest

from dateline.read import actors, events
from factory import page, read


def told(text: str) -> list[tuple[str, str]]:
    parsed = page(text)
    found = events.find(parsed, [], actors.find(parsed, []))
    return [(event.record.trigger.text, event.record.type) for event in found]


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed a market, killing ten people.",
        "Ten people were killed when jets bombed a market.",
        "Jets bombed a market and killed ten people.",
    ],
)
def test_killing_is_part_of_the_deed_that_killed(text: str) -> None:
    assert told(text) == [("bombed", "air/drone strike")]


def test_a_bare_count_of_dead_takes_the_type_of_the_deed_before_it() -> None:
    text = "Jets are bombing the valley.\nAt least fifty people have been killed."
    assert told(text)[1] == ("killed", "air/drone strike")


def test_a_count_with_its_own_doer_keeps_its_own_type() -> None:
    text = "Jets are bombing the valley.\nGunmen killed a farmer."
    assert told(text)[1] == ("killed", "attack")


def test_the_attack_takes_up_what_was_told() -> None:
    assert told("Jets bombed a market.\nThe attack lasted an hour.")[1] == ("attack", "air/drone strike")


def test_a_verb_and_its_noun_are_one_deed() -> None:
    assert told("The town is cut off by a siege of rebels.") == [("siege", "siege")]


def test_a_guessed_bombing_follows_the_sure_ones_of_its_report() -> None:
    text = "Warplanes bombed the town.\nA house was damaged in bombing."
    assert told(text)[1] == ("bombing", "air/drone strike")


def test_a_noun_that_only_tells_a_kind_is_no_event() -> None:
    assert told("A bomb expert spoke to students.") == []


def test_those_who_do_it_are_no_event_beside_what_they_do() -> None:
    assert told("Protesters marched through the capital.") == [("marched", "peaceful protest")]


def test_aircraft_in_the_report_tell_what_bombed() -> None:
    text = "The bombing went on until noon.\n\nMany fled.\n\nTwo jets were seen above the town."
    assert next(event.type for event in read(text).events) == "air/drone strike"
    assert read("Heavy bombing now.\n\nThree raids in an hour.").events[0].type == "air/drone strike"
    assert [event.type for event in read("The bombing went on until noon.").events] == [
        "remote explosive/landmine/ied"
    ]
