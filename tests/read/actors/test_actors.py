"""Parties by alias, by nation and by kind of group."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.model import Actor
from dateline.read import actors
from dateline.read.actors.parties import folded, table
from factory import page


def found(text: str) -> dict[str, Actor]:
    return {mention.record.name: mention.record for mention in actors.find(page(text), [])}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Free Syrian Army took the hill.", "Free Syrian Army", "rebel group"),
        ("Fighters of Ahrar ash-Sham left.", "Ahrar al-Sham", "rebel group"),
        ("Kenyan police fired shots.", "Police forces of Kenya", "state forces"),
        ("Turkish jets hit the ridge.", "Military forces of Turkey", "state forces"),
        ("French airstrikes hit the ridge.", "Military forces of France", "state forces"),
        ("Soldiers opened fire.", "Military forces", "state forces"),
        ("Gunmen opened fire.", "Unidentified armed group", "political militia"),
        ("The Red Dawn militants opened fire.", "Red Dawn", "political militia"),
        ("The Northern Liberation Front claimed the town.", "Northern Liberation Front", "rebel group"),
        ("Protesters blocked the road.", "Protesters", "protesters"),
        ("Villagers hid in the cellar.", "Civilians", "civilians"),
        ("Norway bombed the depot.", "Government of Norway", "state forces"),
    ],
)
def test_a_party_is_named_neutrally(text: str, name: str, kind: str) -> None:
    assert found(text)[name].kind == kind


def test_every_mention_carries_all_mentions_of_its_actor() -> None:
    text = "The FSA took a hill.\nLater the Free Syrian Army left it."
    mentions = actors.find(page(text), [])
    assert [m.record.id for m in mentions] == ["a1", "a1"]
    assert [s.text for s in mentions[0].record.mentions] == ["FSA", "Free Syrian Army"]


def test_a_place_is_no_party() -> None:
    assert found("A bus crashed in Norway near the border with Sweden.") == {}


def test_spellings_fold_to_one() -> None:
    assert folded("Jabhat an-Nuṣra") == folded("jabhat al Nusra") == ("jabhat", "nusra")


def test_a_desk_adds_its_own_parties(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("name,kind,aliases\nRiver Guard,identity militia,River Guard|the Riverines\n", "utf-8")
    mentions = actors.find(page("The Riverines burned a bridge."), [], table(path))
    assert [m.record.name for m in mentions] == ["River Guard"]


def test_an_unknown_kind_names_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text('[[party]]\nname = "X"\nkind = "army"\n', "utf-8")
    with pytest.raises(ConfigError, match="state forces"):
        table(path)
