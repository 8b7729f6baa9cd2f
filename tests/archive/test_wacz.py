"""A selection of copies as WACZ: valid by the wacz tool, signed, and replayed by a real pywb."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from dateline import cli, pipeline
from dateline.archive import keys, wacz
from dateline.collect.base import Collected
from dateline.errors import EmptyInput, Tampered, UnknownId
from dateline.pipeline import adding
from dateline.pipeline.inputs import Found
from factory import report
from factory_archives import PAGE, exchange

NOW = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
REPLAY = Path(__file__).parents[2] / ".venv-replay" / "bin"
URL = "https://port.example/convoy?day=4"


@pytest.fixture
def desk(tmp_path: Path) -> pipeline.Desk:
    """A desk with one fetched page, with a redirect on the way, and one page added by hand."""
    made = pipeline.init(tmp_path / "desk")
    page = exchange(URL, PAGE.encode())
    told = report(url=URL, title="Convoy", text="A convoy.", published=dt.date(2016, 12, 4), capture=None)
    item = Collected(URL, "text/html", page.payload, (told,))
    list(adding.keep(made, [Found(URL, item, page)], now=lambda: NOW))
    file = tmp_path / "by hand.html"
    file.write_text(PAGE.replace("seventeen", "eleven"), encoding="utf-8")
    list(pipeline.add(made, [file], now=lambda: NOW))
    return made


def exported(desk: pipeline.Desk, out: Path, *ids: str, day: dt.date | None = None) -> int:
    return pipeline.export(desk, "wacz", out, pipeline.Selection(ids, day, day), now=NOW)["sealed copies"]


def pages(out: Path) -> list[str]:
    with zipfile.ZipFile(out) as archive:
        return [json.loads(line)["url"] for line in archive.read(wacz.PAGES).splitlines()[1:]]


def validated(out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from wacz.main import main; raise SystemExit(main())"]
    command += ["validate", "-f", str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the tool itself


def test_the_wacz_tool_finds_it_valid(desk: pipeline.Desk, tmp_path: Path) -> None:
    out = tmp_path / "all.wacz"
    assert exported(desk, out) == 2
    done = validated(out)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the passed WACZ is valid" in done.stdout
    assert pages(out) == [URL, "file:///by%20hand.html"]
    with zipfile.ZipFile(out) as archive:
        package = json.loads(archive.read("datapackage.json"))
        stored = {info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_STORED}
    assert package["wacz_version"] == "1.1.1"
    assert package["created"] == "2016-12-05T09:00:00Z"
    assert stored == {"archive/dateline.warc.gz", "indexes/index.cdx.gz"}


def test_the_tool_would_find_a_changed_one_invalid(desk: pipeline.Desk, tmp_path: Path) -> None:
    out, changed = tmp_path / "all.wacz", tmp_path / "changed.wacz"
    exported(desk, out)
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(changed, "w") as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, content.replace(b"Convoy", b"Envoys") if name == wacz.PAGES else content)
    assert validated(changed).returncode == 1


def test_both_signatures_hold(desk: pipeline.Desk, tmp_path: Path) -> None:
    out = tmp_path / "all.wacz"
    exported(desk, out)
    with zipfile.ZipFile(out) as archive:
        package = archive.read("datapackage.json")
        digest = json.loads(archive.read("datapackage-digest.json"))
    name = "sha256:" + hashlib.sha256(package).hexdigest()
    assert digest["hash"] == digest["signedData"]["hash"] == name
    public = serialization.load_der_public_key(base64.b64decode(digest["signedData"]["publicKey"]))
    assert isinstance(public, ec.EllipticCurvePublicKey)
    pair = base64.b64decode(digest["signedData"]["signature"])
    r, s = (int.from_bytes(half, "big") for half in (pair[:48], pair[48:]))
    public.verify(utils.encode_dss_signature(r, s), name.encode(), ec.ECDSA(hashes.SHA256()))
    own = digest["dateline"]
    assert keys.problem(desk.archive, own["key"], base64.b64decode(own["signature"]), name.encode()) is None
    assert (desk.folder / "desk.wacz.key").stat().st_mode & 0o777 == 0o600


def test_a_selection_is_what_was_asked_for(desk: pipeline.Desk, tmp_path: Path) -> None:
    out = tmp_path / "some.wacz"
    fetched = next(one for one in pipeline.reports(desk) if one.url == URL)
    assert exported(desk, out, fetched.id) == 1
    assert pages(out) == [URL]
    assert exported(desk, out, fetched.capture or "") == 1
    assert exported(desk, out, day=dt.date(2016, 12, 4)) == 2
    with pytest.raises(EmptyInput, match="no sealed copy to export"):
        exported(desk, out, day=dt.date(2015, 1, 1))
    with pytest.raises(UnknownId):
        exported(desk, out, "nothing")


def test_a_changed_copy_is_not_exported(desk: pipeline.Desk, tmp_path: Path) -> None:
    (file,) = (desk.archive / "warc").iterdir()
    content = bytearray(file.read_bytes())
    content[-9] ^= 1
    file.write_bytes(content)
    out = tmp_path / "all.wacz"
    with pytest.raises(Tampered, match="records have changed"):
        exported(desk, out)
    assert not out.exists()


def test_the_command_says_what_it_wrote(
    desk: pipeline.Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "copies.wacz"
    assert cli.run(["export", "wacz", str(out), "--desk", str(desk.folder)]) == 0
    assert capsys.readouterr().out == f"2 sealed copies in {out}. Replay with pywb or ReplayWeb.page.\n"
    assert cli.run(["export", "pdf", str(out), "--desk", str(desk.folder)]) == 2


@pytest.mark.skipif(
    not (REPLAY / "wayback").exists(), reason="pywb is not installed: make replay installs it"
)
def test_pywb_replays_the_pages(desk: pipeline.Desk, tmp_path: Path) -> None:
    out = tmp_path / "all.wacz"
    exported(desk, out)
    home = tmp_path / "replay"
    home.mkdir()
    for words in (["init", "desk"], ["add", "--unpack-wacz", "desk", str(out)]):
        subprocess.run([REPLAY / "wb-manager", *words], cwd=home, check=True, capture_output=True)  # noqa: S603
    with _replaying(home) as base:
        page = _get(f"{base}/desk/20161204mp_/{URL}")
        assert "seventeen lorries reached the town" in page
        assert "eleven lorries reached the town" in _get(f"{base}/desk/20161205mp_/file:///by%20hand.html")


def _get(url: str) -> str:
    answer = httpx.get(url, follow_redirects=True, timeout=30)
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text


@contextmanager
def _replaying(home: Path) -> Iterator[str]:
    """Run pywb on a free port of this machine until the test is done with it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = home / "pywb.log"
    with log.open("wb") as told:
        command = [REPLAY / "wayback", "-b", "127.0.0.1", "-p", str(port), "-d", str(home)]
        running = subprocess.Popen(command, cwd=home, stdout=told, stderr=told)  # noqa: S603 - our own
    try:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert running.poll() is None and time.monotonic() < end, log.read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()
