"""The written page opens without a server, leaks nothing, and walks back to the words."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.model import Capture, Linking
from dateline.publish import brief, page
from dateline.publish.record import load, page_name
from factory import DAY
from factory_linked import a_day, zoned


@pytest.fixture
def written(tmp_path: Path) -> Path:
    reports, linking = a_day()
    return page.write(brief.compose(reports, linking, DAY), reports, tmp_path, linking=linking).parent


class Links(HTMLParser):
    """Collects addresses, ids and element names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.hrefs += [v for k, v in attrs if k in ("href", "src") and v]
        if "id" in found:
            self.ids.append(found["id"] or "")


def links(path: Path) -> Links:
    return Links(path.read_text(encoding="utf-8"))


def test_every_citation_opens_at_an_anchor_of_its_source(written: Path) -> None:
    cited = [h for h in links(written / "index.html").hrefs if h.startswith("sources/") and "#" in h]
    assert len(cited) > 10
    for href in cited:
        name, anchor = href.split("#")
        assert anchor in links(written / name).ids


def test_ids_are_unique_and_fragments_exist(written: Path) -> None:
    found = links(written / "index.html")
    assert len(found.ids) == len(set(found.ids))
    assert {h[1:] for h in found.hrefs if h.startswith("#")} <= set(found.ids)


def test_no_script_and_nothing_from_outside(written: Path) -> None:
    for path in [written / "index.html", *(written / "sources").iterdir()]:
        found = links(path)
        assert "script" not in found.tags
        assert not re.search(r"(?:url\(|src=)[\"']?https?:", path.read_text(encoding="utf-8"))
    assert "@import" not in (written / "style.css").read_text(encoding="utf-8")


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    bad = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'
    report = zoned(
        f"{bad}\nThe mayor said {bad} again.", source=bad, url="javascript:alert(1)", author=bad, key=bad
    )
    out = page.write(brief.compose([report], a_day()[1], DAY), [report], tmp_path)
    for path in [out, *(tmp_path / "sources").iterdir()]:
        found = links(path)
        assert "script" not in found.tags and "img" not in found.tags
        assert not any(h.startswith("javascript:") for h in found.hrefs)


def test_the_record_loads_again_equal(written: Path) -> None:
    reports, linking = a_day()
    record = load(written / "record.json")
    assert record.brief == brief.compose(reports, linking, DAY)
    assert record.linking == linking
    assert {r.id for r in record.reports} == {r.id for r in reports}


def test_the_same_input_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    reports, linking = a_day()
    again = page.write(
        brief.compose(reports, linking, DAY), reports[::-1], tmp_path / "b", linking=linking
    ).parent
    for path in written.rglob("*.*"):
        if "b" not in path.relative_to(written).parts:
            assert (again / path.relative_to(written)).read_bytes() == path.read_bytes()


def test_an_id_cannot_leave_the_folder() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}\.html", page_name("../../etc/passwd"))


def test_the_receipt_shows_the_capture(tmp_path: Path) -> None:
    reports, linking = a_day()
    digest = "ab" * 32
    reports = [reports[0].model_copy(update={"capture": digest}), *reports[1:]]
    capture = Capture(
        sha256=digest,
        uri="u",
        fetched_at="2016-12-05T08:00:00Z",
        media_type="text/html",
        size=41207,
        path="a",
    )
    page.write(brief.compose(reports, linking, DAY), reports, tmp_path, captures=[capture])
    html = (tmp_path / "sources" / page_name(reports[0].id)).read_text(encoding="utf-8")
    assert digest in html
    assert "Monday 5 December 2016, 08:00" in html
    assert "41\u202f207 bytes" in html


def test_a_receipt_says_where_the_sealed_copy_is(tmp_path: Path) -> None:
    reports, linking = a_day()
    digest = "ab" * 32
    held = reports[0].model_copy(update={"capture": digest})
    capture = Capture(
        sha256=digest,
        uri="u",
        fetched_at="2016-12-05T08:00:00Z",
        media_type="text/html",
        size=4,
        path="warc/1.gz",
    )
    page.write(brief.compose([held], linking, DAY), [held], tmp_path, captures=[capture])
    html = (tmp_path / "sources" / page_name(held.id)).read_text(encoding="utf-8")
    assert "<code>warc/1.gz</code>" in html
    page.write(brief.compose([held], linking, DAY), [held], tmp_path)
    html = (tmp_path / "sources" / page_name(held.id)).read_text(encoding="utf-8")
    assert "none: read from a file, without a desk" in html


def test_a_page_turns_to_the_days_beside_it(tmp_path: Path) -> None:
    reports, linking = a_day()
    one = brief.compose(reports, linking, DAY)
    before, after = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=2)
    html = page.write(one, reports, tmp_path, earlier=before, later=after).read_text(encoding="utf-8")
    assert '<a rel="prev" href="../2016-12-03/index.html">‹ Saturday 3 December 2016</a>' in html
    assert '<a rel="next" href="../2016-12-06/index.html">Tuesday 6 December 2016 ›</a>' in html
    assert 'rel="prev"' not in page.write(one, reports, tmp_path).read_text(encoding="utf-8")


def test_a_notes_number_leads_back_to_what_rests_on_it(written: Path) -> None:
    ids = set(links(written / "index.html").ids)
    back = [
        h.partition("#")[2]
        for path in (written / "sources").iterdir()
        for h in links(path).hrefs
        if h.startswith("../index.html#")
    ]
    assert back and set(back) <= ids
    assert any(anchor.startswith("i-") for anchor in back) or "numbers" in back


def test_what_changed_is_told_in_a_box(tmp_path: Path) -> None:
    reports, linking = a_day()
    today = brief.compose(reports, linking, DAY)
    earlier = today.model_copy(update={"day": dt.date(2016, 12, 3), "incidents": ()})
    one = brief.compose(reports, linking, DAY, previous=earlier)
    html = page.write(one, reports, tmp_path).read_text(encoding="utf-8")
    assert "What changed since Saturday 3 December 2016" in html
    assert '<p class="sum">One new denial · two new counts</p>' in html


def test_arabic_runs_from_right_to_left(tmp_path: Path) -> None:
    report = zoned("عنوان\nنص قصير.").model_copy(update={"language": "ar"})
    page.write(brief.compose([report], a_day()[1], DAY), [report], tmp_path)
    assert 'lang="ar" dir="rtl"' in next((tmp_path / "sources").iterdir()).read_text(encoding="utf-8")


def test_an_empty_day_says_so(tmp_path: Path) -> None:
    html = page.write(brief.compose([], Linking(), DAY), [], tmp_path).read_text(encoding="utf-8")
    assert "No report of this day is known" in html


def test_markdown_defines_each_footnote_it_uses(written: Path) -> None:
    text = (written / "brief.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used and used <= set(re.findall(r"^\[\^(\d+)\]:", text, re.M))
    assert "<b>" not in text.replace("\\<b\\>", "")


def test_headings_never_skip_a_level(written: Path) -> None:
    for path in [written / "index.html", *(written / "sources").iterdir()]:
        levels = [int(tag[1]) for tag in links(path).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_picture_says_in_words_what_it_shows(written: Path) -> None:
    html = (written / "index.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<svg class="(?:map|bar|row)"[^>]*>', html)
    assert len(pictures) >= 5
    assert all('role="img"' in tag and re.search(r'aria-label="[^"]{8,}"', tag) for tag in pictures)


def test_a_small_days_page_is_light(written: Path) -> None:
    weight = sum((written / name).stat().st_size for name in ("index.html", "style.css"))
    assert weight < 100_000
