"""The desk by token: every operation asks for its role; decisions and reports go the way they go by hand."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from dateline import pipeline
from dateline.model import Judgement, Statement
from dateline.pipeline import Desk, publishing, reviewing
from dateline.review import effects
from dateline.web.api import docs
from dateline.web.api.desk import router
from dateline.web.api.keys import Holder
from dateline.web.people import tokens
from dateline.web.people.models import Token
from dateline.web.roles import Role, give
from factory_web import client, person

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def token(role: Role, *, may: Role | None = None, days: int = 30, made: dt.datetime = NOW) -> str:
    """Return the secret of a token of somebody in this role."""
    user = client(role).get("/desk/").wsgi_request.user
    return tokens.make(user, "a script", may or role, days, made)[1]  # type: ignore[arg-type]


def ask(secret: str, path: str, body: Any = None, method: str | None = None, **query: Any) -> Any:
    """Ask the API with a token; with a body, POST."""
    headers = {"Authorization": f"Bearer {secret}"}
    if body is None:
        return Client().generic(
            method or "GET",
            f"/api/desk/{path}",
            headers=headers,
            QUERY_STRING="&".join(f"{k}={v}" for k, v in query.items()),
        )
    return Client().post(
        f"/api/desk/{path}", json.dumps(body), content_type="application/json", headers=headers
    )


def operations() -> list[tuple[str, str, Role]]:
    """Return method, path and role of every operation of the desk's part."""
    found = []
    for path, methods in docs.schema()["paths"].items():
        for method, one in methods.items():
            if one.get("security"):
                found.append((method, path.removeprefix("/api/desk/"), _needs(path, method)))
    return found


def _needs(path: str, method: str) -> Role:
    view = router.path_operations[path.removeprefix("/api/desk/")]
    operation = next(one for one in view.operations if method.upper() in one.methods)
    (holder,) = operation.auth_callbacks
    assert isinstance(holder, Holder) and holder.needs is not None, f"{method} {path} names no role"
    return holder.needs


def test_every_operation_of_the_desk_asks_for_its_role(sample: Desk) -> None:
    """All operations, all roles: below the role nothing answers; without a token, nothing at all."""
    assert len(operations()) >= 15
    every = {role: token(role) for role in Role}
    for method, path, needed in operations():
        url = re.sub(r"\{\w+\}", "x", path)
        for headers in ({}, {"Authorization": "Bearer dl_made-up"}, {"Authorization": "Basic YTpi"}):
            answer = getattr(Client(), method)(f"/api/desk/{url}", headers=headers)
            assert answer.status_code == 401 and "Bearer" in answer.headers["WWW-Authenticate"], path
        for role, secret in every.items():
            code = ask(secret, url, {} if method == "post" else None).status_code
            assert (code == 403) == (role < needed), f"{method} {path} as {role.label}: {code}"
            assert code != 401, f"{method} {path} as {role.label}"


def test_everything_under_the_desk_is_behind_a_token(sample: Desk) -> None:
    for path, methods in docs.schema()["paths"].items():
        for method, one in methods.items():
            assert bool(one.get("security")) == path.startswith("/api/desk/"), f"{method} {path}"


def test_an_operation_without_a_role_is_shut(sample: Desk) -> None:
    secret = token(Role.ADMIN)
    with pytest.raises(Exception, match="role of nobody"):
        Holder().authenticate(Client().get("/").wsgi_request, secret)


def test_a_session_opens_nothing_here(sample: Desk) -> None:
    """A signed-in browser sends its cookie wherever a page of another site leads it: it must not count."""
    browser = client(Role.ADMIN)
    assert browser.get("/api/desk/reports").status_code == 401
    key = reviewing.waiting(sample)[0].key
    body = json.dumps({"item": key, "judgement": "accept"})
    assert browser.post("/api/desk/decisions", body, content_type="application/json").status_code == 401
    assert reviewing.ledger(sample) == []


def test_a_token_stops_on_its_day_when_revoked_and_with_its_person(sample: Desk) -> None:
    over = token(Role.VIEWER, days=30, made=NOW - dt.timedelta(days=31))
    assert ask(over, "queue").status_code == 401
    secret = token(Role.VIEWER)
    assert ask(secret, "queue").status_code == 200
    row = Token.objects.latest("pk")
    assert row.used is not None and row.digest != secret and secret not in str(vars(row))
    tokens.revoke(row, NOW)
    assert ask(secret, "queue").status_code == 401
    secret = token(Role.VIEWER)
    user = Token.objects.latest("pk").user
    user.is_active = False
    user.save()
    assert ask(secret, "queue").status_code == 401


def test_a_token_does_no_more_than_its_person_may_now(sample: Desk) -> None:
    secret = token(Role.EDITOR, may=Role.ANALYST)
    key = reviewing.waiting(sample)[0].key
    user = Token.objects.latest("pk").user
    give(user, Role.VIEWER)
    answer = ask(secret, "decisions", {"item": key, "judgement": "accept"})
    assert answer.status_code == 403 and "may do what a viewer may" in answer.json()["detail"]
    give(user, Role.EDITOR)
    assert ask(secret, "decisions", {"item": key, "judgement": "accept"}).status_code == 201
    weak = token(Role.ADMIN, may=Role.VIEWER)
    assert ask(weak, "decisions/undo", {"decision": f"decision:{key}-1"}).status_code == 403


def test_tokens_are_made_shown_once_and_revoked_at_the_desk(sample: Desk) -> None:
    browser = client(Role.ANALYST)
    page = browser.post(
        "/desk/tokens/make/", {"name": "importer", "role": "viewer", "days": "30"}
    ).content.decode()
    (secret,) = re.findall(r"dl_[\w-]{43}", page)
    assert ask(secret, "reports").status_code == 200
    again = browser.get("/desk/tokens/").content.decode()
    assert secret not in again and secret[:9] in again and "importer" in again
    number = Token.objects.get().pk
    assert client(Role.EDITOR).post(f"/desk/tokens/{number}/revoke/").status_code == 404
    assert ask(secret, "reports").status_code == 200
    assert "importer" in client(Role.ADMIN).get("/desk/tokens/").content.decode()
    assert "importer" not in client(Role.EDITOR).get("/desk/tokens/").content.decode()
    browser.post(f"/desk/tokens/{number}/revoke/")
    assert ask(secret, "reports").status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"role": "admin"}, {"role": "nobody"}, {"days": "36500"}, {"days": "-1"}, {"days": ""}]
)
def test_no_token_is_made_beyond_the_person_or_the_time(desk: Desk, wrong: dict[str, str]) -> None:
    sent = {"name": "x", "role": "viewer", "days": "30", **wrong}
    assert client(Role.ANALYST).post("/desk/tokens/make/", sent).status_code == 400
    client(Role.ANALYST).post("/desk/tokens/make/", {**sent, "role": "viewer", "days": "30", "name": "a\nb"})
    assert not Token.objects.exists()


def test_shutting_somebody_out_ends_their_tokens_for_good(desk: Desk) -> None:
    ann = person("ann", Role.VIEWER)
    _, secret = tokens.make(ann, "x", Role.VIEWER, 30, NOW)
    admin = client(Role.ADMIN)
    admin.post(f"/desk/people/{ann.pk}/", {"act": "out"})
    admin.post(f"/desk/people/{ann.pk}/", {"act": "in"})
    assert ask(secret, "queue").status_code == 401


def pages(secret: str, path: str, **query: Any) -> list[dict[str, Any]]:
    """Return the rows of all pages of a list."""
    found, answer = [], ask(secret, path, **query).json()
    while True:
        found += answer["items"]
        if answer["next"] is None:
            return found
        answer = Client().get(answer["next"], headers={"Authorization": f"Bearer {secret}"}).json()


@pytest.mark.parametrize("name", ["reports", "incidents", "statements", "decisions", "search?q=idlib"])
def test_every_list_of_the_desk_is_the_same_whatever_the_size_of_its_pages(sample: Desk, name: str) -> None:
    for item in reviewing.waiting(sample)[:5]:
        reviewing.judge(sample, item.key, item.asks[0], "bea", NOW)
    secret = token(Role.VIEWER)
    path, _, q = name.partition("?")
    query = {"q": "idlib"} if q else {}
    whole = pages(secret, path, **query, limit=200)
    assert len(whole) >= 5
    assert pages(secret, path, **query, limit=7) == whole == pages(secret, path, **query, limit=2)
    assert len({json.dumps(row) for row in whole}) == len(whole)


def test_the_lists_hold_what_the_desk_holds(sample: Desk) -> None:
    secret = token(Role.VIEWER)
    assert {r["id"] for r in pages(secret, "reports")} == {
        r["id"] for r in reviewing.report_rows(sample, limit=500)
    }
    assert {r["id"] for r in pages(secret, "incidents")} == {
        r["label"] for r in reviewing.incident_rows(sample, limit=500)
    }
    told = pages(secret, "statements", source="Levant%20Wire", limit=3)
    assert told and {row["source"] for row in told} == {"Levant Wire"}
    own = pages(secret, "statements", report=told[0]["report"])
    read = reviewing.sheet(sample, told[0]["report"]).read.statements
    extra = ("report", "source", "published")
    assert [
        Statement.model_validate({k: v for k, v in row.items() if k not in extra}) for row in own
    ] == list(read)
    weak = pages(secret, "incidents", grade="weak", limit=2)
    assert weak == [row for row in pages(secret, "incidents") if row["grade"] == "weak"]
    one = ask(secret, f"reports/{publishing.report_word(own[0]['report'])}").json()
    assert one["report"]["id"] == own[0]["report"] and one["capture"]["sha256"]
    word = weak[0]["id"].removeprefix("incident:")
    assert ask(secret, f"incidents/{word}").json()["incident"]["id"] == weak[0]["id"]


def test_a_judgement_by_token_is_a_row_like_any_other(sample: Desk) -> None:
    secret = token(Role.ANALYST)
    item = ask(secret, "queue", limit=1).json()["items"][0]
    answer = ask(
        secret, "decisions", {"item": item["key"], "judgement": item["asks"][0], "reason": "As told."}
    )
    assert answer.status_code == 201
    (row,) = reviewing.ledger(sample)
    assert (row.id, row.who, row.reason) == (answer.json()["id"], "analyst (token: a script)", "As told.")
    late = ask(secret, "decisions", {"item": item["key"], "judgement": item["asks"][0]})
    assert late.status_code == 409 and "was judged" in late.json()["detail"]
    assert ask(secret, "decisions", {"item": "zzz", "judgement": "same"}).status_code == 404
    assert ask(secret, "decisions", {"item": item["key"], "judgement": "publish"}).status_code == 409
    undone = ask(secret, "decisions/undo", {"decision": row.id})
    assert undone.status_code == 201 and undone.json()["undoes"] == row.id
    assert [r["id"] for r in pages(secret, "decisions", limit=1)] == [r.id for r in reviewing.ledger(sample)]


def test_merging_splitting_and_grading_by_token_take_effect_when_linked(sample: Desk) -> None:
    secret = token(Role.ANALYST)
    rows = reviewing.incident_rows(sample, limit=500)
    a, b, *_ = (r["label"] for r in rows if r["title"].startswith("Air strikes"))
    word = a.removeprefix("incident:")
    assert ask(secret, f"incidents/{word}/merge", {"other": b, "reason": "One town."}).status_code == 201
    assert ask(secret, f"incidents/{word}/merge", {"other": a}).status_code == 409
    assert ask(secret, f"incidents/{word}/grade", {"grade": "fair", "reason": " "}).status_code == 409
    assert (
        ask(secret, f"incidents/{word}/grade", {"grade": "fair", "reason": "Two witnesses."}).status_code
        == 201
    )
    assert ask(secret, f"incidents/{word}/split", {"telling": "x"}).status_code == 409
    assert [d.judgement for d in reviewing.ledger(sample)] == [Judgement.CORRECT, Judgement.MERGE]
    pipeline.link(sample)
    assert len(reviewing.incident_rows(sample, limit=500)) == len(rows) - 1


def test_readings_are_corrected_and_added_by_token(sample: Desk) -> None:
    secret = token(Role.ANALYST)
    row = next(r for r in reviewing.report_rows(sample, limit=500) if "Toll of strikes" in (r["title"] or ""))
    path = f"reports/{publishing.report_word(row['id'])}/corrections"
    figure = next(f for f in reviewing.sheet(sample, row["id"]).read.figures if f.low == 22)
    count = {"low": 20, "high": 24, "exactness": "range", "status": "killed"}
    assert ask(secret, path, {"label": figure.id, "count": count}).status_code == 201
    assert ask(secret, path, {"count": count, "words": "a trader"}).status_code == 201
    now = {f.id: f for f in reviewing.sheet(sample, row["id"]).report.figures}
    assert (now[figure.id].low, now[figure.id].high) == (20, 24)
    assert [f.text for f in now.values() if f.id.startswith("x")] == ["a trader"]
    for missed in (
        {"statement": {"speaker": "a trader", "mode": "indirect"}},
        {"event": {"type": "armed clash"}},
        {"place": {"name": "Idlib", "country": "SY"}},
        {"period": {"from": "2016-12-03"}},
    ):
        assert ask(secret, path, {**missed, "words": "trader"}).status_code == 201, missed
    assert sum(one.id.startswith("x") for f in effects.FIELDS
               for one in getattr(reviewing.sheet(sample, row["id"]).report, f)) == 5  # fmt: skip
    assert ask(secret, path, {"label": figure.id, "reject": True}).status_code == 201
    assert figure.id not in {f.id for f in reviewing.sheet(sample, row["id"]).report.figures}
    for wrong in (
        {"label": figure.id},
        {"label": figure.id, "reject": True, "gazetteer": "geonames:1"},
        {"reject": True},
        {"count": count, "words": "nowhere in it"},
        {"label": figure.id, "count": {**count, "low": 30}},
        {"label": figure.id, "count": {**count, "low": None, "high": None}},
        {"label": "<script>", "reject": True},
        {"event": {"type": "invasion"}, "words": "trader"},
        {"event": {"type": "attack"}, "words": "trader", "label": "e1"},
        {"period": {"from": "2016-12-03", "to": "2016-12-01"}, "words": "trader"},
        {"place": {"name": "Idlib"}, "words": "trader", "which": 99},
        {"label": figure.id, "reject": True, "surprise": 1},
    ):
        assert ask(secret, path, wrong).status_code == 422, wrong


def test_a_report_that_a_program_brings_is_sealed_and_kept_once(sample: Desk) -> None:
    secret = token(Role.ANALYST)
    text = "Six people were killed in shelling of Aleppo on Sunday, a doctor said."
    body = {"text": text, "source": "Wire", "published": "2016-12-04", "title": "Shelling kills six"}
    first = ask(secret, "reports", body)
    assert first.status_code == 201 and first.json()["new"] and not first.json()["version"]
    again = ask(secret, "reports", body)
    assert again.status_code == 200 and not again.json()["new"] and again.json()["id"] == first.json()["id"]
    own = reviewing.sheet(sample, first.json()["id"])
    assert own.capture and own.read.text == body["text"] and own.read.published == dt.date(2016, 12, 4)
    assert list(pipeline.verify(sample)) == []
    keyed = ask(secret, "reports", {**body, "key": "k1"}).json()
    later = ask(secret, "reports", {**body, "key": "k1", "text": body["text"].replace("Six", "Seven")}).json()
    other = ask(secret, "reports", {**body, "text": body["text"].replace("Six", "Nine")}).json()
    assert keyed["new"] and later["version"] and later["id"] != keyed["id"] and not other["version"]
    for wrong in ({}, {"text": ""}, {"text": " \n "}, {"text": "x", "url": "javascript:alert(1)"},
                  {"text": "x", "published": "yesterday"}):  # fmt: skip
        assert ask(secret, "reports", wrong).status_code == 422, wrong


def test_an_oversized_body_is_refused_before_it_is_read(sample: Desk) -> None:
    answer = ask(token(Role.ANALYST), "reports", {"text": "x" * 2_600_000})
    assert answer.status_code == 413 and answer.json()["title"]
    assert reviewing.ledger(sample) == []


def test_what_is_the_desks_own_is_kept_nowhere(sample: Desk) -> None:
    secret = token(Role.VIEWER)
    for path in ("queue", "reports", "incidents", "statements", "decisions"):
        assert ask(secret, path).headers["Cache-Control"] == "no-store", path
