"""Says whose word an account is, for our own sentences: who speaks in public by name, a private person never.

The name of a witness stays in the account, in the report's own words (Airwars and ICRC practice: protect
those who did not choose publicity).
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.data import toml
from dateline.link import voices
from dateline.listing import listed
from dateline.model import Account, OriginKind

# Kinds whose name is an institution's, or that of somebody who speaks for one.
_PUBLIC = frozenset(
    {
        OriginKind.AGENCY,
        OriginKind.OFFICIAL,
        OriginKind.PARTY,
        OriginKind.MONITOR,
        OriginKind.OUTLET,
        OriginKind.DATASET,
    }
)


def spoken(account: Account) -> str:
    """Return the origin as our own sentences name it: "the governor", "residents", "a witness"."""
    name = account.origin
    if not account.anonymous and (account.origin_kind in _PUBLIC or voices.is_organisation(name)):
        return name
    head = voices.head(name)
    if account.anonymous and not any(_names(word) for word in head.split()[1:]):
        return head
    return str(toml("voices")["private"][account.origin_kind.value])


def several(accounts: Iterable[Account], most: int | None = None) -> str:
    """Return each origin once, the first ``most`` of them, as a list in words."""
    return listed(list(dict.fromkeys(map(spoken, accounts)))[:most])


def _names(word: str) -> bool:
    """Whether a word begins a name; "Turkish" in "a Turkish official" names nobody."""
    return word[:1].isupper() and voices.people(word) is None
