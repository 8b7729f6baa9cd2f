"""A desk links what is new with what was linked before, as if it had all come at once."""

# ruff: noqa: PLC0415 - tables can be imported once Django is set up for a desk
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.errors import UnknownId
from dateline.link import linker
from dateline.model import Decision, Factuality, Grade, Judgement, Linking, Report
from dateline.pipeline import linking
from factory import DAY
from factory_told import told

NOON = dt.datetime(2016, 12, 5, 12, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pipeline.Desk:
    """A desk that links only what is new from its first report on."""
    monkeypatch.setattr(linking, "SMALL", 0)
    monkeypatch.setattr(linking, "WHOLE", 0)
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


@pytest.mark.parametrize(
    ("before", "new", "whole"),
    [(0, 1, True), (199, 1, True), (200, 1, False), (300, 400, True), (4_000, 400, False), (0, 5_001, False)],
)
def test_a_desk_that_doubles_at_once_is_linked_in_one_piece(before: int, new: int, whole: bool) -> None:
    assert linking._whole(before, new) is whole


def test_a_desk_is_linked_in_one_piece_whenever_it_grew_by_a_quarter() -> None:
    sizes = range(190, 5_100, 10)
    whole = [size + 10 for size in sizes if size >= 200 and linking._whole(size, 10)]
    assert whole[:6] == [250, 320, 400, 490, 620, 770]
    assert whole[-1] <= linking.WHOLE
    assert all(later <= 1.25 * (sooner + 10) for sooner, later in pairwise(whole))


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


def test_a_person_discounts_an_incident_and_takes_it_back(desk: pipeline.Desk) -> None:
    (one,) = put(desk, day()[0]).incidents
    id_ = decide(desk, Judgement.DISCOUNT, one.id)
    (discounted,) = put(desk, day()[1]).incidents
    assert (discounted.grade, discounted.grade_reason) == (
        Grade.DISCOUNTED,
        f"a person discounted it ({id_})",
    )
    decide(desk, Judgement.UNSURE, one.id, undoes=id_)
    assert pipeline.link(desk).incidents[0].grade is Grade.WEAK


def test_show_says_where_an_ended_id_went_and_what_was_judged(
    desk: pipeline.Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    from dateline.cli import run

    north, south = (one.id for one in put(desk, day()[0], day()[4]).incidents)
    decide(desk, Judgement.MERGE, north, south)
    pipeline.link(desk)
    assert run(["show", south, "--desk", str(desk.folder)]) == 0
    told_ = capsys.readouterr().out
    assert f"{south} was merged into this incident" in told_
    assert "Admiralty code F3" in told_
    assert "nobody has reviewed them: A, E" in told_
    assert "harm 3, spread 2" in told_, "the voice told 3 last"
    assert "low 3, best 3, high 3" in told_


def test_a_report_of_next_year_is_linked_and_joins_nothing_of_today(desk: pipeline.Desk) -> None:
    late = told("Z", "Northam", 22, day=DAY.replace(year=DAY.year + 1))
    found = put(desk, *day(), late)
    (own,) = [one for one in found.incidents if late.id in one.reports]
    assert own.reports == (late.id,)
    assert facts(put(desk, told("G", "Southby", 3, hour=22))) >= {
        one for one in facts(linker.link([late])) if '"kind":"incident"' in one
    }


def test_a_report_of_five_hundred_events_is_linked(desk: pipeline.Desk) -> None:
    one = told("A", "Northam", 22)
    event = one.events[0]
    events = tuple(
        event.model_copy(update={"id": f"e{n}", "figures": (), "side_a": (f"a{n}",)}) for n in range(2, 502)
    )
    many = one.model_copy(update={"id": "sha256:many", "source": "B", "events": (*one.events, *events)})
    found = put(desk, one, many)
    assert sum(many.id in own.reports for own in found.incidents) == 1
    assert put(desk, told("C", "Northam", 22, hour=15)).incidents


def test_two_counts_that_contradict_each_other_in_one_sentence_are_both_kept(desk: pipeline.Desk) -> None:
    (incident,) = put(desk, twice_counted(told("A", "Northam", 22), 40)).incidents
    (toll,) = incident.tolls
    assert [(own.low, own.superseded) for own in toll.accounts] == [(22, False), (40, False)]
    assert (toll.low, toll.high) == (22, 40), "neither replaces the other"
    (differ,) = incident.disagreements
    assert differ.kind == "contradiction"
    assert differ.text == (
        "One sentence gives counts of the killed that cannot all be true: "
        "rescuers of the Valley Network: 22 and 40"
    )
    assert {own.citation.text for own in differ.accounts} == {
        "A strike hit Northam, killing 22 people, 40 people died, rescuers of the Valley Network said."
    }


def test_a_part_named_in_the_same_sentence_contradicts_nothing(desk: pipeline.Desk) -> None:
    one = twice_counted(told("A", "Northam", 40), 22, ", including 22 people in the market")
    (incident,) = put(desk, one).incidents
    assert incident.disagreements == () and incident.tolls[0].low == 40


def twice_counted(one: Report, count: int, words: str = ", 40 people died") -> Report:
    """Return the report with a second count of the same event written into its sentence."""
    (first,) = one.figures
    end = first.end + len(" people")
    text = one.text[:end] + words + one.text[end:]
    at = text.index(str(count))
    second = first.model_copy(
        update={"id": "f2", "low": count, "high": count, "start": at, "end": at + 2, "text": str(count)}
    )
    event = one.events[0].model_copy(update={"figures": ("f1", "f2")})
    return one.model_copy(update={"text": text, "figures": (first, second), "events": (event,)})


@pytest.mark.sqlite
def test_what_lies_on_some_days_is_looked_up_by_an_index(desk: pipeline.Desk) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from dateline.store import neighbours

    put(desk, *day())
    with desk.database.session(), CaptureQueriesContext(connection) as asked:
        neighbours.near([("XX", 1, 2)])
        list(neighbours.denials([("XX", 1, 2)]))
        neighbours.outlines("XX", DAY, DAY, wide=True)
        plans = [
            row[3] for own in asked for row in connection.cursor().execute("EXPLAIN QUERY PLAN " + own["sql"])
        ]
    assert [any(name in plan for plan in plans) for name in ("extent_days", "incident_days")] == [True, True]
    assert not [plan for plan in plans if plan.startswith("SCAN")]
