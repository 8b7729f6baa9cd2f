"""Grades the evidence for an incident: confirmed, fair, weak, contested, discounted.

The meanings are Airwars', adapted in docs/codebook.md. Copies never raise a grade; unnamed voices
never corroborate each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dateline.link.accounts import voice_key
from dateline.link.disagreements import differ
from dateline.link.spoken import several, spoken
from dateline.model import Account, Credibility, Disagreement, Grade, OriginKind, Toll

# From two on, independent voices bear each other out (Airwars' "fair").
MANY = 2


def origins(accounts: Iterable[Account]) -> int:
    """Return how many independent voices there are; unnamed ones count together as one at most."""
    told = list(accounts)
    named = {voice_key(account) for account in told if _known(account)}
    return len(named) or (1 if told else 0)


def _known(account: Account) -> bool:
    """Whether it is known whose word the account is: a name, in a report whose statements could be read."""
    return not account.anonymous and account.origin_kind is not OriginKind.ANONYMOUS


def grade(
    accounts: Sequence[Account],
    disagreements: Sequence[Disagreement],
    responsible: frozenset[str] = frozenset(),
    *,
    unreviewed: Collection[str] = (),
    discounted: str | None = None,
) -> tuple[Grade, str]:
    """Return the grade and the sentence that gives its reason: the rule that fired.

    ``responsible`` holds the neutral names of those the accounts say did it, ``unreviewed`` the outlets
    whose independence nobody has reviewed, ``discounted`` the decision of a person that it is not so.
    """
    if discounted:
        return Grade.DISCOUNTED, f"a person discounted it ({discounted})"
    contested = [own for own in disagreements if own.kind in ("denial", "responsibility")]
    if contested:
        return Grade.CONTESTED, contested[0].text
    owners = [
        a
        for a in accounts
        if a.origin in responsible and a.origin_kind in (OriginKind.OFFICIAL, OriginKind.PARTY)
    ]
    if owners:
        return Grade.CONFIRMED, f"{spoken(owners[0])}, said to be responsible, accepts it"
    return _by_voices(accounts, unreviewed)


def claim(toll: Toll, unreviewed: Collection[str] = ()) -> Toll:
    """Return one count with a grade of its own, by the accounts that stand and agree with its best."""
    stand = [own for own in toll.accounts if not own.superseded] or list(toll.accounts)
    apart = [own for own in stand if any(differ(own, other) for other in stand)]
    if apart:
        found = Grade.CONTESTED, f"{several(apart)} give counts that cannot both be true"
    else:
        found = _by_voices(stand, unreviewed)
    return toll.model_copy(
        update={"grade": found[0], "grade_reason": found[1], "credibility": credibility(found[0], stand)}
    )


def credibility(given: Grade, accounts: Sequence[Account]) -> Credibility:
    """Return the Admiralty code for what is told: how far others bear it out, whoever tells it.

    1 who did it says so, or three independent voices; 2 two; 3 one named voice; 4 contested; 5 a person
    discounted it; 6 nobody with a name tells it.
    """
    if given is Grade.DISCOUNTED:
        return 5
    if given is Grade.CONTESTED:
        return 4
    if not any(_known(account) for account in accounts):
        return 6
    count = origins(accounts)
    return 1 if given is Grade.CONFIRMED or count > MANY else 2 if count == MANY else 3


def _by_voices(accounts: Sequence[Account], unreviewed: Collection[str]) -> tuple[Grade, str]:
    count = origins(accounts)
    outlets = list(dict.fromkeys(account.source or account.report for account in accounts))
    if count >= MANY:
        open_ = [own for own in outlets if own in unreviewed]
        left = f"; nobody has reviewed the independence of {_named(open_)}" if open_ else ""
        return Grade.FAIR, f"{count} independent origins in {_many(len(outlets), 'outlet')}{left}"
    voice = next((a for a in accounts if not a.anonymous), accounts[0])
    unnamed = " (unnamed)" if voice.anonymous else ""
    return Grade.WEAK, f"{_many(len(outlets), 'outlet')}, 1 origin: {spoken(voice)}{unnamed}"


def _named(names: Sequence[str]) -> str:
    """Return some names; of more than three the first three and how many more."""
    shown = names[:3]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
