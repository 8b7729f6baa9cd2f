"""The first day of docs/collecting.md, walked on loopback: its desk.toml and each of its commands."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from dateline import cli, pipeline
from factory_sites import WORDS, feed, page, site

DOC = Path(__file__).parent.parent / "docs" / "collecting.md"
OUTLET = "https://news.example.org"
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_first_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    day = DOC.read_text(encoding="utf-8").split("## A desk's first day")[1].split("\n## ")[0]
    with site() as web:
        web.pages |= pages(web.url(""))
        printed = {}
        for kind, text in BLOCK.findall(day):
            here = text.replace(OUTLET, web.url(""))
            if kind == "toml":
                allowed = '[fetch]\nallow = ["127.0.0.1"]\ndelay = 0\n'
                (tmp_path / "desk/desk.toml").write_text(here.replace("[fetch]\n", allowed))
                (tmp_path / "desk/inbox").mkdir()
                (tmp_path / "desk/inbox/tips.csv").write_text("When,Body\n2024-03-08,A quay is closed.\n")
            else:
                for line in here.splitlines():
                    words = shlex.split(line.removeprefix("$ dateline "))
                    assert cli.run(words) == 0, f"{line}: {capsys.readouterr().err}"
                    printed[line.replace(web.url(""), "")] = capsys.readouterr().out
    collected = printed["$ dateline collect --desk desk"]
    for told in (
        "Harbour Post: 1 new report, 1 newer version, 1 page fetched",
        "Harbour council: 1 new report, 1 page fetched",
        "Keep the ferry: 1 new report",
        "Inbox: 1 new report",
    ):
        assert told in collected
    assert "kept “Ships burn”" in printed["$ dateline add /2024/ships-burn --desk desk"]
    assert len(list(pipeline.reports(pipeline.open_desk(tmp_path / "desk")))) == 5


def pages(address: str) -> dict[str, bytes]:
    """Return what the outlet of the walk has."""
    held = {"action": "Keep the ferry", "signature_count": 12, "updated_at": "2024-03-09T11:00:00.000Z"}
    item = {"type": "petition", "id": 7, "attributes": held}
    links = {"self": "https://p.example/petitions/7.json"}
    return {
        "/feed.xml": feed(("1", "Ships burn."), link=f"{address}/a"),
        "/a1": page("Report 1", WORDS * 4),
        "/council/": b"<html><body><a href='/council/2024-1'>One</a> <a href='/map'>Map</a></body></html>",
        "/council/2024-1": page("Minutes", "The council met on Friday and closed the eastern quay. " * 8),
        "/petitions/7.json": json.dumps({"data": {**item, "links": links}, "links": links}).encode(),
        "/2024/ships-burn": page("Ships burn", WORDS * 5),
    }
