"""Copies, partial reprints and updates are told apart from texts that only share a subject."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.link import copies
from dateline.model import Relation, Report
from factory import report

STORY = (
    "Two bridges over the river were closed on Monday after the night's shelling, the city council said. "
    "Engineers found cracks in three pillars of the northern bridge and asked drivers to stay away. "
    "Ferries will run every twenty minutes between the grain port and the old fish market until Friday. "
    "The council has no estimate of when the southern bridge, which was hit twice in May, will open again."
)
OTHER = (
    "The mayor opened a new school in the eastern suburb on Monday and thanked the builders, who had worked "
    "through the winter without heating. Three hundred children will start lessons there after the holidays, "
    "and a second building is planned for next year if the ministry pays its share in time."
)


def made(name: str, text: str, hour: int) -> Report:
    moment = dt.datetime(2016, 12, 4, hour, tzinfo=dt.UTC)
    return report(text, id=name, source=name, published_at=moment)


def test_a_copy_with_another_headline_is_a_copy_and_the_earliest_comes_first() -> None:
    late, early = made("late", "City cut in two\n\n" + STORY, 9), made("early", STORY, 7)
    (group,) = copies.find([late, early])
    assert group.reports == ("early", "late")
    assert [pair.relation for pair in group.pairs] == [Relation.COPY]


def test_an_agency_story_inside_a_long_article_is_a_reprint() -> None:
    inside = made("long", OTHER + " " + STORY[:310] + " " + OTHER.upper(), 9)
    (group,) = copies.find([made("agency", STORY, 7), inside])
    assert group.pairs[0].relation is Relation.REPRINT
    assert 0.5 < group.pairs[0].shared < 1


def test_a_story_printed_again_in_part_within_a_fortnight_is_a_reprint() -> None:
    long = OTHER + " " + STORY[:310] + " " + OTHER.upper()
    again, later = (
        report(long, id="again", source="again", published=dt.date(2016, 12, day)) for day in (16, 30)
    )
    first = report(STORY, id="first", source="first", published=dt.date(2016, 12, 4))
    assert [pair.relation for pair in copies.find([first, again])[0].pairs] == [Relation.REPRINT]
    assert copies.find([first, later]) == ()


def test_two_texts_of_one_subject_are_not_copies() -> None:
    assert copies.find([made("a", STORY, 7), made("b", OTHER, 8)]) == ()


def test_a_shared_quotation_is_not_a_reprint() -> None:
    quote = " “We will run the ferries as long as there is fuel for them and not one day longer,” he said."
    assert copies.find([made("a", STORY + quote, 7), made("b", OTHER + quote, 8)]) == ()


def test_a_new_text_under_the_same_address_is_an_update() -> None:
    first = made("v1", STORY, 7).model_copy(update={"resource": "https://a.example/1"})
    second = made("v2", OTHER, 8).model_copy(update={"resource": "https://a.example/1"})
    (group,) = copies.find([second, first])
    assert (group.pairs[0].a, group.pairs[0].relation) == ("v1", Relation.UPDATE)


def test_what_many_reports_share_is_furniture() -> None:
    box = " Sign up for our newsletter and never miss a story by our reporters around the world."
    many = [made(f"r{i}", f"{i} " + " ".join(f"word{i}x{j}" for j in range(40)) + box, 7) for i in range(80)]
    assert copies.find(many) == ()


def test_what_stands_in_reports_of_many_days_is_no_reprint_of_any() -> None:
    days = [made(f"d{i}", " ".join(f"w{i}x{j}" for j in range(60)) + " " + STORY, 7) for i in range(4)]
    spread = [
        own.model_copy(update={"published": dt.date(2016, 12, 1 + 5 * i), "published_at": None})
        for i, own in enumerate(days)
    ]
    assert len(copies.find(days)) == 1, "on one day it is a story that all print"
    assert copies.find(spread) == (), "over a fortnight it is a background box"


def test_one_text_kept_over_months_stays_one_text() -> None:
    long = STORY + " " + " ".join(f"word{i}" for i in range(200))
    old = [
        report(long, id=f"y{i}", source=f"y{i}", published=dt.date(2016, 1 + 3 * i, 1), published_at=None)
        for i in range(4)
    ]
    (group,) = copies.find(old)
    assert len(group.reports) == 4
    assert {pair.relation for pair in group.pairs} == {Relation.COPY}


def test_one_publishers_text_with_a_new_opening_is_an_update() -> None:
    new = "The southern bridge opened again on Monday evening, hours earlier than the council had hoped. "
    first, second = (
        made("v1", STORY, 7).model_copy(update={"source": "The Lake Courier"}),
        made("v2", new + OTHER[:120] + " " + STORY, 15).model_copy(update={"source": "The Lake Courier"}),
    )
    (group,) = copies.find([second, first])
    assert group.pairs[0].relation is Relation.UPDATE
    other = second.model_copy(update={"source": "Valley Radio"})
    (group,) = copies.find([other, first])
    assert group.pairs[0].relation is Relation.COPY, "another publisher prints it again"


def test_a_report_added_twice_is_no_copy_of_itself() -> None:
    assert copies.find([made("a", STORY, 7), made("a", STORY, 7)]) == ()


@given(st.permutations([("a", STORY, 7), ("b", OTHER + " " + STORY, 8), ("c", OTHER, 9), ("d", STORY, 7)]))
def test_the_order_of_reports_changes_nothing(given_: list[tuple[str, str, int]]) -> None:
    assert set(copies.find([made(*own) for own in given_])) == set(
        copies.find([made(*own) for own in sorted(given_)])
    )
