"""Quarters lie in the city whose news they are in, not in a namesake far away."""

from __future__ import annotations

from dateline.model import Place
from dateline.read import places
from factory import page


def found(text: str) -> dict[str, Place]:
    return {mention.record.text: mention.record for mention in places.find(page(text))}


def test_a_quarter_called_like_a_far_town_lies_in_the_reports_city() -> None:
    seen = found("Two people were shot in Chicago. One of them lived in the Ravenna neighborhood.")
    quarter = seen["Ravenna"]
    assert (quarter.gazetteer, quarter.kind, quarter.precision) == (None, "quarter", 2)
    assert (quarter.lat, quarter.lon) == (seen["Chicago"].lat, seen["Chicago"].lon)
    assert quarter.rule == "a quarter in a report about Chicago"


def test_a_city_called_a_suburb_keeps_its_place() -> None:
    seen = found("Shells fell on Aleppo. The driver came from a suburb of Chicago.")
    assert seen["Chicago"].country == "US"


def test_a_small_namesake_elsewhere_is_not_the_place_said_to_lie_in_a_city() -> None:
    quarter = found("Two men were shot in Roxbury, Boston police said.")["Roxbury"]
    assert (quarter.gazetteer, quarter.admin1, quarter.precision) == (None, "Massachusetts", 2)


def test_a_town_in_a_row_of_places_lies_where_it_lies() -> None:
    assert found("Flights from Moab, Denver and Reno were late.")["Moab"].admin1 == "Utah"


def test_without_a_city_a_quarter_keeps_what_the_gazetteer_says() -> None:
    assert found("They met in the Ravenna neighborhood.")["Ravenna"].gazetteer is not None
