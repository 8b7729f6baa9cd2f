"""Finds outlets that cite each other, and names the one that told it first.

"B reports, citing A" beside "A reports, citing B" are one voice, not two: who of them told it first is the
only origin that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.link import voices
from dateline.listing import listed
from dateline.model import Account


def broken(accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts in order, those of a circle under the name of the first of its mentions."""
    cites: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        if _outlet(account) and voices.key(account.origin) != _outlet(account):
            cites[_outlet(account)].add(voices.key(account.origin))
    return [_named(account, accounts, cites) for account in accounts]


def _outlet(account: Account) -> str:
    return voices.key(account.chain[0]) if account.chain and not account.anonymous else ""


def _reached(start: str, cites: Mapping[str, set[str]]) -> set[str]:
    """Return everybody that ``start`` cites, directly or through those it cites."""
    found: set[str] = set()
    frontier = set(cites.get(start, ()))
    while frontier:
        found |= frontier
        frontier = {other for own in frontier for other in cites.get(own, ())} - found
    return found


def _named(account: Account, accounts: Sequence[Account], cites: Mapping[str, set[str]]) -> Account:
    own = _outlet(account)
    reached = _reached(own, cites) if own else set()
    if own not in reached:
        return account
    circle = {other for other in reached if own in _reached(other, cites)}
    inside = [one for one in accounts if _outlet(one) in circle and voices.key(one.origin) in circle]
    if account not in inside:
        return account
    first = min(inside, key=lambda one: (str(one.said_at or "9"), one.report))
    names = listed(sorted({one.chain[0] for one in inside}))
    return account.model_copy(
        update={
            "origin": first.chain[0],
            "origin_kind": first.origin_kind,
            "chain": tuple(dict.fromkeys((account.chain[0], first.chain[0]))),
            "rule": f"{names} cite each other, and {first.chain[0]} was first",
        }
    )
