"""Attacks that need the whole of the site, the desk and the API; others stand beside what they attack.

Fixed sessions, guessed passwords and forged redirects: test_people. Packed and nested bombs: tests/collect.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import lxml.html
import pytest
from django.test import Client
from django.urls import get_resolver
from lxml import etree

from dateline import pipeline
from dateline.pipeline import Desk, publishing, reviewing
from dateline.web.people import tokens
from dateline.web.roles import Role
from dateline.web.still.site import publish
from factory_web import client
from web_pages import NOW, published, walk

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


PARTS = {"day": "2016-12-04", "kind": "sources", "number": "1"}


def addresses() -> list[str]:
    """Return every address of the desk, with something in the place of its parts."""
    return [
        "/desk/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: PARTS.get(m[1], "x"), str(pattern.pattern))
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "app_name", None) == "desk"
        for pattern in resolver.url_patterns
    ]


def attacked(desk: Desk, tmp_path: Path) -> None:
    """Put a feed on the desk whose titles, and a table of places whose names, are markup; link it."""
    places = desk.folder / "places.csv"
    places.write_text(f'name,lat,lon,aliases,kind\n"Evilton {EVIL}",36.2,37.1,Evilton,settlement\n')
    own = desk.folder / "desk.toml"
    own.write_text(own.read_text() + '\n[tables]\nplaces = "places.csv"\n')
    body = "Nine people were killed in shelling of Evilton on Sunday, the Civil Defence said."
    safe = EVIL.replace("<", "&lt;").replace(">", "&gt;")
    (tmp_path / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>Wire {safe}</title><link>https://wire.example/</link><item>"
        f"<title>Shelling {safe}</title><link>https://wire.example/1</link><description>{body}</description>"
        "<pubDate>Sun, 04 Dec 2016 12:00:00 GMT</pubDate></item></channel></rss>"
    )
    opened = pipeline.open_desk(desk.folder)
    list(pipeline.add(opened, [tmp_path / "feed.xml"], now=lambda: NOW))
    list(pipeline.read(opened))
    pipeline.link(opened)


def active(content: bytes) -> list[str]:
    """Return what a browser would run or load in a page that is not ours, as its parser sees it."""
    found = []
    for element in lxml.html.document_fromstring(content).iter(etree.Element):
        names = [str(name) for name in element.attrib]
        found += [f"{element.tag} {name}" for name in names if name.startswith("on") or name == "style"]
        if element.tag in ("img", "iframe", "object", "embed", "style"):
            found.append(str(element.tag))
        if (
            element.tag == "script"
            and not element.get("src")
            and element.get("type") != "application/ld+json"
        ):
            found.append("script")
    return found


def test_a_feeds_title_and_a_places_name_never_become_markup(desk: Desk, tmp_path: Path) -> None:
    """On the site, at the desk, in the feeds, in the API and in the files."""
    from factory_web import serve  # noqa: PLC0415 - connects again after the desk was opened beside it

    attacked(desk, tmp_path)
    own = serve(desk.folder)
    published(own)
    found = walk("/", "/feed.atom", "/sitemap.xml")
    assert active(f"<p onclick=x style=y>{EVIL}</p>".encode()) == [
        "p onclick",
        "p style",
        "script",
        "img onerror",
        "img",
    ]
    assert any("Evilton" in content.decode() for content in found.values()), "the place was read"
    assert any(url.startswith("/places/") and url != "/places/" for url in found)
    for url, content in found.items():
        if not url.endswith((".json", ".md", ".csv", ".geojson")):
            assert "<script>alert" not in content.decode() and "<img" not in content.decode(), url
        if url.endswith("/"):
            assert not active(content), url
    browser = client(Role.ADMIN)
    for url in ("/desk/", "/desk/queue/", "/desk/reports/", "/desk/incidents/", "/desk/registers/places/",
                "/desk/registers/sources/", "/desk/briefs/2016-12-04/", "/desk/search/?q=evilton",
                f"/desk/search/?q={EVIL}&place={EVIL}"):  # fmt: skip
        page = browser.get(url).content.decode()
        assert "<script>alert" not in page and "<img" not in page, url
    for path in ("incidents", "reports", "places", "sources", f"incidents?place={EVIL}"):
        answer = Client().get(f"/api/{path}")
        assert answer.headers["Content-Type"].startswith("application/"), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    publish(own.folder, tmp_path / "site", None)
    for file in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in file.read_text() and "<img" not in file.read_text(), file


def test_no_form_of_the_desk_is_taken_from_another_site(sample: Desk) -> None:
    """Every address of the desk, signed in as an admin, without the form's token."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client(Role.ADMIN).cookies
    for path in addresses():
        answer = browser.post(
            path, {"act": "out", "judgement": "accept"}, headers={"Origin": "https://evil.example"}
        )
        assert answer.status_code in (403, 405), f"{path}: {answer.status_code}"
        assert answer.status_code == 405 or b"The form was not accepted" in answer.content, path
    assert reviewing.ledger(sample) == []


@pytest.mark.parametrize(
    "words",
    ["' OR 1=1 --", '") NEAR (', 'x" OR "y', "idlib*; DROP TABLE desk_report", "a:b", "title:idlib", "NOT x",
     "^idlib", "{a b}:c", "idlib AND (", "-", '"', "a" * 300, "🕊", "%", "_"],
)  # fmt: skip
def test_no_words_break_the_apis_search(sample: Desk, words: str) -> None:
    user = client(Role.VIEWER).get("/desk/").wsgi_request.user
    _, secret = tokens.make(user, "x", Role.VIEWER, 30, dt.datetime.now(dt.UTC))  # type: ignore[arg-type]
    headers = {"Authorization": f"Bearer {secret}"}
    before = len(reviewing.report_rows(sample, limit=500))
    for name in ("q", "source", "place"):
        answer = Client().get("/api/desk/search", {"q": "idlib", name: words}, headers=headers)
        assert answer.status_code == 200, answer.content
    for name in ("place", "source", "kind"):
        assert Client().get("/api/incidents", {name: words}).status_code == 200
        assert Client().get("/api/desk/incidents", {name: words}, headers=headers).json()["items"] == []
    assert len(reviewing.report_rows(sample, limit=500)) == before


SPLIT = "x\r\nSet-Cookie: planted=1\r\n\r\n<script>alert(1)</script>"


def test_no_line_break_ends_a_header(sample: Desk) -> None:
    browser = client(Role.ADMIN)
    for answer in (
        Client().get("/desk/", {"x": SPLIT}),
        Client().get("/desk/login/", {"next": SPLIT}),
        browser.post("/desk/undo/", {"decision": "x", "back": f"/desk/{SPLIT}"}),
        browser.post("/desk/link/", {"back": f"/desk/{SPLIT}"}),
        browser.get("/desk/ledger.csv", {"about": SPLIT}),
        Client().get("/api/incidents", {"place": SPLIT, "limit": "1"}),
        Client().get("/api/briefs", {SPLIT: "1"}),
    ):
        assert "planted" not in answer.cookies
        for name, value in answer.headers.items():
            assert "\r" not in value and "\n" not in value, name


def test_an_upload_over_the_limit_is_refused(sample: Desk) -> None:
    word = publishing.report_word(reviewing.report_rows(sample)[0]["id"])
    browser = client(Role.ANALYST)
    answer = browser.post(f"/desk/reports/{word}/add/", {"words": "x" * 2_600_000})
    assert answer.status_code in (400, 413)
    many = {f"f{n}": "x" for n in range(2000)}
    assert browser.post(f"/desk/reports/{word}/add/", many).status_code in (400, 413)
    assert reviewing.ledger(sample) == []


def test_deeply_nested_json_is_refused_and_nothing_is_kept(sample: Desk) -> None:
    user = client(Role.ANALYST).get("/desk/").wsgi_request.user
    _, secret = tokens.make(user, "x", Role.ANALYST, 30, dt.datetime.now(dt.UTC))  # type: ignore[arg-type]
    before = len(reviewing.report_rows(sample, limit=500))
    for body in ("[" * 100_000, '{"text":' * 50_000, json.dumps({"text": ["x"]}), "null", ""):
        answer = Client(raise_request_exception=False).post(
            "/api/desk/reports", body, content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )  # fmt: skip
        assert answer.status_code in (400, 422), f"{body[:20]}: {answer.status_code}"
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(reviewing.report_rows(sample, limit=500)) == before


def test_a_draft_is_nobodys_but_the_editors(sample: Desk) -> None:
    publishing.draft(sample, dt.date(2016, 12, 4), "ann", NOW)
    for role in (None, Role.VIEWER, Role.ANALYST):
        browser = client(role)
        for path in ("", "preview/"):
            assert browser.get(f"/desk/briefs/2016-12-04/{path}").status_code in (302, 403)
        for path in ("", "v1/", "live", "record.json", "brief.md"):
            assert browser.get(f"/briefs/2016-12-04/{path}").status_code == 404, path
        assert browser.get("/api/briefs/2016-12-04").status_code == 404
