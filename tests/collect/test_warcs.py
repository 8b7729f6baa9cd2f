"""Web archives are read as streams, as far as they are whole, and within limits."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile

import pytest

from dateline.collect import warcs
from dateline.collect.base import Collected, Collector, InputFile
from dateline.collect.waczs import Waczs
from dateline.collect.warcs import Warcs
from dateline.errors import EmptyInput, NotText, TooLarge, Truncated
from factory_archives import PAGE, packed, warc

PAGES = [(f"https://port.example/{n}", PAGE.encode()) for n in range(3)]


def items(data: bytes, collector: Collector | None = None) -> list[Collected]:
    """Return what an archive holds."""
    return list((collector or Warcs()).collect(InputFile("crawl", data=data)))


def messages(found: list[Collected]) -> list[str]:
    """Return the failures of the archive itself."""
    return [failure.message for item in found for failure in item.failures]


@pytest.mark.parametrize("zipped", [True, False])
def test_every_page_is_an_item_with_its_payload(zipped: bool) -> None:
    found = items(warc(PAGES, zipped=zipped))
    assert [(item.uri, item.media_type, item.payload) for item in found] == [
        (uri, "text/html", payload) for uri, payload in PAGES
    ]
    (report,) = found[0].reports
    assert (report.url, report.published) == (PAGES[0][0], dt.date(2016, 12, 4))
    assert report.published_rule == "page metadata: article:published_time"


@pytest.mark.parametrize("zipped", [True, False])
def test_an_archive_that_breaks_off_keeps_the_pages_before(zipped: bool) -> None:
    whole = warc(PAGES, zipped=zipped)
    found = items(whole[: int(len(whole) * 0.8)])
    assert [item.uri for item in found if item.reports][:2] == [uri for uri, _ in PAGES[:2]]
    assert any("breaks off" in message for message in messages(found))


def test_what_is_no_page_of_text_is_left_out() -> None:
    with pytest.raises(EmptyInput, match="without a page of text"):
        items(warc([("https://port.example/a.png", b"\x89PNG")], media="image/png"))


@pytest.mark.parametrize(
    "data", [gzip.compress(b"only text", mtime=0), b"WARC/1.1\r\nbut not really", b"\x1f\x8b\x08\x00broken"]
)
def test_what_is_no_archive_is_one_clear_error(data: bytes) -> None:
    with pytest.raises((NotText, Truncated), match=r"^crawl: "):
        items(data)


def test_a_page_that_unpacks_without_end_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcs, "FLOOR", 10**6)
    monkeypatch.setattr(warcs, "LARGEST_PAGE", 10**5)
    found = items(warc([("https://port.example/bomb", b"0" * 10**7), *PAGES]))
    assert "over 0 MB" in messages(found)[0]
    assert "unpacks to far more than its size" in messages(found)[1]


def test_a_wacz_is_read_through_its_archive_folder() -> None:
    found = items(packed([("archive/data.warc.gz", warc(PAGES)), ("pages/pages.jsonl", b"{}")]), Waczs())
    assert [item.uri for item in found] == [uri for uri, _ in PAGES]


def test_a_name_that_points_outside_is_refused_and_the_rest_read() -> None:
    members = [
        ("../../archive/evil.warc", warc(PAGES)),
        ("/archive/evil.warc", warc(PAGES)),
        ("archive/a.warc", warc(PAGES)),
    ]
    found = items(packed(members), Waczs())
    assert sum(len(item.reports) for item in found) == len(PAGES)
    assert ["points outside" in message for message in messages(found)] == [True, True]


def test_a_wacz_without_its_directory_is_read_as_far_as_it_goes() -> None:
    whole = packed([("archive/data.warc.gz", warc(PAGES))])
    found = items(whole[:-40], Waczs())
    assert sum(len(item.reports) for item in found) == len(PAGES)
    assert "is a zip that breaks off" in messages(found)[0]


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcs, "FLOOR", 10**6)
    bomb = packed([("archive/bomb.warc", b"WARC/1.1\r\n" + b"0" * 10**7)], zipfile.ZIP_DEFLATED)
    with pytest.raises(TooLarge, match="unpacks to far more than its size"):
        items(bomb, Waczs())


def test_a_zip_without_a_warc_says_what_to_do() -> None:
    with pytest.raises(NotText, match="unpack it and give the files in it"):
        items(packed([("word/document.xml", b"<w/>")]), Waczs())
