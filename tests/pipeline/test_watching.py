"""What was captured is looked at again on loopback: unchanged, changed, gone in each way, and back."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.archive import lock
from dateline.model import Presence, Report, Visit
from factory_servers import reply
from factory_sites import NOON, WORDS, Site, collect, desk, page, problems, site

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ARTICLE = page(
    "Ships burn in the port", WORDS * 3, "At least 12 people were killed, doctors said.", WORDS * 2
)
MENU = "<nav>" + "<a href='/x'>News</a> " * 20 + "</nav>"


def captured(folder: Path, web: Site, path: str = "/a/ships") -> pipeline.Desk:
    web.pages[path] = ARTICLE
    own = desk(folder, f'[[source]]\nname = "Post"\nurl = "{web.url(path)}"\n')
    collect(own, "Post")
    return own


def look(own: pipeline.Desk, at: dt.datetime) -> list[tuple[Report, Visit]]:
    return list(pipeline.watch(own, now=lambda: at))


def only(own: pipeline.Desk, at: dt.datetime) -> Visit:
    ((_, visit),) = look(own, at)
    return visit


def text(title: str, body: str, head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body>{MENU}<p>{body}</p></body></html>".encode()


def redirect(to: str) -> Callable[[str, socket.socket], None]:
    return lambda _, taken: reply(taken, b"", "302 Found", f"Location: {to}\r\n")


def status(line: str) -> Callable[[str, socket.socket], None]:
    return lambda _, taken: reply(taken, b"<html><body>Sorry.</body></html>", line)


def test_what_is_unchanged_costs_a_visit_and_no_copy(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        assert look(own, NOON + HOUR / 2) == []
        assert only(own, NOON + HOUR).presence is Presence.UNCHANGED
        assert look(own, NOON + 2 * HOUR) == []
        assert only(own, NOON + DAY).presence is Presence.UNCHANGED
    assert pipeline.sealed(own) == 1


def test_what_changed_is_sealed_as_a_newer_version_with_its_paragraphs_and_numbers(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        web.pages["/a/ships"] = ARTICLE.replace(b"12 people", b"15 people")
        visit = only(own, NOON + HOUR)
        assert only(own, NOON + 2 * HOUR).presence is Presence.UNCHANGED, "the new copy is what is compared"
    assert visit.presence is Presence.CHANGED
    assert [(one.before, one.after) for one in visit.numbers] == [("12", "15")]
    assert len(visit.paragraphs) == 1 and "15 people" in str(visit.paragraphs[0].after)
    (report,) = pipeline.reports(own)
    assert "15 people" in report.text and report.source == "Post" and report.capture == visit.capture
    assert pipeline.sealed(own) == 2 and problems(own) == []


GONE = {
    "404": status("404 Not Found"),
    "410": status("410 Gone"),
    "451: closed for legal reasons": status("451 Unavailable For Legal Reasons"),
    "soft 404": text("Page not found - Post", "Sorry, we cannot find that page. Try the search."),
    "login wall": text("Post", "Please log in to continue.<form><input type='password'></form>"),
    "suspended account": text("Account suspended", "This account has been suspended for breaking our rules."),
    "redirected to the front page": redirect("/"),
}


@pytest.mark.parametrize("cause", GONE)
def test_what_is_gone_is_never_called_changed_and_may_come_back(tmp_path: Path, cause: str) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        web.pages["/"] = page("Harbour Post", "News of the harbour today, and of the sea beyond it. " * 20)
        web.pages["/a/ships"] = GONE[cause]
        gone = only(own, NOON + HOUR)
        assert (gone.presence, gone.cause, gone.paragraphs) == (Presence.GONE, cause, ())
        assert look(own, NOON + 2 * DAY) == []
        web.pages["/a/ships"] = ARTICLE
        back = only(own, NOON + 31 * DAY)
    assert (back.presence, back.paragraphs) == (Presence.BACK, ())
    assert problems(own) == []


def test_a_redirect_to_a_login_page_is_a_wall(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        web.pages["/accounts/login/?next=ships"] = page(
            "Post", "Welcome to the network of the harbour. " * 30
        )
        web.pages["/a/ships"] = redirect("/accounts/login/?next=ships")
        assert only(own, NOON + HOUR).cause == "login wall"


def test_a_soft_404_without_a_word_of_it_is_known_by_its_neighbour(tmp_path: Path) -> None:
    """The site answers every address with one friendly page."""
    friendly = page("Harbour Post", "Have a look at what else the harbour has to tell today. " * 20)
    with site() as web:
        own = captured(tmp_path, web)
        web.pages["/a/ships"] = friendly
        web.default = friendly
        assert only(own, NOON + HOUR).cause == "soft 404"


def test_a_page_that_was_written_anew_is_changed(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        web.pages["/a/ships"] = page(
            "Calm returns", "Nothing of it was true, says the paper today, and regrets. " * 9
        )
        assert only(own, NOON + HOUR).presence is Presence.CHANGED


def test_an_article_about_suspended_accounts_is_no_wall(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        web.pages["/a/ships"] = ARTICLE.replace(b"<h1>", b"<h2>Account suspended</h2><h1>")
        assert only(own, NOON + HOUR).presence is not Presence.GONE


def test_a_server_that_is_down_says_nothing_about_its_pages(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path, web)
        web.down = True
        down = only(own, NOON + HOUR)
        web.down = False
        assert (down.presence, down.cause) == (Presence.UNREACHABLE, "503 (Service Unavailable)")
        assert only(own, NOON + 7 * HOUR).presence is Presence.UNCHANGED
    assert only(own, NOON + DAY + HOUR).presence is Presence.UNREACHABLE, "nobody answers there any more"


def test_the_brief_tells_what_vanished_and_what_was_altered(tmp_path: Path) -> None:
    with site() as web:
        own = captured(tmp_path / "desk", web)
        web.pages["/b/more"] = page("Ferry waits", WORDS * 5, "Nine people were hurt, doctors said.")
        (own.folder / "desk.toml").write_text(
            (own.folder / "desk.toml").read_text()
            + f'[[source]]\nname = "More"\nurl = "{web.url("/b/more")}"\n'
        )
        own = pipeline.open_desk(own.folder)
        collect(own, "More")
        web.pages["/a/ships"] = ARTICLE.replace(b"12 people", b"15 people")
        web.pages["/b/more"] = status("410 Gone")
        look(own, NOON + HOUR)
    for report in pipeline.reports(own):
        assert report.published is None
    list(pipeline.read(own))
    reports = {r.id: r for r in pipeline.reports(own)}
    from dateline.publish import vanished  # noqa: PLC0415 - composed by itself here

    section = vanished.section(pipeline.visits(own), reports)
    assert section is not None
    told = {item.text.split("”")[0].strip("“"): item for item in section.items}
    assert "altered after it was captured: 12 became 15" in told["Ships burn in the port"].text
    assert "12 people" in str(told["Ships burn in the port"].note)
    assert "15 people" in told["Ships burn in the port"].citations[0].text
    assert "gone from its address (410), as seen on Saturday 9 March 2024" in told["Ferry waits"].text
    assert vanished.section([], reports) is None


def test_a_running_collector_looks_again_too(tmp_path: Path) -> None:
    """One process visits sources and looks again; a watch that runs beside it is let alone."""
    with site() as web:
        own = captured(tmp_path, web)
        stop = threading.Event()
        found = pipeline.keep_collecting(own, now=lambda: NOON + HOUR, stop=stop, tell=lambda line: None)
        with lock.alone(own.folder / "watch.lock", "dateline watch"):
            assert lock.is_held(own.folder / "watch.lock")
        report, visit = next(one for one in found if isinstance(one, tuple))
        stop.set()
        assert list(found) == []
    assert (report.url, visit.presence) == (web.url("/a/ships"), Presence.UNCHANGED)
    assert not lock.is_held(own.folder / "watch.lock")
