"""Works out what is left of a whole beside its located parts, where the arithmetic is exact."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.listing import listed
from dateline.model import Exactness, Incident, Item, Toll
from dateline.publish import wording
from dateline.publish.passages import distinct, whole
from dateline.publish.sentences import Ground, agreeing, leading

Row = tuple[Incident, Toll]

# Only these bounds can be subtracted from: "about 50 less 22" is no number.
_FIRM = (Exactness.EXACT, Exactness.AT_LEAST)
RULE = "whole less its parts"


def remainder(row: Row, parts: Sequence[Row], ground: Ground) -> Item | None:
    """Return "That leaves at least 29 in places other than Kafranbel: at least 51 less 22.", or None.

    Exact only when a report itself tells each part as one of its whole, the whole is exact or
    "at least", each part is exact and in a place of its own, and something is left. "At least 51"
    less "22" is at least 29.
    """
    incident, toll = row
    first = leading(toll)
    located = [(i, t) for i, t in parts if t.status is toll.status and i.id != incident.id]
    if first.exactness not in _FIRM or first.low is None or not located or toll.who is not None:
        return None
    if not all(_is_exact(t) and told_inside(t, toll) for _, t in located):
        return None
    names = [i.place_name or (i.place and i.place.name) or "" for i, _ in located]
    left = first.low - sum(leading(t).low or 0 for _, t in located)
    if left <= 0 or "" in names or len(set(names)) < len(names):
        return None
    return _item(row, [t for _, t in located], names, left, ground)


def _is_exact(toll: Toll) -> bool:
    first = leading(toll)
    return toll.who is None and first.exactness is Exactness.EXACT and first.low == first.high == toll.best


def told_inside(part: Toll, outer: Toll) -> bool:
    """Return whether a report counts this very part inside this very whole."""
    wholes = {(a.report, a.figure) for a in agreeing(outer) if a.figure}
    return any((a.report, a.part_of) in wholes for a in agreeing(part))


def _item(row: Row, parts: Sequence[Toll], names: Sequence[str], left: float, ground: Ground) -> Item:
    incident, toll = row
    first = leading(toll)
    high = None if first.high is None else left
    exactness = first.exactness if high is None else Exactness.EXACT
    count = wording.count(left, high, exactness, "")
    sums = " less ".join(
        wording.count(leading(t).low, leading(t).high, leading(t).exactness, "").strip()
        for t in (toll, *parts)
    )
    places = listed(list(names))
    text = wording.sentence("that leaves", count, f"in places other than {places}: {sums}")
    accounts = [a for t in (toll, *parts) for a in agreeing(t)]
    return Item(
        kind="sentence",
        text=text,
        citations=distinct([whole(a.citation, ground.reports) for a in accounts]),
        incident=incident.id,
        note=sums,
        toll=Toll(
            status=toll.status,
            low=left,
            best=left,
            high=high,
            rule=RULE,
            accounts=(),
            part_of=toll.status.value,
        ),
    )
