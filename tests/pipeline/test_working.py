"""Workers do each job once, survive kills, retry with patience, and say why they gave one up."""

from __future__ import annotations

import datetime as dt
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import pipeline
from dateline.errors import InputError
from dateline.model import JobState
from dateline.pipeline import publishing, scheduling, working
from dateline.store import jobs
from factory_postgres import database
from factory_sites import desk as collecting
from factory_sites import feed, site

pytestmark = pytest.mark.sqlite
NOW = dt.datetime(2024, 3, 10, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
NEWS = "Idlib\n\nAt least 12 people were killed in shelling of Idlib on Saturday, rescuers said."


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[pipeline.Desk]:
    """An empty desk on each kind of database."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres")
            patch.setenv("DATABASE_URL", database(server, f"work-{tmp_path.name}"))
        yield pipeline.init(tmp_path / "desk")


def lines() -> tuple[list[dict[str, Any]], working.Log]:
    kept: list[dict[str, Any]] = []

    def log(event: str, **fields: object) -> None:
        kept.append({"event": event, **fields})

    return kept, log


def did(own: pipeline.Desk, at: dt.datetime = NOW) -> list[dict[str, Any]]:
    kept, log = lines()
    working.work(own, "w", now=lambda: at, stop=threading.Event(), log=log, once=True)
    return kept


def states(own: pipeline.Desk) -> list[tuple[str, str]]:
    return [(job.kind, job.state.value) for job in working.listed(own)]


def test_what_came_in_is_read_and_linked_and_each_line_has_its_report(desk: pipeline.Desk) -> None:
    (desk.folder / "news.txt").write_text(NEWS)
    list(pipeline.add(desk, [desk.folder / "news.txt"], published=dt.date(2024, 3, 9), now=lambda: NOW))
    kept = did(desk)
    (report,) = pipeline.reports(desk)
    assert report.figures and len(pipeline.link(desk).incidents) == 1
    (line,) = (line for line in kept if line["event"] == "read")
    assert line["report"] == report.id and line["kind"] == "read"
    assert {kind for kind, state in states(desk)} == {"read", "link", "watch", "purge"}
    assert {state for _, state in states(desk)} == {"done"}
    assert did(desk) == [], "nothing is left to do"


def test_a_source_that_is_due_is_collected(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."), ("2", "A ferry waits."))) as web:
        own = collecting(
            tmp_path, f'[[source]]\nname = "Post"\nurl = "{web.url("/feed")}"\nschedule = "1 hour"\n'
        )
        kept = did(own)
        assert [line["new"] for line in kept if line["event"] == "collected"] == [2]
        assert len(list(pipeline.reports(own))) == 2
        assert not any(line["event"] == "collected" for line in did(own, NOW + MINUTE))


def test_a_job_that_fails_is_tried_again_later_and_later_then_dead_with_its_reason(
    desk: pipeline.Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise InputError("the disk", "is on fire", "put it out")

    monkeypatch.setitem(working.KINDS, "watch", broken)
    at, waits = NOW, []
    for _ in range(working.MOST_TRIES):
        did(desk, at)
        job = next(job for job in working.listed(desk) if job.kind == "watch")
        waits.append(job.due - at)
        at = max(job.due, at)
    assert job.state is JobState.DEAD and job.told == "the disk: is on fire; put it out"
    assert waits[3] > waits[0], "eight times as long, give or take a half each"
    assert did(desk, at + MINUTE) == [], "one dead job stands for its kind"
    assert working.retry(desk, job.number, at) and not working.retry(desk, job.number, at)
    monkeypatch.setitem(working.KINDS, "watch", lambda *_: "well")
    did(desk, at)
    assert next(j for j in working.listed(desk) if j.number == job.number).state is JobState.DONE
    assert not working.discard(desk, job.number), "what is done stays in the list"


def test_a_dead_job_is_tried_anew_after_an_hour(desk: pipeline.Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise InputError("the disk", "is full", "make room")

    monkeypatch.setattr(working, "_wanted", lambda *_: iter(["watch"]))
    monkeypatch.setitem(working.KINDS, "watch", broken)
    at = NOW
    for _ in range(working.MOST_TRIES):
        did(desk, at)
        at += dt.timedelta(minutes=30)
    assert states(desk) == [("watch", "dead")]
    died = at - dt.timedelta(minutes=30)
    assert did(desk, died + working.LONGEST_WAIT) == []
    monkeypatch.setitem(working.KINDS, "watch", lambda *_: "well")
    monkeypatch.setattr(working, "_wanted", lambda *_: iter(()))
    assert [line["event"] for line in did(desk, died + working.LONGEST_WAIT + MINUTE)] == ["done"]
    assert states(desk) == [("watch", "done")]


def test_waits_double_up_to_an_hour_and_spread() -> None:
    middle = [working.wait_after(n, lambda: 0.5).total_seconds() for n in range(1, 12)]
    assert middle[:4] == [30, 60, 120, 240] and max(middle) == 3600
    assert working.wait_after(1, lambda: 0.0) < working.wait_after(1, lambda: 0.99)


def test_a_job_of_a_worker_that_is_gone_is_taken_over(desk: pipeline.Desk) -> None:
    with desk.database.session():
        jobs.add("purge", NOW, NOW, only="purge")
        assert not jobs.add("purge", NOW, NOW, only="purge"), "one of a kind at a time"
        first = jobs.take("gone", NOW, working.LEASE)
        assert first and jobs.take("other", NOW, working.LEASE) is None
        late = NOW + working.LEASE + MINUTE
        second = jobs.take("other", late, working.LEASE)
        assert second and (second.number, second.tries, second.worker) == (first.number, 2, "other")
        assert not jobs.done(first, late, "x"), "whoever was slow no longer has it"
        assert not jobs.hold(first, late + MINUTE)
        assert jobs.done(second, late, "x")


CODE = """
import datetime as dt, os, sys, threading, time
from pathlib import Path
from dateline import pipeline
from dateline.pipeline import working
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
working.LEASE = dt.timedelta(seconds=1.5)
working.REST_S = 0.02
working._wanted = lambda desk, now: iter(())
held = working._did
def did(desk, job, now, stop, log):
    def say(what):
        with (out / "lines").open("a") as file:
            file.write(f"{what} {job.number} {os.getpid()}\\n")
    def probe(*_):
        say("begin")
        time.sleep(0.03)
        say("end")
        return "probed"
    working.KINDS["probe"] = probe
    return held(desk, job, now, stop, log)
working._did = did
working.work(pipeline.open_desk(folder), f"w{os.getpid()}", now=lambda: dt.datetime.now(dt.UTC),
             stop=threading.Event(), log=lambda event, **fields: None)
"""


def test_two_workers_never_do_one_job_at_once_even_when_they_are_killed(
    desk: pipeline.Desk, tmp_path: Path
) -> None:
    """60 jobs, two workers, a kill every third of a second: each is done, none by two at a time."""
    with desk.database.session():
        for number in range(60):
            jobs.add("probe", NOW, NOW, only=f"probe {number}")
    dice = random.Random(7)  # noqa: S311 - which worker is killed
    command = [sys.executable, "-c", CODE, str(desk.folder), str(tmp_path)]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command)  # noqa: S603

    running, kills, end = [start(), start()], 0, time.monotonic() + 60
    while time.monotonic() < end:
        with desk.database.session():
            if jobs.counts()["done"] == 60:
                break
        time.sleep(0.35)
        if kills < 6:
            victim = dice.randrange(2)
            running[victim].send_signal(signal.SIGKILL)
            running[victim].wait()
            running[victim] = start()
            kills += 1
    for one in running:
        one.kill()
        one.wait()
    with desk.database.session():
        assert jobs.counts() == {"waiting": 0, "running": 0, "done": 60, "dead": 0}
    told = [line.split() for line in (tmp_path / "lines").read_text().splitlines()]
    ends = Counter(number for what, number, _ in told if what == "end")
    begins = Counter(number for what, number, _ in told if what == "begin")
    assert len(ends) == 60
    # A job is begun a second time only when the one who began it was killed before it was done.
    again = {number for number, times in begins.items() if times > 1}
    assert len(again) <= kills
    for number in again:
        workers = [who for what, n, who in told if n == number and what == "begin"]
        assert len(set(workers)) == len(workers)


def test_a_worker_stops_at_a_signal_and_finishes_its_line(tmp_path: Path) -> None:
    own = pipeline.init(tmp_path / "desk")
    command = [sys.executable, "-m", "dateline", "worker", "--log", "json", "--desk", str(own.folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:  # noqa: S603
        assert running.stderr
        first = json.loads(running.stderr.readline())
        assert first["event"] == "done" and first["job"] and first["time"].startswith("20")
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0


# -- publishing at a time -----------------------------------------------------------


def drafted(own: pipeline.Desk) -> tuple[dt.date, Any]:
    (own.folder / "news.txt").write_text(NEWS)
    list(pipeline.add(own, [own.folder / "news.txt"], published=dt.date(2024, 3, 9), now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    day = dt.date(2024, 3, 9)
    return day, publishing.draft(own, day, "ann", NOW)


def test_a_brief_is_published_at_its_moment_and_once(desk: pipeline.Desk) -> None:
    day, draft = drafted(desk)
    at = NOW + 10 * MINUTE
    scheduling.schedule(desk, draft, at, "ann", NOW)
    did(desk, at - MINUTE)
    assert publishing.published_days(desk) == []
    kept = did(desk, at + MINUTE)
    assert [line["version"] for line in kept if line["event"] == "published"] == [1]
    (edition,) = publishing.editions(desk, day)
    assert (edition.when, edition.who) == (at, "ann") and scheduling.planned(desk) == []
    scheduling.schedule(desk, publishing.draft(desk, day, "ann", at), at + MINUTE, "ann", at, note="x")
    with desk.database.session():  # as if a worker was killed between publishing and saying so
        from dateline.store import published  # noqa: PLC0415

        published.schedule(scheduling.planned(desk)[0].model_copy(update={"at": at}))
    assert list(scheduling.publish_due(desk, at + 2 * MINUTE)) == []
    assert len(publishing.editions(desk, day)) == 1


def test_a_draft_that_was_changed_since_is_not_published(desk: pipeline.Desk) -> None:
    day, draft = drafted(desk)
    scheduling.schedule(desk, draft, NOW + MINUTE, "ann", NOW)
    publishing.keep_draft(desk, draft)
    did(desk, NOW + 2 * MINUTE)
    assert publishing.published_days(desk) == []
    (plan,) = scheduling.planned(desk, day)
    assert plan.problem and "was changed after it was planned" in plan.problem
    assert did(desk, NOW + 3 * MINUTE) == [], "it is told once"
    assert scheduling.cancel(desk, day) and scheduling.planned(desk) == []


def test_a_moment_that_is_over_or_far_away_is_refused(desk: pipeline.Desk) -> None:
    _, draft = drafted(desk)
    for at in (NOW, NOW - MINUTE, NOW + dt.timedelta(days=900)):
        with pytest.raises(InputError, match="a later moment"):
            scheduling.schedule(desk, draft, at, "ann", NOW)
