"""A listing page leads to the articles of its own site, and nowhere else."""

from __future__ import annotations

import pytest

from dateline.collect import listing
from dateline.errors import EmptyInput

URL = "https://www.port.example/news/"
PAGE = b"""<html><head><base href="/a/"></head><body>
<a href="2024/ships.html#top">Ships</a> <a href=" /b/2024/ferry.html ">Ferry</a>
<a href="2024/ships.html">Ships again</a> <a href="https://port.example/c/2024/x.html">Without www</a>
<a href="https://other.example/2024/y.html">Away</a> <a href="//evil.example/2024/z.html">Away</a>
<a href="javascript:x('2024')">Script</a> <a href="http://[2024">Broken</a> <a>None</a>
<a href="https://www.port.example/news/#2024">Here</a> <a href="about.html">About</a></body></html>"""


def test_the_links_that_fit_are_found_once_in_order() -> None:
    assert listing.links(PAGE, URL, r"/2024/") == (
        "https://www.port.example/a/2024/ships.html",
        "https://www.port.example/b/2024/ferry.html",
        "https://port.example/c/2024/x.html",
    )


def test_so_many_and_no_more() -> None:
    many = b"<html>" + b"".join(b'<a href="/p%d">x</a>' % n for n in range(900))
    assert len(listing.links(many, URL, "/p")) == listing.MOST
    assert len(listing.links(many, URL, "/p", most=3)) == 3


def test_a_pattern_that_fits_nothing_is_told() -> None:
    with pytest.raises(EmptyInput, match="mend the pattern"):
        listing.links(PAGE, URL, r"/2025/")
