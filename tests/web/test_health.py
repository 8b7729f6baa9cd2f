"""Machines are told how the desk fares: without secrets, and counts only to who is near or has the token."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from dateline import pipeline
from dateline.pipeline import Desk, publishing, scheduling, working
from dateline.store import jobs
from dateline.web import health
from dateline.web.roles import Role
from factory_web import client, serve
from web_pages import DAY


def test_a_desk_that_works_is_well_and_says_no_more_than_that(desk: Desk) -> None:
    answer = Client().get("/healthz")
    assert answer.json() == {"ok": True, "database": "ok", "archive": "ok", "worker": "none has run"}
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    now = dt.datetime.now(dt.UTC)
    working.work(desk, "w", now=lambda: now, stop=threading.Event(), log=lambda event, **f: None, once=True)
    assert Client().get("/healthz").json()["worker"] == "ok"
    with desk.database.session():
        jobs.beat("w", now - dt.timedelta(minutes=10))
    assert "last heard of" in Client().get("/healthz").json()["worker"]


def test_a_broken_database_and_a_closed_archive_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode, **more: False)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["archive"]) == (503, "cannot be written")
    monkeypatch.undo()
    with desk.database.session():
        from django.db import connection  # noqa: PLC0415

        connection.cursor().execute("DROP TABLE desk_beat")
    answer = Client().get("/healthz")
    assert answer.status_code == 503 and answer.json()["ok"] is False


def test_metrics_are_for_this_machine_or_the_token(sample: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Client().get("/metrics").content.decode()
    assert 'dateline_records{kind="reports"} 19.0' in told and "dateline_queue 27.0" in told
    assert 'dateline_jobs{state="dead"} 0.0' in told and "HELP dateline_records" in told
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 403
    assert Client(HTTP_X_FORWARDED_FOR="203.0.113.9").get("/metrics").status_code == 403
    monkeypatch.setenv(health.TOKEN, "long-and-secret")
    far = Client(REMOTE_ADDR="203.0.113.9")
    assert far.get("/metrics", headers={"Authorization": "Bearer long-and-secret"}).status_code == 200
    assert far.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403


def test_the_page_of_work_lists_jobs_and_an_admin_changes_them(desk: Desk) -> None:
    now = dt.datetime.now(dt.UTC)
    with desk.database.session():
        jobs.add("watch", now, now, only="watch")
        job = jobs.take("w", now, working.LEASE)
        assert job and jobs.bury(job, now, "the disk: is on fire")
    page = client(Role.VIEWER).get("/desk/work/").content.decode()
    assert "the disk: is on fire" in page and "Try again" not in page
    admin = client(Role.ADMIN)
    assert "Try again" in admin.get("/desk/work/").content.decode()
    url = f"/desk/work/{job.number}/"
    assert client(Role.EDITOR).post(url, {"act": "retry"}).status_code == 403
    assert "tried again" in admin.post(url, {"act": "retry"}, follow=True).content.decode()
    assert "has changed meanwhile" in admin.post(url, {"act": "retry"}, follow=True).content.decode()
    assert "discarded" in admin.post(url, {"act": "discard"}, follow=True).content.decode()
    assert working.listed(desk) == [] and admin.post(url, {"act": "burn"}).status_code == 400


def test_an_editor_plans_a_brief_and_gives_the_plan_up(sample: Desk) -> None:
    browser = client(Role.EDITOR)
    browser.get("/desk/briefs/2016-12-04/")
    looked = {f"looked-{key}": "on" for key in ("people", "weak", "origin", "held", "headline", "again")}
    at = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    page = browser.post(
        "/desk/briefs/2016-12-04/publish/", {"revision": "1", "at": at, **looked}, follow=True
    ).content.decode()
    assert "To be published at" in page and publishing.published_days(sample) == []
    (plan,) = scheduling.planned(sample, DAY)
    assert (plan.who, plan.revision) == ("editor", 1)
    assert "To be published" in browser.get("/desk/work/").content.decode()
    browser.post("/desk/briefs/2016-12-04/unplan/")
    assert scheduling.planned(sample) == []
    gone = {"revision": "1", "at": "2016-12-04T10:00", **looked}
    assert "is over" in browser.post("/desk/briefs/2016-12-04/publish/", gone, follow=True).content.decode()
    bad = {"revision": "1", "at": "soon", **looked}
    assert browser.post("/desk/briefs/2016-12-04/publish/", bad).status_code == 400


def test_an_empty_desk_has_no_work(tmp_path: Path) -> None:
    pipeline.init(tmp_path / "desk")
    serve(tmp_path / "desk")
    assert "No worker has run" in client(Role.VIEWER).get("/desk/work/").content.decode()
    connections.close_all()
