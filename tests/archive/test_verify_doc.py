"""The recipe of docs/verify.md, run as it stands there."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.archive import log
from dateline.collect.base import Collected
from dateline.pipeline import adding
from dateline.pipeline.inputs import Found
from factory import report
from factory_archives import PAGE, exchange
from factory_authority import Authority

DOC = Path(__file__).parents[2] / "docs" / "verify.md"
URL = "https://port.example/convoy"
MONDAY = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
CHECKS = 6

ORDINARY = exchange(URL, PAGE.encode())
PACKED = exchange(
    URL,
    PAGE.encode(),
    raw=gzip.compress(PAGE.encode()),
    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture(params=[ORDINARY, PACKED], ids=["plain", "gzip"])
def archive(request: pytest.FixtureRequest, authority: Authority, tmp_path: Path) -> Path:
    """The archive of a desk as a stranger gets it: three days, in a folder with the root certificate."""
    with authority.serving() as url:
        desk = pipeline.init(tmp_path / "desk")
        (desk.folder / "desk.toml").write_text(f'[archive]\nauthority = "{url}"\n')
        desk = pipeline.open_desk(desk.folder)
        for number, name in enumerate(("other.txt", "report.txt", "last.txt")):
            day = MONDAY + number * dt.timedelta(days=1)
            (tmp_path / name).write_text(f"Shelling hit district {number} on Sunday, residents said.\n")
            page = exchange(f"{URL}/before", b"<p>Nothing.</p>") if number == 0 else request.param
            item = Collected(
                page.url, "text/html", page.payload, (report("Shelling.", url=page.url, capture=None),)
            )
            list(adding.keep(desk, [Found(page.url, item, page)], now=lambda day=day: day))
            list(pipeline.add(desk, [tmp_path / name], now=lambda day=day: day))
    alone = tmp_path / "alone"
    shutil.copytree(desk.archive, alone / "archive")
    shutil.copy(authority.root, alone / "authority.pem")
    return alone / "archive"


def recipe() -> str:
    blocks = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return "\n".join(blocks.findall(DOC.read_text(encoding="utf-8")))


def said(archive: Path) -> str:
    shell = ["bash", "-c", recipe()]
    done = subprocess.run(shell, cwd=archive.parent, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout + done.stderr


def test_the_recipe_finds_an_untouched_archive_sound(archive: Path) -> None:
    told = said(archive)
    assert told.count("same: ") == CHECKS, told
    assert "DIFFERENT" not in told
    assert told.count("Signature Verified Successfully") == 1, told
    assert told.count("Verification: OK") == 2, told


def flip(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.chmod(0o644)
    file.write_bytes(content)


def test_the_recipe_finds_what_was_changed(archive: Path) -> None:
    """One byte each of the file, the WARC, the log, the head and the key."""
    lines = [one.line for one in log.read(archive) if isinstance(one, log.Sealed)]
    file = next(line.sha256 for line in lines if line.uri == "report.txt")
    place = next(line.warc for line in lines if line.uri == URL)
    assert place
    head = sorted(archive.glob("heads/*.json"))[-1]
    (key,) = archive.glob("keys/*.pem")
    changes = {
        (archive / file[:2] / file, 5): "DIFFERENT: the file",
        (archive / place.file, place.start + 40): "DIFFERENT: the records",
        (archive / log.FILE, (archive / log.FILE).read_bytes().rindex(b'"time"') + 12): "DIFFERENT: the head",
        (head, 12): "Signature Verification Failure",
    }
    for path, at in changes:
        flip(path, at)
    told = said(archive)
    assert [word for word in changes.values() if word not in told] == [], told
    flip(key, 60)  # apart, for a changed key may be no key at all, and then no signature is tried
    assert "DIFFERENT: the key" in said(archive)
