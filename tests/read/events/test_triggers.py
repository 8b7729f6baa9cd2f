"""The trigger table is sound: every type known, every row reachable, every form regular."""

from __future__ import annotations

import pytest

from dateline.data import toml
from dateline.read.events.triggers import inflected, table

ACLED = {
    "government regains territory", "non-state actor overtakes territory", "armed clash",
    "chemical weapon", "air/drone strike", "suicide bomb", "shelling/artillery/missile attack",
    "remote explosive/landmine/ied", "grenade", "sexual violence", "attack",
    "abduction/forced disappearance", "peaceful protest", "protest with intervention",
    "excessive force against protesters", "violent demonstration", "mob violence", "agreement", "arrests",
    "change to group/activity", "disrupted weapons use", "headquarters or base established",
    "looting/property destruction", "non-violent transfer of territory", "other",
}  # fmt: skip


def test_all_sub_event_types_of_acled_are_there() -> None:
    assert set(table().rank) >= ACLED


def test_every_row_gives_a_known_type_or_none() -> None:
    for blocks in table().triggers.values():
        for block in blocks:
            for name in (block.type, *(row.type for row in block.when)):
                assert name is None or name in table().rank


@pytest.mark.parametrize("block", toml("events")["trigger"])
def test_rows_use_known_keys_words_and_scopes(block: dict[str, object]) -> None:
    assert set(block) <= {"verbs", "nouns", "type", "when"}
    own = {*block.get("verbs", ()), *block.get("nouns", ())}  # type: ignore[misc]
    for row in block.get("when", ()):  # type: ignore[attr-defined]
        assert set(row) <= {
            "words",
            "verb",
            "scope",
            "any",
            "also",
            "not",
            "a",
            "b",
            "not_b",
            "type",
            "weak",
            "drop",
        }
        assert row.get("scope", "sentence") in {"next", "np", "clause", "sentence", "near"}
        assert set(row.get("words", ())) <= own
        classes = {
            w[1:]
            for key in ("any", "also", "not", "a", "b", "not_b")
            for w in row.get(key, ())
            if w[0] == "@"
        }
        assert classes <= {*toml("events")["class"], "place"}


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("bomb", ("bombs", "bombed", "bombing")),
        ("seize", ("seizes", "seized", "seizing")),
        ("rally", ("rallies", "rallied", "rallying")),
        ("clash", ("clashes", "clashed", "clashing")),
        ("c4", ()),
    ],
)
def test_regular_forms(base: str, forms: tuple[str, ...]) -> None:
    assert inflected(base) == forms
