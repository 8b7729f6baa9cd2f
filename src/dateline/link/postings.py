"""The index of linking: who holds a name, a number, a place and day, a fingerprint.

A key is looked up once; what a new report adds to it is kept here until the caller stores what changed.
Lists are bounded, so that a key of everybody costs as little as one of nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

# Keys are whole numbers of 63 bits, which every database indexes: two of ten million meet by chance once
# in 180,000 desks.
_BITS = 2**63 - 1


@dataclass(slots=True)
class Posting:
    """In how many reports a key stands, and its ``holders``: number and day (ordinal, 0 unknown).

    ``closed``: there are too many to tell anything, and they are no longer listed.
    """

    count: int = 0
    holders: dict[int, int] = field(default_factory=dict)
    closed: bool = False


class Postings:
    """The index as it stands with the new reports in it."""

    def __init__(self, stored: Callable[[Collection[int]], Mapping[int, Posting]]) -> None:
        self._stored = stored
        self._known: dict[int, Posting] = {}
        self._changed: set[int] = set()

    def fetch(self, keys: Collection[int]) -> None:
        """Look up what is not known yet, all at once."""
        missing = [key for key in keys if key not in self._known]
        found = self._stored(missing) if missing else {}
        for key in missing:
            self._known[key] = found.get(key) or Posting()

    def __getitem__(self, key: int) -> Posting:
        found = self._known.get(key)
        if found is None:
            self.fetch((key,))
            found = self._known[key]
        return found

    def count(self, key: int, by: int = 1) -> None:
        """Count one more report (or one less) that holds the key."""
        posting = self[key]
        posting.count = max(0, posting.count + by)
        self._changed.add(key)

    def hold(self, key: int, number: int, day: int, most: int) -> Posting:
        """List a holder; past ``most`` of them the key is closed. Return who is listed then."""
        posting = self[key]
        if not posting.closed:
            posting.holders[number] = day
            if len(posting.holders) > most:
                self.close(key)
            self._changed.add(key)
        return posting

    def release(self, key: int, number: int) -> None:
        """Take a holder off the list."""
        if self[key].holders.pop(number, None) is not None:
            self._changed.add(key)

    def close(self, key: int) -> None:
        """List nobody any more."""
        self[key].closed = True
        self[key].holders.clear()
        self._changed.add(key)

    def changed(self) -> Iterator[tuple[int, Posting]]:
        """Yield what is to be stored, in order of the keys."""
        yield from ((key, self._known[key]) for key in sorted(self._changed))


# A day's vocabulary; the words of news come back.
@lru_cache(200_000)
def key(kind: str, value: str) -> int:
    """Return the key of a value of one kind."""
    return int.from_bytes(blake2b(f"{kind} {value}".encode(), digest_size=8).digest()) & _BITS


def of_print(value: int) -> int:
    """Return the key of a fingerprint, which is a hash already."""
    return value & _BITS
