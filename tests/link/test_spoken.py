"""Our own sentences name who speaks in public; a private person is described."""

from __future__ import annotations

import pytest

from dateline.link import linker
from dateline.link.spoken import several, spoken
from dateline.model import OriginKind
from factory_accounts import account
from factory_told import told


@pytest.mark.parametrize(
    ("origin", "kind", "words"),
    [
        ("Jane Roe", OriginKind.WITNESS, "a witness"),
        ("Jane Cross", OriginKind.WITNESS, "a witness"),
        ("activist Jane Roe", OriginKind.ACTIVIST, "an activist"),
        ("Jane Roe of the Valley Network", OriginKind.MEDIC, "a medical worker"),
        ("@janeroe", OriginKind.SOCIAL, "a social media account"),
        ("rescuers of the Valley Network", OriginKind.MEDIC, "rescuers of the Valley Network"),
        ("Valley Hospital", OriginKind.MEDIC, "Valley Hospital"),
        ("White Helmets", OriginKind.MEDIC, "White Helmets"),
        ("Minister Jane Roe", OriginKind.OFFICIAL, "Minister Jane Roe"),
        ("Daily", OriginKind.OUTLET, "Daily"),
    ],
)
def test_only_who_speaks_in_public_is_named(origin: str, kind: OriginKind, words: str) -> None:
    assert spoken(account(origin, 1, origin_kind=kind)) == words


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("relatives of Jane Roe", "relatives"),
        ("residents", "residents"),
        ("a Turkish official", "a Turkish official"),
        ("friend Jane Roe", "a witness"),
    ],
)
def test_an_unnamed_voice_keeps_its_noun_without_whose_it_is(origin: str, words: str) -> None:
    assert spoken(account(origin, 1, origin_kind=OriginKind.WITNESS, anonymous=True)) == words


def test_several_voices_are_a_list_each_once() -> None:
    given = [account(name, 1) for name in ("A", "B", "A", "C")]
    assert several(given) == "A, B and C"
    assert several(given, 2) == "A and B"


def test_no_sentence_of_an_incident_names_a_witness_and_its_accounts_still_do() -> None:
    one = told("A", "Northam", 22, voice="Jane Roe, a witness of the strike")
    other = told("B", "Northam", 40, voice="the governor of the district", hour=13)
    (incident,) = linker.link([one, other]).incidents
    (toll,) = incident.tolls
    ours = [incident.title, incident.grade_reason, toll.grade_reason or "", toll.rule or ""]
    ours += [own.text for own in incident.disagreements] + [own.rule for own in incident.voices]
    assert incident.disagreements, "they differ, so that something is said of them"
    assert not any("Roe" in text for text in ours)
    assert any("Roe" in own.origin for own in incident.accounts)
