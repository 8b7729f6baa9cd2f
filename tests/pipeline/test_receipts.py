"""The receipt of a copy is checked when it is given out, and its own commands print what it says."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest

from dateline import cli, pipeline
from dateline.archive import log
from dateline.archive.exchanges import Redirect
from dateline.collect import fields
from dateline.collect.base import Collected
from dateline.errors import Tampered, UnknownId
from dateline.model import Link, LinkKind
from dateline.pipeline import adding
from dateline.pipeline.inputs import Found
from dateline.publish.receipt import checks
from factory import report
from factory_archives import exchange

NOW = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
URL = "https://port.example/convoy"


@pytest.fixture
def desk(tmp_path: Path) -> pipeline.Desk:
    made = pipeline.init(tmp_path / "desk")
    file = tmp_path / "by hand.txt"
    file.write_text("Shelling hit the harbour on Sunday, residents said.\n")
    list(pipeline.add(made, [file], now=lambda: NOW))
    way = (Redirect("http://port.example/", 301, (("Location", URL),), "192.0.2.7"),)
    page = exchange(URL, redirects=way)
    item = Collected(
        URL, "text/html", page.payload, (fields.identified(report("A convoy.", url=URL, capture=None)),)
    )
    list(adding.keep(made, [Found(URL, item, page)], now=lambda: NOW))
    return made


def ids(desk: pipeline.Desk) -> dict[str | None, str]:
    return {one.url: one.id for one in pipeline.reports(desk)}


def test_a_fetched_page_has_its_way_on_the_receipt(desk: pipeline.Desk) -> None:
    found = pipeline.receipt(desk, ids(desk)[URL], now=NOW)
    assert (found.line, found.lines, found.problems) == (2, 2, ())
    assert found.reports == (ids(desk)[URL],)
    assert found.fetch
    assert (found.fetch.status, found.fetch.address) == ("200 OK", "192.0.2.7")
    assert found.fetch.redirects == ("http://port.example/",)
    assert found.fetch.asked == dt.datetime(2016, 12, 4, 17, 59, 58, 125_000, tzinfo=dt.UTC)
    assert found.vouched and found.vouched.head == "heads/2016-12-05.json"


@pytest.mark.parametrize("url", [URL, None])
def test_its_commands_print_what_it_says(desk: pipeline.Desk, url: str | None) -> None:
    found = pipeline.receipt(desk, ids(desk)[url], now=NOW)
    some = 0
    for command, expected in checks(found):
        if "sha256sum" in command:
            shell = ["bash", "-c", command]
            done = subprocess.run(shell, cwd=desk.archive, capture_output=True, text=True, check=True)  # noqa: S603
            assert done.stdout.split()[0] == expected
            some += 1
    assert some == 3


def test_a_changed_copy_is_on_its_receipt(
    desk: pipeline.Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = (desk.archive / "warc").iterdir()
    content = bytearray(file.read_bytes())
    content[-9] ^= 1
    file.write_bytes(content)
    words = ["receipt", ids(desk)[URL], "-o", str(tmp_path / "out"), "--desk", str(desk.folder)]
    assert cli.run([*words, "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["problems"][0].startswith("its records have changed")
    assert "records have changed" in told.err
    assert "it does not hold" in (tmp_path / "out" / "receipt-2.html").read_text()


def test_a_log_that_lost_the_line_gives_no_receipt(desk: pipeline.Desk) -> None:
    lines = (desk.archive / log.FILE).read_bytes().splitlines(keepends=True)
    (desk.archive / log.FILE).write_bytes(lines[0])
    with pytest.raises(Tampered, match="has lost line 2"):
        pipeline.receipt(desk, ids(desk)[URL], now=NOW)
    assert pipeline.receipt(desk, ids(desk)[None], now=NOW).problems == (
        "heads/2016-12-05.json signs line 2, and the log has no such line",
    )


def test_what_has_no_copy_has_no_receipt(desk: pipeline.Desk) -> None:
    with pytest.raises(UnknownId):
        pipeline.receipt(desk, "nothing", now=NOW)


def test_show_leads_to_the_receipt(
    desk: pipeline.Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["show", ids(desk)[URL], "--desk", str(desk.folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    command = told[told.index("dateline receipt ") :].split()[:3]
    assert cli.run([*command[1:], "-o", str(tmp_path / "out"), "--desk", str(desk.folder)]) == 0
    assert "bytes from byte" in told
    assert (tmp_path / "out" / "receipt-2.html").exists()


def test_a_report_whose_row_changed_is_named(desk: pipeline.Desk) -> None:
    """The archive is whole; the database says other words than the copy held."""
    from dateline.store import models  # noqa: PLC0415 - needs Django set up

    id_ = ids(desk)[None]
    with desk.database.session():
        row = models.Report.objects.get(id=id_)
        models.Report.objects.filter(id=id_).update(text=row.text.replace("harbour", "airport"))
    problems = [(one.item, one.text) for one in pipeline.verify(desk) if one.problem]
    assert problems == [(id_, "its title, source, day or text is not the one its id was made of")]


def test_a_report_of_no_sealed_copy_is_named(desk: pipeline.Desk) -> None:
    from dateline.store import models  # noqa: PLC0415 - needs Django set up

    id_ = ids(desk)[None]
    with desk.database.session():
        given = models.Report.objects.get(id=id_).given
        other = json.dumps(json.loads(given) | {"capture": "0" * 64})
        models.Report.objects.filter(id=id_).update(given=other)
    (problem,) = [one for one in pipeline.verify(desk) if one.problem]
    assert problem.text.startswith("no line of the log seals the copy it was read from")


def test_media_of_a_report_are_named_and_not_shown(
    desk: pipeline.Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    from dateline.store import collecting  # noqa: PLC0415 - needs Django set up

    picture = exchange("https://port.example/a.jpg", b"\xff\xd8\xff", media_type="image/jpeg")
    (kept,) = adding.seal_only(desk, [picture], now=lambda: NOW)
    link = Link(source="Port", url=picture.url, kind=LinkKind.MEDIA, report=ids(desk)[URL], found_at=NOW)
    with desk.database.session():
        collecting.add_links([link])
        collecting.save_link(link.model_copy(update={"done": True, "capture": kept.sha256}))
    assert cli.run(["show", ids(desk)[URL], "--desk", str(desk.folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "media, sealed, not shown" in told
    assert kept.sha256[:12] in told and picture.url in told
