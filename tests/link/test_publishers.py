"""The site of an address is whoever owns it."""

from __future__ import annotations

import pytest

from dateline.link import publishers
from factory import report


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://web.archive.org/web/2014/http://www.courier.example:80/a", "courier.example"),
        ("https://crime.courier.example/a", "courier.example"),
        ("https://news.courier.co.uk/a", "courier.co.uk"),
        ("https://lakewatch.wordpress.com/a", "lakewatch.wordpress.com"),
        (None, None),
    ],
)
def test_an_address_names_its_publisher(url: str | None, site: str | None) -> None:
    assert publishers.publisher(report("...", url=url)) == site
