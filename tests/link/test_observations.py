"""A report's figures become observations: whose count, of whom, where, and as of which moment."""

from __future__ import annotations

import datetime as dt

from dateline.link import observations
from dateline.link.origins import Origins
from dateline.model import Observation, Report
from factory import read


def observed(*reports: Report, replaced: bool = False) -> list[Observation]:
    origins = Origins(reports)
    return [one for each in reports for one in observations.of(each, origins, replaced=replaced)]


def test_a_count_of_people_in_a_state_is_observed_when_it_was_published() -> None:
    at = dt.datetime(2016, 12, 4, 9, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    (one,) = observed(
        read("About 400 people are besieged in Homs, the Red Crescent said on Sunday.", published_at=at)
    )
    assert (one.status.value, one.low, one.name) == (
        "besieged",
        400,
        "Besieged, Homs".replace("Besieged", "Under siege"),
    )
    assert one.at == dt.datetime(2016, 12, 4, 7, tzinfo=dt.UTC)
    assert one.origin == "Red Crescent"
    assert "400" in one.citation.text


def test_a_count_of_an_earlier_day_is_observed_on_that_day() -> None:
    (one,) = observed(read("On Friday 3,000 people were displaced from Homs, the Red Crescent said."))
    assert one.at.date() == dt.date(2016, 12, 2)
    assert one.said_at.date() == dt.date(2016, 12, 4)


def test_those_killed_in_a_strike_are_an_incidents_and_not_followed() -> None:
    assert observed(read("An air strike killed 12 people in Homs on Sunday, rescuers said.")) == []


def test_a_running_total_is_followed_under_the_month_it_began_in() -> None:
    (one,) = observed(
        read("More than 3,000 people have been killed in Homs since March 2016, the monitor said.")
    )
    assert one.since == dt.date(2016, 3, 1)
    assert one.name == "Killed, Homs, since March 2016"


def test_two_places_two_series_and_no_place_none() -> None:
    first, second = observed(
        read("Some 400 people are besieged in Homs, the Red Crescent said."),
        read("Some 700 people are besieged in Hama, the Red Crescent said."),
    )
    assert first.series != second.series
    assert observed(read("Some 400 people are displaced, the Red Crescent said.")) == []


def test_one_person_is_no_count_of_how_many_there_are() -> None:
    assert observed(read("A refugee stayed in Homs, she said on Sunday.")) == []


def test_signatures_are_those_of_a_petition_and_a_treaty_has_none() -> None:
    told = read(
        "In Britain, 13,508 people had signed a petition by Sunday. At 100,000 Parliament debates it."
    )
    (one,) = observed(told)
    assert (one.low, [mark.value for mark in one.marks]) == (13_508, [100_000])
    assert observed(read("Twelve ministers signed the treaty in Geneva on Sunday.")) == []


def test_every_page_that_names_one_petition_counts_for_it() -> None:
    address = "https://petition.parliament.uk/petitions/700001"
    itself = read("Keep the ferry\n\n900 signatures", url=address, title="Keep the ferry", source="Petitions")
    told = read(f"Some 950 people had signed the petition ({address}) by Sunday.")
    first, second = observed(itself, told)
    assert first.series == second.series
    assert first.name == "Signatures: Keep the ferry"


def test_a_version_that_was_replaced_says_so() -> None:
    (one,) = observed(read("Some 400 people are besieged in Homs, the Red Crescent said."), replaced=True)
    assert one.replaced
