"""An open brief is told of its corrections; open streams are bounded and keep nobody from a page."""

from __future__ import annotations

import http.client
import json
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from bench.site import free_port, served
from django.test import Client

from dateline.pipeline import Desk, open_desk, publishing
from dateline.web.serving import PROCESSES
from dateline.web.site import live
from dateline.web.site.live import Stream
from web_pages import DAY, NOW, published

pytestmark = pytest.mark.sqlite
NOTE = "The count of the market was given twice."


def test_a_stream_tells_each_version_once_and_beats_between(sample: Desk) -> None:
    published(sample)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 6:
            published(sample, note=NOTE)

    lines = list(Stream(DAY, 1, wait, longest=36))
    assert lines[0] == "retry: 20000\n\n"
    (told,) = [line for line in lines if "event: brief" in line]
    data = json.loads(told.partition("data: ")[2])
    assert told.startswith("id: 2\n") and (data["version"], data["note"]) == (2, NOTE)
    assert [line[:1] for line in lines[1:]] == [":", "i", ":"]
    assert sum(waits) == 36 and set(waits) == {live.LOOKS_S}


def test_what_a_browser_has_seen_is_not_told_again(sample: Desk) -> None:
    published(sample)
    published(sample, note=NOTE)
    for seen, events in ((0, 1), (1, 1), (2, 0)):
        lines = list(Stream(DAY, seen, lambda _: None, longest=0))
        assert sum("event: brief" in line for line in lines) == events, seen


def test_whoever_finds_no_place_is_told_at_once_and_asks_again(sample: Desk) -> None:
    published(sample)
    open_ = [Stream(DAY, 0) for _ in range(live.STREAMS)]
    assert all(next(one) and next(one).startswith("id: 1") for one in open_)
    late = list(Stream(DAY, 0, lambda _: pytest.fail("it waits")))
    assert len(late) == 2 and late[0].startswith("retry: ") and late[1].startswith("id: 1\n")
    for one in open_:
        one.close()
        one.close()
    freed = Stream(DAY, 0)
    assert next(freed) and next(freed) and freed._holds
    freed.close()


def test_a_stream_that_breaks_gives_its_place_back(sample: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    published(sample)
    monkeypatch.setattr(publishing, "version", lambda *_: 1 / 0)
    for _ in range(live.STREAMS + 1):
        broken = Stream(DAY, 0)
        next(broken)
        with pytest.raises(ZeroDivisionError):
            next(broken)


def test_only_what_was_published_has_a_stream(sample: Desk) -> None:
    publishing.draft(sample, DAY, "ann", NOW)
    assert Client().get("/briefs/2016-12-04/live").status_code == 404
    published(sample)
    assert Client().post("/briefs/2016-12-04/live").status_code == 405
    for told, query in (("1", ""), ("", "?seen=1"), ("\u0661", "?seen=x"), ("9" * 40, "")):
        answer = Client().get(
            f"/briefs/2016-12-04/live{query}", headers={"Last-Event-ID": told} if told else {}
        )
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert answer.headers["Cache-Control"] == "no-store"
        answer.close()


def test_the_page_names_its_version_and_works_without_the_script(sample: Desk) -> None:
    published(sample)
    published(sample, note=NOTE)
    page = Client().get("/briefs/2016-12-04/").content.decode()
    assert '<div role="status" data-live="/briefs/2016-12-04/live" data-version="2"></div>' in page
    assert "live.js" in page and "data-live" not in Client().get("/briefs/2016-12-04/v1/").content.decode()


def test_open_streams_keep_nobody_from_a_page_and_all_hear_of_a_correction(
    linked: Path, tmp_path: Path
) -> None:
    """The real server, with more streams than it holds: pages answer, and every stream held is told."""
    folder = tmp_path / "desk"
    shutil.copytree(linked, folder)
    own = open_desk(folder)
    published(own)
    port = free_port()
    words = [sys.executable, "-m", "dateline", "serve", "--desk", str(folder), "--port", str(port)]
    with served(words, port), ExitStack() as stack:
        streams = []
        for _ in range(live.STREAMS * 3):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            stack.callback(line.close)
            line.request("GET", "/briefs/2016-12-04/live?seen=1")
            streams.append(line.getresponse())
        assert {one.status for one in streams} == {200}
        assert {one.readline() for one in streams} == {b"retry: 20000\n"}
        for _ in range(3):
            for path in ("/", "/briefs/2016-12-04/", "/api/briefs"):
                page = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                page.request("GET", path)
                assert page.getresponse().status == 200
                page.close()
        publishing.publish(own, publishing.draft(own, DAY, "ann", NOW), "ann", NOW, NOTE)
        told = [heard(one) for one in streams]
        held = sum(b"event: brief\n" in lines for lines in told)
        assert live.STREAMS <= held <= live.STREAMS * PROCESSES < len(streams)


def heard(stream: http.client.HTTPResponse) -> list[bytes]:
    """Return the lines of a stream up to its first event, or to its end."""
    lines = []
    for line in iter(stream.readline, b""):
        lines.append(line)
        if line.startswith(b"event:"):
            break
    return lines
