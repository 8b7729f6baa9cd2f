"""What was fetched is read like a file, under its address."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dateline.collect import remote
from dateline.collect.answers import Cut, Fetched
from dateline.collect.robots import Robots
from dateline.errors import EmptyInput, FetchError, InputError, NotText

NOW = dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
PARAGRAPH = "Two ships burn in the port, and a ferry waits outside for a berth. " * 6


def answer(
    body: bytes,
    url: str = "https://port.example/1",
    status: int = 200,
    media: str = "",
    cut: Cut | None = None,
) -> Fetched:
    headers = (("Content-Type", media),) if media else ()
    return Fetched(url, status, headers, body, body, (), NOW, NOW, Robots.ABSENT, cut=cut)


def test_a_page_is_read_under_its_address_in_its_letters() -> None:
    page = f"<html><body><article><h1>Häfen</h1><p>{PARAGRAPH}</p></article></body></html>"
    (found,) = remote.read(answer(page.encode("cp1252"), media='text/html; charset="windows-1252"'))
    (report,) = found.reports
    assert (report.url, report.resource, found.uri) == ("https://port.example/1",) * 3
    assert "Häfen" in report.text and not found.failures


def test_a_feed_is_read_as_its_entries() -> None:
    entry = "<item><guid isPermaLink='false'>7</guid><title>Ships burn</title></item>"
    feed = f"<rss version='2.0'><channel><title>Post</title>{entry}</channel></rss>"
    (found,) = remote.read(answer(feed.encode(), "https://port.example/feed/"))
    (report,) = found.reports
    assert found.uri == "https://port.example/feed/"
    assert report.resource == "https://port.example/feed/#7"


def test_the_answer_of_a_service_is_read_by_its_shape() -> None:
    status = {"id": "1", "account": {"acct": "mira"}, "content": "<p>Ships burn.</p>",
              "created_at": "2024-03-09", "url": "https://post.example/@mira/1"}  # fmt: skip
    (found,) = remote.read(answer(json.dumps([status]).encode(), "https://post.example/api/v1/x?limit=1"))
    assert found.reports[0].resource == "https://post.example/@mira/1"


def test_what_was_cut_says_so_on_its_capture() -> None:
    (found,) = remote.read(answer(b"Two ships burn.", cut=Cut.SIZE))
    assert found.reports[0].text == "Two ships burn."
    assert [failure.step for failure in found.failures] == ["fetch"]
    assert "over the size limit" in found.failures[0].message


def test_an_unchanged_page_is_nothing_new() -> None:
    assert list(remote.read(answer(b"", status=304))) == []


@pytest.mark.parametrize(
    ("status", "says"), [(404, r"404 \(Not Found\)"), (503, "503"), (299, ""), (799, "799")]
)
def test_an_answer_that_is_no_success_is_no_report(status: int, says: str) -> None:
    if status < 300:
        assert list(remote.read(answer(b"Two ships burn.", status=status)))
        return
    with pytest.raises(FetchError, match=says):
        list(remote.read(answer(b"Two ships burn.", status=status)))


@pytest.mark.parametrize(
    ("body", "error"),
    [(b" ", EmptyInput), (b"\x89PNG\r\n\x1a\n\0\0\0\0", NotText), (b"<html></html>", InputError)],
)
def test_an_answer_without_a_text_is_refused(body: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        list(remote.read(answer(body, "https://port.example/")))
