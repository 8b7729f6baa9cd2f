"""The site as files: each page the one that is served, links that work anywhere, put in place in one step."""

from __future__ import annotations

import datetime as dt
import html
import json
import posixpath
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dateline import cli
from dateline.errors import ConfigError, DeskError
from dateline.pipeline import Desk
from dateline.web import settings
from dateline.web.still import folder, links
from dateline.web.still.site import publish
from factory_web import ADDRESS
from web_pages import INLINE, published, walk

BASE = "https://reader.example/aleppo"
NOTE = "The count of the market was given twice."
# What a served page has and a file does not: it needs the server.
SERVED = re.compile(
    r' · For programs: <a href="/api/docs">API</a> · <a href="/desk/" rel="nofollow">The desk</a>'
    r'|<div role="status" data-live="[^"]*" data-version="\d+"></div>'
    r'|<script src="[^"]*live\.js" defer></script>'
    r'|<p class="by"><a class="write" .*?</p>|<p class="do">.*?</p>'
    r'|<p class="by">[^<]* None are taken on this copy of the site\.</p>'
)
FEEDS = ("/feed.atom", "/feed.json", "/sitemap.xml", "/robots.txt")


@pytest.fixture
def shown(sample: Desk) -> Desk:
    """A desk with two published days, one of them corrected."""
    published(sample, dt.date(2016, 12, 3))
    published(sample)
    published(sample, note=NOTE)
    return sample


def files(out: Path) -> dict[str, bytes]:
    """Return every file of a folder, by its name in it."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def as_served(page: str, own: str) -> str:
    """Return a page of files with its links as they are served."""

    def back(match: re.Match[str]) -> str:
        path, hash_, fragment = html.unescape(match[2]).partition("#")
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(own), unquote(path)))
        whole = whole.removesuffix("index.html")
        return f'{match[1]}="{html.escape(whole + hash_ + unquote(fragment))}"'

    return re.sub(r'(?<=\s)(href|src)="((?!#|https?:|data:)[^"]*)"', back, page)


def test_every_file_is_the_page_that_is_served(shown: Desk, tmp_path: Path) -> None:
    made = publish(shown.folder, tmp_path / "site", ADDRESS)
    assert made.broken == ()
    found = files(tmp_path / "site")
    settings.use(shown, ADDRESS)
    pages = walk("/", *FEEDS, "/briefs/2016-12-04/v1/", "/briefs/2016-12-04/v2/")
    served = re.compile(r"/api/|.*/comments/new/|/comments/")
    pages = {url: content for url, content in pages.items() if not served.match(url)}
    assert len(pages) > 60
    for url, content in pages.items():
        name = links.file_of(unquote(url))
        if name.endswith(".html"):
            assert _same(as_served(found[name].decode(), name), content), url
            assert not INLINE.search(found[name].decode()), url
        elif url != "/robots.txt":
            assert found[name] == content, url
    extra = {n for n in found if not n.startswith("static/")} - {links.file_of(unquote(u)) for u in pages}
    assert {n for n in extra if not n.startswith("briefs/2016-12-03/v1/")} == {"404.html", folder.MARK}


def _same(page: str, served: bytes) -> bool:
    """Return whether two pages are one, but for what needs the server and the blank lines it leaves."""
    lines = (SERVED.sub("", text).splitlines() for text in (page, served.decode()))
    one, other = ([line for line in text if line.strip()] for text in lines)
    return one == other


def test_no_file_needs_a_server(shown: Desk, tmp_path: Path) -> None:
    publish(shown.folder, tmp_path / "site", BASE)
    found = files(tmp_path / "site")
    for name, content in found.items():
        if not name.endswith(".html"):
            continue
        page = content.decode()
        for match in re.finditer(r'\s(?:href|src|action|data-live)="([^"]*)"', page):
            link = html.unescape(match[1])
            assert not link.startswith(("/desk", "/api")), f"{name}: {link}"
            if name != "404.html" and not link.startswith(("http", "#", "data:")):
                path, _, fragment = link.partition("#")
                there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
                assert there in found, f"{name}: {link}"
                assert not fragment or f'id="{unquote(fragment)}"' in found[there].decode(), f"{name}: {link}"
        assert "<form" not in page and "<button" not in page, name


def test_feeds_site_map_and_canonical_links_name_the_address_that_is_given(
    shown: Desk, tmp_path: Path
) -> None:
    publish(shown.folder, tmp_path / "site", BASE + "/")
    found = files(tmp_path / "site")
    atom = etree.fromstring(found["feed.atom"])
    urls = {e.get("href") for e in atom.iter("{http://www.w3.org/2005/Atom}link")}
    assert urls == {
        f"{BASE}/",
        f"{BASE}/feed.atom",
        f"{BASE}/briefs/2016-12-04/",
        f"{BASE}/briefs/2016-12-03/",
    }
    assert json.loads(found["feed.json"])["items"][0]["url"] == f"{BASE}/briefs/2016-12-04/"
    places = [u.text or "" for u in etree.fromstring(found["sitemap.xml"]).iter("{*}loc")]
    assert all(u.startswith(BASE) and links.file_of(unquote(u.removeprefix(BASE))) in found for u in places)
    assert (
        f'<link rel="canonical" href="{BASE}/briefs/2016-12-04/">'
        in found["briefs/2016-12-04/index.html"].decode()
    )
    assert b"localhost" not in b"".join(found.values()) and b"testserver" not in b"".join(found.values())
    missing = found["404.html"].decode()
    assert 'href="/aleppo/"' in missing and 'href="/aleppo/static/' in missing


def test_without_an_address_there_are_pages_and_no_feeds(shown: Desk, tmp_path: Path) -> None:
    made = publish(shown.folder, tmp_path / "site", None)
    found = files(tmp_path / "site")
    assert made.broken == () and not {"feed.atom", "feed.json", "sitemap.xml"} & found.keys()
    page = found["index.html"].decode()
    assert "feed.atom" not in page and "canonical" not in page and "localhost" not in page
    for wrong in ("example.org", "ftp://example.org", "https://example.org/?q"):
        with pytest.raises(ConfigError, match="no address of a site"):
            publish(shown.folder, tmp_path / "other", wrong)


def test_a_second_run_writes_what_changed_alone(shown: Desk, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = publish(shown.folder, out, BASE)
    before = {p: p.stat().st_ino for p in out.rglob("*") if p.is_file()}
    again = publish(shown.folder, out, BASE)
    assert (again.placed.written, again.placed.gone) == (0, 0) and again.placed.files == first.placed.files
    assert before == {p: p.stat().st_ino for p in out.rglob("*") if p.is_file()}
    published(shown, note="A name was wrong.")
    more = publish(shown.folder, out, BASE)
    assert 0 < more.placed.written < more.placed.files / 2
    kept = [p for p, inode in before.items() if p.exists() and p.stat().st_ino == inode]
    assert len(kept) >= more.placed.files - more.placed.written
    assert b"A name was wrong." in (out / "corrections/index.html").read_bytes()
    assert not list(tmp_path.glob(".site*"))


def test_a_folder_of_something_else_is_left_alone(shown: Desk, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("mine")
    with pytest.raises(DeskError, match=r"holds letter\.txt"):
        publish(shown.folder, tmp_path / "home", None)
    publish(shown.folder, tmp_path / "site", None)
    (tmp_path / "site/note.txt").write_text("mine too")
    with pytest.raises(DeskError, match=r"holds note\.txt"):
        publish(shown.folder, tmp_path / "site", None)
    assert (tmp_path / "home/letter.txt").read_text() == "mine" and (tmp_path / "site/note.txt").exists()


def test_what_breaks_on_the_way_leaves_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "site"
    folder.place(out, [("a.html", b"one"), ("b/c.html", b"two")])

    def breaks() -> object:
        yield "a.html", b"changed"
        raise RuntimeError("on the way")

    with pytest.raises(RuntimeError):
        folder.place(out, breaks())  # type: ignore[arg-type]
    assert (out / "a.html").read_bytes() == b"one" and not list(tmp_path.glob(".*"))
    done = folder.place(out, [("a.html", b"changed")])
    assert (done.written, done.gone) == (1, 1) and not (out / "b").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from dateline.web.still import folder
def files():
    for n in range(40):
        if n == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield f"{n}.html", b"new" * n
if int(sys.argv[2]) == 99:
    kept = folder._swap
    def swap(*a):
        kept(*a)
        os.kill(os.getpid(), signal.SIGKILL)
    folder._swap = swap
folder.place(Path(sys.argv[1]), files())
"""


@pytest.mark.parametrize("at", [0, 7, 39, 99])
def test_a_kill_leaves_the_old_folder_whole_or_the_new_one(tmp_path: Path, at: int) -> None:
    out = tmp_path / "site"
    old = {f"{n}.html": b"old" for n in range(40)}
    folder.place(out, old.items())
    done = subprocess.run([sys.executable, "-c", KILLED, str(out), str(at)], check=False)  # noqa: S603
    assert done.returncode == -signal.SIGKILL
    found = {name: content for name, content in files(out).items() if name != folder.MARK}
    assert found == (old if at != 99 else {f"{n}.html": b"new" * n for n in range(40)})
    folder.place(out, old.items())
    assert not list(tmp_path.glob(".site*"))


def test_where_folders_cannot_be_exchanged_a_kill_between_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_exchanged", lambda *_: False)
    out = tmp_path / "site"
    folder.place(out, [("a.html", b"one")])
    folder.place(out, [("a.html", b"two")])
    assert (out / "a.html").read_bytes() == b"two"
    out.rename(tmp_path / ".site.old")
    folder.place(out, [("a.html", b"two"), ("b.html", b"three")])
    assert files(out).keys() == {"a.html", "b.html", folder.MARK} and not list(tmp_path.glob(".site*"))


@given(st.text(min_size=1, max_size=300).filter(lambda s: "\x00" not in s))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        found = links.file_of(f"/places/{name}/")
    except ValueError:
        return
    assert posixpath.normpath(found).startswith("places/") and ".." not in found.split("/")
    assert all(len(part.encode("utf-8", "surrogatepass")) <= 255 for part in found.split("/"))


@pytest.mark.parametrize("path", ["/../desk.secret", "/a/../../b/", "/./x", "/a//b/", "/x\x00y/"])
def test_paths_that_climb_are_no_files(path: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        links.file_of(path)


def test_the_command_says_what_it_wrote(
    shown: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["publish", "--static", str(tmp_path / "site"), "--base", BASE, "--desk", str(shown.folder)]
    assert cli.run(words) == 0
    assert re.search(r"\d+ files, \d+ written, 0 gone\. Open .*index\.html", capsys.readouterr().out)
    (tmp_path / "full").write_text("x")
    words[2] = str(tmp_path / "full")
    assert cli.run(words) == 1 and "is no folder of the site" in capsys.readouterr().err
