"""A brief says what its records hold, in cited items, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from pydantic import ValidationError

from dateline.model import (
    Brief,
    Event,
    Exactness,
    Factuality,
    Grade,
    Incident,
    Item,
    Linking,
    Mode,
    Period,
    Report,
    Span,
    Stance,
)
from dateline.publish import brief, choose
from dateline.publish.markdown import summary
from factory import DAY
from factory_linked import a_day, account, at, figure, incident, killed, period, place, statement, toll, zoned


def composed(*incidents: Incident, day: dt.date = DAY, reports: Sequence[Report] = ()) -> Brief:
    reports = reports or [zoned("Nothing else\nNo more is known.", source="Plain Wire")]
    return brief.compose(reports, Linking(incidents=incidents), day)


def section(one: Brief, key: str) -> tuple[Item, ...]:
    return next(s.items for s in one.sections if s.key == key)


def test_an_item_without_a_citation_cannot_be_built() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Item(kind="sentence", text="Something happened.", citations=())


def test_a_quote_that_is_not_in_its_source_cannot_be_built() -> None:
    quote = section(brief.compose(*a_day(), DAY), "said")[0]
    with pytest.raises(ValidationError, match="not in the words it cites"):
        Item(kind="quote", text="We flew there", citations=quote.citations)


def test_every_citation_holds_the_characters_of_its_report() -> None:
    reports, linking = a_day()
    texts = {r.id: r.text for r in reports}
    one = brief.compose(reports, linking, DAY)
    items = [i for s in one.sections for i in s.items] + list(one.lead)
    assert len(items) > 8
    for item in items:
        for citation in item.citations:
            assert texts[citation.report][citation.start : citation.end] == citation.text


def test_the_headline_is_the_largest_count_on_the_strongest_evidence() -> None:
    strong, rumour = zoned("A\nNine people were killed.", source="A"), zoned("B\nOver 500 died.", source="B")
    nine, many = killed(strong, "Nine people", 9, 9), killed(rumour, "Over 500", 500)
    one = composed(
        incident("Strike on Saraqib", nine, tolls=(toll(nine),), place=place("Saraqib", 35.9, 36.8)),
        incident("Strike on Binnish", many, tolls=(toll(many),), grade=Grade.WEAK),
    )
    assert one.headline is not None
    assert one.headline.text == "Nine people reported killed in air strikes on Saraqib"


def test_without_incidents_the_earliest_title_is_quoted() -> None:
    one = composed()
    assert one.headline is not None
    assert (one.headline.kind, one.headline.text) == ("quote", "Nothing else")


def test_a_part_is_shown_inside_its_whole_across_incidents() -> None:
    one = brief.compose(*a_day(), DAY)
    (whole,) = section(one, "numbers")
    assert whole.text.startswith("At least 40 people")
    assert [part.text.split(" people")[0] for part in whole.parts] == [
        "Among them, 18",
        "That leaves at least 22 in places other than Saraqib: at least 40 less 18.",
    ]


def test_an_incident_of_another_day_is_left_out() -> None:
    source = zoned("Old\nTwo people were killed.", source="A", published=dt.date(2016, 11, 1))
    two = killed(source, "Two people", 2, 2)
    assert composed(incident("Old", two, tolls=(toll(two),)), day=dt.date(2016, 11, 20)).incidents == ()


def test_one_person_takes_the_singular() -> None:
    source = zoned("One\nA man was killed.", source="A")
    one = killed(source, "A man", 1, 1, who="men")
    text = composed(incident("Shooting", one, tolls=(toll(one),), type="attack")).lead[0].text
    assert text.startswith("One man was reported killed")


def test_side_taking_words_stay_in_quotation_marks() -> None:
    source = zoned("Army\nTwelve terrorists were killed.", source="A")
    twelve = killed(source, "Twelve terrorists", 12, 12, who="terrorists")
    text = composed(incident("Raid", twelve, tolls=(toll(twelve),), type="attack")).lead[0].text
    assert text.startswith("Twelve “terrorists” were reported killed")


def test_a_vague_count_keeps_the_accounts_own_words() -> None:
    reports, linking = a_day()
    displaced = section(brief.compose(reports, linking, DAY), "others")
    assert displaced[0].text == "Hundreds of people have left the town since Thursday."
    source = zoned("Dozens\nDozens were killed.", source="A")
    dozens = killed(source, "Dozens", 24, exactness=Exactness.VAGUE)
    text = composed(incident("Strike", dozens, tolls=(toll(dozens),))).lead[0].text
    assert "24" not in text


def test_a_rumour_is_only_in_the_unconfirmed_section() -> None:
    one = brief.compose(*a_day(), DAY)
    assert [i.text for i in section(one, "unconfirmed")] == [
        "It is rumoured that talks between the parties will begin within days."
    ]
    assert not any("rumoured" in i.text for i in section(one, "said"))


def test_a_count_is_told_of_the_place_its_account_gives() -> None:
    source = zoned("Strikes\nForty people were killed in Idlib.", source="A")
    wide = place("Idlib", 35.9, 36.6, kind="admin1", precision=3, gazetteer="geonames:1")
    there = wide.model_copy(update={"start": 43, "end": 48})
    forty = figure(source, "Forty", id="f1", low=40, high=40, places=("l1",))
    source = source.model_copy(update={"figures": (forty,), "places": (there,)})
    counted = killed(source, "Forty people", 40, 40, figure="f1")
    part = wide.model_copy(update={"modifier": "southern countryside"})
    one = composed(incident("Strikes", counted, tolls=(toll(counted),), place=part), reports=[source])
    assert one.headline is not None
    assert one.headline.text == "Forty people reported killed in air strikes in the Idlib area"


def test_a_denial_says_what_is_denied_in_its_own_words() -> None:
    reports, linking = a_day()
    town, province = linking.incidents
    denial = reports[2]
    content, start = "that its aircraft had hit Saraqib", denial.text.index("denied")
    cue = Span(start=start, end=start + 6, text="denied")
    said = statement(
        denial,
        content,
        id="s9",
        speaker="The defence ministry",
        mode=Mode.INDIRECT,
        stance=Stance.DENIES,
        cue=cue,
    )
    reports[2] = denial.model_copy(update={"statements": (*denial.statements, said)})
    accounts = tuple(a.model_copy(update={"statement": "s9"}) for a in town.disagreements[0].accounts)
    differ = (town.disagreements[0].model_copy(update={"accounts": accounts}),)
    told = linking.model_copy(
        update={"incidents": (town.model_copy(update={"disagreements": differ}), province)}
    )
    one = brief.compose(reports, told, DAY)
    expected = f"The defence ministry denied, in the words of Gazette <b>East</b>, “{content}”."
    assert expected in [i.text for i in section(one, "differ")]


def test_the_order_of_the_arguments_changes_nothing() -> None:
    reports, linking = a_day()
    turned = linking.model_copy(update={"incidents": linking.incidents[::-1]})
    assert brief.compose(reports[::-1], turned, DAY) == brief.compose(reports, linking, DAY)


def test_a_share_is_not_a_count() -> None:
    source = zoned("Third\nA third of the houses were destroyed.", source="A")
    third = killed(source, "A third", None, exactness=Exactness.ABOUT).model_copy(update={"low": 0.33})
    share = toll(third, low=0.33, best=0.33)
    assert section(composed(incident("Shelling", third, tolls=(share,))), "numbers") == ()


def test_a_named_victim_is_counted_and_not_named() -> None:
    source = zoned("Killing\nHaddad was killed.", source="A")
    one = killed(source, "Haddad", 1, 1, who="Haddad")
    assert (
        composed(incident("Attack", one, tolls=(toll(one),), type="attack"))
        .lead[0]
        .text.startswith("One person")
    )


def test_the_days_own_counts_come_before_larger_ones_of_other_days() -> None:
    source = zoned("Then and now\nNine people were killed. In 2005, 90 people were killed.", source="A")
    now, then = killed(source, "Nine people", 9, 9), killed(source, "90 people", 90, 90)
    old = incident("Then", then, tolls=(toll(then),), period=period(dt.date(2005, 2, 14)))
    rows = section(composed(old, incident("Now", now, tolls=(toll(now),)), reports=[source]), "numbers")
    assert [row.text.split(" were")[0] for row in rows] == ["Nine people", "Ninety people"]


def test_the_summary_for_a_terminal_names_counts_with_their_grades() -> None:
    reports, linking = a_day()
    lines = summary(brief.compose(reports, linking, DAY), reports).splitlines()
    assert lines[0] == "Sunday 4 December 2016"
    assert lines[1].startswith("At least 40 people reported killed")
    assert lines[2].endswith("[fair]")
    assert lines[-1] == "two incidents; three reports by three sources"


def test_what_was_only_demanded_is_no_incident() -> None:
    source = zoned("Call\nThe mayor called for aid to Saraqib.", source="A")
    trigger = at(source, "aid")
    event = Event(id="e1", type="aid delivery", trigger=trigger, factuality=Factuality.DEMANDED)  # type: ignore[arg-type]
    source = source.model_copy(update={"events": (event,)})
    call = account(source, "aid to Saraqib", event="e1")
    asked = incident("Aid delivery in Saraqib", call, grade=Grade.WEAK)
    assert composed(asked, reports=[source]).incidents == ()
    happened = event.model_copy(update={"factuality": Factuality.HAPPENED})
    hoped = source.model_copy(update={"events": (happened,)})
    assert composed(asked, reports=[hoped]).incidents == (), "the sentence itself leaves it open"
    came = zoned("Relief\nThe aid reached Saraqib.", source="A")
    real = came.model_copy(
        update={"events": (happened.model_copy(update={"trigger": Span(**at(came, "aid"))}),)}
    )
    told = incident("Aid delivery in Saraqib", account(real, "aid reached Saraqib", event="e1"))
    assert composed(told, reports=[real]).incidents == (told,)


def test_the_lead_says_when_its_second_count_is_part_of_the_first() -> None:
    reports, linking = a_day()
    town, province = linking.incidents
    inside = linking.model_copy(
        update={"incidents": (town.model_copy(update={"part_of": province.id}), province)}
    )
    lead = brief.compose(reports, inside, DAY).lead
    assert lead[1].text.startswith("Among them, 18 people were reported killed in air strikes on Saraqib")


def test_more_than_the_whole_is_never_told_as_a_part() -> None:
    reports, linking = a_day()
    town, province = linking.incidents
    more = town.tolls[0].accounts[-1].model_copy(update={"low": 41, "high": 41})
    grown = town.model_copy(update={"tolls": (toll(more),), "part_of": province.id})
    one = brief.compose(reports, linking.model_copy(update={"incidents": (grown, province)}), DAY)
    assert all(item.parts == () for item in section(one, "numbers"))
    assert not any("among them" in item.text.lower() for item in one.lead)


def test_a_running_total_is_no_days_own() -> None:
    """It lasts to the day, and yet the day's page opens with what happened on the day."""
    town = a_day()[1].incidents[0]
    months = Period(id="p", start=0, end=0, text="", first=DAY.replace(month=3), last=DAY)
    week = months.model_copy(update={"first": DAY - dt.timedelta(days=6)})
    assert not choose.touches(town.model_copy(update={"period": months}), DAY)
    assert choose.touches(town.model_copy(update={"period": week}), DAY)
