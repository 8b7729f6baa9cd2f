"""Places and days go on from event to event of a kind, to headings, and to the figures counted."""

from __future__ import annotations

from dataclasses import replace

from dateline.model import Event, Exactness, Figure, FigureStatus, ZoneKind
from dateline.read import events
from dateline.read.attach import threads
from dateline.read.page import Mention
from factory import page


def found(text: str, **told: object) -> list[Mention[Event]]:
    """Return the events of ``text``, the first with what the clause told of it."""
    first, *rest = events.find(page(text), [], [])
    record = first.record.model_copy(update=told)
    return [Mention(record, first.passage, first.head, first.governor, first.notes), *rest]


def carried(text: str, **told: object) -> Event:
    return threads.carry(found(text, **told), frozenset({"p1"}))[1].record


def test_the_next_attack_is_where_and_when_the_last_one_was() -> None:
    text = "Jets bombed a market.\nJets bombed a school."
    event = carried(text, places=("l1",), place_rule="clause", period="p1", period_rule="clause")
    assert (event.places, event.place_rule, event.period, event.period_rule) == (
        ("l1",),
        "section",
        "p1",
        "section",
    )


def test_talks_do_not_lend_an_attack_their_place() -> None:
    text = "The ministers held peace talks.\nJets bombed a school."
    assert carried(text, places=("l1",), place_rule="clause").places == ()


def test_a_day_goes_on_only_with_its_type() -> None:
    text = "Jets bombed a market.\nGunmen shot a farmer."
    assert carried(text, period="p1", period_rule="clause").period is None


def test_a_day_that_may_not_be_lent_is_not() -> None:
    text = "Jets bombed a market.\nJets bombed a school."
    assert carried(text, period="p2", period_rule="clause").period is None


def test_what_may_come_takes_no_day() -> None:
    text = "Jets bombed a market.\nJets could bomb a school."
    assert carried(text, period="p1", period_rule="clause").period is None


def test_a_heading_takes_what_its_lead_tells() -> None:
    heading, below = events.find(page("Air Strikes on Villages\nJets bombed two villages."), [], [])
    zone = heading.passage.zone.model_copy(update={"kind": ZoneKind.HEADING})
    told = below.record.model_copy(update={"period": "p1", "period_rule": "clause"})
    headed = replace(heading.passage, zone=zone)
    out = threads.carry(
        [
            Mention(heading.record, headed, heading.head, notes=heading.notes),
            Mention(told, below.passage, below.head, notes=below.notes),
        ],
        frozenset({"p1"}),
    )
    assert (out[0].record.period, out[0].record.period_rule) == ("p1", "section")


def test_a_figure_is_where_its_event_is() -> None:
    event = found("Jets bombed a market.", places=("l1",), place_rule="section", figures=("f1",))[0]
    record = Figure(
        id="f1",
        start=0,
        end=4,
        text="Jets",
        subject="people",
        status=FigureStatus.KILLED,
        exactness=Exactness.EXACT,
    )
    figure = Mention(record, event.passage, event.head)
    out = threads.follow([figure], [event])[0].record
    assert (out.places, out.place_rule) == (("l1",), "section")
