"""What changed since the last brief is worked out from the two, and each change is cited."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateline.model import Brief, Grade, Incident, Item
from dateline.publish import brief
from dateline.publish.changes import summary
from factory import DAY
from factory_linked import a_day

BEFORE = dt.date(2016, 12, 3)


def changed(*then: Incident) -> tuple[Item, ...]:
    """Return the changes of the day since a brief that held ``then``."""
    reports, linking = a_day()
    today = brief.compose(reports, linking, DAY)
    earlier = today.model_copy(update={"day": BEFORE, "incidents": then})
    return section(brief.compose(reports, linking, DAY, previous=earlier))


def section(one: Brief) -> tuple[Item, ...]:
    return next(s.items for s in one.sections if s.key == "changes")


def town_and_province() -> tuple[Incident, Incident]:
    town, province = a_day()[1].incidents
    return town, province


def with_best(one: Incident, best: int) -> Incident:
    return one.model_copy(update={"tolls": tuple(t.model_copy(update={"best": best}) for t in one.tolls)})


def test_nothing_changed_leaves_the_section_empty() -> None:
    assert changed(*town_and_province()) == ()


def test_a_count_that_moved_names_the_earlier_one() -> None:
    town, province = town_and_province()
    (item,) = changed(with_best(town, 12), province)
    assert item.text.startswith("Eighteen people were reported killed")
    assert item.note == "count: the brief of Saturday 3 December 2016 had 12"


def test_a_count_that_a_newer_version_replaced_is_told_as_corrected() -> None:
    reports, linking = a_day()
    today = brief.compose(reports, linking, DAY)
    town, province = town_and_province()
    first = next(a for a in town.tolls[0].accounts if not a.superseded)
    old = first.model_copy(update={"report": "sha256:old", "low": 3, "high": 3, "superseded": False})
    toll = town.tolls[0].model_copy(update={"accounts": (old,), "best": 3})
    earlier = today.model_copy(
        update={"day": BEFORE, "incidents": (town.model_copy(update={"tolls": (toll,)}), province)}
    )
    newer = {"sha256:old": first.report}
    items = section(brief.compose(reports, linking, DAY, previous=earlier, newer=newer))
    (found,) = [i for i in items if (i.note or "").startswith("corrected")]
    assert "now gives" in found.text and found.note == "corrected: its earlier version gave three"
    assert found.citations[0].report == first.report
    unknown = section(brief.compose(reports, linking, DAY, previous=earlier))
    assert not any((i.note or "").startswith("corrected") for i in unknown)


def test_a_grade_that_moved_says_both() -> None:
    town, province = town_and_province()
    (item,) = changed(town.model_copy(update={"grade": Grade.WEAK}), province)
    assert item.text == "Air strike on Saraqib: now graded contested, was weak."


def test_an_incident_of_another_id_on_the_same_words_is_the_same() -> None:
    town, province = town_and_province()
    assert changed(town.model_copy(update={"id": "another"}), province) == ()


def test_a_new_denial_and_a_new_incident_are_told() -> None:
    town, _ = town_and_province()
    items = changed(town.model_copy(update={"disagreements": ()}))
    assert [(i.note or "").partition(":")[0] for i in items] == ["denied", "new"]
    assert "denies" in items[0].text
    assert items[1].text.startswith("At least 40 people")


def test_what_is_told_no_more_is_said_with_the_words_it_rested_on() -> None:
    town, province = town_and_province()
    other: dict[str, Any] = {"id": "gone", "type": "shelling", "title": "Shelling of Binnish"}
    citation = town.accounts[0].citation.model_copy(update={"start": 0, "end": 5, "text": "Strik"})
    account = province.accounts[0].model_copy(
        update={"citation": citation.model_copy(update={"report": province.accounts[0].report})}
    )
    gone = province.model_copy(
        update=other
        | {
            "accounts": (account,),
            "tolls": province.tolls[:0]
            + tuple(t.model_copy(update={"accounts": (account,)}) for t in province.tolls),
        }
    )
    (item,) = changed(town, province, gone)
    assert (item.text, item.note) == ("Shelling of Binnish: no longer told.", "gone")


def test_the_summary_counts_each_kind() -> None:
    town, province = town_and_province()
    reports, linking = a_day()
    earlier = brief.compose(reports, linking, DAY).model_copy(
        update={"day": BEFORE, "incidents": (with_best(town, 12), with_best(province, 20))}
    )
    one = brief.compose(reports, linking, DAY, previous=earlier)
    assert summary(one.sections[0]) == "Two counts moved"
