"""A voice is told by its words; unnamed ones are known as such."""

from __future__ import annotations

import pytest

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
    "name", ["activists", "a trader who asked not to be named", "well-placed activists", "he"]
)
def test_an_unnamed_voice_is_anonymous(name: str) -> None:
    assert voices.anonymous(name)


@pytest.mark.parametrize(
    "name", ["the White Helmets", "Igor Konashenkov", "the Syrian Observatory for Human Rights"]
)
def test_a_named_voice_is_not(name: str) -> None:
    assert not voices.anonymous(name)


def test_equal_voices_meet_under_one_key() -> None:
    assert voices.key("The White Helmets") == voices.key("White Helmets'")
