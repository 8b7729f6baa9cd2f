"""Single victims without a number."""

from __future__ import annotations

import pytest

from dateline.model import Figure, FigureStatus
from dateline.read import figures
from factory import page


def find(text: str) -> list[Figure]:
    return [mention.record for mention in figures.find(page(text), [])]


@pytest.mark.parametrize(
    ("text", "status", "who"),
    [
        ("A 17-year-old boy was shot dead.", FigureStatus.KILLED, "17-year-old boy"),
        ("Police arrested a forger.", FigureStatus.DETAINED, "forger"),
        ("Omar Saleh was killed near the bridge.", FigureStatus.KILLED, "Omar Saleh"),
        ("Officer Omar Saleh was killed near the bridge.", FigureStatus.KILLED, "Omar Saleh"),
        ("The driver suffered a gunshot wound.", FigureStatus.INJURED, "driver"),
        ("A nurse was taken to hospital in critical condition.", FigureStatus.INJURED, "nurse"),
        ("A teacher was taken hostage by gunmen.", FigureStatus.ABDUCTED, "teacher"),
        ("She died on Sunday.", FigureStatus.KILLED, None),
        ("He succumbed to his wounds on Sunday.", FigureStatus.KILLED, None),
        ("She died of her severe injuries.", FigureStatus.KILLED, None),
    ],
)
def test_one_victim(text: str, status: FigureStatus, who: str | None) -> None:
    (figure,) = find(text)
    assert (figure.low, figure.high, figure.status, figure.who) == (1, 1, status, who)


@pytest.mark.parametrize(
    "text",
    [
        "The army captured Aleppo.",
        "The storm hit Florida.",
        "A man killed the talks with one remark.",
        "The doctor pronounced the report dead on arrival.",
        "Thursday's killing shocked the town.",
        "A dog was shot.",
    ],
)
def test_no_victim(text: str) -> None:
    assert find(text) == []


def test_who_kills_is_not_among_the_killed() -> None:
    (figure,) = find("A man shot and killed his brother.")
    assert figure.who == "brother"


def test_one_person_under_two_roles_is_one() -> None:
    (figure,) = find("Troops killed a commander and sniper.")
    assert figure.low == 1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A 15 year old boy was killed.", "15 year old boy"),
        ("A second Kenyan medic died.", "Kenyan medic"),
        ("Another farmer was killed.", "farmer"),
    ],
)
def test_a_victim_is_named_without_ordinals_and_with_the_age(text: str, who: str) -> None:
    assert [f.who for f in find(text)] == [who]
