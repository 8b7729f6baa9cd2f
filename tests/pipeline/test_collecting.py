"""Sources are visited when they are due; what comes is sealed, and every visit leaves its word."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.errors import ConfigError, DeskError, UnknownId
from dateline.model import PollOutcome
from factory_servers import reply
from factory_sites import NOON, WORDS, collect, desk, feed, page, problems, site, texts

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def source(url: str, name: str = "Post", schedule: str = "1 hour", **more: str) -> str:
    lines = "\n".join(f"{key} = {value}" for key, value in more.items())
    return f'[[source]]\nname = "{name}"\nurl = "{url}"\nschedule = "{schedule}"\n{lines}\n'


def test_a_feed_is_asked_whether_it_changed(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed")))
        (first,) = collect(own)
        (same,) = collect(own, at=NOON + HOUR)
        web.pages["/feed"] = feed(("2", "A ferry waits."), ("1", "Ships burn."))
        (more,) = collect(own, at=NOON + 2 * HOUR)
    assert [(one.outcome, one.new) for one in (first, same, more)] == [
        (PollOutcome.NEW, 1), (PollOutcome.UNCHANGED, 0), (PollOutcome.NEW, 1),
    ]  # fmt: skip
    assert texts(own) == ["A ferry waits.", "Ships burn."]
    assert pipeline.sealed(own) == 2 and problems(own) == []


def test_only_what_is_due_is_visited(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        rare = source(web.url("/feed"), "Rare", "daily")
        own = desk(
            tmp_path, source(web.url("/feed")) + rare + f'[[source]]\nname="By name"\nurl="{web.url("/x")}"'
        )
        assert {one.source for one in collect(own)} == {"Post", "Rare"}
        assert collect(own, at=NOON + dt.timedelta(minutes=59)) == []
        assert [one.source for one in collect(own, at=NOON + HOUR)] == ["Post"]
        assert [one.source for one in collect(own, "rare", at=NOON + HOUR)] == ["Rare"]
        assert len(collect(own, every=True, at=NOON + HOUR)) == 3
        with pytest.raises(UnknownId, match="did you mean 'Rare'"):
            collect(own, "Rar")


def test_the_desk_says_who_publishes(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed"), publisher='"The Harbour Post"', language='"de"'))
        collect(own)
    (report,) = pipeline.reports(own)
    assert (report.source, report.language) == ("The Harbour Post", "de")


def test_the_pages_of_a_feed_are_fetched_once_and_stand_for_their_entries(tmp_path: Path) -> None:
    with site() as web:
        web.pages |= {f"/a{n}": page(f"Report {n}", WORDS * 4 + f"Page {n}.") for n in "12"}
        web.pages["/feed"] = feed(("1", "Ships burn."), ("2", "More."), ("3", "Gone."), link=web.url("/a"))
        own = desk(tmp_path, source(web.url("/feed"), follow="true"))
        (first,) = collect(own)
        (again,) = collect(own, at=NOON + HOUR)
        assert web.asked.count("/a1") == 1 and web.asked.count("/a3") == 2
        for hours in (2, 3):
            collect(own, at=NOON + hours * HOUR)
        assert web.asked.count("/a3") == 3, "a page that is not there is asked for three times"
    assert (first.pages, first.new, first.versions, first.left) == (2, 3, 2, 1)
    assert "404" in first.failures[0].message and (again.new, again.versions) == (0, 0)
    found = texts(own)
    assert len(found) == 3 and "Gone." in found and "Page 1." in found[1] and "Page 2." in found[2]
    assert problems(own) == []


def test_no_more_pages_than_allowed_at_one_visit(tmp_path: Path) -> None:
    with site() as web:
        web.pages |= {f"/a{n}": page(f"Report {n}", WORDS * 4 + f"Page {n}.") for n in range(5)}
        web.pages["/feed"] = feed(*((str(n), f"Entry {n}.") for n in range(5)), link=web.url("/a"))
        own = desk(tmp_path, source(web.url("/feed"), follow="true", most="2"))
        visits = [collect(own, at=NOON + hours * HOUR)[0] for hours in range(3)]
    assert [(one.pages, one.left) for one in visits] == [(2, 3), (2, 1), (1, 0)]


def test_enclosures_are_kept_and_known_to_their_report(tmp_path: Path) -> None:
    from dateline.store import collecting  # noqa: PLC0415 - needs Django set up

    with site(photo=b"\xff\xd8 a photograph") as web:
        enclosure = f"<enclosure url='{web.url('/photo')}' type='image/jpeg' length='9'/>"
        web.pages["/feed"] = feed(("1", "Ships burn."), extra=enclosure)
        own = desk(tmp_path, source(web.url("/feed")))
        (found,) = collect(own)
    (report,) = pipeline.reports(own)
    with own.database.session():
        (link,) = collecting.links(report.id)
    assert found.media == 1 and link.done and len(link.capture or "") == 64
    assert pipeline.sealed(own) == 2


def test_a_listing_is_followed_one_level_down(tmp_path: Path) -> None:
    with site() as web:
        web.pages["/news"] = b"<html><body><a href='/2024/1'>One</a><a href='/about'>About</a></body></html>"
        web.pages["/2024/1"] = page("Report", WORDS * 4, "<a href='/2024/2'>Two</a>")
        own = desk(tmp_path, source(web.url("/news"), collect='"listing"', pattern="'/2024/'"))
        (found,) = collect(own)
    assert (found.pages, found.new) == (1, 1)
    assert "/2024/2" not in web.asked and "/about" not in web.asked


def petition(count: int, at: str = "2024-03-09T11:00:00.000Z") -> bytes:
    held = {"action": "Keep the ferry", "signature_count": count, "updated_at": at, "state": "open"}
    item = {
        "type": "petition",
        "id": 7,
        "attributes": held,
        "links": {"self": "https://p.example/petitions/7.json"},
    }
    return json.dumps({"data": item, "links": item["links"]}).encode()


def test_each_visit_to_a_petition_is_a_count_and_a_missed_one_is_marked(tmp_path: Path) -> None:
    with site() as web:
        web.pages["/petitions/7.json"] = petition(100)
        own = desk(tmp_path, source(web.url("/petitions/7"), collect='"petition"'))
        collect(own)
        web.pages["/petitions/7.json"] = petition(150, "2024-03-09T12:59:00.000Z")
        collect(own, at=NOON + HOUR)
        (late,) = collect(own, at=NOON + 5 * HOUR)
        collect(own, at=NOON + 6 * HOUR)
    (told,) = pipeline.explain(own, "Post", now=NOON)
    assert [(poll.outcome.value, poll.first.hour, poll.times) for poll in told.polls] == [
        ("new", 12, 1), ("new", 13, 1), ("missed", 14, 3), ("unchanged", 17, 1), ("unchanged", 18, 1),
    ]  # fmt: skip
    assert late.missed == 3
    figures = [f for report in pipeline.read(own) for f in report.figures if f.status.value == "signed"]
    assert [(figure.low, figure.high) for figure in figures] == [(100, 100), (150, 150)]


def test_a_table_is_read_by_its_declared_columns(tmp_path: Path) -> None:
    table = 'When,Body,Ref\n2024-03-08,"Ships burn.",7\n'
    with site(table=table.encode()) as web:
        columns = '{ text = "Body", published = "When", key = "Ref" }'
        own = desk(tmp_path, source(web.url("/table"), columns=columns))
        collect(own)
        (report,) = pipeline.reports(own)
        web.pages["/table"] = b"When,Text\n2024-03-08,Ships burn.\n"
        (wrong,) = collect(own, at=NOON + HOUR)
    assert (report.text, report.key, str(report.published)) == ("Ships burn.", "7", "2024-03-08")
    assert wrong.error == "has no column 'Body'; its columns are: When, Text"


def test_a_folder_is_a_source(tmp_path: Path) -> None:
    own = desk(tmp_path / "desk", '[[source]]\nname = "Inbox"\npath = "inbox"\nschedule = "1 hour"\n')
    inbox = own.folder / "inbox"
    (first,) = collect(own)
    assert first.error and "does not exist" in first.error
    inbox.mkdir()
    (inbox / "a.txt").write_text("Ships burn in the port.")
    (inbox / "junk.bin").write_bytes(b"\x00\x01")
    assert [one.new for one in collect(own, at=NOON + HOUR)] == [1]
    assert [one.new for one in collect(own, at=NOON + 2 * HOUR)] == [0]
    (report,) = pipeline.reports(own)
    assert report.source == "Inbox" and problems(own) == []


def test_what_stands_where_a_feed_was_expected_is_told(tmp_path: Path) -> None:
    with site() as web:
        link = "<link rel='alternate' type='application/rss+xml' href='/feed'>"
        web.pages["/"] = page("Harbour Post", WORDS * 4, extra=link)
        own = desk(tmp_path, source(web.url("/"), collect='"feed"'))
        (found,) = collect(own)
    assert found.error == f"is no feed; its feed is {web.url('/feed')}"
    assert pipeline.sealed(own) == 1, "what came is evidence all the same"


def test_an_address_that_moved_for_good_is_told(tmp_path: Path) -> None:
    with site(new=feed(("1", "Ships burn."))) as web:
        web.pages["/old"] = lambda _, taken: reply(taken, b"", "301 Moved", "Location: /new\r\n")
        own = desk(tmp_path, source(web.url("/old")))
        (found,) = collect(own)
    assert (
        found.new == 1
        and found.note == f"has moved for good to {web.url('/new')}; change its url in desk.toml"
    )


def test_robots_is_honoured_unless_the_source_says_otherwise(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        web.pages["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
        passed = source(web.url("/feed"), "Passed", robots="false", robots_reason='"we asked them"')
        own = desk(tmp_path, source(web.url("/feed")) + passed, robots="true")
        found = {one.source: one for one in collect(own)}
    assert "forbidden to programs" in (found["Post"].error or "") and found["Passed"].new == 1


def test_a_failing_source_costs_only_itself(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/none"), "Broken", "15 min") + source(web.url("/feed")))
        found = {one.source: one for one in collect(own)}
    assert found["Broken"].error == "answered 404 (Not Found); check the address, or try again later"
    assert found["Post"].new == 1


def test_a_source_that_was_down_for_a_week_is_noticed_within_hours_and_its_absence_is_kept(
    tmp_path: Path,
) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed")))
        collect(own)
        web.down = True
        down = [hour for hour in range(1, 168) if collect(own, at=NOON + hour * HOUR)]
        web.down, web.pages["/feed"] = False, feed(("2", "A ferry waits."))
        back = next(hour for hour in range(168, 200) if collect(own, at=NOON + hour * HOUR))
        (told,) = pipeline.explain(own, "Post", now=NOON + back * HOUR)
    assert len(down) < 40 and back <= 174
    assert [(poll.outcome.value, poll.times) for poll in told.polls] == [
        ("new", 1), ("failed", len(down)), ("new", 1),
    ]  # fmt: skip
    assert told.state and told.state.error is None and texts(own) == ["A ferry waits.", "Ships burn."]


def test_a_second_collector_is_told_in_one_line(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, source(web.url("/feed")) + source(web.url("/feed"), "Other"))
        first = pipeline.collect(own, now=lambda: NOON)
        next(first)
        with pytest.raises(DeskError, match=r"another dateline collect is running \(process \d+\); wait"):
            collect(own)
        first.close()
        assert len(collect(own, every=True)) == 2


def test_collecting_stops_when_asked(tmp_path: Path) -> None:
    """A server that never ends holds nobody up, and is not blamed for it."""
    stop, waiting, ended = threading.Event(), threading.Event(), threading.Event()

    def silent(_: str, taken: object) -> None:
        waiting.set()
        ended.wait(20)

    with site() as web:
        web.pages["/slow"] = silent
        own = desk(tmp_path, source(web.url("/slow")))
        threading.Thread(target=lambda: (waiting.wait(10), stop.set()), daemon=True).start()
        assert list(pipeline.collect(own, now=lambda: NOON, stop=stop)) == []
        ended.set()
    (told,) = pipeline.explain(own, now=NOON)
    assert told.state is None and told.due_now


def test_a_desk_without_sources_says_what_to_do(tmp_path: Path) -> None:
    own = desk(tmp_path, '[[source]]\nname = "Register only"\n')
    with pytest.raises(ConfigError, match="give a \\[\\[source\\]\\] a url and a schedule"):
        collect(own)


def test_a_test_says_what_comes_and_keeps_nothing(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."), ("2", "A ferry waits."))) as web:
        own = desk(tmp_path, source(web.url("/feed"), follow="true") + source(web.url("/none"), "Broken"))
        found, broken = pipeline.attempt(own, "Post"), pipeline.attempt(own, "Broken")
    assert (found.reports, found.titles, str(found.newest)) == (2, ("Report 1", "Report 2"), "2024-03-09")
    assert found.conditional and found.kind == "application/rss+xml" and broken.error
    assert pipeline.sealed(own) == 0 and not list(pipeline.reports(own))
