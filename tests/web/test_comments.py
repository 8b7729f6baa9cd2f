"""Readers write without an account, and what they write cannot harm the page, the desk or anybody named."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from dateline.model import Decision, Judgement, RemarkState
from dateline.pipeline import Desk, commenting, publishing, reviewing
from dateline.publish import harm
from dateline.publish.about import sentences
from dateline.review.queue import Doubt
from dateline.store import models, save
from dateline.web.current import now
from dateline.web.desk import comments as desk_comments
from dateline.web.roles import Role
from factory_web import client
from web_pages import DAY, INLINE, published, walk

PAGE = "/briefs/2016-12-04/"
NEW = f"{PAGE}comments/new/"
HTMX = {"HX-Request": "true"}


def send(browser: Client | None = None, url: str = NEW, **fields: str) -> Any:
    """Send the form as a browser does, its token fetched first."""
    browser = browser or Client(enforce_csrf_checks=True)
    page = browser.get(url).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    data = {"name": "A reader", "text": "Thank you.", "csrfmiddlewaretoken": token[1], **fields}
    return browser.post(url, data)


def say(text: str = "Thank you.", **fields: Any) -> int:
    """Post a comment, publish it, and return its id."""
    assert send(text=text, **fields).status_code == 302
    id_ = int(models.Remark.objects.order_by("-id").values_list("pk", flat=True)[0])
    commenting.moderate(settings.DATELINE_DESK, id_, RemarkState.PUBLISHED, "ann", now())
    return id_


def page(url: str = PAGE, browser: Client | None = None) -> str:
    answer = (browser or Client()).get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def test_a_reader_comments_is_held_is_published_and_reads_what_became_of_it(sample: Desk) -> None:
    published(sample)
    browser = Client(enforce_csrf_checks=True)
    answer = send(browser, text="Thank you.\n\n> quoted\n\nSee https://a.example/x.", mail="me@a.example")
    assert answer.status_code == 302
    private = answer.headers["Location"]
    told = browser.get(private)
    assert "Your comment waits for a person" in told.content.decode()
    assert "first comment is looked at" in told.content.decode()
    assert told.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in told.headers["Cache-Control"]
    assert "Thank you" not in page()
    desk = client(Role.ANALYST)
    work = desk.get("/desk/comments/").content.decode()
    assert "1 comment" in work.lower() or "one comment" in work.lower()
    assert "me@a.example" in work
    desk.post("/desk/comments/1/judge/", {"act": "publish"})
    shown = page()
    assert "One readers' comment" in html.unescape(shown) or "comment-1" in shown
    assert '<blockquote dir="auto"><p>quoted</p></blockquote>' in shown
    assert 'href="https://a.example/x" rel="nofollow ugc noreferrer"' in shown
    assert "me@a.example" not in shown
    assert "Your comment is shown" in page(private)
    again = send(browser, text="A second one.")
    assert "Your comment is shown" in page(again.headers["Location"])
    assert "A second one." in page()


def test_a_new_comment_changes_the_kept_page_and_a_held_one_does_not(sample: Desk) -> None:
    published(sample)
    before = page()
    send(text="Held for now.")
    assert page() == before
    commenting.moderate(sample, 1, RemarkState.PUBLISHED, "ann", now())
    assert "Held for now." in page()
    commenting.moderate(sample, 1, RemarkState.HIDDEN, "ann", now(), "Off.")
    assert page() == before
    commenting.close(sample, "brief:2016-12-04", False, "ann", now())
    assert "Write a comment" not in page()


def test_comments_are_threaded_under_briefs_and_incidents_and_all_pages_answer(sample: Desk) -> None:
    published(sample)
    first = say("First.")
    say("Answer.", answer=str(first))
    word = next(one["label"].removeprefix("incident:") for one in reviewing.incident_rows(sample, limit=1))
    for address in walk("/"):
        if address.startswith("/incidents/") and address.count("/") == 3:
            word = address.split("/")[2]
    say("On the incident.", url=f"/incidents/{word}/comments/new/")
    assert re.search(r'id="comment-1\.1" class="d1"', page())
    assert "On the incident." in page(f"/incidents/{word}/")
    pages = walk("/")
    assert f"{PAGE}comments/" in pages or NEW in pages
    assert all(not INLINE.search(content.decode()) for content in pages.values())


def test_a_comment_on_a_sentence_quotes_it(sample: Desk) -> None:
    published(sample)
    key, words = re.findall(r'<option value="(\w{10})">([^<]+)', page(NEW))[0]
    say("Of this sentence.", about=key)
    assert f"<q>{words[:60]}" in page()


def test_long_threads_turn_pages_and_the_brief_stays_light(sample: Desk) -> None:
    published(sample)
    rows = [
        models.Remark.objects.create(thread="brief:2016-12-04", name="R", text=f"No. {n}.", at=now())
        for n in range(1, 231)
    ]
    for n, row in enumerate(rows, 1):
        models.RemarkNumber.objects.create(remark=row, thread=row.thread, number=str(n))
        models.RemarkChange.objects.create(
            remark=row, state="published", who="the rules", when=now(), shown=True
        )
    assert len(page().encode()) < 120_000
    assert "No. 40." in page()
    assert "No. 41." not in page()
    assert "No. 100." in page(f"{PAGE}comments/")
    assert "No. 230." in page(f"{PAGE}comments/3/")
    assert Client().get(f"{PAGE}comments/4/").status_code == 404
    assert Client().get(f"{PAGE}comments/0/").status_code == 404


def inert(content: str) -> bool:
    """Return whether nothing on a page could run: no script of its own, no handler, no style."""
    for one in lxml.html.document_fromstring(content).iter():
        names = {str(name).lower() for name in one.attrib}
        own = one.tag == "script" and not one.get("src") and one.get("type") != "application/ld+json"
        if own or one.tag in ("style", "iframe", "object", "embed") or "style" in names:
            return False
        if any(name.startswith("on") for name in names):
            return False
        if any(
            (one.get(a) or "").strip().lower().startswith(("javascript:", "data:text"))
            for a in ("href", "src")
        ):
            return False
    return True


MARKUP = '</p><script>alert(1)</script><img src=x onerror=alert(1)>"\'><a href="javascript:alert(1)">x</a>'


@pytest.mark.parametrize("field", ["text", "name"])
def test_what_a_reader_writes_never_becomes_markup(sample: Desk, field: str) -> None:
    published(sample)
    id_ = say(
        **{field: MARKUP[:58] if field == "name" else MARKUP + ' https://a.example/"onmouseover=alert(1) x'}
    )
    urls = (PAGE, f"{PAGE}comments/", f"{NEW}?answer={id_}", f"/comments/{id_}/flag/", "/")
    desk = client(Role.ADMIN)
    pages = [page(url) for url in urls] + [
        page("/desk/comments/", desk),
        page(f"/desk/comments/{id_}/", desk),
    ]
    for content in pages:
        assert inert(content)
        assert "<script>alert" not in content
        assert "<img src=x" not in content
    assert "&lt;script&gt;" in pages[0]


def test_reflected_words_of_a_refused_comment_are_escaped(sample: Desk) -> None:
    published(sample)
    answer = send(text=" ", name=MARKUP[:58], mail='"><script>')
    assert answer.status_code == 400
    content = answer.content.decode()
    assert "has no words" in content
    assert inert(content)
    assert "<script>alert" not in content


def test_a_forged_form_a_trap_and_a_strange_reason_are_refused(sample: Desk) -> None:
    published(sample)
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(NEW, {"name": "x", "text": "y"}).status_code == 403
    assert browser.post("/comments/1/flag/", {"why": "hate"}).status_code == 403
    assert send(website="https://spam.example/").status_code == 400
    assert models.Remark.objects.count() == 0
    id_ = say()
    assert Client().post(f"/comments/{id_}/flag/", {"why": "nonsense"}).status_code == 400


def test_line_breaks_in_any_field_reach_no_header(sample: Desk) -> None:
    published(sample)
    answer = send(name="A\r\nSet-Cookie: x=1", mail="a@b.example\r\nBcc: c@d.example", text="x\r\nX: y")
    assert answer.status_code == 302
    assert "x=1" not in str(answer.cookies)
    assert all("\n" not in value and "\r" not in value for value in answer.headers.values())
    kept = models.Remark.objects.get()
    assert kept.name == "A Set-Cookie: x=1"
    stranger = Client()
    stranger.cookies["dateline_writer"] = "x" * 5000
    assert send(stranger, text="From an odd cookie.").status_code == 302


def test_a_flood_of_comments_is_refused_in_words_and_nothing_of_it_is_kept(sample: Desk) -> None:
    published(sample)
    browser = Client(enforce_csrf_checks=True)
    codes = [send(browser, text=f"No. {n}").status_code for n in range(23)]
    most = sample.settings.comments.most
    assert codes == [302] * most + [429] * (23 - most)
    assert models.Remark.objects.count() == most
    refused = send(browser, text="My long words.", name="Me")
    assert "My long words." in refused.content.decode()  # nobody writes it twice


def test_private_links_cannot_be_guessed_or_swapped_and_unpublished_briefs_take_nothing(sample: Desk) -> None:
    assert Client().get(NEW).status_code == 404
    assert Client().post(NEW, {"name": "x", "text": "y"}).status_code == 404
    published(sample)
    keys = {send(text=f"No. {n}").headers["Location"] for n in range(3)}
    assert len(keys) == 3
    assert all(len(key) > 40 for key in keys)
    for url in (
        "/comments/1/",
        "/comments/x/",
        "/comments/%2e%2e%2f/",
        "/comments/1/flag/",
        f"{NEW}?answer=1",
    ):
        content = Client().get(url)
        assert b"No. 0" not in content.content
        assert content.status_code in (200, 404)


def test_a_hidden_comment_cannot_be_answered_or_flagged(sample: Desk) -> None:
    published(sample)
    id_ = say("Off.")
    commenting.moderate(sample, id_, RemarkState.HIDDEN, "ann", now(), "Off.")
    assert Client().get(f"/comments/{id_}/flag/").status_code == 404
    assert send(text="Answer.", answer=str(id_)).status_code == 404


def test_a_correction_becomes_a_proposal_on_that_very_claim_and_its_writer_is_told(sample: Desk) -> None:
    published(sample)
    options = re.findall(r'<option value="(\w{10})">([^<]+)', page(NEW))
    key = next(key for key, words in options if "Kafranbel" in words)
    private = send(text="My cousin counted 24.", about=key, correction="on").headers["Location"]
    queue = [one for one in reviewing.waiting(sample) if one.doubt is Doubt.READER]
    assert queue == []  # nobody let it through yet
    assert "when your comment was looked at" in page(private)
    analyst = client(Role.ANALYST)
    analyst.post("/desk/comments/1/judge/", {"act": "publish"})
    (item,) = [one for one in reviewing.waiting(sample) if one.doubt is Doubt.READER]
    assert "My cousin counted 24." in item.reason
    assert item.subjects[0] == "comment:1"
    assert [reviewing.incident(sample, id_).incident.place_name for id_ in item.incidents] == ["Kafranbel"]
    assert "has not judged it yet" in page(private)
    shown = analyst.get(f"/desk/queue/{item.key}/").content.decode()
    assert "reader&#39;s correction" in shown.lower()
    analyst.post(f"/desk/queue/{item.key}/judge/", {"judgement": "accept", "reason": "Two reports say 22."})
    told = html.unescape(page(private))
    assert "the claim stands as it is" in told
    assert "Two reports say 22." in told


def test_a_hidden_correction_still_reaches_the_queue_and_a_removed_one_does_not(sample: Desk) -> None:
    published(sample)
    send(text="The name of the town is another.", correction="on")
    doubts = lambda: [one.doubt for one in reviewing.waiting(sample)]  # noqa: E731
    commenting.moderate(sample, 1, RemarkState.HIDDEN, "ann", now(), "It names somebody.")
    assert Doubt.READER in doubts()
    commenting.moderate(sample, 1, RemarkState.REMOVED, "ann", now(), "Spam.")
    assert Doubt.READER not in doubts()


def test_each_thing_a_person_does_has_a_key_and_the_next_comment_is_there(sample: Desk) -> None:
    published(sample)
    for n in range(3):
        send(text=f"No. {n}")
    browser = client(Role.ANALYST)
    work = browser.get("/desk/comments/").content.decode()
    assert set(re.findall(r'data-key="(\w)"', work)) == {"p", "i", "x", "n"}
    first = browser.post("/desk/comments/1/judge/", {"act": "publish"}, headers=HTMX).content.decode()
    assert "No. 1" in first
    assert 'data-key="z"' in first
    assert "<html" not in first
    undone = browser.post("/desk/comments/1/judge/", {"act": "undo"}, headers=HTMX).content.decode()
    assert "No. 0" in undone
    gone = browser.post("/desk/comments/1/judge/", {"act": "remove", "why": "spam"}, headers=HTMX)
    assert "No. 1" in gone.content.decode()
    assert commenting.remark(sample, 1).reason == desk_comments.REASONS["spam"]
    plain = browser.post("/desk/comments/2/judge/", {"act": "hold"})
    assert plain.status_code == 302
    assert browser.post("/desk/comments/2/judge/", {"act": "eat"}).status_code == 400
    assert browser.post("/desk/comments/99/judge/", {"act": "publish"}).status_code == 302
    assert [c.who for c in commenting.history(sample, 1)] == ["the rules", "analyst", "analyst", "analyst"]


def test_files_that_would_burst_or_are_none_are_refused_in_words(sample: Desk) -> None:
    browser = client(Role.ADMIN)
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><disqus xmlns="http://disqus.com">&c;</disqus>'
    )
    outside = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<disqus xmlns="http://disqus.com"><post>&x;</post></disqus>'
    )
    deep = b"<a>" * 100_000
    for data in (
        bomb,
        outside,
        deep,
        b"",
        b"{",
        b'{"format": "other"}',
        b'{"comments":' + b"[" * 100_000,
        b"\x00",
    ):
        file = SimpleUploadedFile("x.xml", data)
        answer = browser.post("/desk/comments/import/", {"file": file}, follow=True)
        assert answer.status_code == 200
        assert "told-you error" in answer.content.decode(), data[:40]
        assert "root:" not in answer.content.decode()
    assert models.Remark.objects.count() == 0


def test_a_file_over_the_limit_is_not_read(sample: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_comments, "LARGEST", 1_000_000)
    file = SimpleUploadedFile("x.json", b"{" + b" " * 1_000_001)
    answer = client(Role.ADMIN).post("/desk/comments/import/", {"file": file}, follow=True)
    assert "Choose a file of 1 MB at most" in answer.content.decode()


def test_an_export_of_what_readers_see_can_be_brought_in_elsewhere(sample: Desk) -> None:
    published(sample)
    first = say("First & <b>bold</b>.\n\nSecond paragraph.")
    say("Answer.", answer=str(first))
    send(text="Held.")
    browser = client(Role.ADMIN)
    xml = browser.get("/desk/comments/all.xml")
    assert xml.headers["Content-Disposition"] == 'attachment; filename="comments.xml"'
    root = etree.fromstring(xml.content)
    assert len(root.findall("{http://disqus.com}post")) == 2
    data = browser.get("/desk/comments/all.json").json()
    assert [len(one["changes"]) for one in data["comments"]] == [2, 2, 1]
    assert browser.get("/desk/comments/all.csv").status_code == 404
    assert "address" not in str(data)


def test_times_are_told_in_utc(sample: Desk) -> None:
    published(sample)
    say("At a time.")
    at = models.Remark.objects.get().at
    assert at.tzinfo == dt.UTC
    assert f"{at:%H:%M}" in page()


def test_programs_get_the_comments_that_readers_see_page_by_page(sample: Desk) -> None:
    published(sample)
    for number in range(3):
        say(f"Word {number}.")
    parent = say("A question.")
    say("An answer.", answer=str(parent))
    hidden = say("Rude.")
    commenting.moderate(settings.DATELINE_DESK, hidden, RemarkState.HIDDEN, "ann", now(), "Rude.")
    whole = Client().get("/api/briefs/2016-12-04/comments?limit=100")
    rows = whole.json()["items"]
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "4.1"]
    assert rows[-1]["answers"] == "4" and rows[-1]["text"] == "An answer."
    assert {"mail", "writer", "flags"}.isdisjoint(rows[0])
    found, url = [], "/api/briefs/2016-12-04/comments?limit=2"
    while url:
        given = Client().get(url).json()
        found += given["items"]
        url = (given["next"] or "").removeprefix("http://testserver")
    assert found == rows
    assert whole.headers["ETag"] and whole.headers["Cache-Control"] == "no-cache"
    for path in ("briefs/2011-01-01/comments", "incidents/nothing/comments"):
        assert Client().get(f"/api/{path}").status_code == 404


def test_a_name_that_is_withheld_later_leaves_comments_and_what_they_quote(sample: Desk) -> None:
    published(sample)
    every = sentences(publishing.edition(sample, DAY).brief)
    sentence = next(one for one in every if "Kafranbel" in one.text)
    say("Kafranbel it was.", about=sentence.key)
    assert page().count("Kafranbel it was.") == 1 and f"On: <q>{sentence.text}" in page()
    with sample.database.session():
        save.decision(
            Decision(id="decision:w-1", judgement=Judgement.WITHHOLD, subjects=(f"{harm.NAME}Kafranbel",),
                     reason="Agreed.", who="ed", when=now())
        )  # fmt: skip
    for told in (page(), Client().get("/api/briefs/2016-12-04/comments").content.decode()):
        assert "Kafranbel" not in told and "it was." in told
