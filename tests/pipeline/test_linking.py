"""A desk links what is new with what was linked before, as if it had all come at once."""

# ruff: noqa: PLC0415 - tables can be imported once Django is set up for a desk
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.errors import UnknownId
from dateline.link import linker
from dateline.model import Decision, Factuality, Judgement, Linking, Report
from dateline.pipeline import linking
from factory import DAY
from factory_told import told

NOON = dt.datetime(2016, 12, 5, 12, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pipeline.Desk:
    """A desk that links only what is new from its first report on."""
    monkeypatch.setattr(linking, "SMALL", 0)
    return pipeline.init(tmp_path / "desk")


def put(desk: pipeline.Desk, *reports: Report) -> Linking:
    """Put read reports on the desk, all at once, and link."""
    from dateline.store import save

    with desk.database.session():
        save.batch([], [save.Input("x", [(one.url, one)]) for one in reports])
        save.readings(reports)
    return pipeline.link(desk)


def decide(desk: pipeline.Desk, judgement: Judgement, *subjects: str, undoes: str | None = None) -> str:
    from dateline.store import load, save

    with desk.database.session():
        id_ = f"decision:{len(load.decisions())}"
        save.decision(
            Decision(id=id_, judgement=judgement, subjects=subjects, who="Ada", when=NOON, undoes=undoes)
        )
    return id_


def day() -> list[Report]:
    """Return a day on which a town is told of thrice, its province once, another town once; one denies."""
    return [
        told("A", "Northam", 22),
        told("B", "Northam", 22, hour=14),
        told("C", "Northam", 25, hour=18, voice="the governor of the district"),
        told("D", "Midland", 51, hour=19),
        told("E", "Southby", 3, hour=20),
        told("F", "Northam", 9, hour=21, factuality=Factuality.DENIED, voice="the Defence Ministry"),
    ]


def facts(found: Linking) -> set[str]:
    """Return what is linked, without the ids, which stay with what came first, and the scores of joins."""
    ids = {one.id: one.tellings[0] for one in found.incidents}
    left = {"id": "", "link_reasons": ()}
    return {
        one.model_copy(update={**left, "part_of": ids.get(one.part_of or "")}).model_dump_json()
        for one in found.incidents
    } | {group.model_dump_json() for group in found.copies}


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 5, 0, 4, 2, 1), (2, 0, 5, 1, 3, 4)]
)
def test_reports_one_by_one_in_any_order_come_to_the_same(desk: pipeline.Desk, order: Sequence[int]) -> None:
    reports = day()
    for at in order:
        found = put(desk, reports[at])
    assert facts(found) == facts(linker.link(reports))
    assert [len(one.reports) for one in found.incidents] == [4, 1, 1]


def test_a_new_report_leaves_other_incidents_untouched(desk: pipeline.Desk) -> None:
    from dateline.store import models

    put(desk, *day())
    with desk.database.session():
        before = set(models.Account.objects.values_list("id", flat=True))
    put(desk, told("G", "Southby", 3, hour=22))
    with desk.database.session():
        after = set(models.Account.objects.values_list("id", flat=True))
    assert len(before & after) == len(before) - 2, "only the two accounts of Southby are written anew"


def test_linking_twice_changes_nothing(desk: pipeline.Desk) -> None:
    assert put(desk, *day()) == pipeline.link(desk)


def test_linked_anew_incidents_keep_their_ids(desk: pipeline.Desk) -> None:
    put(desk, told("B", "Northam", 22, hour=14))
    found = put(desk, *day())
    again = pipeline.link(desk, anew=True)
    assert facts(again) == facts(found)
    assert [one.id for one in again.incidents] == [one.id for one in found.incidents]


def test_a_merge_by_decision_leaves_a_forwarding_id_that_undoing_takes_back(desk: pipeline.Desk) -> None:
    north, south = (one.id for one in put(desk, day()[0], day()[4]).incidents)
    merge = decide(desk, Judgement.MERGE, north, south)
    (both,) = pipeline.link(desk).incidents
    assert (both.id, both.formerly) == (north, (south,))
    assert pipeline.show(desk, south).id == north
    assert [one.id for one in put(desk, day()[1]).incidents] == [north], "a newcomer does not undo it"
    assert [one.id for one in pipeline.link(desk, anew=True).incidents] == [north]
    decide(desk, Judgement.UNSURE, north, undoes=merge)
    assert [one.id for one in pipeline.link(desk).incidents] == [north, south]
    assert pipeline.show(desk, south).id == south


def test_what_people_keep_apart_stays_apart_when_more_comes(desk: pipeline.Desk) -> None:
    first, second = day()[:2]
    (one,) = put(desk, first, second).incidents
    decide(desk, Judgement.DIFFERENT, *one.tellings)
    assert len(pipeline.link(desk).incidents) == 2
    assert len(put(desk, day()[2]).incidents) == 2


@pytest.mark.parametrize("lost", ["incident:000000000000", "sha256:nobody#e1"])
def test_a_decision_about_what_is_no_more_is_told_and_kept(desk: pipeline.Desk, lost: str) -> None:
    (known,) = put(desk, day()[0]).incidents
    id_ = decide(desk, Judgement.SAME, known.id, lost)
    (failure,) = pipeline.link(desk).failures
    assert (failure.step, failure.error) == ("link", "VoidDecision")
    assert failure.message.startswith(f"{id_}: ")
    assert lost in failure.message
    assert pipeline.link(desk).failures == (failure,), "as long as it stands it is told"


def test_a_decision_whose_report_has_a_new_version_is_told(desk: pipeline.Desk) -> None:
    one, other = (told("A", "Northam", 22), told("E", "Southby", 3))
    one = one.model_copy(update={"url": "https://a.example/1"})
    found = put(desk, one, other)
    decide(desk, Judgement.SAME, *(t for own in found.incidents for t in own.tellings))
    assert len(pipeline.link(desk).incidents) == 1
    newer = told("A", "Northam", 30, hour=15).model_copy(update={"url": "https://a.example/1"})
    again = put(desk, newer)
    assert [failure.error for failure in again.failures] == ["VoidDecision"]
    assert len(again.incidents) == 2


def test_a_new_version_takes_the_place_of_the_old_one_under_the_same_id(desk: pipeline.Desk) -> None:
    old = told("A", "Northam", 22).model_copy(update={"url": "https://a.example/1"})
    new = told("A", "Northam", 30, hour=15).model_copy(update={"url": "https://a.example/1"})
    (before,) = put(desk, old).incidents
    (after,) = put(desk, new).incidents
    assert (after.id, after.reports) == (before.id, (new.id,))


def test_an_incident_that_nobody_tells_any_more_is_said_to_be_gone(desk: pipeline.Desk) -> None:
    old = told("A", "Northam", 22).model_copy(update={"url": "https://a.example/1"})
    (before,) = put(desk, old).incidents
    empty = old.model_copy(
        update={"id": "sha256:new", "text": "Nothing.", "statements": (), "events": (), "figures": (),
                "places": (), "periods": (), "actors": (), "published_at": NOON}
    )  # fmt: skip
    assert put(desk, empty).incidents == ()
    with pytest.raises(UnknownId, match="no report tells it any more"):
        pipeline.show(desk, before.id)


def test_a_late_denial_reaches_its_incident_and_a_late_incident_its_denial(desk: pipeline.Desk) -> None:
    denial = day()[5]
    put(desk, told("Old", "Southby", 9, day=DAY - dt.timedelta(days=9)), denial)
    (_, contested) = put(desk, day()[0]).incidents
    assert [own.kind for own in contested.disagreements] == ["denial"]
    late = told(
        "G", "Southby", 9, voice="the Defence Ministry", day=DAY - dt.timedelta(days=9), hour=23,
        factuality=Factuality.DENIED,
    )  # fmt: skip
    assert [len(own.disagreements) for own in put(desk, late).incidents] == [1, 1]


def test_a_province_told_late_takes_its_towns_in(desk: pipeline.Desk) -> None:
    put(desk, day()[0])
    town, province = put(desk, day()[3]).incidents
    assert town.part_of == province.id
