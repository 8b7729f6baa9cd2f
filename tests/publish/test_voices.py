"""Voices are named when they speak in public; private people and children are not."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model import Mode, OriginKind, Report
from dateline.publish.voices import chain, voices
from factory_linked import account, statement, zoned


def named(text: str, **fields: Any) -> str:
    """Return how the account of the report ``text`` is named."""
    one = zoned(text, source="Plain Wire")
    if "statement" in fields:
        said = statement(one, "so", id="s1", speaker=text.split("\n")[1].split(" said", maxsplit=1)[0])
        one = one.model_copy(update={"statements": (said,)})
    told = account(one, text.split("\n")[1], **fields)
    return voices({one.id: one}).of_account(told)


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (
            "T\nA spokesman of White Star said so.",
            {"origin": "White Star", "origin_kind": OriginKind.MONITOR},
            "White Star",
        ),
        (
            "T\nThen the White Star said so.",
            {"origin": "White Star", "origin_kind": OriginKind.MONITOR},
            "the White Star",
        ),
        (
            "T\nAn activist said so.",
            {"origin": "activist", "origin_kind": OriginKind.ACTIVIST},
            "an activist",
        ),
        (
            "T\nThe activists said so.",
            {
                "origin": "the activists",
                "origin_kind": OriginKind.ACTIVIST,
                "anonymous": True,
                "statement": "s1",
            },
            "activists",
        ),
        (
            "T\nThe witness said so.",
            {"origin": "x", "origin_kind": OriginKind.WITNESS, "anonymous": True, "statement": "s1"},
            "a witness",
        ),
        (
            "T\nA hospital source said so.",
            {"origin": "x", "origin_kind": OriginKind.MEDIC, "anonymous": True, "statement": "s1"},
            "a hospital source",
        ),
        ("T\nResidents said so.", {"origin": "residents", "origin_kind": OriginKind.WITNESS}, "residents"),
        ("T\nLina Saad saw it.", {"origin": "Lina Saad", "origin_kind": OriginKind.WITNESS}, "a witness"),
        (
            "T\nIt was so.",
            {"origin": "anybody", "origin_kind": OriginKind.MEDIC, "anonymous": True},
            "unnamed medical workers",
        ),
        ("T\nIt was so.", {"origin": "Plain Wire", "origin_kind": OriginKind.OUTLET}, "Plain Wire"),
        ("T\nIt was so.", {"origin": "x", "origin_kind": OriginKind.OUTLET, "source": None}, "one report"),
        ("T\nThe thugs said so.", {"origin": "thugs", "origin_kind": OriginKind.ACTIVIST}, "“thugs”"),
    ],
)
def test_an_accounts_voice(text: str, fields: dict[str, Any], expected: str) -> None:
    assert named(text, **fields) == expected


def speaker(text: str, name: str, **fields: Any) -> str:
    one: Report = zoned(text)
    said = statement(
        one,
        text.split("\n")[1].split(",", maxsplit=1)[0],
        speaker=name,
        name=name,
        mode=Mode.DIRECT,
        **fields,
    )
    one = one.model_copy(update={"statements": (said,)})
    return voices({one.id: one}).of_statement(said)


def test_a_child_is_never_named() -> None:
    text = "T\nI am cold, said 9-year-old Samira Nour."
    assert speaker(text, "Samira Nour", role="pupil") == "A child"


def test_a_person_without_a_role_is_not_named() -> None:
    assert speaker("T\nI am cold, said Samira Nour.", "Samira Nour") == "A person the report names"
    assert speaker("T\nWe met, said Samira Nour.", "Samira Nour", role="mayor") == "Samira Nour"


def test_a_private_calling_stands_for_the_name() -> None:
    text = "T\nWe could not leave, said tourist Samira Nour."
    assert speaker(text, "Samira Nour", role="tourist") == "A tourist"
    assert speaker(text, "Samira Nour", role="mayor") == "Samira Nour"


def test_an_institution_is_named() -> None:
    name = "Norland's Defence Ministry"
    assert speaker(f"T\nIt was not us, said {name}.", name) == name


def test_a_chain_runs_from_outlet_to_origin_without_repeats() -> None:
    one = zoned("T\nIt was so.", source="Daily")
    told = account(one, "It was so.", chain=("Daily", "Agency", "Agency", "Ministry"), origin="Ministry")
    assert chain(told, one) == ("Daily", "Agency", "Ministry")
