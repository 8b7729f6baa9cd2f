"""The queue: what is in doubt comes with its reason, the gravest first, and once judged it is gone."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import (
    Candidate,
    Copies,
    CopyPair,
    Decision,
    Disagreement,
    Judgement,
    Linking,
    Presence,
    Relation,
    Visit,
)
from dateline.review import queue
from dateline.review.ledger import standing
from dateline.review.queue import Doubt
from factory_linked import incident, killed, period, place, toll, zoned

DAY = dt.date(2016, 12, 4)
ONE = zoned("Strike kills nine\nNine people were killed, a doctor said.", source="Harbour Post")
NOW = dt.datetime(2016, 12, 4, 12, tzinfo=dt.UTC)
COUNT = itertools.count()


def counted(name: str, low: int, **fields: object) -> object:
    account = killed(ONE, "Nine people", low)
    fields.setdefault("tellings", (f"{ONE.id}#e{next(COUNT)}",))
    return incident(name, account, tolls=(toll(account),), origins=2, **fields)


def items(*incidents: object, copies: tuple[Copies, ...] = ()) -> list[queue.QueueItem]:
    return queue.build(Linking(incidents=incidents, copies=copies))  # type: ignore[arg-type]


def test_accounts_that_differ_come_with_what_differs() -> None:
    differ = Disagreement(kind="denial", text="The ministry denies it", accounts=(killed(ONE, "Nine", 9),))
    (item,) = items(counted("Strike", 9, disagreements=(differ,)))
    assert (item.doubt, item.reason) == (Doubt.DIFFER, "The ministry denies it")
    assert item.asks == (Judgement.ACCEPT, Judgement.CORRECT, Judgement.UNSURE)


def test_the_graver_one_comes_first() -> None:
    found = items(
        counted("Small", 2).model_copy(update={"origins": 1}),
        counted("Large", 60).model_copy(update={"origins": 1}),
    )  # type: ignore[attr-defined]
    assert [item.title for item in found] == ["Large", "Small"]


def test_two_incidents_of_a_kind_at_a_place_may_be_one() -> None:
    spot = place("Northport", 1.0, 2.0, gazetteer="geonames:1")
    same = [counted(n, 5, place=spot, period=period(DAY)) for n in ("First", "Second")]
    later = counted("Later", 5, place=spot, period=period(DAY + dt.timedelta(days=9)))
    (item,) = [i for i in items(*same, later) if i.doubt is Doubt.PAIR]
    assert item.title == "First / Second"
    assert set(item.subjects) == {i.tellings[0] for i in same}  # type: ignore[attr-defined]


def test_a_place_with_namesakes_is_asked_about() -> None:
    names = tuple(Candidate(gazetteer=f"geonames:{n}", name="Northport", lat=1, lon=n) for n in (1, 2))
    (item,) = items(counted("Strike", 5, place=place("Northport", 1.0, 1.0, candidates=names)))
    assert item.doubt is Doubt.PLACE and "one other place" in item.reason


def test_a_text_half_of_which_is_another_is_asked_about() -> None:
    pairs = [CopyPair(a="a", b=b, relation=Relation.REPRINT, shared=s) for b, s in (("b", 0.5), ("c", 0.95))]
    group = Copies(reports=("a", "b", "c"), keys=(None, None, None), pairs=tuple(pairs))
    (item,) = items(copies=(group,))
    assert item.reports == ("a", "b") and item.reason.startswith("50%")


def test_a_page_that_is_gone_is_asked_about_until_it_is_back() -> None:
    gone = Visit(report=ONE.id, url="https://x.example/1", at=NOW, presence=Presence.GONE, cause="404")
    back = gone.model_copy(update={"presence": Presence.BACK, "at": NOW + dt.timedelta(days=1)})
    (item,) = queue.build(Linking(), [gone])
    assert item.doubt is Doubt.VANISHED and "gone (404) on 04 December 2016" in item.reason
    assert queue.build(Linking(), [back, gone]) == []


def test_what_was_judged_is_gone_until_it_is_taken_back() -> None:
    found = items(counted("Strike", 9).model_copy(update={"origins": 1}))  # type: ignore[attr-defined]
    key = found[0].key
    made = Decision(id=f"decision:{key}-1", judgement=Judgement.ACCEPT, subjects=(), who="ann", when=NOW)
    back = made.model_copy(update={"id": f"decision:{key}-2", "undoes": made.id})
    assert queue.open_items(found, standing([made])) == []
    assert queue.open_items(found, standing([made, back])) == found


def test_another_disagreement_is_another_question() -> None:
    words = ("at least 9 or 12", "at least 9 or 15")
    keys = {
        items(
            counted(
                "Strike",
                9,
                tellings=("r#e1",),
                disagreements=(Disagreement(kind="count", text=w, accounts=()),),
            )
        )[0].key
        for w in words
    }
    assert len(keys) == 2


@given(st.permutations(range(5)))
def test_the_order_of_incidents_changes_nothing(order: list[int]) -> None:
    spot = place("Northport", 1.0, 2.0, gazetteer="geonames:1")
    found = [counted(f"N{n}", n + 1, tellings=(f"r#e{n}",), place=spot, period=period(DAY)) for n in range(5)]
    assert items(*(found[n] for n in order)) == items(*found)
