"""The bench's metrics on cases worked by hand."""

from __future__ import annotations

import itertools

import pytest
from bench.rows import Row
from bench.sets import muc4, pages, polnear
from hypothesis import given
from hypothesis import strategies as st

from bench import floors, metrics


def test_overlap_adds_up_over_pieces() -> None:
    assert metrics.overlap([(0, 4), (10, 14)], [(2, 12)]) == 4


def test_iou_of_half_overlapping_spans() -> None:
    assert metrics.iou([(0, 10)], [(5, 15)]) == pytest.approx(5 / 15)
    assert metrics.iou([(0, 10)], [(0, 10)]) == 1
    assert metrics.iou([(0, 1)], [(5, 6)]) == 0
    assert metrics.iou([], []) == 0


def test_precision_recall_f1() -> None:
    assert (metrics.precision(3, 4), metrics.recall(3, 6), metrics.f1(3, 6, 4)) == (0.75, 0.5, 0.6)
    assert (metrics.precision(0, 0), metrics.recall(0, 0), metrics.f1(0, 0, 0)) == (0, 0, 0)


def test_kilometres_of_known_distances() -> None:
    assert metrics.kilometres(0, 0, 0, 1) == pytest.approx(111.195, abs=0.01)
    assert metrics.kilometres(90, 0, -90, 77) == pytest.approx(20015.1, abs=0.1)
    assert metrics.kilometres(36.2, 37.16, 33.51, 36.29) == pytest.approx(309.6, abs=1)


def test_same_names_ignores_case_order_and_spelling() -> None:
    assert metrics.same_names(["Idlib ", "hama"], ["Hama", "idlib"])
    assert metrics.same_names(["Saint Denis", "Homs"], ["Homs", "St. Denis"])
    assert metrics.same_names(["Daykundi"], ["Daikundi"])
    assert not metrics.same_names(["Homs"], ["Hama"])
    assert not metrics.same_names(["Idlib"], ["Idlib", "Hama"])


def test_weighted_f1_weighs_by_gold() -> None:
    # a: precision 1, recall 1/2 -> 2/3; b: precision 1/2, recall 1 -> 2/3; both weights 2/3 and 1/3.
    assert metrics.weighted_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert metrics.weighted_f1(["a"], [None]) == 0


def test_b_cubed_of_one_merged_cluster() -> None:
    p, r, _ = metrics.b_cubed({1: "x", 2: "x", 3: "y"}, {1: 0, 2: 0, 3: 0})
    assert (p, r) == (pytest.approx(5 / 9), 1)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("2013-10-10-WXX-4", "2013-10-10"),
        ("2013-10-W41", "2013-W41"),
        ("2014-XX-XX", "2014"),
        ("2013-11-1", "2013-11-01"),
    ],
)
def test_values_in_other_spellings_are_the_same(gold: str, found: str) -> None:
    assert metrics.same_value(gold, found)


def test_values_that_differ() -> None:
    assert not metrics.same_value("2013-10-10", "2013-10-11")
    assert not metrics.same_value("XXXX-XX-XX", "2013")
    assert not metrics.same_value(None, None)


def test_pairs_are_best_together_not_one_by_one() -> None:
    # The greedy choice (0, 0) would leave 1 alone: 5 < 4 + 4.
    assert metrics.pairs({(0, 0): 5, (0, 1): 4, (1, 0): 4}) == [(0, 1), (1, 0)]


def test_nothing_pairs_on_zero() -> None:
    assert metrics.pairs({(0, 0): 0, (1, 1): -2}) == []


small = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9), max_size=10)


@given(small)
def test_no_other_pairing_is_better(weights: dict[tuple[int, int], int]) -> None:
    chosen = metrics.pairs(weights)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    best = max(
        sum(weights.get(pair, 0) for pair in enumerate(order)) for order in itertools.permutations(range(4))
    )
    assert sum(weights[pair] for pair in chosen) == best


def test_a_speaker_inside_the_other_is_the_same() -> None:
    assert polnear.same_speaker([(0, 30)], [(22, 30)])
    assert polnear.same_speaker([], [])
    assert not polnear.same_speaker([(0, 10)], [(9, 30)])
    assert not polnear.same_speaker([(0, 10)], [])


def test_attributions_are_judged_by_their_content() -> None:
    text = "Ana said that it rained. Ben hopes for sun."
    said = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 23)]}
    hopes = {"source": [(25, 28)], "cue": [(29, 34)], "content": [(35, 42)]}
    ours = {"source": [(25, 28)], "cue": [(4, 8)], "content": [(14, 23)]}
    count = polnear.judge(text, [said, hopes], [ours])
    assert (count["gold"], count["found"], count["matched"], count["speaker"]) == (2, 1, 1, 0)
    assert (count["speech gold"], count["speech hit"]) == (1, 1)


def test_what_is_called_certain_is_judged_apart() -> None:
    text = "Ana said that it rained. Ben hopes for sun."
    said = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 23)]}
    sure = {**said, "confidence": 0.9}
    wrong = {"source": [], "cue": [(29, 34)], "content": [(25, 28)], "confidence": 0.95}
    unsure = {"source": [], "cue": [(29, 34)], "content": [(35, 42)], "confidence": 0.4}
    count = polnear.judge(text, [said], [sure, wrong, unsure])
    assert (count["found"], count["certain found"], count["certain hit"]) == (3, 2, 1)


def test_a_segment_stands_in_a_page_wherever_tags_cut_it() -> None:
    page = "<p>Gr&uuml;&szlig;e <b>aus</b>\n der Stadt!</p>".encode("cp1252")
    assert pages.stands_in("Grüße aus der Stadt", page)
    assert not pages.stands_in("Grüße aus dem Dorf", page)


def test_a_template_becomes_type_dates_and_names() -> None:
    filled = muc4.template(
        {
            "INCIDENT: DATE": "(25 DEC 89 - 03 JAN 90)",
            "INCIDENT: LOCATION": "PERU: LIMA (DEPARTMENT): CALLAO (CITY)",
            "INCIDENT: TYPE": "BOMBING / ATTACK",
            "MESSAGE: TEMPLATE": "1 (OPTIONAL)",
        }
    )
    assert filled["date"] == ("1989-12-25", "1990-01-03")
    assert filled["type"] == {"BOMBING", "ATTACK"}
    assert filled["location"] == {"peru", "lima", "callao"}
    assert filled["optional"]


def test_a_place_that_is_only_inherited_parts_no_incidents() -> None:
    place = {"kind": "settlement", "admin1": None}
    event = {"type": "attack", "factuality": "happened", "background": False, "main": False, "period": None}
    told = [("l1", "clause", 0), ("l2", "section", 9), ("l2", "clause", 20)]
    read = {
        "places": [
            {**place, "id": "l1", "text": "Ayr", "name": "Ayr"},
            {**place, "id": "l2", "text": "Ely", "name": "Ely"},
        ],
        "events": [
            {**event, "places": [where], "place_rule": rule, "trigger": {"start": at}}
            for where, rule, at in told
        ],
    }
    assert [incident["location"] for incident in muc4.incidents(read)] == [{"ayr"}, {"ely"}]


def test_floors_allow_half_a_point() -> None:
    rows = [
        Row("x f1", 0.80, None, 9),
        Row("y f1", 0.794, None, 9),
        Row("pages comment leaked", 0.02, None, 9),
    ]
    assert floors.below(rows, {"x f1": 0.804, "y f1": 0.80, "pages comment leaked": 0.01}) == [
        "y f1: 0.7940, floor 0.8000",
        "pages comment leaked: 0.0200, floor 0.0100",
    ]
