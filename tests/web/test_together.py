"""Many people at once: nobody's decision is lost, nobody overrules another unseen."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from dateline.errors import DeskError
from dateline.model import Judgement
from dateline.pipeline import Desk, reviewing
from dateline.review.queue import QueueItem

NOW = dt.datetime(2016, 12, 6, 9, tzinfo=dt.UTC)
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


def test_twenty_judge_one_thing_and_nineteen_are_told_by_whom(sample: Desk) -> None:
    item = reviewing.waiting(sample)[0]
    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(lambda n: judged(sample, item, f"p{n}"), range(PEOPLE)))
    (row,) = reviewing.ledger(sample)
    assert told.count(None) == 1 and told.index(None) == int(row.who[1:])
    late = f"was judged “{Judgement(item.asks[0]).value}” by {row.who} at 09:00:00"
    assert {one for one in told if one} == {late}


def test_twenty_judge_twenty_things_and_all_are_kept(sample: Desk) -> None:
    items = reviewing.waiting(sample)[:PEOPLE]
    with ThreadPoolExecutor(PEOPLE) as pool:
        told = list(pool.map(lambda pair: judged(sample, pair[1], f"p{pair[0]}"), enumerate(items)))
    assert told == [None] * len(items)
    assert len(reviewing.ledger(sample)) == len(items) == PEOPLE
