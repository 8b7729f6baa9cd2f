"""States where accounts of one incident differ: count, denial, responsibility. Never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.link.accounts import bounds, voice_key
from dateline.link.tolls import standing
from dateline.model import Account, Disagreement, Toll


def counts(tolls: Iterable[Toll]) -> Iterator[Disagreement]:
    """Yield one disagreement a toll in which two independent voices give incompatible counts."""
    for toll in tolls:
        stand = standing(toll.accounts)
        apart = [a for a in stand if any(_apart(a, b) for b in stand)]
        if apart:
            words = "; ".join(f"{account.origin}: {_words(account)}" for account in apart)
            group = f" ({toll.who})" if toll.who else ""
            yield Disagreement(
                kind="count",
                text=f"Counts of the {toll.status.value}{group} differ: {words}",
                accounts=tuple(apart),
            )


def denials(asserting: Sequence[Account], denying: Sequence[Account]) -> Iterator[Disagreement]:
    """Yield one disagreement when a voice denies what others assert."""
    others = [a for a in asserting if voice_key(a) not in {voice_key(d) for d in denying}]
    if denying and others:
        who = " and ".join(dict.fromkeys(account.origin for account in denying))
        said = " and ".join(list(dict.fromkeys(account.origin for account in others))[:3])
        verb = "denies" if len({a.origin for a in denying}) == 1 else "deny"
        yield Disagreement(
            kind="denial", text=f"{who} {verb} what {said} reported", accounts=(*denying, *others)
        )


def _apart(a: Account, b: Account) -> bool:
    if voice_key(a) == voice_key(b):
        return False
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    return a_high < b_low or b_high < a_low


def _words(account: Account) -> str:
    low, high = account.low, account.high
    exactness = account.exactness.value if account.exactness else ""
    if high is not None and high != low:
        return f"{low}-{high}"
    return f"{low}" if exactness in ("", "exact", "range", "vague") else f"{exactness} {low}"
