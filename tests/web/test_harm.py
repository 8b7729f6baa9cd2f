"""What is kept from readers stands on no page, in no feed, no file and no answer of the API."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from dateline import pipeline
from dateline.model import Decision, Judgement
from dateline.pipeline import Desk, door, publishing
from dateline.publish import harm
from dateline.store import published as published_rows
from dateline.store import save
from dateline.web.roles import Role
from dateline.web.still.site import publish as write_out
from factory_harm import NAME, NOW, SECRETS, hurting
from factory_web import client, serve
from web_pages import DAY, published, walk

LATER = NOW + dt.timedelta(days=30)
START = ("/", "/feed.atom", "/feed.json", "/sitemap.xml", "/places/", "/actors/", "/sources/", "/figures/",
         "/corrections/", "/data/", "/briefs/2016-12-04/record.json",
         "/briefs/2016-12-04/brief.md")  # fmt: skip
LISTS = ("briefs", "incidents", "accounts", "figures", "series", "reports", "places", "actors", "sources",
         "corrections")  # fmt: skip
HELD = "Hospital hit"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, dt.datetime]:
    told = {"now": NOW}
    monkeypatch.setattr(door, "now", lambda: told["now"])
    return told


@pytest.fixture
def hurt(tmp_path: Path, clock: dict[str, dt.datetime]) -> Iterator[Desk]:
    """The desk of ``factory_harm``, served, its day published twice."""
    own = serve(hurting(tmp_path).folder)
    published(own)
    published(own, note=f"The age of {NAME} was corrected.")
    yield own
    connections.close_all()


def site() -> dict[str, bytes]:
    return walk(*START)


def api() -> dict[str, bytes]:
    """Return every answer of the open API that can be reached by its own addresses."""
    browser, todo, found = Client(), [f"/api/{name}" for name in LISTS], {}
    while todo:
        url = todo.pop()
        if url in found:
            continue
        answer = browser.get(url)
        assert answer.status_code == 200, (url, answer.content)
        found[url] = answer.content
        links = re.findall(r'"http://testserver(/api/[^"#]*)"', answer.content.decode())
        todo += [json.loads(f'"{link}"') for link in links]
    return found


def decide(desk: Desk, judgement: Judgement, subject: str, number: int) -> None:
    with desk.database.session():
        save.decision(
            Decision(id=f"decision:h-{number}", judgement=judgement, subjects=(subject,), reason="Agreed.",
                     who="ed", when=NOW + dt.timedelta(minutes=number))
        )  # fmt: skip


def leaks(pages: dict[str, bytes], *secrets: str) -> list[tuple[str, str]]:
    return [(url, one) for url, content in pages.items() for one in secrets if one in content.decode()]


def test_no_address_of_site_and_api_tells_what_is_kept_back(hurt: Desk) -> None:
    for pages in (site(), api()):
        assert len(pages) > 12
        assert leaks(pages, *SECRETS, HELD) == []
        assert any("Hama" in content.decode() for content in pages.values())


def test_the_files_of_the_site_do_not_either(hurt: Desk, tmp_path: Path) -> None:
    write_out(hurt.folder, tmp_path / "out", "https://brief.example")
    every = (path for path in (tmp_path / "out").rglob("*") if path.is_file())
    files = {str(path): path.read_bytes() for path in every if path.suffix not in (".woff2", ".png")}
    assert len(files) > 12 and leaks(files, *SECRETS, HELD) == []
    serve(hurt.folder)


def test_the_test_would_see_a_leak(hurt: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harm, "public", lambda record, known: record)
    monkeypatch.setattr(door, "noted", lambda desk, one: one)
    monkeypatch.setattr(door, "hidden", lambda desk: Counter())
    published(hurt, note="Again.")
    for pages in (site(), api()):
        told = {one for _, one in leaks(pages, *SECRETS, HELD)}
        assert told >= {NAME, "35.86412", "surgeons"}


def test_words_are_blacked_where_they_stand_and_lead_back_to_them(hurt: Desk) -> None:
    found = publishing.publication(hurt, DAY)
    for report in found.reports:
        for item in found.publication.brief.lead:
            for citation in item.citations:
                if citation.report == report.id:
                    assert report.text[citation.start : citation.end] == citation.text


def test_when_the_time_is_over_the_pages_change_by_themselves(
    hurt: Desk, clock: dict[str, dt.datetime]
) -> None:
    before = Client().get("/briefs/2016-12-04/").content.decode()
    assert "surgeons" not in before
    clock["now"] = LATER
    after = Client().get("/briefs/2016-12-04/").content.decode()
    assert "surgeons" in after and NAME not in after
    assert any("surgeons" in content.decode() for content in api().values())


def test_a_release_by_the_ledger_is_told_and_taken_back(hurt: Desk) -> None:
    decide(hurt, Judgement.RELEASE, f"{harm.NAME}{NAME}", 1)
    assert any(NAME in content.decode() for content in site().values())
    decide(hurt, Judgement.WITHHOLD, f"{harm.NAME}{NAME}", 2)
    assert leaks(site(), NAME) == []


def test_a_source_that_is_withheld_is_spelled_nowhere_not_even_in_an_address(hurt: Desk) -> None:
    name = "Harbour Voice"
    word = publishing.slug(name)
    assert Client().get(f"/sources/{word}/").status_code == 200
    decide(hurt, Judgement.WITHHOLD, f"{harm.NAME}{name}", 1)
    assert Client().get(f"/sources/{word}/").status_code == 404
    assert leaks(site(), word, name) == [] and leaks(api(), word, name) == []
    assert word not in {one.word for one, _, _ in publishing.listed(hurt, "source", limit=1)}


def test_rules_worked_out_while_a_decision_falls_are_not_kept_after_it(
    hurt: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, slow = f"{harm.NAME}Harbour Voice", harm.ruled

    def meanwhile(*given: object) -> harm.Rules:
        made = slow(*given)  # type: ignore[arg-type]
        monkeypatch.setattr(harm, "ruled", slow)
        decide(hurt, Judgement.WITHHOLD, word, 1)
        door.turns(hurt)  # another reader asks after it
        return made

    with hurt.database.session():
        found = next(iter(published_rows.latest(1)))
        monkeypatch.setattr(harm, "ruled", meanwhile)
        door.rules(hurt, found)
    assert leaks(site(), "Harbour Voice") == []


def test_an_incident_that_the_ledger_withholds_is_gone_at_any_age(
    hurt: Desk, clock: dict[str, dt.datetime]
) -> None:
    clock["now"] = LATER
    with hurt.database.session():
        one = next(i for i in pipeline.link(hurt).incidents if "Hama" in i.title)
    word = one.id.removeprefix("incident:")
    assert Client().get(f"/incidents/{word}/").status_code == 200
    decide(hurt, Judgement.WITHHOLD, one.id, 1)
    assert Client().get(f"/incidents/{word}/").status_code == 404
    assert Client().get(f"/api/incidents/{word}").status_code == 404
    assert leaks(site(), word) == [] and leaks(api(), word) == []


def test_editors_see_everything_and_the_preview_what_readers_will(hurt: Desk) -> None:
    browser = client(Role.EDITOR)
    publishing.again(hurt, DAY, "ed", NOW)
    assert "surgeons" in browser.get("/desk/briefs/2016-12-04/").content.decode()
    assert leaks({"": browser.get("/desk/briefs/2016-12-04/preview/").content}, *SECRETS) == []


def test_the_form_for_a_comment_quotes_nothing_that_is_kept_back(hurt: Desk) -> None:
    page = Client().get("/briefs/2016-12-04/comments/new/").content
    assert leaks({"": page}, *SECRETS, HELD) == []
