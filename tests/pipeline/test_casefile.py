"""A case file is checked by sha256sum, asks no server, and tells readers no more than the site."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.errors import EmptyInput, UnknownId
from dateline.pipeline import publishing
from factory_harm import NAME, NOW, hurting
from factory_sites import desk as collecting
from factory_sites import feed, site

SAMPLE = Path(__file__).parents[2] / "samples/aleppo-december-2016"
LATER = NOW + dt.timedelta(days=30)  # no incident waits any more
DAY = dt.date(2016, 12, 4)
LINK = re.compile(r'(?:href|src)="([^"#]*)')


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Desk:
    own = pipeline.init(tmp_path_factory.mktemp("case") / "desk")
    list(pipeline.add(own, [SAMPLE], now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    publishing.publish(own, publishing.draft(own, DAY, "ann", NOW), "ann", NOW)
    return own


def sums(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(shutil.which("sha256sum")), "--check", "--quiet", "--strict", "SHA256SUMS"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


def test_sha256sum_checks_every_file_and_sees_a_change(desk: pipeline.Desk, tmp_path: Path) -> None:
    counts = pipeline.export(desk, "case", tmp_path / "case", now=LATER)
    assert counts["incidents"] > 10 and counts["briefs"] == 1 and counts["sealed copies"] > 10
    assert sums(tmp_path / "case").returncode == 0
    listed = {line.split("  ")[1] for line in (tmp_path / "case/SHA256SUMS").read_text().splitlines()}
    there = {
        p.relative_to(tmp_path / "case").as_posix() for p in (tmp_path / "case").rglob("*") if p.is_file()
    }
    assert there - listed == {"SHA256SUMS"}
    copy = next((tmp_path / "case/copies").iterdir())
    copy.chmod(0o600)
    copy.write_bytes(copy.read_bytes() + b" ")
    assert copy.name in sums(tmp_path / "case").stdout


def test_every_link_leads_to_a_file_of_the_folder_and_to_no_server(
    desk: pipeline.Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    pipeline.export(desk, "case", folder, now=LATER)
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<link[^>]+http|src=.http", html)
        for link in LINK.findall(html):
            if link and not link.startswith(("http://", "https://")):  # a report's own address
                assert (page.parent / link).resolve().is_file(), (page, link)
    one = next(folder.glob("incidents/*/index.html"))
    assert 'href="../../index.html"' in one.read_text(encoding="utf-8")


def test_each_copy_is_named_by_its_hash_has_a_receipt_and_runs_nothing(
    desk: pipeline.Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    pipeline.export(desk, "case", folder, now=LATER)
    receipts = [json.loads(p.read_text()) for p in folder.glob("receipts/*.json")]
    copies = list((folder / "copies").iterdir())
    assert {r["capture"]["sha256"] for r in receipts} == {path.stem for path in copies}
    assert all(not r["problems"] for r in receipts)
    assert {path.suffix for path in copies} <= {".txt", ".bin"}
    assert sum(path.read_bytes().lstrip()[:1] == b"<" for path in copies) > 0, "markup is among them"


def test_a_selection_takes_an_incident_with_what_it_rests_on(desk: pipeline.Desk, tmp_path: Path) -> None:
    one = next(i for i in pipeline.link(desk).incidents if "Kafranbel" in i.title)
    counts = pipeline.export(desk, "case", tmp_path / "case", pipeline.Selection((one.id,)), now=LATER)
    assert counts["incidents"] == 1 and counts["reports"] == len(set(one.reports))
    with pytest.raises(UnknownId):
        pipeline.export(desk, "case", tmp_path / "none", pipeline.Selection(("incident:0000",)), now=LATER)
    assert not (tmp_path / "none").exists() and not list(tmp_path.glob(".*"))


def test_fetched_pages_are_packed_for_replay_too(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Two people were killed in shelling of Idlib on Sunday."))) as web:
        own = collecting(
            tmp_path, f'[[source]]\nname = "Post"\nurl = "{web.url("/feed")}"\nschedule = "1 hour"\n'
        )
        list(pipeline.collect(own, now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    pipeline.export(own, "case", tmp_path / "case", now=LATER)
    assert (tmp_path / "case/copies.wacz").is_file()
    assert "copies.wacz" in (tmp_path / "case/index.html").read_text()


def test_an_empty_desk_has_no_case(tmp_path: Path) -> None:
    own = pipeline.init(tmp_path / "desk")
    with pytest.raises(EmptyInput):
        pipeline.export(own, "case", tmp_path / "case", now=LATER)
    assert not (tmp_path / "case").exists()


def test_what_is_kept_back_stays_and_a_whole_case_says_for_whom_it_is(tmp_path: Path) -> None:
    own = hurting(tmp_path)
    pipeline.export(own, "case", tmp_path / "public", now=NOW)
    public = (tmp_path / "public/index.html").read_text(encoding="utf-8")
    assert "It is for readers." in public and "stayed at the desk" in public
    pipeline.export(own, "case", tmp_path / "whole", now=NOW, whole=True)
    whole = (tmp_path / "whole/index.html").read_text(encoding="utf-8")
    assert "for a court or for counsel" in whole
    told = [p for p in (tmp_path / "whole").rglob("*.html") if NAME in p.read_text(encoding="utf-8")]
    assert told
