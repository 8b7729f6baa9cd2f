"""A browser at a served desk: an analyst's story, reading without scripts, accessibility at three widths.

The pictures are kept under DATELINE_SHOTS when it is set, else in the test's own folder.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from factory_web import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LOOKS = ((390, "light"), (390, "dark"), (768, "light"), (1440, "dark"))
# A line of the server's own output, and a moment to wait for it.
LINK = re.compile(r"http://127\.0\.0\.1:\d+/desk/join/\S+")
START_S = 60
# What htmx takes to put an answer in place (it settles in 20 ms); the policy forbids polling by eval.
SETTLED_MS = 100

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here; apt-get install chromium"),
]
sync = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")


@dataclass(frozen=True)
class Site:
    """A running ``dateline serve``: its address, and the link that makes the first account."""

    address: str
    link: str


@pytest.fixture(scope="module")
def site(linked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample's desk, served by the command itself in a process of its own."""
    folder = tmp_path_factory.mktemp("served") / "desk"
    shutil.copytree(linked, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-u", "-m", "dateline", "serve", "--desk", str(folder), "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:  # noqa: S603
        assert server.stdout
        printed = ""
        while "The site:" not in printed:
            line = server.stdout.readline()
            assert line, printed
            printed += line
        _wait(port)
        found = LINK.search(printed)
        assert found, printed
        yield Site(f"http://127.0.0.1:{port}", found[0])
        server.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def desk_page(site: Site, browser: Any) -> Iterator[Any]:
    """A page whose reader has just made the first account; what the browser complains of fails the test."""
    page = browser.new_context(base_url=site.address).new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type == "error" and "404" not in m.text else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site.link)
    page.fill("[name=new_password1]", PASSWORD)
    page.fill("[name=new_password2]", PASSWORD)
    page.click("button.main")
    page.wait_for_url("**/desk/")
    yield page
    assert [one for one in complaints if "404" not in one] == []  # one page is asked for that is not there


def test_an_analyst_goes_from_the_queue_to_a_published_brief(
    desk_page: Any, site: Site, browser: Any
) -> None:
    page = desk_page
    # Two judgements by the keys that stand on the buttons; the next item is there without loading a page.
    page.click("text=Open the queue")
    for key in ("a", "u"):
        before = page.locator(".list li").count()
        asked = page.locator(f".judge button[data-key={key}]")
        while not asked.count():
            _press(page, "n")
        _press(page, key)
        assert page.locator(".list li").count() == before - 1
        assert "Kept in the ledger" in page.inner_text(".told-you")
    # A merge, and its undo.
    page.click("nav >> text=Incidents")
    page.click("table a >> text=Air strikes >> nth=0")
    page.click("text=Merge with another incident")
    option = page.locator("#m-other option", has_text="Air strikes").first.get_attribute("value")
    page.select_option("#m-other", option)
    page.fill("#m-reason", "One town in two spellings.")
    page.click("button:text-is('Merge')")
    assert "takes effect at the next linking" in page.inner_text(".told-you")
    page.click(".decision >> button:text-is('Undo')")
    assert "Both rows stay in the ledger" in page.inner_text(".told-you")
    # A correction in a report.
    page.click("nav >> text=Reports")
    page.click("table >> text=Toll of strikes")
    figure = page.locator(".readings li", has_text="“20”").first
    figure.locator("summary").click()
    figure.locator("input[name=reason]").fill("The toll before.")
    figure.locator("button:text-is('Reject it')").click()
    assert page.locator(".readings li.rejected").count() == 1
    page.click("nav >> text=Desk")
    page.click("button:text-is('Link now')")
    assert "with every decision that stands" in page.inner_text(".told-you")
    # An edit, and the brief is out.
    page.goto("/desk/briefs/2016-12-04/")
    first = page.locator("#lead .edit-item").first
    first.locator("summary").click()
    first.locator("textarea").fill("In the Idlib area, rescuers spoke of at least 51 dead on Sunday.")
    first.locator("button:text-is('Save the sentence')").click()
    assert "rescuers spoke of at least 51 dead" in page.inner_text("#lead")
    for box in page.locator(".checks input[type=checkbox]").all():
        box.check()
    page.click("button:text-is('Publish now')")
    assert "Readers see it now" in page.inner_text(".told-you")
    # A reader without scripts walks from the sentence to its words.
    reader = browser.new_context(base_url=site.address, java_script_enabled=False).new_page()
    reader.goto("/")
    assert "rescuers spoke of at least 51 dead" in reader.inner_text("main")
    reader.click("text=Read the brief of Sunday 4 December 2016")
    reader.click(".lead .cite a >> nth=0")
    reader.wait_for_url("**/reports/**")
    lit = reader.locator("mark.c").evaluate_all("all => all.map(m => getComputedStyle(m).backgroundColor)")
    assert len(set(lit)) >= 1 and reader.locator(".receipt").inner_text().count("SHA-256") == 1


def _press(page: Any, key: str) -> None:
    """Press a key of the queue and wait until the answer is in place."""
    with page.expect_response("**/judge/"):
        page.keyboard.press(key)
    page.locator(".htmx-request").wait_for(state="detached")
    page.wait_for_timeout(SETTLED_MS)


PUBLIC = (
    "/",
    "/briefs/2016-12-04/",
    "/places/",
    "/actors/",
    "/sources/",
    "/method/",
    "/corrections/",
    "/data/",
    "/api/docs",
    "/nothing/",
)
DESK = (
    "/desk/",
    "/desk/queue/",
    "/desk/incidents/",
    "/desk/reports/",
    "/desk/registers/sources/",
    "/desk/registers/actors/",
    "/desk/registers/places/",
    "/desk/ledger/",
    "/desk/briefs/",
    "/desk/briefs/2016-12-04/",
    "/desk/briefs/2016-12-04/preview/",
    "/desk/briefs/2016-12-04/relief/",
    "/desk/registers/sources/edit/?name=Levant+Wire",
    "/desk/registers/actors/edit/",
    "/desk/harm/",
    "/desk/work/",
    "/desk/search/?q=idlib",
    "/desk/people/",
    "/desk/tokens/",
    "/desk/me/",
)
# Pages that are reached from another one: where the link stands, and what it leads to.
FROM = {
    "/briefs/2016-12-04/": ("/incidents/", "/reports/"),
    "/figures/": ("/figures/",),
    "/places/": ("/places/",),
    "/sources/": ("/sources/",),
    "/actors/": ("/actors/",),
    "/desk/incidents/": ("/desk/incidents/",),
    "/desk/reports/": ("/desk/reports/",),
}


def _pages(page: Any) -> Iterator[str]:
    for path in (*PUBLIC, *DESK):
        yield path
        if path in FROM:
            page.goto(path)
            links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
            for start in FROM[path]:
                own = [
                    h.partition("#")[0]
                    for h in links
                    if h.startswith(start) and h.rstrip("/") != path.rstrip("/")
                ]
                assert own, f"{path} leads to no {start}"
                yield own[0]


def test_every_page_is_accessible_and_fits_every_width(
    desk_page: Any, site: Site, browser: Any, tmp_path: Path
) -> None:
    """axe finds nothing, nothing scrolls sideways but tables that say so, in light and in dark."""
    folder = Path(os.environ.get("DATELINE_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page = desk_page
    wrong: list[str] = []
    for path in dict.fromkeys(_pages(page)):
        for width, colours in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colours)
            page.goto(path)
            if colours == "dark":  # with all that a click unfolds
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{path} is wider than {width}")
            name = re.sub(r"[^a-z0-9-]+", "-", path.strip("/") or "front")
            page.screenshot(path=str(folder / f"{name}-{width}-{colours}.png"), full_page=True)
            found = axe.Axe().run(page).response["violations"]
            wrong += [f"{path} at {width}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
    page.emulate_media(color_scheme="light")
    assert not wrong, "\n".join(wrong)


def test_signing_in_is_accessible(site: Site, browser: Any) -> None:
    page = browser.new_context(base_url=site.address).new_page()
    page.goto("/desk/login/")
    assert axe.Axe().run(page).response["violations"] == []
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "not the right one")
    page.click("button.main")
    assert "correct username and password" in page.inner_text("[role=alert]")
    assert axe.Axe().run(page).response["violations"] == []
