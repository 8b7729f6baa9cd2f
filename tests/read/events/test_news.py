"""The main event is the news: told first, in the main clause, and counted."""

from __future__ import annotations

import pytest

from dateline.read import actors, events
from factory import page


def main(text: str) -> str | None:
    parsed = page(text)
    found = events.find(parsed, [], actors.find(parsed, []))
    assert sum(event.record.main for event in found) == min(1, len(found))
    return next((event.record.trigger.text for event in found if event.record.main), None)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Police arrested a man after a bombing in the capital.", "arrested"),
        ("The two sides agreed a ceasefire after weeks of fighting.", "ceasefire"),
        ("Jets bombed a town that rebels had attacked in spring.", "bombed"),
        ("Rebels may attack the port. Jets bombed a town.", "bombed"),
        ("Soldiers detained a man who directs suicide attacks.", "detained"),
    ],
)
def test_the_main_event_is_what_the_sentence_says(text: str, trigger: str) -> None:
    assert main(text) == trigger


def test_a_report_without_events_has_no_main_one() -> None:
    assert main("The museum opens at nine.") is None
