"""Adds accounts up to low, best and high, one toll a status and group, without counting twice.

Rules (docs/codebook.md): a voice's later count supersedes its earlier one; a part never enters
the total of its whole; low is the lowest and high the highest count that stands (Airwars' range),
high open when that account is ("at least"); best is the count that fits what most independent voices
say, then the latest, then the lower (UCDP: when in doubt, the conservative figure).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.link.accounts import bounds, group, voice_key
from dateline.model import Account, Exactness, FigureStatus, Toll

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
_OPEN = frozenset({Exactness.AT_LEAST, Exactness.VAGUE})

Key = tuple[FigureStatus, str | None]


def of(accounts: Iterable[Account]) -> tuple[Toll, ...]:
    """Return the tolls of one incident's accounts, totals before groups, deaths first."""
    kept: defaultdict[Key, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.status is not None and account.low is not None:
            kept[account.status, group(account.who)].append(account)
    order = list(FigureStatus)
    keys = sorted(kept, key=lambda key: (order.index(key[0]), key[1] is not None, key[1] or ""))
    return tuple(_toll(key, kept[key], whole=(key[0], None) in kept) for key in keys)


def superseded(accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts by time, each voice's earlier counts marked as superseded by its latest."""
    ordered = sorted(accounts, key=_when)
    latest = {voice_key(a): a for a in ordered if a.part_of is None and not a.superseded}
    return [
        account.model_copy(update={"superseded": True})
        if _when(account) < _when(latest.get(voice_key(account), account))
        else account
        for account in ordered
    ]


def standing(accounts: Iterable[Account]) -> list[Account]:
    """Return the accounts that bear on the total: not superseded, not a part of another count."""
    return [account for account in accounts if not account.superseded and account.part_of is None]


def _toll(key: Key, accounts: Sequence[Account], *, whole: bool) -> Toll:
    marked = superseded(accounts)
    stand = standing(marked) or [account for account in marked if not account.superseded]
    top = max(_ceiling(account) for account in stand)
    open_end = any(_open(account) and _ceiling(account) == top for account in stand)
    return Toll(
        status=key[0],
        who=key[1],
        low=min(account.low for account in stand if account.low is not None),
        best=_best(stand),
        high=None if open_end else top,
        accounts=tuple(marked),
        rule=_rule(stand),
        part_of=key[0].value if whole and key[1] is not None else None,
    )


def _best(stand: Sequence[Account]) -> float | int | None:
    """The count that fits the words of most voices: "at least 20" allows 51, and "51" does not allow 20."""
    counts = {account.low for account in stand if account.low is not None}

    def support(count: float) -> tuple[int, dt.datetime, float]:
        voices = {voice_key(a) for a in stand if bounds(a)[0] <= count <= bounds(a)[1]}
        latest = max(_when(a) for a in stand if a.low == count)
        return len(voices), latest, -count

    return max(counts, key=support, default=None)


def _rule(stand: Sequence[Account]) -> str:
    counts = {account.low for account in stand}
    if len(counts) == 1:
        return "one count stands"
    return "best: the count that fits most independent voices, then the latest, then the lower"


def _ceiling(account: Account) -> float:
    return max(account.low or 0, account.high or 0)


def _open(account: Account) -> bool:
    return account.high is None and account.exactness in _OPEN


def _when(account: Account) -> dt.datetime:
    return account.said_at or _LONG_AGO
