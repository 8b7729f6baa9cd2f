"""States where accounts of one incident differ, each difference typed and cited. Never averaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.data import toml
from dateline.link import geography, voices
from dateline.link.accounts import contradict, disjoint, group, voice_key
from dateline.link.spoken import several, spoken
from dateline.link.tellings import Telling
from dateline.link.tolls import standing
from dateline.listing import listed
from dateline.model import Account, Disagreement, Place, Toll

# Those who fight and those who do not; a count of one is not a count of the other.
_FIGHTERS, _CIVILIANS = frozenset({"fighters", "attackers"}), frozenset({"civilians", "children", "women"})
# Of places told by name farther apart than this, one is wrong; a city's quarters lie within it.
_APART_KM = geography.CITY_KM
# Of those whom a denial contradicts, so many are told in its sentence; its accounts hold all.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Given:
    """A telling that asserts the incident, with the accounts it gives."""

    telling: Telling
    accounts: Sequence[Account]


def counts(tolls: Iterable[Toll]) -> Iterator[Disagreement]:
    """Yield one disagreement a toll in which two independent voices give incompatible counts."""
    for toll in tolls:
        stand = standing(toll.accounts)
        apart = [a for a in stand if any(differ(a, b) for b in stand)]
        if apart:
            words = "; ".join(dict.fromkeys(f"{spoken(account)}: {_words(account)}" for account in apart))
            group_ = f" ({toll.who})" if toll.who else ""
            yield Disagreement(
                kind="count",
                text=f"Counts of the {toll.status.value}{group_} differ: {words}",
                accounts=tuple(apart),
            )


def contradictions(tolls: Iterable[Toll]) -> Iterator[Disagreement]:
    """Yield one disagreement a toll and sentence that itself gives two counts which cannot both be true."""
    for toll in tolls:
        stand = [own for own in toll.accounts if not own.superseded]
        apart = [a for a in stand if any(contradict(a, b) for b in stand)]
        for cited in dict.fromkeys(account.citation for account in apart):
            own = [account for account in apart if account.citation == cited]
            told = listed([_words(account) for account in own])
            yield Disagreement(
                kind="contradiction",
                text=f"One sentence gives counts of the {toll.status.value} that cannot all be true: "
                f"{spoken(own[0])}: {told}",
                accounts=tuple(own),
            )


def denials(asserting: Sequence[Account], denying: Sequence[Account]) -> Iterator[Disagreement]:
    """Yield one disagreement when a voice denies what others assert."""
    others = [a for a in asserting if voice_key(a) not in {voice_key(d) for d in denying}]
    if denying and others:
        who, said = several(denying), several(others, _NAMED)
        verb = "denies" if len({a.origin for a in denying}) == 1 else "deny"
        yield Disagreement(
            kind="denial", text=f"{who} {verb} what {said} reported", accounts=(*denying, *others)
        )


def responsibility(given: Sequence[Given]) -> Iterator[Disagreement]:
    """Yield one disagreement when two independent voices name parties that have nobody in common."""
    blamed = [own for own in given if _parties(own)]

    def opposed(a: Given, b: Given) -> bool:
        return not any(_words_of(x) & _words_of(y) for x in _parties(a) for y in _parties(b))

    yield from _stated(
        "responsibility",
        "Who did it",
        blamed,
        opposed,
        lambda own: listed(_parties(own)),
    )


def days(given: Sequence[Given]) -> Iterator[Disagreement]:
    """Yield one disagreement when two independent voices tie it to days that do not meet."""
    dated = [own for own in given if own.telling.dated and own.telling.first and own.telling.last]

    def opposed(a: Given, b: Given) -> bool:
        return max(str(a.telling.first), str(b.telling.first)) > min(str(a.telling.last), str(b.telling.last))

    def words(own: Given) -> str:
        first, last = own.telling.first, own.telling.last
        return f"{first}" if first == last else f"{first} to {last}"

    yield from _stated("day", "The day", dated, opposed, words)


def places(given: Sequence[Given]) -> Iterator[Disagreement]:
    """Yield one disagreement when two independent voices tie it to places that cannot be one."""
    placed = [own for own in given if own.telling.placed and own.telling.local]

    def opposed(a: Given, b: Given) -> bool:
        pairs = [(p, q) for p in a.telling.places for q in b.telling.places]
        gaps = [
            geography.distance(p, q) for p, q in pairs if not geography.region(p) and not geography.region(q)
        ]
        named = {_called(place) for place in a.telling.places} & {
            _called(place) for place in b.telling.places
        }
        return bool(gaps) and not named and all(gap is not None and gap > _APART_KM for gap in gaps)

    def words(own: Given) -> str:
        return listed(list(dict.fromkeys(map(_called, own.telling.places))))

    yield from _stated("place", "The place", placed, opposed, words)


def statuses(tolls: Iterable[Toll]) -> Iterator[Disagreement]:
    """Yield one disagreement when one voice counts as fighters those whom another counts as civilians."""
    known = list(tolls)
    for status in dict.fromkeys(toll.status for toll in known):
        stand = [own for toll in known if toll.status is status for own in standing(toll.accounts)]
        armed = [own for own in stand if group(own.who) in _FIGHTERS]
        unarmed = [own for own in stand if group(own.who) in _CIVILIANS]
        apart = [
            (a, b) for a in armed for b in unarmed if voice_key(a) != voice_key(b) and not disjoint(a, b)
        ]
        if apart:
            own = list(dict.fromkeys(account for pair in apart for account in pair))
            words = "; ".join(dict.fromkeys(f"{spoken(one)}: {_words(one)} {_who(one)}" for one in own))
            yield Disagreement(
                kind="status",
                text=f"Who the {status.value} were is told differently: {words}",
                accounts=tuple(own),
            )


def differ(a: Account, b: Account) -> bool:
    """Return whether two independent voices give counts that cannot both be true."""
    return voice_key(a) != voice_key(b) and disjoint(a, b)


def _called(place: Place) -> str:
    return place.name or place.text


def _stated(
    kind: Literal["responsibility", "day", "place"],
    what: str,
    given: Sequence[Given],
    opposed: Callable[[Given, Given], bool],
    words: Callable[[Given], str],
) -> Iterator[Disagreement]:
    """One disagreement with an account of each voice that another one contradicts."""
    apart = [own for own in given if any(_independent(own, other) and opposed(own, other) for other in given)]
    if apart:
        stands = dict.fromkeys((spoken(own.accounts[0]), words(own)) for own in apart)
        told = "; ".join(f"{origin}: {said}" for origin, said in stands)
        yield Disagreement(
            kind=kind,
            text=f"{what} is told differently: {told}",
            accounts=tuple(own.accounts[0] for own in apart),
        )


def _independent(a: Given, b: Given) -> bool:
    """Whether no voice of one is a voice of the other; a voice that changes its word corrects itself."""
    return {voice_key(own) for own in a.accounts}.isdisjoint(voice_key(own) for own in b.accounts)


def _parties(own: Given) -> list[str]:
    """Return those named as having done it; "security forces" could be anybody's."""
    return sorted(name for name in own.telling.sides[0] if _words_of(name))


def _words_of(party: str) -> set[str]:
    """Return the words that tell a party from others: a government and its forces are one."""
    return set(voices.words(party)).difference(toml("voices")["parties"]["common"])


def _who(account: Account) -> str:
    """The words for those counted; their group where the words may hold a name ("soldier Jan Roe")."""
    who = account.who or ""
    return who if who == who.lower() else group(who) or "people"


def _words(account: Account) -> str:
    low, high = account.low, account.high
    exactness = account.exactness.value if account.exactness else ""
    if high is not None and high != low:
        return f"{low}-{high}"
    return f"{low}" if exactness in ("", "exact", "range", "vague") else f"{exactness} {low}"
