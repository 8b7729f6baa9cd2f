"""Who does and who suffers, in the active, the passive, nouns, relative clauses and headlines."""

from __future__ import annotations

import pytest

from dateline.read import actors, events
from factory import page

POLICE, ARMY, REBELS = "Police forces", "Military forces", "Rebels"


def sides(text: str, trigger: str) -> tuple[set[str], set[str]]:
    parsed = page(text)
    known = actors.find(parsed, [])
    names = {actor.record.id: actor.record.name for actor in known}
    event = next(e.record for e in events.find(parsed, [], known) if e.record.trigger.text == trigger)
    return {names[a] for a in event.side_a}, {names[b] for b in event.side_b}


@pytest.mark.parametrize(
    ("text", "trigger", "a", "b"),
    [
        ("Rebels attacked soldiers near the bridge.", "attacked", REBELS, ARMY),
        ("Soldiers were attacked by rebels near the bridge.", "attacked", REBELS, ARMY),
        ("Rebels, who attacked soldiers near the bridge, fled.", "attacked", REBELS, ARMY),
        ("An attack by rebels on soldiers shook the town.", "attack", REBELS, ARMY),
        ("The rebels launched an attack on soldiers.", "attack", REBELS, ARMY),
        ("Rebels entered the town, shelling soldiers at the bridge.", "shelling", REBELS, ARMY),
        ("Clashes between rebels and soldiers went on.", "Clashes", REBELS, ARMY),
        ("Rebels killed and wounded soldiers.", "killed", REBELS, ARMY),
        ("Rebels came back. They attacked soldiers.", "attacked", REBELS, ARMY),
    ],
)
def test_both_sides_are_read_from_syntax(text: str, trigger: str, a: str, b: str) -> None:
    assert sides(text, trigger) == ({a}, {b})


def test_a_nation_before_the_deed_is_its_doer() -> None:
    assert sides("Danish airstrikes hit the depot.", "airstrikes")[0] == {"Military forces of Denmark"}


def test_a_group_and_its_name_beside_it_are_one() -> None:
    text = "The depot was attacked by a militia group, the Northern Liberation Front."
    assert sides(text, "attacked")[0] == {"Northern Liberation Front"}


def test_where_nobody_is_named_nobody_is_given() -> None:
    assert sides("A village was shelled.", "shelled") == (set(), set())
