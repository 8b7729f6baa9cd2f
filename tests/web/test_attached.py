"""What a report came with is listed at the desk, and opened only when somebody asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from dateline import pipeline
from dateline.pipeline import attached, publishing
from dateline.web.roles import Role
from factory_sites import collect, desk, site
from factory_web import client, serve

PICTURE = b"\xff\xd8\xff\xe0 a photograph"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"


@pytest.fixture
def come(tmp_path: Path) -> Iterator[pipeline.Desk]:
    """A desk that collected one entry with a picture, a drawing that runs, and one that is gone."""
    with site(photo=PICTURE, drawing=DRAWING) as web:
        files = [{"url": web.url(f"/{name}"), "mime_type": "x"} for name in ("photo", "drawing", "gone")]
        items = [{"id": "1", "content_text": "Ships burn. #port", "attachments": files}]
        told = {"version": "https://jsonfeed.org/version/1.1", "title": "Port", "items": items}
        web.pages["/feed"] = json.dumps(told).encode()
        own = desk(tmp_path, f'[[source]]\nname = "Post"\nurl = "{web.url("/feed")}"\nschedule = "1 hour"\n')
        collect(own)
    yield serve(own.folder)
    connections.close_all()


def test_it_is_listed_and_never_shown_by_itself(come: pipeline.Desk) -> None:
    (report,) = pipeline.reports(come)
    assert report.marks and len(report.marks.media) == 3
    page = client(Role.VIEWER).get(f"/desk/reports/{publishing.report_word(report.id)}/").content.decode()
    kept = [one.capture for one in attached.attached(come, report.id) if one.capture]
    assert len(kept) == 2 and all(one.sha256 in page for one in kept)
    assert "Not kept" in page and "/gone" in page and "<img" not in page and "<video" not in page


def test_one_click_opens_a_picture_and_runs_nothing(come: pipeline.Desk) -> None:
    (report,) = pipeline.reports(come)
    copies = {attached.content(come, o.capture.sha256)[1]: o.capture.sha256
              for o in attached.attached(come, report.id) if o.capture}  # fmt: skip
    browser = client(Role.VIEWER)
    for payload in (PICTURE, DRAWING):
        answer = browser.get(f"/desk/media/{copies[payload]}/")
        assert answer.content == payload
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream", "a drawing may run: given as a file"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nobody_gets_other_copies_or_any_without_a_name(come: pipeline.Desk) -> None:
    (report,) = pipeline.reports(come)
    browser = client(Role.VIEWER)
    assert report.capture
    for word in (report.capture, "0" * 64, "x"):
        assert browser.get(f"/desk/media/{word}/").status_code == 404
    (one, *_) = (o.capture for o in attached.attached(come, report.id) if o.capture)
    assert Client().get(f"/desk/media/{one.sha256}/").status_code == 302
