"""robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect import robots

FILE = """# a comment
User-agent: *
Disallow: /

User-agent: Otherbot
User-agent: Dateline/2
Disallow: /private/   # no
Allow: /private/open/
Disallow: /*.pdf$
Disallow: /search?q=
Disallow: /caf%C3%A9
Crawl-delay: 7
Sitemap: https://port.example/map.xml
"""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True), ("/news/1", True), ("/private/x", False), ("/private/open/x", True), ("/private", True),
        ("/a/b.pdf", False), ("/a/b.pdf?x", True), ("/search?q=port", False), ("/search", True),
        ("/caf%c3%a9/1", False), ("/café", False), ("/robots.txt", True), ("", True),
    ],
)  # fmt: skip
def test_the_longest_rule_of_our_group_decides(path: str, may: bool) -> None:
    assert robots.parse(FILE).allows(path) is may


def test_a_group_for_everyone_is_for_us_when_none_names_us() -> None:
    rules = robots.parse(FILE, agent="somebody")
    assert not rules.allows("/news/1") and rules.allows("/robots.txt")


def test_groups_of_one_name_are_one_group() -> None:
    rules = robots.parse("User-agent: dateline\nDisallow: /a\n\nUser-agent: DATELINE\nDisallow: /b\n")
    assert not rules.allows("/a") and not rules.allows("/b")


def test_of_two_rules_of_one_length_the_kinder_wins() -> None:
    assert robots.parse("User-agent: *\nDisallow: /a\nAllow: /a").allows("/a")


@pytest.mark.parametrize(
    ("wish", "seconds"), [("7", 7.0), ("0.5", 0.5), ("86400", 30.0), ("soon", None), ("-1", None)]
)
def test_a_wish_for_slowness_is_heard_within_reason(wish: str, seconds: float | None) -> None:
    assert robots.parse(f"User-agent: *\nCrawl-delay: {wish}").delay == seconds


def test_an_empty_disallow_allows_everything() -> None:
    assert robots.parse("User-agent: *\nDisallow:\n").allows("/x")


def test_stars_cannot_make_it_slow() -> None:
    rules = robots.parse("User-agent: *\nDisallow: /" + "*a" * 2000 + "$")
    began = time.process_time()
    rules.allows("/" + "a" * 5000 + "b")
    assert time.process_time() - began < 1


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_file_is_read(text: str, path: str) -> None:
    robots.parse(text).allows(path)


@given(st.text("ab*/", max_size=8), st.text("ab/", max_size=8))
def test_a_pattern_fits_as_its_plain_meaning_says(pattern: str, path: str) -> None:
    """Compare with a slow matcher that tries every way."""

    def fits(wanted: str, given: str) -> bool:
        if not wanted:
            return True
        if wanted[0] == "*":
            return any(fits(wanted[1:], given[at:]) for at in range(len(given) + 1))
        return given.startswith(wanted[0]) and fits(wanted[1:], given[1:])

    rules = robots.Rules(((False, "/" + pattern),))
    assert rules.allows("/" + path) is not fits("/" + pattern, "/" + path)
