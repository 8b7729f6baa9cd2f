"""The sample goes through every stage, and its brief keeps what a sceptical editor would look for."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.link import linker
from dateline.model import Brief, Item, Report, ZoneKind
from dateline.pipeline import read_paths
from dateline.publish import brief, page

SAMPLE = Path(__file__).parents[2] / "samples" / "aleppo-december-2016"
DAY = dt.date(2016, 12, 4)

# Attributes and CSS that make a browser fetch something without being asked.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|object|embed|video|audio|source|base)\b|url\(|@import|srcset="""
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Brief, list[Report], Path]:
    reports = [r for r in read_paths([SAMPLE]) if r.text and r.published and r.published <= DAY]
    linking = linker.link(reports)
    found = brief.compose(reports, linking, DAY)
    out = page.write(found, reports, tmp_path_factory.mktemp("brief"), linking=linking)
    return found, reports, out.parent


def section(one: Brief, key: str) -> tuple[Item, ...]:
    return next(s.items for s in one.sections if s.key == key)


def every(one: Brief) -> list[Item]:
    items = [*([one.headline] if one.headline else []), *one.lead]
    items += [item for s in one.sections for item in s.items]
    return items + [part for item in items for part in item.parts]


def test_the_total_leads_with_its_part_inside(made: tuple[Brief, list[Report], Path]) -> None:
    one = made[0]
    assert one.headline is not None
    assert one.headline.text.startswith("At least 51 people reported killed")
    assert "at least 51 people" in one.lead[0].text.lower()
    whole = next(i for i in section(one, "numbers") if i.toll and i.toll.best == 51)
    assert 22 in [part.toll.best for part in whole.parts if part.toll]
    assert not any(i.toll and i.toll.best == 73 for i in every(one)), "a part is never added to its whole"


def test_what_is_left_of_the_total_is_exact(made: tuple[Brief, list[Report], Path]) -> None:
    whole = next(i for i in section(made[0], "numbers") if i.toll and i.toll.best == 51)
    assert whole.parts[-1].note == "at least 51 less 22"
    assert "at least 29" in whole.parts[-1].text


def test_the_denial_stands_where_accounts_differ(made: tuple[Brief, list[Report], Path]) -> None:
    texts = [f"{i.speaker} {i.note} {i.text}" for i in section(made[0], "differ")]
    assert any("Ministry" in t and "denie" in t and "had struck civilians" in t for t in texts)
    reported = [i.text for key in ("incidents", "numbers", "said") for i in section(made[0], key)]
    assert all("denied" in text for text in reported if "had struck civilians" in text)


def test_the_rumour_is_only_under_what_is_not_confirmed(made: tuple[Brief, list[Report], Path]) -> None:
    assert any("13 factions" in i.text for i in section(made[0], "unconfirmed"))
    others = [s for s in made[0].sections if s.key != "unconfirmed"]
    assert not any("13 factions" in i.text for s in others for i in s.items)


def test_what_was_demanded_is_not_reported_as_done(made: tuple[Brief, list[Report], Path]) -> None:
    reported = [i.text for key in ("incidents", "numbers") for i in section(made[0], key)]
    assert not any("must arrange" in text or "call for the evacuation" in text for text in reported)


def test_nothing_comes_from_the_comments(made: tuple[Brief, list[Report], Path]) -> None:
    one, reports, out = made
    zones = {(r.id, z.start, z.end) for r in reports for z in r.zones if z.kind is ZoneKind.COMMENT}
    assert zones
    cited = [c for item in every(one) for c in item.citations]
    cited += [a.citation for i in one.incidents for a in i.accounts]
    assert not [c for c in cited for r, a, b in zones if c.report == r and c.start < b and c.end > a]
    html = (out / "index.html").read_text(encoding="utf-8")
    assert "northsea_reader" not in html and "Five readers&#39; comments under one report" in html


def test_comments_are_threaded_on_the_source_page(made: tuple[Brief, list[Report], Path]) -> None:
    pages = [p.read_text(encoding="utf-8") for p in (made[2] / "sources").iterdir()]
    html = next(text for text in pages if "northsea_reader" in text)
    assert re.findall(r'class="comment t(\d)"><p class="by">([\d.]+) ', html) == [
        ("0", "1"), ("1", "1.1"), ("2", "1.1.1"), ("0", "2"), ("0", "3"),
    ]  # fmt: skip


def test_nobody_is_named_twice_and_no_child_at_all(made: tuple[Brief, list[Report], Path]) -> None:
    for item in section(made[0], "said") + section(made[0], "differ"):
        name = (item.speaker or "").split(" (")[0]
        assert not name or name not in item.text or item.note == "reported", item
    assert not any(re.search(r"(?i)\bbana\b|seven-year-old", i.text) for i in every(made[0]))


class Page(HTMLParser):
    """Collects the links and ids of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if found.get("href"):
            self.links.append((tag, found["href"] or ""))


def test_every_link_leads_to_a_file_and_a_place_in_it(made: tuple[Brief, list[Report], Path]) -> None:
    pages = {path.resolve(): Page(path) for path in made[2].rglob("*.html")}
    checked = 0
    for path, found in pages.items():
        for tag, href in found.links:
            if href.startswith(("http://", "https://")):
                assert tag == "a", "an address may be offered, and never fetched"
                continue
            name, _, anchor = href.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), href
            assert not anchor or anchor in pages[target].ids, href
            checked += 1
    assert checked > 100


def test_nothing_is_fetched(made: tuple[Brief, list[Report], Path]) -> None:
    for path in made[2].rglob("*"):
        if path.suffix in (".html", ".css"):
            text = re.sub(r"url\(#[\w-]+\)", "", path.read_text(encoding="utf-8"))
            assert not FETCHED.search(text), path.name


def test_the_page_is_light(made: tuple[Brief, list[Report], Path]) -> None:
    assert sum((made[2] / name).stat().st_size for name in ("index.html", "style.css")) < 100_000
