"""The open API gives what the site shows and nothing else: paged, filtered, tagged, refusing in words."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Brief, Incident, Report, Series
from dateline.pipeline import Desk, publishing, reviewing
from dateline.publish import record
from dateline.web.api.answers import MOST
from dateline.web.api.app import api
from web_pages import DAY, NOW

LISTS = (
    "briefs", "incidents", "accounts", "figures", "series", "reports", "places", "actors", "sources",
    "corrections",
)  # fmt: skip


def get(path: str, **query: Any) -> Any:
    """Return what an address of the API gives, which must be JSON and fine."""
    answer = Client().get(path if path.startswith("http") else f"/api/{path}", query)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def pages(path: str, **query: Any) -> list[dict[str, Any]]:
    """Return the rows of every page of a list, in order."""
    found, page = [], get(path, **query)
    while True:
        found += page["items"]
        if page["next"] is None:
            return found
        whole = urlsplit(page["next"])
        page = Client().get(f"{whole.path}?{whole.query}").json()


def test_records_are_given_in_the_names_of_the_contract(shown: Desk) -> None:
    own = publishing.edition(shown, DAY).brief
    assert Brief.model_validate(get("briefs/2016-12-04")["brief"]) == own
    assert get("briefs/2016-12-04")["version"] == 2
    assert Brief.model_validate(get("briefs/2016-12-04/versions/1")["brief"]) == own
    assert [v["version"] for v in get("briefs/2016-12-04/versions")["items"]] == [1, 2]
    for incident in own.incidents:
        word = incident.id.removeprefix("incident:")
        assert Incident.model_validate(get(f"incidents/{word}")["incident"]) == incident
    for series in own.series:
        assert Series.model_validate(get(f"series/{series.id.removeprefix('series:')}")["series"]) == series
    known = {r.id: r for r in publishing.behind(shown, publishing.edition(shown, DAY)).reports}
    for id_, report in known.items():
        assert Report.model_validate(get(f"reports/{publishing.report_word(id_)}")["report"]) == report
    assert get("corrections")["items"][0]["note"] == "The count of the market was given twice."


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_the_same_whatever_the_size_of_its_pages(shown: Desk, name: str) -> None:
    whole = pages(name, limit=MOST)
    assert whole or name == "actors"
    assert pages(name, limit=1) == whole == pages(name, limit=3)
    texts = [json.dumps(row, sort_keys=True) for row in whole]
    assert len(texts) == len(set(texts)), "a row is given twice"


def test_lists_and_what_they_lead_to_agree_with_the_site(shown: Desk) -> None:
    """Every page and every record that a row names answers."""
    for name in LISTS:
        for row in pages(name, limit=MOST):
            for key in ("page", "record", "before"):
                if key in row:
                    whole = urlsplit(row[key])
                    assert whole.netloc == "testserver" and Client().get(whole.path).status_code == 200, row


def test_the_api_holds_no_words_that_the_site_does_not_show(shown: Desk) -> None:
    """Who published, drafts, other reports of the desk and what was not published stay at the desk."""
    known = {
        text
        for day in publishing.published_days(shown)
        for version in ("", "v1/")
        for text in _texts(Client().get(f"/briefs/{day}/{version}record.json").json())
    }
    published = {r for p in publishing.latest(shown) for r in p.brief.reports}
    other = [r["id"] for r in reviewing.report_rows(shown, limit=500) if r["id"] not in published]
    assert other, "the sample has reports that no published brief rests on"
    for name in LISTS:
        for row in pages(name, limit=MOST):
            text = json.dumps(row)
            assert '"who": "ann"' not in text and not any(id_ in text for id_ in other), name
    for path, key in (("incidents", "incident"), ("reports", "report"), ("series", "series")):
        for row in pages(path, limit=MOST):
            given_ = get(urlsplit(row["record"]).path.removeprefix("/api/"))[key]
            assert _texts(given_) - known == set(), path


def _texts(value: Any) -> set[str]:
    """Return every text that a JSON value holds."""
    if isinstance(value, dict):
        return {t for v in value.values() for t in _texts(v)}
    if isinstance(value, list):
        return {t for v in value for t in _texts(v)}
    return {value} if isinstance(value, str) else set()


def test_nothing_is_there_before_it_is_published(sample: Desk) -> None:
    publishing.draft(sample, DAY, "ann", NOW)
    row = reviewing.incident_rows(sample, limit=1)[0]
    report = publishing.report_word(reviewing.report_rows(sample)[0]["id"])
    word = row["label"].removeprefix("incident:")
    assert all(get(name) == {"items": [], "next": None} for name in LISTS)
    for path in ("briefs/2016-12-04", "briefs/2016-12-04/versions", "briefs/2016-12-04/versions/1",
                 f"incidents/{word}", f"reports/{report}",
                 "places/170063", "sources/levant-wire"):  # fmt: skip
        answer = Client().get(f"/api/{path}")
        assert answer.status_code == 404, path
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_filters_leave_what_fits(shown: Desk) -> None:
    every = pages("incidents", limit=MOST)
    for name, key in (("grade", "grade"), ("kind", "type"), ("place", "place"), ("place", "gazetteer")):
        for value in {row[key] for row in every if row[key]}:
            found = pages("incidents", **{name: value})
            assert found and found == [r for r in every if value in (r[key], r["place"], r["gazetteer"])]
    on = pages("incidents", day="2016-12-04")
    assert on == [r for r in every if r["first"] and r["first"] <= "2016-12-04" <= r["last"]]
    assert pages("incidents", first="2017-01-01") == []
    assert pages("incidents", first="2016-12-04", last="2016-12-04") == on
    told = pages("accounts", source="levant-wire", limit=2)
    assert told and {row["source"] for row in told} == {"Levant Wire"}
    assert told == [r for r in pages("accounts", limit=MOST) if r["source"] == "Levant Wire"]
    own = pages("accounts", incident=every[0]["id"])
    assert {row["incident"] for row in own} == {every[0]["id"]}
    killed = pages("figures", kind="killed")
    assert killed and {row["status"] for row in killed} == {"killed"}
    assert {row["source"] for row in pages("reports", source="Levant Wire")} == {"Levant Wire"}
    assert [row["day"] for row in pages("briefs", last="2016-12-03")] == ["2016-12-03"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("incidents?grad=weak", "grad: is not known here"),
        ("incidents?grade=good", "grade: Input should be 'confirmed'"),
        ("incidents?day=1480809600", "day: is no day such as 2016-12-04"),
        ("incidents?limit=0", "limit: Input should be greater than or equal to 1"),
        ("incidents?limit=201", "limit: Input should be less than or equal to 200"),
        ("briefs/2016-13-45", "day: Input should be a valid date"),
        ("incidents?source=%00", "source: String should match pattern"),
    ],
)
def test_what_is_wrong_is_named_with_its_parameter(shown: Desk, path: str, problem: str) -> None:
    answer = Client().get(f"/api/{path}")
    told = answer.json()
    assert answer.status_code == told["status"] == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert any(problem in error for error in told["errors"]), told
    assert told["instance"] == f"/api/{path.partition('?')[0]}" and told["title"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(after=st.text(max_size=60))
def test_no_made_up_place_in_a_list_breaks_it(shown: Desk, after: str) -> None:
    assert Client().get("/api/accounts", {"after": after}).status_code in (200, 404, 422)


def test_a_made_up_place_in_a_list_is_not_found(shown: Desk) -> None:
    answer = Client().get("/api/accounts?after=zzz")
    assert answer.status_code == 404 and "take it from `next`" in answer.json()["detail"]


def test_what_has_not_changed_is_answered_without_a_body(shown: Desk) -> None:
    for name in (*LISTS, "briefs/2016-12-04"):
        first = Client().get(f"/api/{name}")
        tag, when = first.headers["ETag"], first.headers["Last-Modified"]
        assert first.headers["Cache-Control"] == "no-cache"
        again = Client().get(f"/api/{name}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), name
        assert Client().get(f"/api/{name}", headers={"If-Modified-Since": when}).status_code == 304
    publishing.publish(shown, publishing.draft(shown, DAY, "ann", NOW), "ann", NOW, "Another word.")
    assert Client().get("/api/briefs", headers={"If-None-Match": tag}).status_code == 200


def test_head_is_answered_as_get_is(shown: Desk) -> None:
    head, get_ = Client().head("/api/briefs"), Client().get("/api/briefs")
    assert head.status_code == 200 and head.content == b"" and head.headers["ETag"] == get_.headers["ETag"]


def test_nothing_can_be_written_and_every_refusal_is_a_problem(shown: Desk) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)("/api/briefs")
        assert answer.status_code == 405 and answer.json()["status"] == 405
        assert "GET" in answer.headers["Allow"]
    for path in ("", "nothing", "incidents/%2e%2e%2fdesk.toml"):
        answer = Client().get(f"/api/{path}x")
        assert answer.status_code == 404 and answer.json()["title"] == "Not Found", path


def test_who_asks_too_often_waits_and_others_do_not(shown: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for operation in _operations():
        for throttle in operation.throttle_objects:
            monkeypatch.setattr(throttle, "num_requests", 3)
    codes = [Client(REMOTE_ADDR="192.0.2.1").get("/api/briefs").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    last = Client(REMOTE_ADDR="192.0.2.1").get("/api/briefs", headers={"X-Forwarded-For": "192.0.2.7"})
    assert last.status_code == 429 and int(last.headers["Retry-After"]) > 0
    assert last.json()["title"] == "Too Many Requests"
    assert Client(REMOTE_ADDR="192.0.2.2").get("/api/briefs").status_code == 200


def _operations() -> list[Any]:
    """Return the operations as they are served; what a router holds are their models."""
    return [
        op
        for pattern in api.urls[0]
        if hasattr(pattern.callback, "__closure__") and pattern.callback.__closure__
        for cell in pattern.callback.__closure__
        for op in getattr(cell.cell_contents, "operations", [])
    ]


def test_the_docs_show_every_operation_without_scripts(shown: Desk) -> None:
    page = Client().get("/api/docs")
    html = page.content.decode()
    made = Client().get("/api/openapi.json").json()
    assert made["openapi"].startswith("3.1")
    for path, methods in made["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in html
    assert "<script" not in html and "unsafe" not in page.headers["Content-Security-Policy"]
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html, target
    assert Client().get("/api/").headers["Location"] == "/api/docs"


def test_a_record_of_a_brief_is_the_same_here_and_on_the_site(shown: Desk) -> None:
    there = record.DayRecord.model_validate_json(Client().get("/briefs/2016-12-04/record.json").content)
    assert Brief.model_validate(get("briefs/2016-12-04")["brief"]) == there.brief
