"""The documentation site: built without a warning, every link leads somewhere, no server is asked."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BUILD = ROOT / ".venv-docs/bin/sphinx-build"
# Which test runs the code blocks of each page, by their kind, or why none does.
RUN = {
    "api.md": {"http": "tests/web/api/test_api_doc.py", "json": "tests/web/api/test_api_doc.py"},
    "architecture.md": {"indented": "a drawing of the stages"},
    "collecting.md": {
        "console": "tests/test_collecting_doc.py, and of its files tests/test_commands_doc.py",
        "toml": "tests/test_collecting_doc.py",
    },
    "deploy.md": {
        "sh": "needs root, systemd and a name in the DNS; its commands of Dateline are tests of their own",
        "toml": "tests/test_docs_site.py",
    },
    "desk.md": {
        "text": "what a server prints; tests/web/test_browser.py reads it from the server",
        "toml": "tests/test_docs_site.py",
    },
    "exports.md": {
        "console": "tests/test_commands_doc.py",
        "sql": "tests/pipeline/test_exporting.py",
        "text": "the shape of a command",
    },
    "harm.md": {"toml": "tests/test_docs_site.py"},
    "python.md": {"python": "tests/test_calls.py"},
    "readers.md": {"python": "tests/test_readers_doc.py"},
    "reference.md": {"text": "the shape of each command, made from the code by tools/make_reference.py"},
    "scale.md": {"console": "tests/test_commands_doc.py", "sql": "tests/pipeline/test_scale_doc.py"},
    "tutorial.md": {
        "console": "tests/test_tutorial.py",
        "sh": "tests/test_tutorial.py",
        "toml": "tests/test_tutorial.py",
    },
    "verify.md": {"sh": "tests/archive/test_verify_doc.py"},
}
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"\n\n    \S")


def kinds(page: Path) -> set[str]:
    """Return the kinds of code blocks of a page: the word after the fence, or "indented"."""
    text = page.read_text(encoding="utf-8")
    found = {kind for kind, _ in BLOCK.findall(text)}
    return found | ({"indented"} if INDENTED.search(BLOCK.sub("", text)) else set())


def test_every_code_block_has_a_test_that_runs_it_or_a_reason() -> None:
    shown = {page.name: kinds(page) for page in (ROOT / "docs").glob("*.md")}
    assert {name: found for name, found in shown.items() if found} == {
        name: set(told) for name, told in RUN.items()
    }
    for name, told in RUN.items():
        for words in told.values():
            for test in re.findall(r"tests/\S+?\.py", words) if words.startswith("tests/") else ():
                assert name in (ROOT / test).read_text(encoding="utf-8"), f"{test} does not read {name}"


def test_settings_shown_are_settings_that_load(tmp_path: Path) -> None:
    from dateline import config  # noqa: PLC0415

    for name in ("harm.md", "desk.md", "deploy.md"):
        for kind, text in BLOCK.findall((ROOT / "docs" / name).read_text(encoding="utf-8")):
            if kind == "toml":
                (tmp_path / "desk.toml").write_text(text)
                config.load(tmp_path / "desk.toml")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not BUILD.is_file():
        pytest.skip("no Sphinx here; make docs")
    out = tmp_path_factory.mktemp("docs")
    words = [BUILD, "-q", "-W", "--keep-going", "-b", "html", ROOT / "docs", out]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return out


def test_every_link_of_the_site_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    pages = {path: lxml.html.fromstring(path.read_bytes()) for path in site.glob("*.html")}
    assert len(pages) > 18
    places = {path: set(tree.xpath("//@id")) for path, tree in pages.items()}
    wrong = []
    for path, tree in pages.items():
        for link in tree.xpath("//a/@href"):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, place = unquote(link).partition("#")
            target = (path.parent / file).resolve() if file else path
            if not target.exists() or (place and place not in places.get(target, set())):
                wrong.append((path.name, link))
        # What Sphinx makes of a link to a folder: one that leads to its own page.
        wrong += [(path.name, one.text_content()) for one in tree.xpath("//article//a[@href='#']")]
    assert wrong == []


def test_the_site_asks_no_server(site: Path) -> None:
    for path in site.glob("*.html"):
        tree = lxml.html.fromstring(path.read_bytes())
        asked = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href | //iframe/@src")
        assert [one for one in asked if re.match(r"(https?:)?//", one)] == [], path.name
    for path in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", path.read_text(encoding="utf-8")), path


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here; apt-get install chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_site_is_for_everyone_on_every_screen(site: Path, scheme: str) -> None:
    """By axe's rules of WCAG 2 A and AA, not wider than the screen, and asking no server."""
    sync = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with (
        sync.sync_playwright() as play,
        play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "tutorial", "accuracy", "api", "codebook", "search"):
            page.goto((site / f"{name}.html").as_uri())
            found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
            for width in (1440, 1320, 1024, 768, 390):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
