"""Linking in windows of days says what linking all at once says, whatever crosses a border."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest

from dateline.errors import InputError
from dateline.link import linker, proposals, windows
from dateline.link.digests import draft
from dateline.link.windows import Part, Task
from dateline.model import Factuality, Report
from factory import DAY, read
from factory_told import told

LINE = "Our reporters work under fire, and you can help them with a gift of any size on our page."
STATED = Factuality.HAPPENED, "rescuers of the Valley Network"
DENIED = Factuality.DENIED, "the Northern Ministry"
STORY = (
    "A shell hit the old bakery in Northam at dawn and killed 4 people who stood in line for bread. The "
    "owner, Ada Novak, 51, had opened an hour before. Rescuers dug for most of the day with their hands, as "
    "the only digger of the town had no fuel left, and neighbours brought water to the school nearby."
)


def many(count: int, seed: int) -> list[Report]:
    """Return told reports over two years: rounds of strikes, some of whole provinces, some denied later."""
    order = random.Random(seed)  # noqa: S311 - nothing here is secret
    found = []
    for number in range(count):
        town = order.choice(["Northam", "Southby", "Midland"])
        about = DAY + dt.timedelta(days=order.choice([0, 40, 90, 130, 400, 405, 600]))
        late = dt.timedelta(days=order.choice([0, 0, 0, 1, 2, 30, 59, 61, 200]))
        kind, voice = order.choice([STATED] * 6 + [DENIED])
        killed = order.choice([20, 21, 35])
        one = told(
            f"Outlet {number}", town, killed, voice=voice, day=about, hour=number % 24, factuality=kind
        )
        when = about + late
        moment = dt.datetime(when.year, when.month, when.day, number % 24)
        found.append(
            one.model_copy(update={"published": when, "published_at": moment, "id": f"{one.id}-{number}"})
        )
    return found


def written() -> list[Report]:
    """Return reports read from text: a story printed again a year later, and a line that all have."""
    found = []
    for number, days in enumerate([0, 1, 2, 55, 110, 165, 360, 361, 720]):
        day = DAY + dt.timedelta(days=days)
        own = (
            f"{STORY} This is page {number}." if days in (1, 360) else f"{number + 2} people fled from Homs."
        )
        title = f"Title {number}"
        found.append(read(f"{own}\n{LINE}\n", published=day, source=f"Outlet {number}", title=title))
    return found


class Counted:
    """Maps windows and counts them."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def __call__(self, function: Callable[[Task], Part], tasks: Iterable[Task]) -> Iterator[Part]:
        for task in tasks:
            self.tasks.append(task)
            yield function(task)


@pytest.mark.parametrize("days", [30, 90, 365, 5000])
@pytest.mark.parametrize("seed", range(2))
def test_windows_say_what_all_at_once_says(seed: int, days: int) -> None:
    reports = [*many(80, seed), *written()]
    counted = Counted()
    assert windows.link(reports, days, counted) == linker.link(reports)
    assert days > 800 or len({(task.first, task.last) for task in counted.tasks}) > 1


def test_the_reports_hold_what_crosses_borders() -> None:
    """What the test above relies on: chains over months, copies over a year, denials, wholes with parts."""
    whole = linker.link([*many(80, 0), *written()])
    days = {one.id: one.published for one in [*many(80, 0), *written()] if one.published}
    spans = [max(days[r] for r in own.reports) - min(days[r] for r in own.reports) for own in whole.incidents]
    assert max(spans) > dt.timedelta(days=61)
    assert max(days[g.reports[-1]] - days[g.reports[0]] for g in whole.copies) > dt.timedelta(days=300)
    assert any(own.part_of for own in whole.incidents)
    assert any(told.kind == "denial" for own in whole.incidents for told in own.disagreements)


def test_without_its_borders_a_window_says_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_settled", lambda *_: True)
    monkeypatch.setattr(windows, "MOST_DAYS", 0)
    reports = many(80, 1)
    assert windows.link(reports, 20) != linker.link(reports)


def test_a_story_told_for_a_year_joins_the_windows_it_runs_through(monkeypatch: pytest.MonkeyPatch) -> None:
    told_on = [DAY + dt.timedelta(days=50 * n) for n in range(9)]
    first = [told(f"Outlet {n}", "Northam", 20) for n in range(9)]
    reports = [
        one.model_copy(update={"published": day, "published_at": dt.datetime(day.year, day.month, day.day)})
        for one, day in zip(first, told_on, strict=True)
    ]
    counted = Counted()
    assert windows.link(reports, 40, counted) == linker.link(reports)
    assert max(task.last - task.first for task in counted.tasks) > 300
    monkeypatch.setattr(windows, "_settled", lambda *_: True)
    assert windows.link(reports, 40) != linker.link(reports)


def test_a_window_knows_of_every_word_it_weighs_how_many_reports_hold_it() -> None:
    """Words of headlines are weighed with and without a capital, whichever the report itself has."""
    reports = [*many(40, 0), *written()]
    reports += [
        read(f"{number} people fled. {text}", published=DAY + dt.timedelta(days=900 + number), title="")
        for number, text in enumerate(["The title was lost.", "In Title they wait."], start=3)
    ]
    drafts = {own.id: draft(own, 1) for own in reports}
    held = Counter(key for own in drafts.values() for key in {proposals.term(w) for w in own.words.terms()})
    whole = windows._Whole([windows._Known.of(own) for own in drafts.values()])
    day = DAY.toordinal()
    task = whole.task(day, day + 20)
    seen = [drafts[own.id] for own in task.reports]
    inside = Counter(key for own in seen for key in {proposals.term(w) for w in own.words.terms()})
    asked = {key for own in seen for key in map(proposals.term, (*own.words.terms(), *own.words.headline()))}
    elsewhere = {key: told.count for key, told in task.elsewhere.postings(asked).items()}
    assert len(seen) < len(reports)
    assert {key: inside[key] + elsewhere.get(key, 0) for key in asked} == {key: held[key] for key in asked}


def test_a_report_without_a_day_belongs_to_no_window() -> None:
    undated = told("A", "Northam", 20).model_copy(update={"published": None, "key": "k1"})
    with pytest.raises(InputError, match="k1: has no day; link without --window"):
        windows.link([undated], 30)
    assert windows.link([], 30) == linker.link([])
