"""Many people at once, on SQLite and on PostgreSQL: no decision is lost, nobody overrules another unseen."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from dateline.errors import DatelineError, DeskError
from dateline.model import Judgement
from dateline.pipeline import Desk, publishing, reviewing
from dateline.review.queue import QueueItem
from dateline.web.roles import Role
from factory_web import client

pytestmark = pytest.mark.sqlite
NOW = dt.datetime(2016, 12, 6, 9, tzinfo=dt.UTC)
DAY = dt.date(2016, 12, 4)
PEOPLE = 20


def judged(desk: Desk, item: QueueItem, who: str) -> str | None:
    """Judge as one of many; returns what somebody who came too late is told."""
    try:
        reviewing.judge(desk, item.key, item.asks[0], who, NOW)
    except DeskError as error:
        return error.problem
    finally:
        connections.close_all()
    return None


def test_twenty_judge_one_thing_and_nineteen_are_told_by_whom(shared: Desk) -> None:
    item = reviewing.waiting(shared)[0]
    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(lambda n: judged(shared, item, f"p{n}"), range(PEOPLE)))
    (row,) = reviewing.ledger(shared)
    assert told.count(None) == 1 and told.index(None) == int(row.who[1:])
    late = f"was judged “{Judgement(item.asks[0]).value}” by {row.who} at 09:00:00"
    assert {one for one in told if one} == {late}


def test_twenty_judge_twenty_things_and_all_are_kept(shared: Desk) -> None:
    items = reviewing.waiting(shared)[:PEOPLE]
    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(lambda pair: judged(shared, pair[1], f"p{pair[0]}"), enumerate(items)))
    assert told == [None] * len(items)
    assert len(reviewing.ledger(shared)) == len(items) == PEOPLE


def test_twenty_take_one_decision_back_and_it_is_taken_back_once(shared: Desk) -> None:
    item = reviewing.waiting(shared)[0]
    made = reviewing.judge(shared, item.key, item.asks[0], "ann", NOW)

    def undone(number: int) -> str | None:
        try:
            reviewing.undo(shared, made.id, f"p{number}", NOW + dt.timedelta(seconds=1))
        except DeskError as error:
            return error.problem
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(undone, range(PEOPLE)))
    assert told.count(None) == 1
    assert set(told) <= {None, "was taken back already", "was changed by somebody else meanwhile"}
    assert len(reviewing.ledger(shared)) == 2
    assert item.key in {one.key for one in reviewing.waiting(shared)}


def test_twenty_work_through_the_pages_of_the_desk_at_once(shared: Desk) -> None:
    """Each judges an item of their own by its form, sees the next one, and takes the judgement back."""
    items = reviewing.waiting(shared)[:PEOPLE]
    browsers = [client(Role.ANALYST) for _ in items]

    def work(number: int) -> list[int]:
        try:
            key = items[number].key
            codes = [
                browsers[number].get(f"/desk/queue/{key}/").status_code,
                browsers[number].post(f"/desk/queue/{key}/judge/", {"judgement": "unsure"}).status_code,
                browsers[number].post("/desk/undo/", {"decision": f"decision:{key}-1"}).status_code,
            ]
        finally:
            connections.close_all()
        return codes

    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(work, range(len(items))))
    assert answers == [[200, 302, 302]] * PEOPLE
    rows = reviewing.ledger(shared, limit=3 * PEOPLE)
    assert len(rows) == 2 * PEOPLE and sum(bool(row.undoes) for row in rows) == PEOPLE


def test_of_twenty_who_publish_a_day_one_does_and_the_rest_are_told(shared: Desk) -> None:
    draft = publishing.draft(shared, DAY, "ann", NOW)

    def publish(number: int) -> str | None:
        try:
            publishing.publish(shared, draft, f"p{number}", NOW)
        except DatelineError as error:
            return error.problem
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(publish, range(PEOPLE)))
    assert told.count(None) == 1 and len(publishing.versions(shared, DAY)) == 1
    assert len(reviewing.ledger(shared)) == 1
