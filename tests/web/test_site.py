"""The site shows what was published and nothing else, and no report's words become markup."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import re
from pathlib import Path

import lxml.html
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from lxml import etree

from dateline import data, model, pipeline
from dateline.errors import DeskError, EmptyInput
from dateline.pipeline import Desk, publishing
from dateline.store import published as store
from web_pages import DAY, INLINE, NOW, body, published, walk


def test_every_page_that_is_linked_answers_without_inline_code(sample: Desk) -> None:
    published(sample, dt.date(2016, 12, 3))
    published(sample)
    pages = walk("/", "/feed.atom", "/feed.json", "/sitemap.xml", "/robots.txt")
    kinds = {url.split("/")[1] for url in pages}
    assert kinds >= {
        "briefs",
        "reports",
        "incidents",
        "figures",
        "places",
        "actors",
        "sources",
        "method",
        "corrections",
    }
    for url, content in pages.items():
        assert not INLINE.search(content.decode()), url
    assert len(pages["/"]) < 100_000 and len(pages["/briefs/2016-12-04/"]) < 100_000


def test_what_was_not_published_cannot_be_read(sample: Desk) -> None:
    """A draft, and the incidents and reports behind it, answer like what does not exist."""
    publishing.draft(sample, DAY, "ann", NOW)
    with sample.database.session():
        incident = next(iter(pipeline.link(sample).incidents))
    report = publishing.report_word(incident.reports[0])
    word = incident.id.removeprefix("incident:")
    for url in ("/briefs/2016-12-04/", "/briefs/2016-12-04/record.json", "/briefs/2016-12-04/v1/",
                f"/incidents/{word}/", f"/reports/{report}/", f"/reports/{report}/lit.css"):  # fmt: skip
        answer = Client().get(url)
        assert answer.status_code == 404 and b"never published" in answer.content, url
    assert "No brief has been published yet" in Client().get("/").content.decode()


def test_a_correction_is_said_and_the_earlier_version_stays(sample: Desk) -> None:
    published(sample)
    first = Client().get("/briefs/2016-12-04/").content.decode()
    with pytest.raises(EmptyInput, match="what this corrects"):
        published(sample)
    published(sample, note="The count of <b>Kafranbel</b> was given twice.")
    now = Client().get("/briefs/2016-12-04/").content.decode()
    assert "The count of &lt;b&gt;Kafranbel&lt;/b&gt; was given twice." in now
    earlier = Client().get("/briefs/2016-12-04/v1/").content.decode()
    assert "This is an earlier version" in earlier
    assert re.findall(r"<h1>.*</h1>", first) == re.findall(r"<h1>.*?</h1>", now)
    log = Client().get("/corrections/").content.decode()
    assert "was given twice" in log and 'href="/briefs/2016-12-04/v1/"' in log


def test_no_version_is_published_twice_or_changed(sample: Desk) -> None:
    own = publishing.draft(sample, DAY, "ann", NOW)
    published(sample)
    again = model.Publication(day=DAY, version=1, brief=own.brief, who="bea", when=NOW)
    with pytest.raises(DeskError, match="was published meanwhile"), sample.database.session():
        store.publish(again, ())
    for statement in ("UPDATE desk_publication SET record = ''", "DELETE FROM desk_publication"):
        with pytest.raises(DatabaseError, match="a publication is never"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_feeds_are_well_formed_and_name_the_day(sample: Desk) -> None:
    published(sample)
    atom = etree.fromstring(Client().get("/feed.atom").content)
    space = "{http://www.w3.org/2005/Atom}"
    assert [e.findtext(f"{space}id") for e in atom.iter(f"{space}entry")] == [
        "http://testserver/briefs/2016-12-04/"
    ]
    feed = Client().get("/feed.json").json()
    assert feed["items"][0]["url"] == "http://testserver/briefs/2016-12-04/"
    urls = etree.fromstring(Client().get("/sitemap.xml").content)
    assert any((u.text or "").endswith("/briefs/2016-12-04/") for u in urls.iter())
    html = Client().get("/briefs/2016-12-04/").content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(data)["@type"] == "NewsArticle" and 'property="og:title"' in html


@pytest.mark.parametrize(
    "url",
    [
        "/reports/..%2f..%2fdesk.toml/",
        "/static/0.1.0/../../desk.sqlite3",
        "/static/0.1.0/..%2f..%2fdesk.secret",
        "/briefs/2016-13-45/",
        "/briefs/2016-12-04/v99999999999999999999/",
        "/places/%27%20OR%201=1--/",
        "/places/%00/",
    ],
)
def test_made_up_addresses_are_not_found(sample: Desk, url: str) -> None:
    published(sample)
    assert Client().get(url).status_code == 404


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_a_reports_words_never_become_markup(desk: Desk, tmp_path: Path) -> None:
    body = f"Nine people were killed in shelling of Aleppo on Sunday, a doctor {EVIL} said."
    text = f"Shelling kills nine in Aleppo {EVIL}\n\nALEPPO, 4 Dec 2016 ({EVIL}) -- {body}\n"
    row = {
        "title": f"Shelling {EVIL}",
        "source": f"Wire {EVIL}",
        "text": text,
        "published": "2016-12-04",
        "url": "javascript:alert(3)",
    }
    file = tmp_path / "evil.jsonl"
    file.write_text(json.dumps(row))
    list(pipeline.add(desk, [file], now=lambda: NOW))
    list(pipeline.read(desk))
    pipeline.link(desk)
    published(desk)
    pages = walk("/")
    assert any(url.startswith("/reports/") for url in pages) and any(
        url.startswith("/incidents/") for url in pages
    )
    for url, content in pages.items():
        html = content.decode()
        if not url.endswith((".json", ".md", ".csv", ".geojson")):  # saved, never shown
            assert "<script>" not in html and "<img" not in html and 'href="javascript' not in html, url


def test_what_breaks_is_told_on_standard_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader gets a page that says so; whoever runs the server gets the cause."""
    stream = io.StringIO()
    handler = next(h for h in logging.getLogger("django.request").handlers if h.name == "stderr")
    monkeypatch.setattr(handler, "stream", stream)
    monkeypatch.setattr(publishing, "latest", lambda *_: 1 / 0)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500 and b"Something broke" in answer.content
    assert "ZeroDivisionError" in stream.getvalue()


def test_the_method_page_says_how_right_the_program_is(desk: Desk) -> None:
    rows = data.rows("accuracy")
    figures = [re.findall(r"[\d.]+", row["value"]) for row in rows]
    assert len(rows) > 20 and all(found and all(0 < float(n) <= 1 for n in found) for found in figures)
    tree = lxml.html.fromstring(Client().get("/method/").content)
    table = tree.xpath("//table[@class='accuracy']//tr[td]")
    told = [[cell.text_content() for cell in row.xpath("td")] for row in table]
    assert told == [[r["about"], r["set"], r["value"], r["peer"] or "none known"] for r in rows]


def test_what_is_published_is_offered_as_files_and_nothing_else(sample: Desk) -> None:
    publishing.draft(sample, DAY, "ann", NOW)
    assert b'"features": [\n]' in body(Client().get("/data/incidents.geojson"))
    published(sample)
    html = Client().get("/data/").content.decode()
    names = re.findall(r'href="/data/([^"]+)"', html)
    assert len(names) == 5
    for name in names:
        answer = Client().get(f"/data/{name}")
        content = body(answer)
        assert "Kafranbel" in content.decode() and answer.headers["Content-Disposition"].endswith(f'"{name}"')
        assert Client().get(f"/data/{name}", headers={"if-none-match": answer["ETag"]}).status_code == 304
    features = json.loads(body(Client().get("/data/incidents.geojson")))["features"]
    own = publishing.edition(sample, DAY).brief
    assert {one["id"] for one in features} == {one.id for one in own.incidents}
    published(sample, dt.date(2016, 12, 3))
    files = list(sample.folder.glob(".offered-*"))
    body(Client().get("/data/incidents.geojson"))
    assert len(list(sample.folder.glob(".offered-*-incidents.geojson"))) == 1 and len(files) == 5
    assert Client().get("/data/desk.sqlite3").status_code == 404
