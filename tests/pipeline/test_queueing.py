"""The queue of a desk that changed bit by bit is the queue that would be built from all of it."""

# ruff: noqa: PLC0415 - tables can be imported once Django is set up for a desk
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline import pipeline
from dateline.model import (
    Candidate,
    Copies,
    CopyPair,
    Decision,
    Disagreement,
    Grade,
    Judgement,
    Linking,
    Presence,
    Relation,
    Visit,
)
from dateline.pipeline import Desk, corrected, queueing, reviewing
from dateline.review import effects, queue
from factory_linked import incident, killed, period, place, toll, zoned

DAY = dt.date(2016, 12, 4)
NOW = dt.datetime(2016, 12, 4, 12, tzinfo=dt.UTC)
REPORTS = [zoned(f"Strike kills nine\nNine people were killed, doctor {n} said.") for n in range(3)]
SPOTS = (None, ("geonames:1", "Northport"), (None, "Southport"))

told = st.tuples(
    st.integers(0, 3),  # which incident
    st.sampled_from(SPOTS),
    st.integers(0, 2),  # its day
    st.integers(1, 2),  # origins
    st.booleans(),  # do its accounts differ
    st.integers(0, 2),  # candidates for its place
    st.integers(1, 60),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("told"), told),
        st.tuples(st.just("gone"), st.integers(0, 3)),
        st.tuples(st.just("visit"), st.tuples(st.integers(0, 2), st.sampled_from(list(Presence)))),
        st.tuples(st.just("copies"), st.floats(0, 1)),
        st.tuples(st.just("grade"), st.integers(0, 3)),
        st.tuples(st.just("judge"), st.integers(0, 3)),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield pipeline.init(tmp_path_factory.mktemp("queue") / "desk")


@given(steps)
@example([("visit", (0, Presence.GONE)), ("told", (0, None, 0, 1, False, 0, 60)), ("gone", 0)])
@example(
    [
        ("visit", (0, Presence.GONE)),
        ("told", (0, None, 0, 1, False, 0, 60)),
        ("told", (0, None, 0, 1, False, 0, 1)),
    ]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_step_by_step_is_as_all_at_once(desk: Desk, taken: list[tuple[str, object]]) -> None:
    from dateline.store import collecting, load, models, save

    with desk.database.session():
        save.unlink()
        models.Visit.objects.all().delete()
        queueing.rebuild()
        for number, (what, value) in enumerate(taken):
            _step(desk, what, value, number)
        linking = corrected.linking(
            Linking(incidents=tuple(load.incidents()), copies=tuple(load.linking().copies))
        )
        whole = queue.build(linking, collecting.visits())
        every = list(
            queueing.items(models.Queued.objects.order_by("-rank", "key").values_list("record", flat=True))
        )
        assert every == whole
        judged = queueing.judged(item.key for item in whole)
    assert reviewing.waiting(desk) == [item for item in whole if item.key not in judged]
    assert reviewing.waiting_count(desk) == len(whole) - len(judged)


def _step(desk: Desk, what: str, value: object, number: int) -> None:
    from dateline.store import collecting, queued, save

    if what == "told":
        made = _incident(*value)  # type: ignore[misc]
        before = queued.told_by([made.id])
        save.incidents([save.Filed(made)])
        queueing.relinked([made.id], (), queueing.Touched(told=before))
    elif what == "gone":
        before = queued.told_by([f"incident:{value}"])
        save.incidents([], gone=[f"incident:{value}"])
        queueing.relinked((), [f"incident:{value}"], queueing.Touched(told=before))
    elif what == "visit":
        which, presence = value  # type: ignore[misc]
        at = NOW + dt.timedelta(minutes=number)
        one = Visit(report=REPORTS[which].id, url=f"https://x.example/{which}", at=at, presence=presence)
        collecting.add_visits([one])
        queueing.visited([one.report])
    elif what == "copies":
        from dateline.store import models

        pair = CopyPair(a=REPORTS[0].id, b=REPORTS[1].id, relation=Relation.REPRINT, shared=value)
        handles = list(models.Copies.objects.values_list("id", flat=True))
        save.copies([("", Copies(reports=(pair.a, pair.b), keys=(None, None), pairs=(pair,)))], handles)
        queueing.relinked((), (), queueing.Touched(copies={pair.a, pair.b}))
    elif what == "grade":
        made = Decision(
            id=f"decision:{_fresh()}-1", judgement=Judgement.CORRECT, subjects=(f"incident:{value}",),
            who="ann", when=NOW, value=effects.grade_value(Grade.DISCOUNTED), reason="Seen.",
        )  # fmt: skip
        save.decision(made)
        queueing.relinked([f"incident:{value}"])
    elif waiting := reviewing.waiting(desk):
        item = waiting[int(value) % len(waiting)]  # type: ignore[call-overload]
        reviewing.judge(desk, item.key, item.asks[0], "ann", NOW)


def _fresh() -> str:
    from dateline.store import models

    return f"grade{models.Decision.objects.count()}"


def _incident(
    number: int,
    spot: tuple[str | None, str] | None,
    day: int,
    origins: int,
    differ: bool,
    others: int,
    low: int,
) -> object:
    one = REPORTS[number % 3]
    own = killed(one, "Nine people", low)
    names = tuple(Candidate(gazetteer=f"geonames:{n}", name="Northport", lat=1, lon=n) for n in range(others))
    return incident(
        f"N{number}", own, id=f"incident:{number}", tolls=(toll(own),), origins=origins,
        tellings=(f"{one.id}#e{number}",), period=period(DAY + dt.timedelta(day)),
        place=place(spot[1], 1.0, 2.0, gazetteer=spot[0], candidates=names) if spot else None,
        disagreements=(Disagreement(kind="count", text=f"{low} or more", accounts=(own,)),) if differ else (),
    )  # fmt: skip


def test_a_desk_linked_before_there_was_a_queue_gets_one_when_it_is_asked_for(tmp_path: Path) -> None:
    from dateline.store import models, save

    desk = pipeline.init(tmp_path / "desk")
    with desk.database.session():
        save.incidents([save.Filed(_incident(1, SPOTS[1], 0, 1, True, 2, 9))])  # type: ignore[arg-type]
        assert not models.Queued.objects.exists()
    assert len(reviewing.waiting(desk)) == 3
    first = reviewing.waiting(desk)[0]
    assert reviewing.item_after(desk, first.key) == reviewing.waiting(desk)[1].key
    last = reviewing.waiting(desk)[-1]
    assert reviewing.item_after(desk, last.key) == first.key
