"""What collecting leaves in the archive: past days stamped, and what a crash left mended and told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dateline import pipeline
from factory_authority import Authority
from factory_sites import NOON, collect, desk, feed, problems, site

DAY = dt.timedelta(days=1)


def settings(feed_url: str, authority: str) -> str:
    source = f'[[source]]\nname = "Post"\nurl = "{feed_url}"\nschedule = "1 hour"\n'
    return f'[archive]\nauthority = "{authority}"\n{source}'


def told(found: list[pipeline.Gathered]) -> list[str | None]:
    return [one.note for one in found if not one.visit]


def test_the_days_that_are_over_are_stamped(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    with authority.serving() as stamps, site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, settings(web.url("/feed"), stamps))
        assert told(collect(own)) == []
        assert authority.asked == 0
        authority.down = True
        (note,) = told(collect(own, at=NOON + DAY))
        assert note and "gave no time stamp" in note
        authority.down = False
        assert told(collect(own, at=NOON + 2 * DAY)) == []
    assert authority.asked == 1
    assert pipeline.sealed(own) == 2
    assert problems(own) == []


def test_what_a_crash_left_is_mended_and_told(tmp_path: Path) -> None:
    with site(feed=feed(("1", "Ships burn."))) as web:
        own = desk(tmp_path, settings(web.url("/feed"), web.url("/none")))
        collect(own)
        (file,) = (own.archive / "warc").iterdir()
        whole = file.read_bytes()
        file.write_bytes(whole + whole[:77])
        web.pages["/feed"] = feed(("2", "A ferry waits."), ("1", "Ships burn."))
        (note, *_) = told(collect(own, at=NOON + dt.timedelta(hours=1)))
    assert note and "an interrupted write left 77 bytes at the end of warc/" in note
    assert (next((own.archive / "torn").iterdir())).read_bytes() == whole[:77]
    assert pipeline.sealed(own) == 2
