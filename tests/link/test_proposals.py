"""Pairs are proposed by what is rare: the less two texts share, the closer they must have been published."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dateline.link import proposals
from dateline.link.digests import SPAN, draft
from dateline.link.postings import Postings
from dateline.link.traits import Weights
from factory import DAY, report


def proposed(text: str, other: str, days: int) -> bool:
    """Return whether two texts published some days apart are proposed as a pair."""
    index = Postings(lambda _: {})
    late = DAY + dt.timedelta(days=days)
    drafts = [draft(report(text, published=DAY), 1), draft(report(other, published=late), 2)]
    for own in drafts:
        proposals.count(own, index)
    weights = Weights(lambda word: index[proposals.term(word)].count, len(drafts))
    kept = []
    for own in drafts:
        told = tuple(
            replace(t, traits=weights.of(bags)) for t, bags in zip(own.digest.told, own.bags, strict=True)
        )
        kept.append(replace(own.digest, told=told))
        proposals.enter(kept[-1], index)
    (number, own_told), *_ = kept[1].numbered()
    return SPAN in proposals.candidates(number, own_told, kept[1].day, index)


@pytest.mark.parametrize(
    ("text", "other", "days", "is_proposed"),
    [
        ("It was Novak.", "We saw Novak.", 7, True),
        ("It was Novak.", "We saw Novak.", 8, False),
        ("It was Novak near Northam.", "At Northam there was Novak.", 60, True),
        ("It was Novak near Northam.", "At Northam there was Novak.", 61, False),
        ("It was Novak, 37.", "We saw 37 of Novak.", 60, True),
        ("There were 37 of 91.", "We saw 91 and 37.", 7, True),
        ("There were 37 of 91.", "We saw 91 and 37.", 8, False),
        ("It was Novak.", "We saw Harbour.", 0, False),
    ],
)
def test_the_less_is_shared_the_closer_in_time(text: str, other: str, days: int, is_proposed: bool) -> None:
    assert proposed(text, other, days) is is_proposed
