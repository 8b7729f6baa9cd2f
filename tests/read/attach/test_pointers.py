"""What a later sentence tells of an event is the event's."""

from __future__ import annotations

from factory import read


def test_it_happened_dates_and_places_the_event_before() -> None:
    found = read("A man was shot dead.\n\nIt happened on Friday in Boston.")
    event = next(event for event in found.events if event.main)
    assert [period.id for period in found.periods] == [event.period]
    assert [place.id for place in found.places] == [*event.places]
    assert (event.period_rule, event.place_rule) == ("told later", "told later")


def test_a_time_of_its_own_stays() -> None:
    found = read("A man was shot dead on Monday. A crash happened on Friday.")
    assert found.events[0].period_rule == "clause"


def test_another_kind_of_deed_is_not_taken_up() -> None:
    found = read("Police arrested a man. A boy was shot dead. The shooting occurred on Friday.")
    by_type = {event.type: event.period for event in found.events}
    assert by_type["arrests"] is None
    assert by_type["attack"] == found.periods[0].id
