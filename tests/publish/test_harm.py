"""Names, points and incidents are kept from readers; what is left stays whole and walks back to its words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.config.harm import Harm
from dateline.link import linker
from dateline.model import Decision, Judgement, Report
from dateline.publish import brief, delays, harm, persons
from dateline.publish.persons import Why
from dateline.publish.record import DayRecord, dump
from factory import DAY, read, report

NOW = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=30)


def whole(*texts: str, now: dt.datetime = LATER, decided: Any = (), own: Harm | None = None) -> DayRecord:
    """Return the day's record of these reports as readers may have it."""
    return harm.public(*known(*texts, now=now, decided=decided, own=own))


def known(
    *texts: str, now: dt.datetime = LATER, decided: Any = (), own: Harm | None = None
) -> tuple[DayRecord, harm.Rules]:
    """Return the day's record of these reports, and what is to be kept from readers of it."""
    reports = [read(text, source=f"Wire {n}", language="en") for n, text in enumerate(texts)]
    linking = linker.link(reports)
    made = DayRecord(
        day=DAY, brief=brief.compose(reports, linking, DAY), linking=linking, reports=tuple(reports)
    )
    found = harm.rules(own or Harm(), reports, linking.incidents, decided, now)
    return made, found


def decision(judgement: Judgement, subject: str, number: int = 1) -> Decision:
    return Decision(
        id=f"decision:t-{number}",
        judgement=judgement,
        subjects=(subject,),
        who="ann",
        when=NOW,
        reason="The family asks for it.",
    )


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Among the dead was 9-year-old Tarek Nassour.", "Tarek Nassour", Why.MINOR),
        ("Tarek Nassour, 9, was found under the rubble.", "Tarek Nassour", Why.MINOR),
        ("Tarek Nassour, aged 9, was found.", "Tarek Nassour", Why.MINOR),
        ("Neighbours buried the girl Rima Haddad at dusk.", "Rima Haddad", Why.MINOR),
        ("Four-month-old twins died, and 3-month-old Rima Haddad.", "Rima Haddad", Why.MINOR),
        ("Samir Haddad, 41, was killed at the door of his shop.", "Samir Haddad", Why.PRIVATE),
        ("She lost her husband Samir Haddad in the strike.", "Samir Haddad", Why.PRIVATE),
        ("A teacher, Rima al-Khoury, who asked not to be named, said so.", "Rima al-Khoury", Why.ANONYMOUS),
        ("Погиб 9-летний Иван Сорока.", "Иван Сорока", Why.MINOR),
        ("قتل الطفل سامر حداد في القصف.", "سامر حداد", Why.MINOR),
    ],
)
def test_names_of_minors_private_people_and_hidden_sources_are_found(text: str, name: str, why: Why) -> None:
    (found,) = persons.found([report(text)])
    assert (found.name, found.why) == (name, why)


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Anna Holt, 61, said the talks went on.",
        "On Sunday, 22, the market was empty.",
        "The Observatory said 9 children were killed in Kafranbel, 22 people in all.",
        "December 4, 2016, was a Sunday.",
    ],
)
def test_public_people_days_and_towns_are_no_private_persons(text: str) -> None:
    assert [p.name for p in persons.found([read(text)])] == []


def test_a_name_is_blacked_out_in_a_reports_words_and_told_as_withheld_in_ours() -> None:
    one = report("Tarek Nassour, 9, died. Nassour was buried at dusk.", title="Tarek Nassour, 9, died")
    shown = harm.public(one, harm.rules(Harm(), [one]))
    assert shown.text == "█████████████, 9, died. ███████ was buried at dusk."
    assert shown.title == "[name withheld], 9, died"
    assert len(shown.text) == len(one.text)


def test_a_part_of_a_name_is_hidden_only_in_what_rests_on_its_report() -> None:
    one = report("Samir Haddad, 41, was killed. Haddad had four children.")
    other = report("President Haddad spoke for an hour. Samir Haddad was mourned.")
    rules = harm.rules(Harm(), [one, other])
    assert "Haddad" not in harm.public(one, rules).text
    assert harm.public(other, rules).text.startswith("President Haddad spoke")
    assert "Samir" not in harm.public(other, rules).text


def test_an_address_that_spells_a_name_is_not_given() -> None:
    one = report("Samir Haddad, 41, was killed.", url="https://news.example.org/2016/samir-haddad-killed")
    assert harm.public(one, harm.rules(Harm(), [one])).url is None


def test_an_editor_releases_a_name_and_withholds_another() -> None:
    one = report("Samir Haddad, 41, was killed. Mayor Karim Saleh spoke at the grave.")
    said = [
        decision(Judgement.RELEASE, "name:Samir Haddad"),
        decision(Judgement.WITHHOLD, "name:Karim Saleh", 2),
    ]
    shown = harm.public(one, harm.rules(Harm(), [one], standing=said))
    assert shown.text == "Samir Haddad, 41, was killed. Mayor ███████████ spoke at the grave."


def test_the_last_decision_on_a_name_counts() -> None:
    said = [
        decision(Judgement.RELEASE, "name:Samir Haddad"),
        decision(Judgement.WITHHOLD, "name:Samir Haddad", 2),
    ]
    assert harm.verdicts(said) == {"name:Samir Haddad": Judgement.WITHHOLD}


def test_a_desk_may_keep_names_back_by_its_settings_or_turn_the_rules_off() -> None:
    one = report("Samir Haddad, 41, was killed near Karim Saleh.")
    own = harm.rules(Harm(names=False, withhold=("Karim Saleh",)), [one])
    assert harm.public(one, own).text == "Samir Haddad, 41, was killed near ███████████."


HOSPITAL = "Air strikes hit a hospital in Kafranbel on Sunday, killing at least 22 people, rescuers said."
MARKET = "Shelling killed 5 people in Maarat al-Numan on Sunday, doctors said."


def test_an_incident_at_a_hospital_is_held_back_and_comes_by_itself_when_its_time_is_over() -> None:
    made, rules = known(HOSPITAL, MARKET, now=NOW)
    (held,) = rules.held.values()
    assert held.place == "hospital"
    assert held.until == dt.datetime(2016, 12, 7, tzinfo=dt.UTC) == rules.next
    shown = dump(harm.public(made, rules))
    assert "hospital" not in shown
    assert "Kafranbel" not in shown
    assert "Maarat al-Numan" in shown
    over = dump(whole(HOSPITAL, MARKET, now=held.until or NOW))
    assert "hospital" in over


def test_what_is_held_back_leaves_no_headline_no_count_and_no_quotation_behind() -> None:
    shown = whole(HOSPITAL, now=NOW)
    assert shown.brief.headline is None
    assert shown.brief.incidents == ()
    assert shown.brief.lead == ()
    assert all(not section.items for section in shown.brief.sections)
    assert shown.linking is not None
    assert shown.linking.incidents == ()
    assert set(shown.reports[0].text) == {"█"}


def test_an_editor_lets_an_incident_out_early_or_holds_any_back() -> None:
    made, rules = known(HOSPITAL, MARKET, now=NOW)
    (hospital,) = rules.held
    (market,) = {i.id for i in made.brief.incidents} - {hospital}
    assert "hospital" in dump(
        whole(HOSPITAL, MARKET, now=NOW, decided=[decision(Judgement.RELEASE, hospital)])
    )
    _, held = known(HOSPITAL, MARKET, now=LATER, decided=[decision(Judgement.WITHHOLD, market)])
    assert held.held.keys() == {market}
    assert held.held[market].until is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Air strikes hit a hospital in Kafranbel, killing 22 people.", "hospital"),
        ("Shells fell on an aid convoy near Kafranbel, killing 4 people.", "convoy"),
        ("An air strike on a shelter in Kafranbel killed 12 people.", "shelter"),
        ("Shelling killed 5 people in Kafranbel; the wounded were taken to a field hospital.", None),
        ("Air strikes killed 5 people in Kafranbel, a hospital official said.", None),
        ("Air strikes killed 5 people in Kafranbel, doctors at the town's hospital said.", None),
    ],
)
def test_where_the_wounded_are_taken_is_no_attack_on_a_hospital(text: str, place: str | None) -> None:
    one = read(text, source="Wire", language="en")
    found = {delays.place_of(i, {one.id: one}) for i in linker.link([one]).incidents}
    assert found == {place}


def test_without_a_clock_nothing_is_held_back() -> None:
    one = read(HOSPITAL, source="Wire", language="en")
    assert harm.rules(Harm(), [one], linker.link([one]).incidents).held == {}


def test_points_are_as_coarse_as_their_kind_of_place_asks_and_say_so() -> None:
    shown = whole("Air strikes killed 5 people in Bustan al-Qasr in Aleppo on Sunday, rescuers said.")
    (quarter,) = {p for p in shown.reports[0].places if p.kind == "quarter"}
    assert (quarter.lat, quarter.lon, quarter.precision) == (36.2, 37.1, 2)
    assert quarter.rule
    assert "rounded to 0.1°" in quarter.rule


def test_a_town_where_a_hospital_was_hit_is_given_no_exact_point() -> None:
    (incident,) = whole(HOSPITAL).brief.incidents
    assert incident.place
    assert (incident.place.lat, incident.place.lon, incident.place.precision) == (35.6, 36.6, 2)


NAMES = st.builds(
    " ".join, st.tuples(st.sampled_from(("Omar", "Leyla", "Yusuf")), st.sampled_from(("Barakat", "al-Zein")))
)
TOLD = st.sampled_from(
    (
        "{name}, {age}, was killed in air strikes on Kafranbel on Sunday, rescuers said.",
        "“They came at noon,” {name}, a shopkeeper in Bustan al-Qasr, said. At least 3 people were killed.",
        "Shelling killed the boy {name} and 4 other people in Bustan al-Qasr on Sunday, a medic said.",
        "Air strikes on a hospital in Kafranbel killed {age} people. Her son {name} was among them.",
    )
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TOLD, NAMES, st.integers(2, 90)), min_size=1, max_size=3), st.booleans())
def test_no_name_and_no_exact_point_is_in_anything_that_went_through_the_door(
    told: list[tuple[str, str, int]], soon: bool
) -> None:
    """The record that readers have is whole: it loads again, and every span holds its words."""
    made, rules = known(
        *(text.format(name=name, age=age) for text, name, age in told), now=NOW if soon else LATER
    )
    shown = dump(harm.public(made, rules))
    assert not [name for _, name, _ in told if name in shown]
    exact = {v for r in made.reports for p in r.places if p.kind == "quarter" for v in (p.lat, p.lon)}
    assert not [v for v in exact if f"{v}" in shown]
    again = DayRecord.model_validate_json(shown)
    for one in again.reports:
        for span in (*one.places, *one.figures):
            assert one.text[span.start : span.end] == span.text


def test_the_same_record_comes_back_when_nothing_is_to_be_kept_from_readers() -> None:
    one: Report = report("Nobody is named here.")
    assert harm.public(one, harm.rules(Harm(), [one])) is one


def test_lists_leave_out_what_is_held_back() -> None:
    made, rules = known(HOSPITAL, MARKET, now=NOW)
    (shown,) = harm.listed(made.brief.incidents, rules)
    assert shown.id not in rules.held
    assert len(made.brief.incidents) == 2
