"""Where accounts differ is typed, cited, and says who stands where; it is never averaged."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.link import linker
from dateline.model import Actor, Decision, Disagreement, Grade, Judgement, Report
from factory import DAY
from factory_told import told

OTHER = "the governor of the district"


def blamed(report: Report, party: str) -> Report:
    """Return the report with ``party`` as the one that did it."""
    event = report.events[0].model_copy(update={"side_a": ("a1",)})
    return report.model_copy(update={"actors": (Actor(id="a1", name=party),), "events": (event,)})


def counting(report: Report, who: str) -> Report:
    figure = report.figures[0].model_copy(update={"who": who})
    return report.model_copy(update={"figures": (figure,)})


def differ(*reports: Report) -> list[Disagreement]:
    (incident,) = linker.link(reports).incidents
    return [own for own in incident.disagreements if own.kind != "count"]


def test_two_voices_that_name_two_parties_contest_it() -> None:
    one = blamed(told("A", "Northam", 22), "Northern Army")
    other = blamed(told("B", "Northam", 22, voice=OTHER), "Free Valley Brigade")
    (found,) = differ(one, other)
    assert found.kind == "responsibility"
    assert "rescuers of the Valley Network: Northern Army" in found.text
    assert f"{OTHER.removeprefix('the ')}: Free Valley Brigade" in found.text
    assert {account.report for account in found.accounts} == {one.id, other.id}
    (incident,) = linker.link([one, other]).incidents
    assert (incident.grade, incident.credibility) == (Grade.CONTESTED, 4)


@pytest.mark.parametrize(
    "party", ["Northern Army", "Air Force of Northern Army", "Security forces", "Armed group"]
)
def test_a_party_its_forces_and_nameless_forces_do_not_oppose_it(party: str) -> None:
    one = blamed(told("A", "Northam", 22), "Northern Army")
    assert differ(one, blamed(told("B", "Northam", 22, voice=OTHER), party)) == []


def test_one_voice_that_changes_its_word_does_not_disagree_with_itself() -> None:
    one = blamed(told("A", "Northam", 22), "Northern Army")
    assert differ(one, blamed(told("B", "Northam", 22, hour=14), "Free Valley Brigade")) == []


def test_fighters_to_one_and_civilians_to_another() -> None:
    one = counting(told("A", "Northam", 22), "fighters")
    (found,) = differ(one, counting(told("B", "Northam", 22, voice=OTHER), "civilians"))
    assert found.kind == "status"
    assert "22 fighters" in found.text and "22 civilians" in found.text
    assert differ(one, counting(told("B", "Northam", 3, voice=OTHER), "civilians")) == [], "other people"


def test_another_day_is_stated_when_what_is_told_is_one_all_the_same() -> None:
    one = told("A", "Northam", 22)
    other = told("B", "Northam", 22, voice=OTHER, day=DAY + dt.timedelta(days=1))
    same = _joined(one, other)
    (found,) = [own for own in same if own.kind == "day"]
    assert found.text.startswith("The day is told differently: rescuers of the Valley Network: 2016-12-04; ")


def test_another_place_is_stated_when_what_is_told_is_one_all_the_same() -> None:
    far = told("B", "Farby", 22, voice=OTHER)
    far = far.model_copy(update={"places": (far.places[0].model_copy(update={"lat": 12.0}),)})
    (found,) = [own for own in _joined(told("A", "Northam", 22), far) if own.kind == "place"]
    assert "Northam" in found.text and "Farby" in found.text


def _joined(*reports: Report) -> tuple[Disagreement, ...]:
    """Return the disagreements of what a person says is one incident."""
    subjects = tuple(f"{one.id}#e1" for one in reports)
    when = dt.datetime(2016, 12, 5, tzinfo=dt.UTC)
    same = Decision(id="d1", judgement=Judgement.SAME, subjects=subjects, who="Ada", when=when)
    (incident,) = linker.link(reports, [same]).incidents
    return incident.disagreements
