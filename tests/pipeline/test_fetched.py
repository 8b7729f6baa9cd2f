"""What is fetched is sealed as its exchange, and its reports walk back to it."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.archive import seal
from dateline.collect.fetch import Fetcher
from dateline.config import Policy
from dateline.pipeline import adding, fetched
from factory_archives import PAGE, packed, warc
from factory_servers import reply, serving

POLICY = Policy(allow=("127.0.0.1",), delay=0, robots=False, tries=1)
NOW = dt.datetime(2016, 12, 4, 18, tzinfo=dt.UTC)


def kept(desk: pipeline.Desk, url: str) -> list[pipeline.Addition]:
    found = fetched.found(Fetcher(POLICY).fetch(url))
    return list(adding.keep(desk, found, now=lambda: NOW))


def notes(desk: pipeline.Desk) -> list[str]:
    return [f"{finding.item}: {finding.text}" for finding in pipeline.verify(desk)]


def test_a_fetched_page_walks_back_to_its_record(tmp_path: Path) -> None:
    desk, body = pipeline.init(tmp_path / "desk"), PAGE.encode()
    sent = gzip.compress(body)
    with serving(lambda _, s: reply(s, sent, headers="Content-Encoding: gzip\r\n")) as port:
        url = f"http://127.0.0.1:{port}/convoy"
        assert [len(one.new) for one in kept(desk, url)] == [1]
        assert [len(one.known) for one in kept(desk, url)] == [1]
    assert notes(desk) == []
    assert pipeline.sealed(desk) == 1
    (report,) = pipeline.reports(desk)
    shown = pipeline.show(desk, report.capture or "")
    capture = shown.record
    assert capture.uri == url
    assert capture.path == "warc/2016-12-04-00001.warc.gz"
    assert seal.payload(desk.archive, capture) == body
    record = (desk.archive / capture.path).read_bytes()[capture.offset :][: capture.length]
    assert sent in gzip.decompress(record)
    request = gzip.decompress((desk.archive / capture.path).read_bytes())
    assert b"GET /convoy HTTP/1.1\r\nhost: 127.0.0.1" in request.replace(b"Host", b"host")
    assert b"user-agent: dateline/" in request.lower()


def test_pages_of_a_fetched_archive_are_sealed_beside_it(tmp_path: Path) -> None:
    desk = pipeline.init(tmp_path / "desk")
    pages = [
        (f"https://port.example/{name}", PAGE.replace("seventeen", name).encode()) for name in ("six", "ten")
    ]
    body = packed([("archive/a.warc.gz", warc(pages))])
    with serving(lambda _, s: reply(s, body)) as port:
        assert sum(len(one.new) for one in kept(desk, f"http://127.0.0.1:{port}/a.wacz")) == 2
    assert notes(desk) == []
    assert pipeline.sealed(desk) == 3
    assert all(pipeline.show(desk, report.capture or "") for report in pipeline.reports(desk))


def test_a_redirect_is_told_in_the_archive(tmp_path: Path) -> None:
    desk = pipeline.init(tmp_path / "desk")

    def answer(request: str, taken: object) -> None:
        if request.startswith("GET /old "):
            reply(taken, b"", "301 Moved", "Location: /new\r\n")  # type: ignore[arg-type]
        else:
            reply(taken, PAGE.encode())  # type: ignore[arg-type]

    with serving(answer) as port:
        kept(desk, f"http://127.0.0.1:{port}/old")
    (file,) = (desk.archive / "warc").iterdir()
    content = gzip.decompress(file.read_bytes())
    assert f"WARC-Target-URI: http://127.0.0.1:{port}/old\r\n".encode() in content
    assert b"HTTP/1.1 301 Moved Permanently\r\n" in content
    assert b"location: /new\r\n" in content.lower()
    assert notes(desk) == []


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops"])
def test_an_answer_without_a_report_can_be_sealed_too(tmp_path: Path, status: str) -> None:
    desk = pipeline.init(tmp_path / "desk")
    with serving(lambda _, s: reply(s, b"It is gone.", status)) as port:
        answer = Fetcher(POLICY).fetch(f"http://127.0.0.1:{port}/")
    (capture,) = adding.seal_only(desk, [fetched.exchange(answer)], now=lambda: NOW)
    assert seal.payload(desk.archive, capture) == b"It is gone."
    assert notes(desk) == []
    assert adding.seal_only(desk, [fetched.exchange(answer)], now=lambda: NOW) == [capture]
    assert pipeline.sealed(desk) == 1
