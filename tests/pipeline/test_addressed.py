"""An address is kept with its pictures, and a line says how much of it and what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline import cli, pipeline
from factory_servers import reply
from factory_sites import WORDS, desk, feed, page, problems, site

PNG = b"\x89PNG\r\n\x1a\n picture "


def add(
    own: pipeline.Desk, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, list[str], list[str]]:
    code = cli.run(["add", *words, "--desk", str(own.folder)])
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err.splitlines()


def comments(number: int) -> str:
    one = "<li class='comment' id='comment-{0}'><cite class='fn'>Reader {0}</cite><p>I saw {0} burn.</p></li>"
    return f"<ol class='commentlist'>{''.join(one.format(n) for n in range(number))}</ol>"


def article(web_url: str = "", more: str = "", head: str = "") -> bytes:
    body = page("Ships burn", WORDS * 4, WORDS * 3, extra=head).decode()
    return body.replace("</article>", f"{web_url}</article>{more}").encode()


def test_a_page_is_kept_with_its_pictures_and_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with site() as web:
        web.pages |= {"/1.png": PNG + b"1", "/2.png": PNG + b"2"}
        pictures = "<img src='/1.png'><img src='/small.png' width='16'><img src='/3.png'>"
        pictures += "<img srcset='/x.png 320w, /2.png 640w'>"
        web.pages["/a"] = article(pictures, "<h2>3 Comments</h2>" + comments(2))
        own = desk(tmp_path, "")
        code, out, err = add(own, capsys, web.url("/a"))
        _, again, _ = add(own, capsys, web.url("/a"))
    (report,) = pipeline.reports(own)
    size = f"{len(report.text):,}"
    told = f"kept “Ships burn”: text ({size} characters), 2 of 3 pictures, 2 of 3 comments."
    assert (code, out) == (0, [f"{web.url('/a')}: {told}"])
    assert len(err) == 1 and "a picture was not kept" in err[0] and "404 (Not Found)" in err[0]
    assert "known already, unchanged “Ships burn”" in again[0]
    assert pipeline.sealed(own) == 3 and problems(own) == []


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ("<div id='disqus_thread'></div>", "comments: Disqus puts them there by a script"),
        (
            "<script type='application/ld+json'>{\"isAccessibleForFree\": false}</script>",
            "it is for subscribers",
        ),
    ],
)
def test_what_is_not_in_a_page_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], extra: str, says: str
) -> None:
    with site() as web:
        web.pages["/a"] = article("<iframe src='https://film.example/1'></iframe>", extra)
        _, (line,), _ = add(desk(tmp_path, ""), capsys, web.url("/a"))
    assert "no pictures. Not kept: " in line and says in line and "1 embedded player" in line


def test_a_page_in_anothers_place_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with site() as web:
        text = "The page you were looking for could not be found. Please try the search above it."
        held = f"<html><head><title>Page not found</title></head><body><p>{text}</p></body></html>"
        web.pages["/a"] = held.encode()
        _, (line,), _ = add(desk(tmp_path, ""), capsys, web.url("/a"))
    assert "Not kept: the page looks like a soft 404: open it in a browser and see." in line


def test_a_failure_names_its_cause_and_the_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with site() as web:
        web.pages["/broken"] = lambda _, taken: reply(taken, b"\x00\x01\x02" * 50)
        web.pages["/feed"] = feed(("1", "Ships burn."), ("2", "More."))
        own = desk(tmp_path, "")
        code, out, err = add(
            own, capsys, web.url("/none"), web.url("/broken"), "ftp://a.example/", web.url("/feed")
        )
    assert code == 0 and out == [f"{web.url('/feed')}: kept: 2 reports (16 characters)."]
    assert (
        err[0]
        == f"dateline: {web.url('/none')}: answered 404 (Not Found); check the address, or try again later"
    )
    assert "its bytes are sealed, and nothing was read of them: it is in no format" in err[1]
    assert "is no http or https address; give the page's own address" in err[2]
    assert pipeline.sealed(own) == 2 and problems(own) == []
    assert add(own, capsys, "http://127.0.0.1:1/")[0] == 1


def test_a_closed_address_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.init(tmp_path)
    code, _, (line,) = add(pipeline.open_desk(tmp_path), capsys, "http://169.254.169.254/latest/meta-data/")
    assert (
        code == 1 and "which is a cloud metadata address" in line
    ) or "address; if you mean that host" in line


def test_json_has_the_whole_account(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with site() as web:
        web.pages["/a"] = article()
        _, (line,), _ = add(desk(tmp_path, ""), capsys, web.url("/a"), "--json")
    kept = json.loads(line)
    assert kept["title"] == "Ships burn" and len(kept["added"]["new"]) == 1 and kept["missing"] == []
