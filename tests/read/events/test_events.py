"""Event types, sides and factuality on sentences of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Event, ZoneKind
from dateline.read import actors, events
from factory import page


def found(text: str) -> list[Event]:
    parsed = page(text)
    return [mention.record for mention in events.find(parsed, [], actors.find(parsed, []))]


def main(text: str) -> Event:
    return next(event for event in found(text) if event.main)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Warplanes bombed a bakery in the north of the province.", "air/drone strike"),
        ("A drone strike hit a truck near the border.", "air/drone strike"),
        ("Artillery shelling damaged houses in two villages.", "shelling/artillery/missile attack"),
        ("Three rockets were fired at the port overnight.", "shelling/artillery/missile attack"),
        ("A roadside bomb went off as a bus passed.", "remote explosive/landmine/ied"),
        ("A suicide bomber struck a checkpoint.", "suicide bomb"),
        ("Attackers threw a hand grenade into a bar.", "grenade"),
        ("Doctors said sarin was used against the village.", "chemical weapon"),
        ("Gunmen attacked a village and killed six farmers.", "attack"),
        ("Soldiers clashed with rebels on the edge of the town.", "armed clash"),
        ("Three aid workers were kidnapped on the road.", "abduction/forced disappearance"),
        ("Police arrested forty suspects in night raids.", "arrests"),
        ("Thousands marched through the capital chanting slogans.", "peaceful protest"),
        ("Police fired tear gas at demonstrators outside parliament.", "protest with intervention"),
        ("Troops opened fire on protesters, killing four.", "excessive force against protesters"),
        ("An angry mob lynched two men accused of theft.", "mob violence"),
        ("The two sides signed a ceasefire on Monday.", "agreement"),
        ("Villagers fled their homes as the front moved closer.", "evacuation/displacement"),
        ("The town has been besieged by the army since March.", "siege"),
        ("A convoy delivered food and medicine to the enclave.", "aid delivery"),
        ("Shops were looted and set on fire.", "looting/property destruction"),
        ("Sappers defused a bomb under the bridge.", "disrupted weapons use"),
        ("Floods swept through the valley, drowning nine.", "natural disaster"),
    ],
)
def test_the_main_event_has_its_acled_type(text: str, name: str) -> None:
    assert main(text).type == name


@pytest.mark.parametrize(
    "text",
    [
        "The minister had a heart attack.",
        "The firm signed a contract for new buses.",
        "Firefighters fought the blaze.",
        "She left the meeting early.",
        "The shop is closed, according to its owner.",
    ],
)
def test_words_of_war_in_peace_are_no_violence(text: str) -> None:
    violent = {"attack", "armed clash", "agreement", "evacuation/displacement"}
    assert not violent & {event.type for event in found(text)}


def test_a_trigger_is_the_words_of_the_text() -> None:
    text = "Jets carried out air strikes on the town."
    event = main(text)
    assert text[event.trigger.start : event.trigger.end] == event.trigger.text == "air strikes"


def test_ids_follow_the_reading_order() -> None:
    text = "Rebels attacked the base.\nThe army shelled the town.\nPolice arrested a man."
    assert [event.id for event in found(text)] == ["e1", "e2", "e3"]


SOME = (
    "bombed",
    "An",
    "air strike",
    "killed 10",
    "—",
    "\u00ad",
    "🙂",
    "rebels",
    "’s",
    "the attack",
    "\n",
    ". ",
    "besieged",
    "غارة",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SOME), max_size=20).map(" ".join))
def test_every_trigger_is_where_it_says(text: str) -> None:
    parsed = page(text)
    found = events.find(parsed, [], actors.find(parsed, []))
    for mention in found:
        trigger = mention.record.trigger
        assert parsed.report.text[trigger.start : trigger.end] == trigger.text
    assert [mention.record.id for mention in found] == [f"e{n}" for n in range(1, len(found) + 1)]


def test_weapons_that_change_hands_are_no_attack() -> None:
    assert found("The man sold grenades and roadside bombs.") == []


def test_what_only_describes_someone_is_background() -> None:
    event = found("The commander was responsible for attacks on convoys.")[0]
    assert event.background and not event.side_a


def test_the_actors_of_a_headline_in_title_case_are_read_by_their_order() -> None:
    parsed = page("Rebel Fighters Attack Government Troops")
    zones = tuple(zone.model_copy(update={"kind": ZoneKind.HEADLINE}) for zone in parsed.zones)
    passages = tuple(replace(passage, zone=zones[0]) for passage in parsed.passages)
    headed = replace(parsed, zones=zones, passages=passages)
    known = actors.find(headed, [])
    names = {actor.record.id: actor.record.name for actor in known}
    event = events.find(headed, [], known)[0].record
    assert ([names[a] for a in event.side_a], [names[b] for b in event.side_b]) == (
        ["Rebels"],
        ["Government forces"],
    )
