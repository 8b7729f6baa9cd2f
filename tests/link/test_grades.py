"""A grade follows independent voices, never the number of outlets."""

from __future__ import annotations

from dateline.link import disagreements, grades, tolls
from dateline.model import Exactness, Grade, OriginKind
from factory_accounts import account


def test_twelve_outlets_that_repeat_one_voice_are_one_origin() -> None:
    told = [account("Rescuers", 22, via=f"Outlet {i}") for i in range(12)]
    assert grades.origins(told) == 1
    grade, reason = grades.grade(told, ())
    assert grade is Grade.WEAK
    assert reason == "12 outlets, 1 origin: Rescuers"


def test_two_independent_voices_are_fair() -> None:
    assert grades.grade([account("A", 3), account("B", 3)], ())[0] is Grade.FAIR


def test_unnamed_voices_never_corroborate_each_other() -> None:
    told = [account("activists", 3, via=f"Outlet {i}", anonymous=True) for i in range(3)]
    assert grades.origins(told) == 1
    assert grades.grade(told, ())[0] is Grade.WEAK


def test_a_denial_makes_it_contested_and_says_who() -> None:
    asserting = [account("Rescuers", 22)]
    differ = tuple(disagreements.denials(asserting, [account("the ministry")]))
    grade, reason = grades.grade(asserting, differ)
    assert grade is Grade.CONTESTED
    assert reason == "the ministry denies what Rescuers reported"


def test_who_did_it_and_says_so_confirms() -> None:
    told = [account("Northern Army", 4, origin_kind=OriginKind.PARTY)]
    assert grades.grade(told, (), frozenset({"Northern Army"}))[0] is Grade.CONFIRMED


def test_open_and_approximate_counts_are_compatible() -> None:
    at_least = account("A", 20, high=None, exactness=Exactness.AT_LEAST)
    assert not list(disagreements.counts(tolls.of([at_least, account("B", 25)])))
    assert not list(
        disagreements.counts(tolls.of([account("A", 48, exactness=Exactness.ABOUT), account("B", 50)]))
    )


def test_disjoint_counts_are_stated_with_who_gives_which() -> None:
    (told,) = disagreements.counts(tolls.of([account("A", 20), account("B", 25)]))
    assert told.text == "Counts of the killed differ: A: 20; B: 25"
