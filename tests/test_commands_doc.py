"""Commands shown in docs/collecting.md, exports.md and scale.md: each runs as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dateline import cli, pipeline
from factory_archives import PAGE, warc

ROOT = Path(__file__).parents[1]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ dateline (.+)$", re.MULTILINE)
ACLED = "event_id_cnty,event_date,event_type,sub_event_type,country,location,fatalities,timestamp\n"
AIRWARS = "Unique Reference Code,Incident Date,Country,Town,Killed min,Killed max\n"


def ran(page: str, capsys: pytest.CaptureFixture[str], after: str = "# ") -> str:
    """Run each command of a page, from the heading ``after`` on; return all that they printed."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(after)[2]
    lines = [line for block in CONSOLE.findall(text) for line in COMMAND.findall(block)]
    assert lines, page
    for line in lines:
        code = cli.run(shlex.split(line, comments=True))
        assert code == 0, f"dateline {line}: {capsys.readouterr().err}"
    return capsys.readouterr().out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, which is a desk."""
    own = pipeline.init(tmp_path / "desk").folder
    monkeypatch.chdir(own)
    return own


def test_files_are_added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inbox").mkdir()
    (folder / "inbox/tip.txt").write_text("A quay is closed.")
    (folder / "result.json").write_text('[{"text": "The ferry waits outside the harbour."}]')
    ran("collecting.md", capsys, "\n## Files\n")
    dated = {one.text: str(one.published) for one in pipeline.reports(pipeline.open_desk(folder))}
    assert len(dated) == 2
    assert "2024-03-09" in dated["The ferry waits outside the harbour."]


def test_records_go_out_and_in_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["add", str(ROOT / "samples/aleppo-december-2016")], ["read"], ["link"]):
        assert cli.run(words) == 0
    (folder / "acled.csv").write_text(
        f"{ACLED}SYR1,2016-12-04,Battles,Armed clash,Syria,Aleppo,2,1573689600\n"
    )
    (folder / "airwars.csv").write_text(f"{AIRWARS}R1,2016-12-04,Syria,Idlib,18,26\n")
    ran("exports.md", capsys)
    taken = {one.id for one in pipeline.reports(pipeline.open_desk(folder / "newdesk"))}
    here = list(pipeline.reports(pipeline.open_desk(folder)))
    assert taken and taken < {one.id for one in here}
    assert {"ACLED", "Airwars"} <= {one.source for one in here}
    assert "62bfd90b96d8" in (folder / "case/index.html").read_text(encoding="utf-8")


def test_an_archive_is_read_and_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "warcs").mkdir()
    (tmp_path / "warcs/a.warc.gz").write_bytes(warc([("https://port.example/convoy", PAGE.encode())]))
    ran("scale.md", capsys)
    for made in ("parquet/plan.json", "linked/incidents.parquet", "windowed/incidents.parquet"):
        assert (tmp_path / made).is_file(), made
