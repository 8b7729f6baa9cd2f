"""Fingerprints keep any shared passage, whatever surrounds it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.link import fingerprints
from dateline.link.fingerprints import LEAD, SHINGLE, WINDOW
from dateline.model import Zone, ZoneKind
from factory import report

NOUNS = ["river", "bridge", "council", "night", "ferry", "pillar", "grain", "port", "fish"]
WORDS = st.lists(st.sampled_from(NOUNS), max_size=30)
RUN = [f"passage{i}" for i in range(SHINGLE + WINDOW - 1)]


@given(WORDS, WORDS, WORDS, WORDS)
def test_a_shared_run_leaves_a_common_fingerprint(
    a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    one, two = (fingerprints.of(report(" ".join([*x, *RUN, *y]))) for x, y in ((a, b), (c, d)))
    assert one.all & two.all


def test_case_and_punctuation_change_nothing() -> None:
    plain = fingerprints.of(report("the council closed two bridges over the river on monday night"))
    assert plain == fingerprints.of(
        report("The council closed two bridges, over the river - on Monday night!")
    )


def test_an_empty_text_has_none() -> None:
    assert fingerprints.of(report("...")).all == frozenset()


def test_the_lead_is_the_opening_only() -> None:
    told = fingerprints.of(report(" ".join(f"w{i}" for i in range(4 * LEAD))))
    assert told.lead < told.all
    assert len(told.lead) < len(told.all) / 3


def test_comments_are_not_the_reports_own_text() -> None:
    text = "The council closed two bridges over the river. I never liked them."
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=46), Zone(kind=ZoneKind.COMMENT, start=46, end=len(text)))
    assert fingerprints.of(report(text, zones=zones)) == fingerprints.of(report(text[:46]))


def test_a_text_that_says_nothing_of_its_headline_has_no_fingerprints() -> None:
    form = "Sign up for our letter and never miss a story about the harbour from our own writers again."
    assert not fingerprints.of(report(form, title="Market bombed in northern Midland")).all
    assert fingerprints.of(report(form, title="Our harbour letter")).all
    assert fingerprints.of(
        report("Bombs fell on the market in the north.", title="Market bombed at dawn")
    ).all
