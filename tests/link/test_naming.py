"""An incident's id survives new reports, merges and splits, and an ended id leads somewhere."""

from __future__ import annotations

from dateline.link.memory import Previous
from dateline.link.naming import Named, name


def test_an_incident_keeps_its_id_when_an_earlier_telling_joins_it() -> None:
    assert name([["t0", "t1"]], [Previous("incident:x", "t1", ("t1",))], {}) == ([Named("incident:x")], {})


def test_of_two_merged_the_one_told_earliest_stays_and_the_other_leads_to_it() -> None:
    before = [Previous("incident:y", "t2", ("t2",), ("incident:w",)), Previous("incident:x", "t1", ("t1",))]
    named, ended = name([["t1", "t2"]], before, {})
    assert named == [Named("incident:x", ("incident:w", "incident:y"))]
    assert ended == {"incident:y": "incident:x"}


def test_a_split_keeps_the_id_with_the_part_that_holds_the_earliest_telling() -> None:
    before = [Previous("incident:x", "t1", ("t1", "t2", "t3"))]
    named, ended = name([["t2", "t3"], ["t1"]], before, {})
    assert named[1].id == "incident:x"
    assert named[0].id != "incident:x"
    assert ended == {}


def test_a_new_id_is_never_that_of_a_living_incident() -> None:
    (first,), _ = name([["t1"]], [], {})
    named, _ = name([["t0"], ["t1"]], [Previous(first.id, "t0", ("t0", "t1"))], {})
    assert len({own.id for own in named}) == 2
    assert named[0].id == first.id


def test_what_lost_its_earliest_telling_lives_on_with_most_of_its_tellings_or_the_new_version() -> None:
    before = [Previous("incident:x", "r1#e1", ("r1#e1", "r2#e1"))]
    assert name([["r2#e1"]], before, {})[0] == [Named("incident:x")]
    assert name([["r9#e4"]], before, {"r1": "r9"})[0] == [Named("incident:x")]


def test_an_incident_that_nobody_tells_any_more_leads_nowhere() -> None:
    assert name([], [Previous("incident:x", "t1", ("t1",))], {}) == ([], {"incident:x": None})
