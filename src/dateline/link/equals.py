"""Gives equal voices of one incident one name: a shorter form, or a role told by the outlet that names it.

"Defence Ministry" beside "Russia's Defence Ministry" is that ministry; "the rescue service" in a log that
elsewhere names the White Helmets for the same incident is the White Helmets. Only the account's origin is
renamed: the words it rests on stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.link import voices
from dateline.model import Account

_ARTICLE = frozenset({"the", "a", "an"})


def unify(accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts in order, each voice under the fullest name its equals have."""
    return [_renamed(account, _full(account, accounts)) for account in accounts]


def _full(account: Account, accounts: Sequence[Account]) -> Account:
    """The account of the same voice by its fullest name; the account itself when no other is equal."""
    longer = [other for other in accounts if _shortened(account, other)] or [
        other for other in accounts if _role_of(account, other)
    ]
    names = {voices.key(other.origin) for other in longer}
    return longer[0] if len(names) == 1 else account


def _shortened(account: Account, other: Account) -> bool:
    own, full = set(voices.words(account.origin)) - _ARTICLE, set(voices.words(other.origin)) - _ARTICLE
    named = any(word[:1].isupper() for word in account.origin.split())
    return named and own < full and account.origin_kind is other.origin_kind and not account.anonymous


def _role_of(account: Account, other: Account) -> bool:
    """A voice without a name, through the same outlet, of the same kind as one with a name."""
    unnamed = not any(word[:1].isupper() for word in account.origin.split())
    named = any(word[:1].isupper() for word in other.origin.split())
    same = account.source == other.source and account.origin_kind is other.origin_kind
    return unnamed and named and same and len(other.chain) > 1 and not other.anonymous


def _renamed(account: Account, full: Account) -> Account:
    if full is account:
        return account
    return account.model_copy(
        update={
            "origin": full.origin,
            "chain": (*account.chain[:-1], full.origin),
            "anonymous": full.anonymous,
        }
    )
