"""Reports of one incident meet; what the reports keep apart stays apart."""

from __future__ import annotations

import datetime as dt

from dateline.link import linker
from dateline.model import (
    Exactness,
    Factuality,
    Grade,
    Incident,
    Note,
    NoteKind,
    Report,
    Span,
)
from factory import DAY, report
from factory_told import place, told


def link(*reports: Report) -> tuple[Incident, ...]:
    return linker.link(reports).incidents


def test_two_outlets_with_one_voice_are_one_incident_with_one_origin() -> None:
    (incident,) = link(told("A", "Northam", 22), told("B", "Northam", 22, hour=14))
    assert len(incident.reports) == 2
    assert (incident.origins, incident.grade) == (1, Grade.WEAK)
    assert incident.title == "Air strikes in Northam"
    (reason,) = incident.link_reasons
    assert "both in Northam, both on 2016-12-04, both count 22 killed" in reason


def test_two_towns_on_one_day_are_two_incidents() -> None:
    assert len(link(told("A", "Northam", 22), told("B", "Southby", 22))) == 2


def test_two_days_in_one_town_are_two_incidents() -> None:
    later = told("B", "Northam", 3, day=DAY + dt.timedelta(days=1), voice="the governor of the district")
    assert len(link(told("A", "Northam", 22), later)) == 2


def test_a_rising_count_of_one_voice_is_a_history_not_a_disagreement() -> None:
    (incident,) = link(told("Log", "Northam", 9, hour=9), told("Log", "Northam", 22, hour=18))
    (toll,) = incident.tolls
    assert (toll.low, toll.high, incident.disagreements) == (22, 22, ())
    assert [account.superseded for account in toll.accounts] == [True, False]


def test_two_voices_with_two_counts_differ() -> None:
    (incident,) = link(told("A", "Northam", 22), told("B", "Northam", 30, voice="the Lake Observatory"))
    assert [own.kind for own in incident.disagreements] == ["count"]
    assert (incident.tolls[0].low, incident.tolls[0].high, incident.grade) == (22, 30, Grade.FAIR)


def test_a_town_is_part_of_its_province_and_its_dead_are_not_added() -> None:
    wide = told("A", "Midland", 51, exactness=Exactness.AT_LEAST)
    incidents = {own.place_name: own for own in link(wide, told("B", "Northam", 22))}
    assert incidents["Northam"].part_of == incidents["Midland"].id
    assert incidents["Midland"].tolls[0].low == 51
    assert incidents["Midland"].tolls[0].high is None


def test_a_denial_contests_and_asserts_nothing_itself() -> None:
    denial = told("B", "Northam", 22, voice="the Northern Ministry", factuality=Factuality.DENIED)
    (incident,) = link(told("A", "Northam", 22), denial)
    assert incident.grade is Grade.CONTESTED
    assert incident.origins == 1
    assert link(denial) == (), "a denial of what nobody asserts is no incident"


def test_planned_demanded_and_hypothetical_events_are_no_incidents() -> None:
    for factuality in (Factuality.PLANNED, Factuality.DEMANDED, Factuality.HYPOTHETICAL):
        plan = told("A", "Northam", 22, factuality=factuality)
        figures = tuple(f.model_copy(update={"factuality": factuality}) for f in plan.figures)
        assert link(plan.model_copy(update={"figures": figures})) == ()


def test_an_incident_keeps_its_id_when_later_reports_come() -> None:
    first = told("A", "Northam", 22)
    (before,) = link(first)
    (after,) = link(told("B", "Northam", 25, hour=20), first)
    assert before.id == after.id


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [told("A", "Northam", 22), told("B", "Northam", 30, hour=15), told("C", "Midland", 51, hour=16)]
    assert linker.link(reports) == linker.link(reports[::-1])


def test_a_report_without_date_or_place_stands_alone() -> None:
    bare = told("A", "Northam", 22).model_copy(update={"places": (), "periods": (), "published": None})
    assert len(link(bare, told("B", "Northam", 3, voice="the governor of the district"))) == 2


def test_a_denial_for_the_province_bears_on_its_towns_but_not_on_another_day() -> None:
    asserted = told("A", "Northam", 22)
    for day, grade in ((DAY, Grade.CONTESTED), (DAY + dt.timedelta(days=9), Grade.WEAK)):
        denial = told("B", "Midland", 0, voice="the Northern Ministry", day=day, factuality=Factuality.DENIED)
        (incident,) = link(asserted, denial)
        assert incident.grade is grade


def test_reports_in_two_languages_meet_by_place_and_day() -> None:
    other = told("B", "Northam", 22, voice="the Lake Observatory").model_copy(update={"language": "ar"})
    (incident,) = link(told("A", "Northam", 22).model_copy(update={"language": "en"}), other)
    assert incident.origins == 2


def test_a_report_whose_statements_cannot_be_read_corroborates_nobody() -> None:
    note = Note(step="languages", kind=NoteKind.LANGUAGE, message="Arabic: only places are read")
    other = told("B", "Northam", 22, voice="the Lake Observatory").model_copy(update={"notes": (note,)})
    (incident,) = link(told("A", "Northam", 22), other)
    assert incident.origins == 1


BACKGROUND = (
    " The Valley Network has worked in Midland since the Lake Accords. Ada Novak of the Northern Council and"
    " Ivo Maric of the Lake Observatory called for talks in Port Haven, and the Harbour League agreed."
)


OTHER = (
    " Eva Horn of the Mill Clinic and Jan Berg of the Southern Union asked the United Assembly for beds, and"
    " the Ferry Company sent boats from Long Island to the Old Quay."
)


def desk(*reports: Report, background: tuple[str, str] = (BACKGROUND, BACKGROUND)) -> tuple[Incident, ...]:
    """Link on a desk so large that words are trusted; the reports share an agency's background."""
    each = zip(reports, background, strict=True)
    long = [own.model_copy(update={"text": own.text + more}) for own, more in each]
    others = [report(f"The council of Ward {n} met on item {n}.", source="Gazette") for n in range(400)]
    ids = {own.id for own in reports}
    return tuple(own for own in link(*long, *others) if ids & set(own.reports))


def test_two_towns_stay_two_on_a_large_desk_where_one_agency_words_both_alike() -> None:
    assert len(desk(told("A", "Northam", 22), told("B", "Southby", 22))) == 2
    assert len(desk(told("A", "Northam", 22), told("A", "Southby", 22))) == 2


def test_two_days_stay_two_on_a_large_desk() -> None:
    later = told("B", "Northam", 3, voice="the governor of the district", day=DAY + dt.timedelta(days=1))
    assert len(desk(told("A", "Northam", 22), later, background=(BACKGROUND, OTHER))) == 2


def test_one_agency_words_two_towns_alike_and_names_both() -> None:
    def roundup(own: Report, other: str) -> Report:
        """The report tells of a second strike, with its own dead, in another town."""
        text = f"{own.text} A strike on {other} killed 9 people."
        at = own.text.__len__() + 1
        place_ = place(other, text.index(other, at)).model_copy(update={"id": "l2"})
        figure = own.figures[0].model_copy(
            update={"id": "f2", "start": text.index("9"), "end": text.index("9") + 1, "text": "9",
                    "low": 9, "high": 9, "places": ("l2",), "attributed_to": None}
        )  # fmt: skip
        event = own.events[0].model_copy(
            update={"id": "e2", "trigger": Span(start=at + 2, end=at + 8, text="strike"),
                    "places": ("l2",), "figures": ("f2",), "attributed_to": None}
        )  # fmt: skip
        return own.model_copy(
            update={"text": text, "places": (*own.places, place_), "figures": (*own.figures, figure),
                    "events": (*own.events, event)}
        )  # fmt: skip

    first, second = roundup(told("A", "Northam", 22), "Southby"), roundup(told("B", "Southby", 9), "Northam")
    incidents = desk(first, second, background=(BACKGROUND, OTHER))
    assert {own.place_name for own in incidents} == {"Northam", "Southby"}


def test_one_strike_told_twice_is_one_on_a_large_desk() -> None:
    assert len(desk(told("A", "Northam", 22), told("B", "Northam", 22, hour=14))) == 1


def test_two_strikes_in_one_town_on_one_day_stay_two_when_the_sites_differ() -> None:
    def at(own: Report, site: str) -> Report:
        return own.model_copy(update={"text": f"{own.text} It fell on {site}."})

    market = at(told("A", "Northam", 22, voice="the governor of the district"), "Mill Street")
    school = at(told("B", "Northam", 3, voice="the Lake Observatory"), "the Harbour School")
    assert len(link(market, school)) == 2
    assert len(link(market, at(told("B", "Northam", 22, voice="the Lake Observatory"), "Mill Street"))) == 1
