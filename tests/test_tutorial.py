"""docs/tutorial.md from top to bottom: every command, on the sample and on a feed of loopback."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from dateline import cli, pipeline
from factory_sites import WORDS, feed, page, site

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_tutorial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    printed: dict[str, str] = {}
    with site() as web:
        web.pages |= {
            "/feed.xml": feed(("1", "Ships burn."), link=f"{web.url('')}/a"),
            "/a1": page("Ships burn", WORDS * 4),
        }
        for kind, text in BLOCK.findall((ROOT / "docs/tutorial.md").read_text(encoding="utf-8")):
            if kind == "toml":
                own = text.replace("https://news.example.org", web.url(""))
                allowed = '[fetch]\nallow = ["127.0.0.1"]\ndelay = 0\n'
                Path("desk/desk.toml").write_text(f'name = "desk"\n{allowed}{own}')
                continue
            for line in text.splitlines():
                words = shlex.split(line.removeprefix("$ dateline "))
                assert cli.run(words) == 0, f"{line}: {capsys.readouterr().err}"
                printed[line] = capsys.readouterr().out
    assert (tmp_path / "out/2016-12-04/index.html").is_file()
    assert "sealed copies are unchanged" in printed["$ dateline verify --desk desk"]
    assert "Harbour Post: 1 new report" in printed["$ dateline collect --desk desk"]
    assert any(one.source == "Harbour Post" for one in pipeline.reports(pipeline.open_desk(Path("desk"))))
