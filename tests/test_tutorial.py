"""docs/tutorial.md from top to bottom: each command, on the sample and a feed, prints what is shown."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from dateline import cli, pipeline
from factory_sites import feed, page, site

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^\$ dateline (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
STRUCK = "Six people were killed in shelling of Northam on Friday, the rescue service said. "
DAY = '<meta property="article:published_time" content="2024-03-09T10:00:00Z">'


def test_the_tutorial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    same = doctest.OutputChecker().check_output
    with site() as web:
        web.pages |= {
            "/feed.xml": feed(("1", "Six killed."), link=f"{web.url('')}/a"),
            "/a1": page("Shelling of Northam kills six", STRUCK, "The road was closed. " * 20, extra=DAY),
        }
        for kind, text in BLOCK.findall(TEXT):
            if kind == "toml":
                own = text.replace("https://news.example.org", web.url(""))
                Path("mydesk/desk.toml").write_text(f'[fetch]\nallow = ["127.0.0.1"]\ndelay = 0\n{own}')
                continue
            for line, shown in STEP.findall(text):
                code, told = cli.run(shlex.split(line)), capsys.readouterr()
                printed = re.sub(r" +$", "", told.err + told.out, flags=re.MULTILINE)
                assert code == 0, f"{line}: {printed}"
                assert same(shown, printed, doctest.ELLIPSIS), f"dateline {line} prints\n{printed}"
    assert (tmp_path / "out/2016-12-04/index.html").is_file()
    assert [one.source for one in pipeline.reports(pipeline.open_desk(Path("mydesk")))] == ["Harbour Post"]


def test_its_first_command_is_the_demonstration() -> None:
    """``make demo`` runs ``dateline demo``, which tests/test_demo.py runs."""
    (command,) = re.findall(r"^```sh\n(.*?)\n```", TEXT, re.MULTILINE | re.DOTALL)
    done = subprocess.run(  # noqa: S603
        [*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert any(line.endswith("dateline demo") for line in done.stdout.splitlines())
