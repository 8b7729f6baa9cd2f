"""Looks up outlets in the register of sources: who was reviewed, and how reliable the best of them is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.link import voices
from dateline.model import Account, Reliability, Source

# Nobody has judged the source (Admiralty code).
UNJUDGED: Reliability = "F"


class Register:
    """The desk's sources by name. A source is reviewed when somebody gave it a reliability."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._known = {voices.key(own.name): own.reliability for own in sources if own.reliability}

    def unreviewed(self, accounts: Sequence[Account]) -> tuple[str, ...]:
        """Return the outlets of these accounts whose independence nobody has reviewed."""
        outlets = dict.fromkeys(own.source for own in accounts if own.source)
        return tuple(own for own in outlets if voices.key(own) not in self._known)

    def reliability(self, accounts: Sequence[Account]) -> Reliability:
        """Return the letter of the most reliable outlet or origin; F when none was judged."""
        names = {name for own in accounts for name in (own.source, own.origin) if name}
        return min(
            (known for name in names if (known := self._known.get(voices.key(name)))), default=UNJUDGED
        )
