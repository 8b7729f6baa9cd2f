"""What became of those told only as shot or taken to hospital."""

from __future__ import annotations

from dateline.model import Figure, FigureStatus
from dateline.read import figures
from factory import page


def find(text: str) -> list[Figure]:
    return [mention.record for mention in figures.find(page(text), [])]


def test_one_person_shot_who_died_is_told_once() -> None:
    shot, dead = find("A woman was shot on Friday. She died at the hospital.")
    assert (shot.status, shot.repeats, dead.status) == (FigureStatus.INJURED, dead.id, FigureStatus.KILLED)


def test_another_person_shot_is_not_the_one_who_died() -> None:
    dead, shot = find("A woman was killed. Another woman was shot in the arm.")
    assert (dead.status, shot.repeats) == (FigureStatus.KILLED, None)


def test_the_dead_are_among_those_shot() -> None:
    shot, dead = find("Five people were shot. One man died.")
    assert dead.part_of == shot.id


def test_who_is_expected_to_survive_is_wounded_whoever_else_died() -> None:
    dead, shot = find("A man died. A guard was shot and is expected to survive.")
    assert (dead.repeats, shot.status, shot.repeats) == (None, FigureStatus.INJURED, None)


def test_they_who_died_are_those_just_shot() -> None:
    found = find("Two passengers and a guard were shot at the gate. They later died.")
    dead = [f for f in found if f.status is FigureStatus.KILLED]
    assert [(f.low, f.part_of) for f in dead] == [(3, "f1")]


def test_they_who_died_are_not_guessed_where_the_count_is_open() -> None:
    found = find("At least two passengers were shot at the gate. They later died.")
    assert [f.status for f in found] == [FigureStatus.INJURED]
