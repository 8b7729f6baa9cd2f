"""Says of each pair of accounts why they count as one voice or as two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from dateline.link.accounts import voice_key
from dateline.link.spoken import spoken
from dateline.model import Account, VoicePair

# Pairs grow with the square; beyond so many outlets and voices the first ones told are compared.
MOST = 8


def of(accounts: Sequence[Account]) -> Iterator[VoicePair]:
    """Yield a pair for every two of the accounts that differ in outlet or voice, the first told first."""
    known: dict[tuple[str | None, str], Account] = {}
    for account in accounts:
        known.setdefault((account.source, account.origin), account)
    for a, b in combinations(list(known.values())[:MOST], 2):
        one = voice_key(a) == voice_key(b) or (a.anonymous and b.anonymous)
        yield VoicePair(a=_name(a), b=_name(b), one=one, rule=_rule(a, b))


def _name(account: Account) -> str:
    outlet = account.source or "an outlet without a name"
    return outlet if outlet == account.origin else f"{outlet}: {account.origin}"


def _rule(a: Account, b: Account) -> str:
    if a.anonymous and b.anonymous:
        return "unnamed voices never corroborate each other"
    if voice_key(a) == voice_key(b):
        why = "; ".join(dict.fromkeys(rule for own in (a, b) if (rule := own.rule)))
        return f"both go back to {spoken(a)}" + (f" ({why})" if why else "")
    if a.anonymous or b.anonymous:
        return "an unnamed voice counts for nothing beside a named one"
    return f"{spoken(a)} and {spoken(b)} are two voices, and neither is known to repeat the other"
