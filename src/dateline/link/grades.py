"""Grades the evidence for an incident: confirmed, fair, weak, contested, discounted.

The meanings are Airwars', adapted in docs/codebook.md. Copies never raise a grade; unnamed voices
never corroborate each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.link.accounts import voice_key
from dateline.model import Account, Disagreement, Grade, OriginKind


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
) -> tuple[Grade, str]:
    """Return the grade and the sentence that gives its reason.

    ``responsible`` holds the neutral names of those the accounts say did it.
    """
    contested = [own for own in disagreements if own.kind in ("denial", "responsibility")]
    if contested:
        return Grade.CONTESTED, contested[0].text
    owners = [
        a
        for a in accounts
        if a.origin in responsible and a.origin_kind in (OriginKind.OFFICIAL, OriginKind.PARTY)
    ]
    if owners:
        return Grade.CONFIRMED, f"{owners[0].origin}, said to be responsible, accepts it"
    count = origins(accounts)
    outlets = len({account.source or account.report for account in accounts})
    if count >= 2:
        return Grade.FAIR, f"{count} independent origins in {_many(outlets, 'outlet')}"
    voice = next((a for a in accounts if not a.anonymous), accounts[0])
    unnamed = " (unnamed)" if voice.anonymous else ""
    return Grade.WEAK, f"{_many(outlets, 'outlet')}, 1 origin: {voice.origin}{unnamed}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
