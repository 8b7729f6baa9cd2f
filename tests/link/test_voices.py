"""A voice is told by its words; unnamed ones are known as such."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link import voices
from dateline.model import OriginKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the Syrian Observatory for Human Rights", OriginKind.MONITOR),
        ("the White Helmets", OriginKind.MEDIC),
        ("Russia's Defence Ministry", OriginKind.OFFICIAL),
        ("a rebel commander", OriginKind.PARTY),
        ("well-placed activists", OriginKind.ACTIVIST),
        ("residents of the quarter", OriginKind.WITNESS),
        ("state news agency", OriginKind.AGENCY),
        ("Zakaria Malahifji", OriginKind.WITNESS),
        ("it", OriginKind.ANONYMOUS),
    ],
)
def test_kind(name: str, kind: OriginKind) -> None:
    assert voices.kind(name) is kind


@pytest.mark.parametrize(
    "name",
    [
        "activists", "a trader who asked not to be named", "well-placed activists", "he",
        "A Norwegian official", "Residents of the village of Northam", "rights groups", "Norwegians",
        "an activist in Northam", "a brigadier general", "a council", "Western powers",
    ],
)  # fmt: skip
def test_an_unnamed_voice_is_anonymous(name: str) -> None:
    assert voices.anonymous(name)


@pytest.mark.parametrize(
    "name",
    [
        "the White Helmets", "Igor Konashenkov", "Valley Observatory for Human Rights", "activist Ola Berg",
        "rescuers of the Valley Network", "Norwegian officials", "the police", "United Nations", "Norway",
        "the foreign minister", "Harbour Ministry spokesman",
    ],
)  # fmt: skip
def test_a_named_voice_is_not(name: str) -> None:
    assert not voices.anonymous(name)


@pytest.mark.parametrize(
    "names",
    [
        ("The White Helmets", "White Helmets'"),
        ("the UK-based Valley Observatory", "the Valley Observatory for Human Rights", "Valley Observatory"),
        ("Norwegian authorities", "Norway's government", "the government of Norway", "Norway"),
        ("UN", "the United Nations"),
        ("Mr Berg", "Berg"),
        ("the official Valley news agency", "Valley"),
    ],
)
def test_equal_voices_meet_under_one_key(names: tuple[str, ...]) -> None:
    assert len({voices.key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norwegian authorities", "Swedish authorities"),
        ("the army", "the police"),
        ("Valley Radio", "Valley Observatory"),
    ],
)
def test_other_voices_do_not(one: str, other: str) -> None:
    assert voices.key(one) != voices.key(other)


@given(st.text(alphabet="abn UN’'s-", max_size=30))
def test_an_article_is_no_part_of_a_key(name: str) -> None:
    assert voices.key(f"the {name}") == voices.key(name)
