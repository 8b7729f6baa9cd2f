"""Equal voices of one incident get one name; different ones keep theirs."""

from __future__ import annotations

from dateline.link.equals import unify
from dateline.model import OriginKind
from factory_accounts import account

OFFICIAL = {"origin_kind": OriginKind.OFFICIAL}
MEDIC = {"origin_kind": OriginKind.MEDIC}


def names(*accounts: object) -> list[str]:
    return [own.origin for own in unify(accounts)]  # type: ignore[arg-type]


def test_a_shorter_form_is_the_fuller_name() -> None:
    told = account("Defence Ministry", 2, **OFFICIAL), account("Norland's Defence Ministry", 1, **OFFICIAL)
    assert names(*told) == ["Norland's Defence Ministry"] * 2


def test_a_short_form_of_two_names_stays_as_it_is() -> None:
    told = [account(f"{land} Defence Ministry", 1, **OFFICIAL) for land in ("Norland", "Sudland")]
    assert names(account("Defence Ministry", 2, **OFFICIAL), *told)[0] == "Defence Ministry"


def test_a_role_is_the_voice_of_its_kind_that_the_outlet_names() -> None:
    told = (
        account("the rescue service", 9, via="Log", **MEDIC),
        account("Valley Rescue", 22, via="Log", **MEDIC),
    )
    assert names(*told) == ["Valley Rescue"] * 2


def test_a_role_in_another_outlet_or_of_another_kind_stays() -> None:
    named = account("Valley Rescue", 22, via="Log", **MEDIC)
    assert names(account("the rescue service", 9, via="Post", **MEDIC), named)[0] == "the rescue service"
    assert names(account("the army", 9, via="Log", **OFFICIAL), named)[0] == "the army"


def test_the_words_of_the_account_stay() -> None:
    short, full = (
        account("Defence Ministry", 2, **OFFICIAL),
        account("Norland's Defence Ministry", 1, **OFFICIAL),
    )
    renamed, _ = unify([short, full])
    assert (renamed.citation, renamed.low, renamed.chain[-1]) == (short.citation, 2, full.origin)
