"""A receipt says what holds and what does not, and nothing others wrote runs in it."""

from __future__ import annotations

import datetime as dt
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.model import Capture, Fetch, Receipt, Vouched
from dateline.publish import receipt

NOW = dt.datetime(2016, 12, 5, 9, 12, 44, tzinfo=dt.UTC)


def page_receipt(**changes: object) -> Receipt:
    kept = Capture(
        sha256="ab" * 32,
        uri="https://port.example/convoy",
        fetched_at=NOW,
        media_type="text/html",
        size=1234,
        path="warc/2016-12-05-00001.warc.gz",
        offset=900,
        length=500,
    )
    given: dict[str, object] = {
        "desk": "Port desk",
        "capture": kept,
        "line": 7,
        "seal": "cd" * 32,
        "previous": "ef" * 32,
        "lines": 9,
        "start": 600,
        "end": 1400,
        "records": "12" * 32,
        "fetch": Fetch(asked=NOW - dt.timedelta(seconds=2), status="200 OK", address="192.0.2.7", tries=2),
        "vouched": Vouched(head="heads/2016-12-05.json", line=9, time=NOW, key="34" * 32),
        "checked": NOW + dt.timedelta(days=1),
    }
    return Receipt.model_validate(given | changes)


class Page(HTMLParser):
    """The words of a page, and every tag and address in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def said(found: Receipt) -> str:
    return " ".join(Page(receipt.html(found)).words.split())


def test_it_says_what_when_and_from_where() -> None:
    words = said(page_receipt())
    assert "was sealed on Monday 5 December 2016, 09:12:44 UTC" in words
    assert "Checked on Tuesday 6 December 2016, 09:12:44 UTC: the copy has the hash that was sealed" in words
    assert "200 OK, from 192.0.2.7" in words
    assert "Line 7: this copy" in words
    assert "Signed with all lines to 9" in words
    assert "tail -c +601 warc/2016-12-05-00001.warc.gz | head -c 800 | sha256sum # " + "12" * 32 in words


def test_what_does_not_hold_comes_first() -> None:
    words = said(page_receipt(problems=("its records have changed",), fetch=None))
    assert "it does not hold: its records have changed" in words
    assert "the log is whole" not in words
    assert "records that cannot be read now" in words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"vouched": None}, "Not signed yet"),
        ({"line": 1}, "Line 1: this copy"),
        (
            {"start": None, "end": None, "fetch": None},
            "a file, added by hand: how it was got",
        ),
        ({"fetch": Fetch(asked=NOW, status="200 OK", cut="length")}, "the body ends early (length)"),
    ],
)
def test_what_is_not_known_is_said(changes: dict[str, object], words: str) -> None:
    assert words in said(page_receipt(**changes))


HOSTILE = "javascript:alert(1)//\"><script>alert(1)</script><img src=x onerror=alert(1)>'`$(rm -rf .)"


def test_hostile_words_stay_words() -> None:
    one = page_receipt()
    bad = page_receipt(
        desk=HOSTILE,
        capture=one.capture.model_copy(update={"uri": HOSTILE, "media_type": HOSTILE, "path": HOSTILE}),
        fetch=Fetch(asked=NOW, status=HOSTILE, address=HOSTILE, redirects=(HOSTILE,), robots=HOSTILE),
        problems=(HOSTILE,),
        reports=(HOSTILE,),
    )
    page = Page(receipt.html(bad))
    assert "script" not in page.tags and "img" not in page.tags
    assert page.addresses == []
    assert page.words.count("<script>alert(1)</script>") >= 6
    command = next(command for command, _ in receipt.checks(bad))
    assert "'javascript:" in command, "a path is one word of the shell"


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    path = receipt.write(page_receipt(), tmp_path / "new" / "folder")
    html = path.read_text(encoding="utf-8")
    assert Page(html).addresses == ["https://port.example/convoy"]
    assert "url(" not in html and "@import" not in html
    assert len(html) < 10_000
    assert Receipt.model_validate(json.loads(path.with_suffix(".json").read_text())) == page_receipt()
