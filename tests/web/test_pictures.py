"""Pictures and quotations join a brief with their source; readers see those of published briefs alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dateline.pipeline import Desk, publishing
from dateline.web.roles import Role
from dateline.web.still.site import publish as write_out
from factory_web import client, serve
from publish.test_pictures import SECRET, photo
from web_pages import DAY, NOW, published

URL = "/desk/briefs/2016-12-04/"
WORDS = {"alt": "A street with smoke", "caption": "A street in the east.", "credit": "Photograph: the desk"}


def sent(payload: bytes, **more: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("photo.jpg", payload), **WORDS, **more}


def plates(own: Desk) -> list[str]:
    return [one.sha256 for one in publishing.draft(own, DAY, "x", NOW).brief.pictures]


def test_a_picture_is_in_the_preview_and_public_only_once_published(sample: Desk, tmp_path: Path) -> None:
    browser = client(Role.EDITOR)
    browser.post(f"{URL}picture/", sent(photo()))
    browser.post(f"{URL}picture/", sent(photo(size=(300, 300)), alt="A wounded man", graphic="on"))
    first, second = plates(sample)
    preview = browser.get(f"{URL}preview/").content.decode()
    assert f'src="/desk/pictures/{first}.jpg"' in preview and "A graphic picture: A wounded man" in preview
    assert SECRET not in browser.get(f"/desk/pictures/{first}.jpg").content
    assert Client().get(f"/media/{first}.jpg").status_code == 404
    assert client(Role.ANALYST).get(f"/desk/pictures/{first}.jpg").status_code == 403
    published(sample)
    page = Client().get("/briefs/2016-12-04/").content.decode()
    assert f'src="/media/{first}.jpg"' in page and "Photograph: the desk" in page
    asked = "<details><summary>A graphic picture: A wounded man <span>Show it</span></summary>"
    assert f'{asked}<img src="/media/{second}.jpg"' in page
    answer = Client().get(f"/media/{first}.jpg")
    assert answer.headers["Content-Type"] == "image/jpeg" and "immutable" in answer.headers["Cache-Control"]
    assert page.index("<details><summary>A graphic") < page.index(second)
    made = write_out(sample.folder, tmp_path / "out", "https://brief.example")
    assert made.broken == () and (tmp_path / f"out/media/{first}.jpg").read_bytes() == answer.content
    serve(sample.folder)


def test_a_picture_leaves_the_draft_and_stays_where_it_was_published(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    browser.post(f"{URL}picture/", sent(photo()))
    (one,) = plates(sample)
    published(sample)
    browser.post(f"{URL}picture/drop/", {"sha256": one})
    assert plates(sample) == []
    published(sample, note="A picture was taken out.")
    assert one not in Client().get("/briefs/2016-12-04/").content.decode()
    assert one in Client().get("/briefs/2016-12-04/v1/").content.decode()
    assert Client().get(f"/media/{one}.jpg").status_code == 200


@pytest.mark.parametrize("payload", [b"<svg/>", b"", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_told_and_changes_nothing(sample: Desk, payload: bytes) -> None:
    browser = client(Role.EDITOR)
    told = browser.post(f"{URL}picture/", sent(payload), follow=True).content.decode()
    assert "is no picture" in told or "Choose a picture" in told
    assert plates(sample) == []
    told = browser.post(f"{URL}picture/", sent(photo(), credit=" "), follow=True).content.decode()
    assert "has no words for its source" in told and plates(sample) == []
    for path in ("/media/../desk.key.jpg", f"/media/{'0' * 64}.jpg", "/media/x.jpg"):
        assert Client().get(path).status_code == 404


def test_a_quotation_stands_in_its_report_or_is_refused(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    draft = publishing.draft(sample, DAY, "x", NOW)
    report = publishing.behind_draft(sample, draft).reports[0]
    words = " ".join(report.text.split()[5:14])
    browser.post(f"{URL}quote/", {"report": report.id, "words": words, "speaker": "A doctor"})
    said = next(s for s in publishing.draft(sample, DAY, "x", NOW).brief.sections if s.key == "said")
    item = said.items[-1]
    assert (item.kind, item.speaker) == ("quote", "A doctor") and item.text.split() == words.split()
    (cited,) = item.citations
    assert report.text[cited.start : cited.end] == item.text
    for bad in ({"words": words + " and more"}, {"report": "sha256:none"}, {"words": ""}):
        asked = {"report": report.id, "words": words, **bad}
        told = browser.post(f"{URL}quote/", asked, follow=True).content.decode()
        assert "does not stand in the report" in told or "none that this brief rests on" in told
