"""Feeds become reports, one an entry."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dateline.collect.base import Collected, Collector, InputFile
from dateline.collect.feeds import Feeds, JsonFeeds, plain
from dateline.errors import InputError, NotText

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Post</title>
<item><guid>p1</guid><title>Convoy &amp; ferry</title><link>https://port.example/1</link>
<pubDate>Sun, 04 Dec 2016 10:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>It was full.</p><p>Very <b>full</b>.<script>x()</script></p>]]></content:encoded>
</item>
<item><guid>p2</guid><title>Only a title</title></item>
<item><guid>p3</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><id>urn:1</id>
<title>Convoy</title><updated>2016-12-04T10:30:00Z</updated><author><name>A. Writer</name></author>
<summary>It was full.</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post",
    "items": [
        {"id": 5, "content_html": "<p>It was full.</p>", "date_published": "2016-12-04"},
        {"id": "6"}, "seven",
    ],
}  # fmt: skip


def one(text: str, collector: Collector | None = None) -> Collected:
    """Return what a feed holds."""
    (found,) = (collector or Feeds()).collect(InputFile("feed", data=text.encode()))
    return found


def test_an_rss_entry_is_a_report_of_its_full_text() -> None:
    found = one(RSS)
    first, second = found.reports
    assert (first.key, first.title, first.source, first.url) == (
        "p1",
        "Convoy & ferry",
        "Harbour Post",
        "https://port.example/1",
    )
    assert first.text == "It was full.\n\nVery full."
    assert (first.published, first.published_rule) == (dt.date(2016, 12, 4), "feed entry: published")
    assert (second.text, second.published) == ("Only a title", None)
    assert [failure.error for failure in found.failures] == ["BadRow"]


def test_an_atom_entry_tells_its_writer_and_the_rule_of_its_day() -> None:
    (report,) = one(ATOM).reports
    assert (report.author, report.published_rule) == ("A. Writer", "feed entry: updated")


def test_a_json_feed_skips_what_is_no_item() -> None:
    found = one(json.dumps(JSON), JsonFeeds())
    assert [(r.key, r.text, r.published) for r in found.reports] == [
        ("5", "It was full.", dt.date(2016, 12, 4))
    ]
    assert len(found.failures) == 2


def test_a_feed_that_breaks_off_keeps_the_entries_before() -> None:
    found = one(RSS[: RSS.index("<guid>p3")])
    assert [report.key for report in found.reports] == ["p1", "p2"]
    assert any(failure.error == "Truncated" for failure in found.failures)


def test_entities_that_unfold_without_end_are_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel/></rss>'
    )
    with pytest.raises(NotText, match="declares XML entities"):
        one(bomb)


@pytest.mark.parametrize("text", ["<note><to>us</to></note>", "<rss></rss>", "<feed/>"])
def test_xml_without_entries_is_one_clear_error(text: str) -> None:
    with pytest.raises(InputError, match=r"^feed: "):
        one(text)


@pytest.mark.parametrize("text", ['{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"', "{}"])
def test_a_json_feed_without_items_is_one_clear_error(text: str) -> None:
    with pytest.raises(InputError, match=r"^feed: "):
        one(text, JsonFeeds())


def test_text_without_tags_is_kept() -> None:
    assert plain(" 3 is more than 2\nand less than 4 ") == "3 is more than 2\nand less than 4"
