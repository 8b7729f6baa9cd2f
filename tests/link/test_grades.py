"""A grade follows independent voices, never the number of outlets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.link import disagreements, grades, tolls
from dateline.link.register import Register
from dateline.model import Exactness, FigureStatus, Grade, OriginKind, Source
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


def test_an_outlet_that_nobody_reviewed_is_named_where_independence_counts() -> None:
    told = [account("A", 3, via="Daily"), account("B", 3, via="Post")]
    grade, reason = grades.grade(told, (), unreviewed=("Post",))
    assert (grade, reason) == (
        Grade.FAIR,
        "2 independent origins in 2 outlets; nobody has reviewed the independence of Post",
    )


def test_a_count_has_a_grade_of_its_own() -> None:
    killed, injured = tolls.of(
        [
            account("A", 3),
            account("B", 3),
            account("A", 9, status=FigureStatus.INJURED),
            account("B", 4, status=FigureStatus.INJURED),
        ]
    )
    assert (grades.claim(killed).grade, grades.claim(killed).credibility) == (Grade.FAIR, 2)
    contested = grades.claim(injured)
    assert (contested.grade, contested.credibility) == (Grade.CONTESTED, 4)
    assert contested.grade_reason == "A and B give counts that cannot both be true"


@given(st.lists(st.sampled_from(["A", "B", "activists"]), min_size=1, max_size=6), st.integers(1, 4))
def test_copies_never_raise_a_grade_nor_its_credibility(names: list[str], copies: int) -> None:
    told = [account(name, 3, via=name, anonymous=name == "activists") for name in names]
    again = [
        account(own.origin, 3, via=f"Copy {i}", anonymous=own.anonymous)
        for own in told
        for i in range(copies)
    ]
    one, many = grades.grade(told, ())[0], grades.grade([*told, *again], ())[0]
    assert one is many
    assert grades.credibility(one, told) == grades.credibility(many, [*told, *again])


def test_a_person_discounts_it() -> None:
    grade, reason = grades.grade([account("A", 3), account("B", 3)], (), discounted="decision:1")
    assert (grade, reason) == (Grade.DISCOUNTED, "a person discounted it (decision:1)")
    assert grades.credibility(grade, [account("A", 3)]) == 5


def test_nobody_with_a_name_cannot_be_judged() -> None:
    told = [account("activists", 3, anonymous=True)]
    assert grades.credibility(grades.grade(told, ())[0], told) == 6


def test_reliability_is_the_register_s_and_f_where_nobody_judged() -> None:
    register = Register([Source(name="The Daily", reliability="B"), Source(name="Post")])
    told = [account("A", 3, via="Daily"), account("B", 3, via="Post")]
    assert register.reliability(told) == "B"
    assert register.unreviewed(told) == ("Post",)
    assert Register().reliability(told) == "F"
