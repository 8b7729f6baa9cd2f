"""Figures of any text at all: true spans, whole links, ordered bounds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.read import figures
from factory import page

PIECES = [
    "Three people", "were killed", "two others", "wounded", "including", "a child", "at least 50,000", "fled",
    "no one", "of them", "the", "and", ",", ".", "\n", "himself", "shot", "200-300", "1/3", "of", "percent",
    "since the war began", "Omar", "died", "17-year-old", "the death toll rose to", "hundreds", "«", "🙂",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_figures_of_any_text(pieces: list[str]) -> None:
    parsed = page(" ".join(pieces))
    found = [mention.record for mention in figures.find(parsed, [])]
    ids = [figure.id for figure in found]
    assert len(set(ids)) == len(ids)
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)
    for figure in found:
        assert figure.text == parsed.report.text[figure.start : figure.end]
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.id not in (figure.part_of, figure.beside, figure.repeats)
        assert {figure.part_of, figure.beside, figure.repeats} <= {None, *ids}
