"""What a text names is weighed by how few reports name it; what a publisher always prints weighs nothing."""

from __future__ import annotations

from collections import Counter

from dateline.link import traits
from dateline.link.traits import Traits, Weights
from dateline.model import Report
from factory import report

BOX = "Sign up for the Harbour Courier and never miss a story from Port Haven."


def weighed(*reports: Report) -> list[Traits]:
    words = [traits.whole(own) for own in reports]
    frequency = Counter(term for own in words for term in own.terms())
    weights = Weights(frequency.__getitem__, len(words))
    return [weights.of(own) for own in words]


def test_a_line_one_publisher_prints_three_times_is_furniture() -> None:
    told = [report(f"Number {n} was hit.\n{BOX}", source="Courier") for n in range(3)]
    assert all("@courier" not in own.names for own in weighed(*told))


def test_a_line_three_publishers_print_is_no_furniture() -> None:
    told = [report(f"Number {n} was hit.\n{BOX}", source=f"Paper {n}") for n in range(3)]
    assert all("@courier" in own.names for own in weighed(*told))


def test_where_no_publisher_is_known_no_line_is_furniture() -> None:
    told = [report(f"Number {n} was hit.\n{BOX}") for n in range(3)]
    assert all("@courier" in own.names for own in weighed(*told))


def test_ages_and_sites_are_found_and_a_mere_number_is_no_age() -> None:
    (own,) = weighed(
        report("A 17-year-old and Ada Novak, 32, were hit on Mill Street near Harbour Bridge at 5 p.m.")
    )
    assert own.ages == {"17", "32"}
    assert own.sites == {"mill", "harbour"}


def test_a_hospital_is_no_site_since_all_wounded_are_brought_there() -> None:
    (own,) = weighed(report("They were taken to Saint Mary Hospital."))
    assert own.sites == frozenset()


def test_a_headline_is_compared_without_the_paper_and_whatever_it_capitalises() -> None:
    first, second = weighed(
        report("x", title="Boy Hit In Northam - Harbour Courier"), report("y", title="Boy hit in Northam")
    )
    assert traits.cosine(first.title, second.title) > 0.999


def test_a_full_name_few_reports_use_is_rare() -> None:
    told = [report(f"On day {n} they met Ada Novak and Ivo Maric.") for n in range(9)]
    last = report("On day ten they met Ada Novak and Eva Horn.")
    own = weighed(*told, last)[-1]
    assert own.rare == {"@eva horn"}
