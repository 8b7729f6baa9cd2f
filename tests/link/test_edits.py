"""A later print says what it changed, numbers above all, and the copies keep it."""

from __future__ import annotations

import datetime as dt

from dateline.link import copies, edits, linker
from dateline.model import Edit
from factory import DAY, report

STORY = (
    "Rescuers counted 22 dead in the northern market on Sunday morning after the second raid of the week. "
    "The road to the harbour was closed and the last two hospitals asked for generators and for clean water. "
    "Three children were carried out of a cellar near the old bridge by neighbours with their bare hands."
)


def test_a_changed_number_comes_first_in_digits_and_in_words() -> None:
    later = (
        STORY.replace("22 dead", "25 dead").replace("Three children", "Four children").replace("old", "new")
    )
    found = edits.of(report(STORY), report(later))
    assert found == (
        Edit(before="22", after="25", number=True),
        Edit(before="Three", after="Four", number=True),
        Edit(before="old", after="new", number=False),
    )


def test_what_is_the_same_or_all_new_is_no_change() -> None:
    assert edits.of(report(STORY), report(STORY + " Nobody knew who flew the aircraft over the town.")) == ()


def test_copies_keep_what_the_later_changed() -> None:
    first = report(STORY, source="Agency")
    second = report(STORY.replace("22", "25"), source="Daily", published=DAY + dt.timedelta(days=1))
    (group,) = linker.link([second, first]).copies
    assert group.reports[0] == first.id
    assert group.pairs[0].changes == (Edit(before="22", after="25", number=True),)
    assert copies.find([first, second])[0].reports == group.reports
