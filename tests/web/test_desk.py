"""The desk: every page answers in its role and no other; judging, correcting, merging, undoing, editing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import get_resolver

from dateline import pipeline
from dateline.link import tellings
from dateline.model import Judgement
from dateline.pipeline import Desk, publishing, registers, reviewing
from dateline.pipeline.relief import counted
from dateline.review import effects
from dateline.review.queue import Doubt
from dateline.web.gate import Gate
from dateline.web.roles import Role
from factory_web import client
from web_pages import DAY, INLINE, NOW, published

HTMX = {"HX-Request": "true"}
# What stands for a part of an address in the walk over all of them.
LOOKED = {f"looked-{key}": "on" for key in ("people", "held", "headline", "weak", "origin", "again")}
PARTS = {"day": "2016-12-04", "word": "x", "key": "x", "kind": "sources", "number": "1", "sha256": "0"}


def pages() -> list[tuple[str, Role]]:
    """Return every address of the desk with the role it names."""
    found = []
    for resolver in get_resolver().url_patterns:
        if getattr(resolver, "app_name", None) != "desk":
            continue
        for pattern in resolver.url_patterns:
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: PARTS[m[1]], str(pattern.pattern))
            found.append((f"/desk/{path}", getattr(pattern.callback, "needs", None)))
    return found


def incident(desk: Desk, title: str) -> str:
    """Return the word of the incident with this title."""
    rows = reviewing.incident_rows(desk, limit=500)
    return next(r["label"].removeprefix("incident:") for r in rows if r["title"] == title)


def report(desk: Desk, title: str) -> str:
    rows = reviewing.report_rows(desk, limit=500)
    return publishing.report_word(next(r["id"] for r in rows if title in (r["title"] or "")))


def said(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def test_every_page_of_the_desk_asks_for_its_role(sample: Desk) -> None:
    """All addresses, all roles, GET and POST: below the role nothing answers, and no page names none."""
    assert len(pages()) > 25
    for path, needed in pages():
        assert needed is not None, path
        for method in ("get", "post"):
            answer = getattr(Client(), method)(path)
            assert answer.status_code == 302 and "/desk/login/" in answer.headers["Location"], path
            for role in Role:
                code = getattr(client(role), method)(path).status_code
                assert (code == 403) == (role < needed), f"{method} {path} as {role.label}: {code}"


def test_a_page_that_names_no_role_is_shut(desk: Desk) -> None:
    def forgotten(request: object) -> None: ...

    browser = client(Role.ADMIN)
    request = browser.get("/desk/").wsgi_request
    with pytest.raises(Exception, match="nobody"):
        Gate(lambda r: None).process_view(request, forgotten, (), {})  # type: ignore[arg-type,return-value]


def test_each_page_is_whole_and_holds_no_inline_code(sample: Desk) -> None:
    browser = client(Role.ADMIN)
    word, text = incident(sample, "Air strikes in Kafranbel"), report(sample, "Toll of strikes")
    for url in ("/desk/", "/desk/queue/", "/desk/incidents/", f"/desk/incidents/{word}/", "/desk/reports/",
                f"/desk/reports/{text}/", "/desk/registers/sources/", "/desk/registers/actors/", "/desk/me/",
                "/desk/registers/places/", "/desk/ledger/", "/desk/briefs/", "/desk/briefs/2016-12-04/",
                "/desk/briefs/2016-12-04/preview/", "/desk/briefs/2016-12-04/relief/",
                "/desk/harm/", "/desk/people/", "/desk/search/?q=idlib"):  # fmt: skip
        answer = browser.get(url)
        assert answer.status_code == 200, url
        assert not INLINE.search(answer.content.decode()), url
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_empty_desk_says_what_to_do(desk: Desk) -> None:
    browser = client(Role.ADMIN)
    told = {
        "/desk/": "dateline add PATH",
        "/desk/queue/": "Nothing waits for a person",
        "/desk/reports/": "No report yet",
        "/desk/incidents/": "No incident",
        "/desk/ledger/": "Begin with the queue",
        "/desk/briefs/": "No day has reports",
        "/desk/registers/actors/": "Nothing yet",
        "/desk/search/?q=x": "Nothing holds all",
    }
    for url, words in told.items():
        assert words in said(browser.get(url)), url


def test_a_judgement_is_kept_and_the_next_item_is_there(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    first, second = reviewing.waiting(sample)[:2]
    answer = browser.post(
        f"/desk/queue/{first.key}/judge/", {"judgement": "accept", "reason": "As told."}, headers=HTMX
    )
    assert f'<h1 class="title">{second.title}</h1>' in answer.content.decode()
    (row,) = reviewing.ledger(sample)
    assert (row.judgement, row.who, row.reason) == (Judgement.ACCEPT, "analyst", "As told.")
    assert first.reason in (row.machine or "")
    assert first.key not in {one.key for one in reviewing.waiting(sample)}


def test_skipping_keeps_nothing(sample: Desk) -> None:
    first, second = reviewing.waiting(sample)[:2]
    answer = client(Role.ANALYST).post(f"/desk/queue/{first.key}/judge/", {"judgement": "skip"})
    assert answer.headers["Location"] == f"/desk/queue/{second.key}/"
    assert reviewing.ledger(sample) == []


def test_undo_is_a_row_of_its_own_and_the_item_comes_back(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    item = reviewing.waiting(sample)[0]
    browser.post(f"/desk/queue/{item.key}/judge/", {"judgement": "unsure"})
    (made,) = reviewing.ledger(sample)
    answer = browser.post("/desk/undo/", {"decision": made.id, "back": "//evil.example/"})
    assert answer.headers["Location"] == "/desk/ledger/"
    assert [row.undoes for row in reviewing.ledger(sample)] == [made.id, None]
    assert item.key in {one.key for one in reviewing.waiting(sample)}
    again = browser.post("/desk/undo/", {"decision": made.id}, follow=True)
    assert "was taken back already" in said(again)


def test_who_comes_second_is_told_to_the_second(sample: Desk) -> None:
    item = reviewing.waiting(sample)[0]
    reviewing.judge(sample, item.key, Judgement.ACCEPT, "bea", NOW)
    answer = client(Role.ANALYST).post(
        f"/desk/queue/{item.key}/judge/", {"judgement": "unsure"}, headers=HTMX
    )
    assert "was judged “accept” by bea at 09:00:00" in answer.content.decode()
    assert len(reviewing.ledger(sample)) == 1


def test_what_an_item_does_not_ask_is_refused(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    item = reviewing.waiting(sample)[0]
    for wrong in ("same", "publish"):
        assert "is not judged as" in said(
            browser.post(f"/desk/queue/{item.key}/judge/", {"judgement": wrong})
        )
    assert browser.post(f"/desk/queue/{item.key}/judge/", {"judgement": "' OR 1=1"}).status_code == 400
    assert reviewing.ledger(sample) == []


def test_a_merge_joins_at_the_next_linking_and_its_undo_parts_again(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    strikes = [r for r in reviewing.incident_rows(sample, limit=500) if r["title"].startswith("Air strikes")]
    a, b = (row["label"].removeprefix("incident:") for row in strikes[:2])
    before = len(reviewing.incident_rows(sample, limit=500))
    browser.post(
        f"/desk/incidents/{a}/merge/", {"other": f"incident:{b}", "reason": "One town, two spellings."}
    )
    assert "One decision waits for the next linking" in said(browser.get("/desk/"))
    browser.post("/desk/link/", {"back": "/desk/incidents/"})
    assert len(reviewing.incident_rows(sample, limit=500)) == before - 1
    assert "wait" not in said(browser.get("/desk/")).split("Next in the queue")[0].split("</h1>")[1]
    (made,) = reviewing.ledger(sample)
    browser.post("/desk/undo/", {"decision": made.id})
    browser.post("/desk/link/")
    assert len(reviewing.incident_rows(sample, limit=500)) == before


def test_the_pair_in_the_queue_is_joined_as_well(sample: Desk) -> None:
    pair = next(one for one in reviewing.waiting(sample) if one.doubt is Doubt.PAIR)
    before = len(reviewing.incident_rows(sample, limit=500))
    client(Role.ANALYST).post(f"/desk/queue/{pair.key}/judge/", {"judgement": "same"})
    pipeline.link(sample)
    assert len(reviewing.incident_rows(sample, limit=500)) == before - 1


def test_an_account_is_taken_out_and_the_rest_stays(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    word = incident(sample, "Air strikes in Kafranbel")
    opened = reviewing.incident(sample, f"incident:{word}").incident
    telling = reviewing.movable(opened)[-1]
    browser.post(f"/desk/incidents/{word}/split/", {"telling": telling, "reason": "Another day."})
    pipeline.link(sample)
    now = reviewing.incident(sample, f"incident:{word}").incident
    assert telling not in now.tellings and set(now.tellings) <= set(opened.tellings)
    assert "cannot be split there" in said(
        browser.post(f"/desk/incidents/{word}/split/", {"telling": "x"}, follow=True)
    )


def test_a_grade_needs_a_reason_and_readers_see_it(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    word = incident(sample, "Air strikes in Kafranbel")
    answer = browser.post(f"/desk/incidents/{word}/grade/", {"grade": "fair", "reason": " "}, follow=True)
    assert "without a reason" in said(answer)
    browser.post(
        f"/desk/incidents/{word}/grade/", {"grade": "fair", "reason": "The denial names another town."}
    )
    pipeline.link(sample)
    published(sample)
    html = said(Client().get(f"/incidents/{word}/"))
    assert "The denial names another town. (judged at the desk; by rule contested" in html


def test_a_rejected_count_is_gone_from_what_follows(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    word = report(sample, "Toll of strikes")
    own = reviewing.sheet(sample, reviewing.report_id(sample, word))
    figure = next(f for f in own.read.figures if f.low == 22)
    browser.post(
        f"/desk/reports/{word}/correct/", {"label": figure.id, "act": "reject", "reason": "Misread."}
    )
    now = reviewing.sheet(sample, own.read.id)
    assert figure.id in {f.id for f in now.read.figures} - {f.id for f in now.report.figures}
    html = said(browser.get(f"/desk/reports/{word}/"))
    assert f'<li class="rejected" id="r-{figure.id}">' in html and "Misread." in html
    pipeline.link(sample)
    told = [a for i in pipeline.link(sample).incidents for a in i.accounts if a.report == own.read.id]
    assert figure.id not in {a.figure for a in told}


def test_a_count_is_corrected_and_one_is_added(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    word = report(sample, "Toll of strikes")
    id_ = reviewing.report_id(sample, word)
    figure = next(f for f in reviewing.sheet(sample, id_).read.figures if f.low == 22)
    sent = {"low": "20", "high": "24", "exactness": "range", "status": "killed"}
    browser.post(f"/desk/reports/{word}/correct/", {**sent, "label": figure.id, "act": "figure"})
    now = next(f for f in reviewing.sheet(sample, id_).report.figures if f.id == figure.id)
    assert (now.low, now.high, now.text) == (20, 24, figure.text)
    browser.post(
        f"/desk/reports/{word}/add/",
        {**sent, "kind": "figure", "words": "a trader", "low": "1", "high": "1", "exactness": "exact"},
    )
    added = next(f for f in reviewing.sheet(sample, id_).report.figures if f.id.startswith("x"))
    assert added.text == "a trader"
    assert "do not stand in the text" in said(
        browser.post(
            f"/desk/reports/{word}/add/", {**sent, "kind": "figure", "words": "nowhere"}, follow=True
        )
    )
    for wrong in ({"low": "9", "high": "1"}, {"low": "", "high": ""}, {"low": "x"}):
        answer = browser.post(
            f"/desk/reports/{word}/correct/", {**sent, **wrong, "label": figure.id, "act": "figure"}
        )
        assert answer.status_code == 400


def test_what_was_missed_is_added_by_its_words_and_joins_the_next_linking(sample: Desk) -> None:
    browser, word = client(Role.ANALYST), report(sample, "Toll of strikes")
    id_ = reviewing.report_id(sample, word)
    text = reviewing.sheet(sample, id_).read.text
    sentence = next(line for line in text.splitlines() if "trader" in line)

    def add(kind: str, words: str, **more: str) -> str:
        sent = {"kind": kind, "words": words, **more}
        return said(browser.post(f"/desk/reports/{word}/add/", sent, follow=True))

    assert "Corrected." in add("statement", sentence, speaker="a trader", mode="indirect", stance="asserts")
    assert "Several places are called so" in add("place", sentence[:20], name="Springfield")
    add("period", sentence[4:30], **{"from": "2016-12-03", "to": "2016-12-04"})
    add("event", sentence.split()[-1], type="armed clash", factuality="happened")
    now = reviewing.sheet(sample, id_).report
    own = {f: [one for one in getattr(now, f) if one.id.startswith("x")] for f in effects.FIELDS}
    (statement,), (place,), (period,), (event,) = (
        own[name] for name in ("statements", "places", "periods", "events")
    )
    assert statement.content[0].text == sentence and statement.speaker.text == "a trader"
    assert place.gazetteer is None and len(place.candidates) > 2
    assert (period.edtf, period.first.day, period.last.day) == ("2016-12-03/2016-12-04", 3, 4)
    assert event.attributed_to == statement.id and event.period == period.id
    meant = place.candidates[1]
    settle = {"label": place.id, "act": "place", "gazetteer": meant.gazetteer}
    browser.post(f"/desk/reports/{word}/correct/", settle)
    now = reviewing.sheet(sample, id_).report
    settled = next(one for one in now.places if one.id == place.id)
    assert (settled.gazetteer, settled.text, settled.precision) == (meant.gazetteer, place.text, 1)
    assert next(one for one in now.events if one.id == event.id).places == (place.id,)
    assert f'id="r-{event.id}"' in said(browser.get(f"/desk/reports/{word}/"))
    told = next(own for own in tellings.of(now) if event.id in {e.id for e in own.events})
    pipeline.link(sample)
    assert told.id in {own for i in pipeline.link(sample).incidents for own in i.tellings}
    browser.post(f"/desk/reports/{word}/correct/", {"label": event.id, "act": "reject"})
    assert event.id not in {one.id for one in reviewing.sheet(sample, id_).report.events}
    add("event", sentence.split()[-1], type="armed clash", factuality="happened")
    assert event.id in {one.id for one in reviewing.sheet(sample, id_).report.events}, "added again"


def test_what_cannot_be_added_is_refused_in_words(sample: Desk) -> None:
    browser, word = client(Role.ANALYST), report(sample, "Toll of strikes")
    for sent, told in (
        ({"kind": "event", "words": "trader", "type": "invasion", "factuality": "happened"}, "no type"),
        ({"kind": "event", "words": "trader", "type": "attack", "factuality": "x"}, "none of the list"),
        ({"kind": "period", "words": "trader", "from": "soon"}, "is no day"),
        ({"kind": "period", "words": "trader"}, "has no day"),
        ({"kind": "period", "words": "trader", "from": "2016-12-04", "to": "2016-12-01"}, "before it begins"),
        ({"kind": "statement", "words": "trader", "speaker": "Nobody Here", "mode": "direct",
          "stance": "asserts"}, "not named so"),
        ({"kind": "place", "words": "trader", "which": "99"}, "times in the text"),
        ({"kind": "figure", "words": "trader", "low": "2", "high": "1"}, "over the highest"),
    ):  # fmt: skip
        answer = said(browser.post(f"/desk/reports/{word}/add/", sent, follow=True))
        assert told in answer, sent
    assert browser.post(f"/desk/reports/{word}/add/", {"kind": "actor", "words": "x"}).status_code == 400
    id_ = reviewing.report_id(sample, word)
    assert reviewing.sheet(sample, id_).report == reviewing.sheet(sample, id_).read


def test_the_ledger_filters_exports_and_refuses_edits(sample: Desk) -> None:
    item, other = reviewing.waiting(sample)[:2]
    reviewing.judge(sample, item.key, Judgement.ACCEPT, "bea", NOW, "=HYPERLINK('x')")
    reviewing.judge(sample, other.key, Judgement.UNSURE, "cem", NOW)
    browser = client(Role.VIEWER)
    assert "cem" not in said(browser.get("/desk/ledger/?who=bea")).split("<tbody>")[1]
    answer = browser.get("/desk/ledger.csv?judgement=accept")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert [row["who"] for row in rows] == ["bea"] and rows[0]["reason"] == "'=HYPERLINK('x')"
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE desk_decision SET who = 'nobody'")


@pytest.mark.parametrize(
    "words",
    ["' OR 1=1 --", '") NEAR (', 'x" OR "y', "idlib*; DROP TABLE desk_report", "a" * 5000, "\x00", "🕊"],
)
def test_no_words_break_the_search(sample: Desk, words: str) -> None:
    browser = client(Role.VIEWER)
    for name in ("q", "source", "place", "kind", "grade", "first", "page"):
        query = {"q": "idlib", name: words}
        assert browser.get("/desk/search/", query).status_code == 200
    assert browser.get("/desk/search/?q=idlib").status_code == 200


def test_search_finds_reports_statements_and_incidents_and_filters(sample: Desk) -> None:
    browser = client(Role.VIEWER)
    kinds = {one.kind for one in reviewing.search(sample, "kafranb", limit=100)}
    assert kinds == {"report", "statement", "incident"}
    assert all(one.source == "Levant Wire" for one in reviewing.search(sample, "idlib", source="Levant Wire"))
    on = reviewing.search(sample, "aleppo", first=dt.date(2016, 12, 5), last=dt.date(2016, 12, 5))
    assert on and {one.day for one in on} == {dt.date(2016, 12, 5)}
    assert '<mark class="c">' in said(browser.get("/desk/search/?q=market"))


def test_an_edited_sentence_keeps_its_citations_and_adds_no_number(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    browser.get("/desk/briefs/2016-12-04/")
    draft = publishing.draft(sample, DAY, "x", NOW)
    sent = {"revision": "1", "part": "lead", "at": "0", "act": "rewrite"}
    text = "In the Idlib area, rescuers spoke of at least 51 dead on Sunday."
    browser.post("/desk/briefs/2016-12-04/change/", {**sent, "text": text})
    now = publishing.draft(sample, DAY, "x", NOW)
    assert now.brief.lead[0].text == text and now.brief.lead[0].citations == draft.brief.lead[0].citations
    answer = browser.post(
        "/desk/briefs/2016-12-04/change/",
        {**sent, "revision": "2", "text": "At least 510 died."},
        follow=True,
    )
    assert "the number 510 stands in none of the words cited" in said(answer)
    for wrong in ({"text": " "}, {"at": "99"}, {"part": "said", "text": "Other words"}):
        answer = browser.post(
            "/desk/briefs/2016-12-04/change/", {**sent, "revision": "2", "text": text, **wrong}, follow=True
        )
        assert 'class="told-you error"' in said(answer), wrong
    assert publishing.draft(sample, DAY, "x", NOW) == now


def test_items_move_and_go_and_two_editors_do_not_lose_each_other(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    browser.get("/desk/briefs/2016-12-04/")
    first = publishing.draft(sample, DAY, "x", NOW).brief.lead
    browser.post(
        "/desk/briefs/2016-12-04/change/", {"revision": "1", "part": "lead", "at": "0", "act": "down"}
    )
    assert publishing.draft(sample, DAY, "x", NOW).brief.lead[:2] == (first[1], first[0])
    stale = {"revision": "1", "part": "lead", "at": "0", "act": "drop"}
    assert "changed by somebody else meanwhile" in said(
        browser.post("/desk/briefs/2016-12-04/change/", stale, follow=True)
    )
    browser.post("/desk/briefs/2016-12-04/change/", {**stale, "revision": "2"})
    assert publishing.draft(sample, DAY, "x", NOW).brief.lead == (first[0], *first[2:])


def test_publishing_then_correcting(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    browser.get("/desk/briefs/2016-12-04/")
    browser.post("/desk/briefs/2016-12-04/publish/", {"revision": "1", **LOOKED})
    assert Client().get("/briefs/2016-12-04/").status_code == 200
    assert reviewing.ledger(sample)[0].judgement is Judgement.PUBLISH
    browser.get("/desk/briefs/2016-12-04/")
    answer = browser.post("/desk/briefs/2016-12-04/publish/", {"revision": "1", **LOOKED}, follow=True)
    assert "say in a sentence what this corrects" in said(answer)
    browser.post("/desk/briefs/2016-12-04/publish/", {"revision": "1", "note": "A name was wrong.", **LOOKED})
    assert "A name was wrong." in said(Client().get("/briefs/2016-12-04/"))
    assert Client().get("/briefs/2016-12-04/v1/").status_code == 200


def test_people_are_invited_changed_and_shut_out(desk: Desk) -> None:
    browser = client(Role.ADMIN)
    answer = browser.post("/desk/people/invite/", {"name": "dora", "role": "editor"})
    (link,) = re.findall(r"http://testserver(/desk/join/[^<]+)", answer.content.decode())
    word = "a long enough passphrase"
    dora = Client()
    dora.post(link, {"new_password1": word, "new_password2": word})
    assert "dora, editor" in said(dora.get("/desk/"))
    number = dora.get("/desk/").wsgi_request.user.pk
    browser.post(f"/desk/people/{number}/", {"act": "role", "role": "viewer"})
    assert dora.get("/desk/briefs/2016-12-04/").status_code == 403
    browser.post(f"/desk/people/{number}/", {"act": "out"})
    assert dora.get("/desk/").status_code == 302
    taken = browser.post("/desk/people/invite/", {"name": "dora", "role": "admin"}, follow=True)
    assert "dora is taken" in said(taken)


def test_the_only_admin_cannot_be_shut_out(desk: Desk) -> None:
    browser = client(Role.ADMIN)
    user = browser.get("/desk/").wsgi_request.user
    user.set_password("a long enough passphrase")
    user.save()
    browser = client(Role.ADMIN)
    for act in ({"act": "out"}, {"act": "role", "role": "viewer"}):
        assert "is the only admin" in said(browser.post(f"/desk/people/{user.pk}/", act, follow=True))


def test_a_reports_words_stay_words_at_the_desk(desk: Desk, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    body = f"Nine people were killed in shelling of Aleppo on Sunday, a doctor {evil} said."
    row = {"title": f"Shelling {evil}", "source": f"Wire {evil}", "text": body, "published": "2016-12-04"}
    (tmp_path / "evil.jsonl").write_text(json.dumps(row))
    list(pipeline.add(desk, [tmp_path / "evil.jsonl"], now=lambda: NOW))
    list(pipeline.read(desk))
    pipeline.link(desk)
    browser = client(Role.ADMIN)
    word = publishing.report_word(reviewing.report_rows(desk)[0]["id"])
    told = reviewing.incident_rows(desk)[0]["label"].removeprefix("incident:")
    for url in ("/desk/", "/desk/queue/", f"/desk/reports/{word}/", f"/desk/incidents/{told}/",
                "/desk/reports/", "/desk/registers/sources/", "/desk/search/?q=aleppo+script",
                "/desk/briefs/2016-12-04/", "/desk/search/?q=%3Cscript%3E",
                "/desk/ledger/?about=%3Cscript%3E"):  # fmt: skip
        html = browser.get(url).content.decode()
        assert "<script>" not in html and "<img" not in html, url


def test_a_day_without_an_hour_is_shown_without_one(sample: Desk) -> None:
    """One report gives a day and no hour; its accounts are not said to come from midnight."""
    page = said(client(Role.VIEWER).get(f"/desk/incidents/{incident(sample, 'Air strikes in Kafranbel')}/"))
    assert "Sun 4 Dec</time>" in page
    assert "00:00 UTC" not in page
    assert "16:00 UTC" in page


def test_what_people_need_is_worked_out_and_joins_the_brief_only_when_added(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    draft = publishing.draft(sample, DAY, "editor", NOW)
    one = next(c for c in counted(sample, draft) if c.figure.low == 220_000)
    asked = {
        "figure": one.id,
        "days": "30",
        "by": ["water", "food"],
        "carried": "truck",
        "name": "cart",
        "tonnes": "2",
    }
    page = browser.get("/desk/briefs/2016-12-04/relief/", asked).content.decode()
    assert "About 99\u202f000\u202f000 litres" in page and "about 1830 cart" in page
    assert "What that would take" not in browser.get("/desk/briefs/2016-12-04/preview/").content.decode()
    answer = browser.post("/desk/briefs/2016-12-04/relief/add/", asked)
    assert answer.headers["Location"] == "/desk/briefs/2016-12-04/#relief"
    shown = browser.get("/desk/briefs/2016-12-04/preview/").content.decode()
    assert "What that would take" in shown and "nobody reported it" in shown and "p. 106" in shown
    bad = browser.get("/desk/briefs/2016-12-04/relief/", {**asked, "days": "0"})
    assert "none that can be reckoned with" in bad.content.decode()
    assert browser.get("/desk/briefs/2016-12-04/relief/", {**asked, "days": "many"}).status_code == 400


def test_no_check_before_publishing_is_skipped_silently(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    browser.get("/desk/briefs/2016-12-04/")
    for answers in (
        {},
        {**LOOKED, "looked-people": ""},
        {**LOOKED, "looked-people": "", "left-people": "  "},
    ):
        page = said(
            browser.post("/desk/briefs/2016-12-04/publish/", {"revision": "1", **answers}, follow=True)
        )
        assert "was not answered" in page
    assert publishing.published_days(sample) == []
    left = {**LOOKED, "looked-people": "", "left-people": "Ann read the preview."}
    browser.post("/desk/briefs/2016-12-04/publish/", {"revision": "1", **left})
    assert publishing.published_days(sample) == [DAY]
    row = next(one for one in reviewing.ledger(sample) if one.judgement is Judgement.PUBLISH)
    assert "left out" in (row.machine or "") and "Ann read the preview." in (row.machine or "")


def test_a_name_is_withheld_and_released_with_a_reason(sample: Desk) -> None:
    published(sample)
    browser, name = client(Role.EDITOR), "Levant Wire"
    shown = lambda: name in Client().get("/briefs/2016-12-04/").content.decode()  # noqa: E731
    assert shown()
    asked = {"judgement": "withhold", "subject": f"name:{name}", "reason": ""}
    assert "has no reason" in said(browser.post("/desk/harm/decide/", asked, follow=True))
    browser.post("/desk/harm/decide/", {**asked, "reason": "They asked us to."})
    assert not shown()
    page = said(browser.get("/desk/harm/"))
    assert name in page and "withheld by the desk" in page and "They asked us to." in page
    browser.post("/desk/harm/decide/", {**asked, "judgement": "release", "reason": "They agreed."})
    assert shown()
    gone = {"judgement": "withhold", "subject": "incident:none", "reason": "x"}
    assert "no incident of this desk" in said(browser.post("/desk/harm/decide/", gone, follow=True))
    assert browser.post("/desk/harm/decide/", {**gone, "judgement": "nonsense"}).status_code == 400
    assert client(Role.ANALYST).post("/desk/harm/decide/", asked).status_code == 403


def test_a_source_is_judged_and_counts_at_once_in_the_next_linking(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    asked = {
        "name": "Levant Wire",
        "kind": "agency",
        "owner": "The Ministry",
        "reliability": "C",
        "party": "",
    }
    page = said(browser.post("/desk/registers/sources/change/", asked, follow=True))
    assert "has no reason" in page
    browser.post("/desk/registers/sources/change/", {**asked, "reason": "Its own imprint."})
    entry = next(one for one in registers.registered(sample) if one.name == "Levant Wire")
    assert (entry.owner, entry.reliability) == ("The Ministry", "C")
    assert "The Ministry" in said(browser.get("/desk/registers/sources/"))
    assert "The Ministry" in browser.get("/desk/registers/sources/edit/?name=Levant+Wire").content.decode()
    pipeline.link(sample, anew=True)
    chains = {
        a.chain for i in pipeline.link(sample).incidents for a in i.accounts if a.source == "Levant Wire"
    }
    assert any("The Ministry" in chain for chain in chains)
    row = reviewing.ledger(sample)[0]
    assert (row.reason, row.machine) == ("Its own imprint.", "not registered")
    browser.post("/desk/undo/", {"decision": row.id})
    assert all(one.owner != "The Ministry" for one in registers.registered(sample))
    bad = {**asked, "reliability": "Z", "reason": "x"}
    assert "cannot be that" in said(browser.post("/desk/registers/sources/change/", bad, follow=True))
    assert client(Role.VIEWER).post("/desk/registers/sources/change/", asked).status_code == 403


def test_an_actor_and_places_that_people_add_are_read(desk: Desk) -> None:
    browser = client(Role.ANALYST)
    actor = {"name": "Harbour Guard", "aliases": "Quay Wolves\nQuay Wolves", "reason": "x"}
    browser.post("/desk/registers/actors/change/", {**actor, "kind": registers.actor_kinds()[0]})
    assert registers.actors(desk)["Harbour Guard"]["aliases"] == ["Quay Wolves"]
    assert "none of the list" in said(
        browser.post("/desk/registers/actors/change/", {**actor, "kind": "gods"}, follow=True)
    )
    one = {"name": "Tell Qaswar", "lat": "36.1", "lon": "37.2", "kind": "quarter", "reason": "Own map."}
    browser.post("/desk/registers/places/add/", one)
    (desk.folder / "a.txt").write_text(
        "Two people were killed in Tell Qaswar on Sunday by Quay Wolves, police said."
    )
    list(pipeline.add(desk, [desk.folder / "a.txt"], published=DAY, now=lambda: NOW))
    list(pipeline.read(desk))
    (report,) = pipeline.reports(desk)
    assert [(p.name, p.lat, p.lon) for p in report.places] == [("Tell Qaswar", 36.1, 37.2)]
    assert "Harbour Guard" in {actor.name for actor in report.actors}
    row = next(row for row in reviewing.ledger(desk) if row.subjects[0].startswith("places:"))
    browser.post("/desk/undo/", {"decision": row.id})
    list(pipeline.read(desk))
    assert next(iter(pipeline.reports(desk))).places == (), "what is taken back no longer counts"
    browser.get("/desk/registers/places/")  # shows what was told so far
    for bad in ({**one, "lat": "north"}, {**one, "lat": "99"}, {**one, "name": ""}, {**one, "reason": ""}):
        assert "They count when" not in said(browser.post("/desk/registers/places/add/", bad, follow=True))
