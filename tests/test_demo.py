"""The demonstration goes through on the shipped sample, and a second time finds everything done."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import demo

SAMPLE = demo.sample_folder()


def test_the_demonstration_ends_with_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(SAMPLE, tmp_path) == 0
    printed = capsys.readouterr()
    page = tmp_path / demo.DAY / "index.html"
    assert printed.out.splitlines()[-1] == page.resolve().as_uri()
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert 'rel="prev" href="../2016-12-03/index.html"' in html
    complaints = [line for line in printed.err.splitlines() if line.startswith("dateline: ")]
    known = (
        "broken",
        "17-cut-off",
        "Arabic: only",
    )  # a file is broken on purpose, a text is in another language
    assert complaints and all(any(one in line for one in known) for line in complaints), complaints
    assert demo.main(SAMPLE, tmp_path) == 0
    again = capsys.readouterr().out
    assert "0 new reports" in again and "Nothing new to read." in again


def test_without_the_sample_it_says_where_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(tmp_path / "nothing", tmp_path) == 1
    assert "install dateline again" in capsys.readouterr().err
