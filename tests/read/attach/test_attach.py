"""Places, periods and speakers of figures and events, and the rules that gave them."""

from __future__ import annotations

import datetime as dt

from dateline.model import Event, Mode, Period, Place, Span, Statement
from dateline.read import actors, attach, events
from dateline.read.page import Mention, Page
from factory import DAY, page, read


def mention(parsed: Page, record: Place | Period) -> Mention:  # type: ignore[type-arg]
    passage = parsed.passage_at(record.start)
    assert passage is not None
    span = passage.tokens(record.start, record.end)
    assert span is not None
    return Mention(record, passage, span.root, span.root.head)


def place(parsed: Page, text: str) -> Mention[Place]:
    start = parsed.report.text.index(text)
    return mention(parsed, Place(id=f"l-{text}", start=start, end=start + len(text), text=text))


def period(parsed: Page, text: str, last: dt.date | None = None) -> Mention[Period]:
    start = parsed.report.text.index(text)
    end = start + len(text)
    return mention(
        parsed,
        Period.model_validate(
            {"id": f"p-{text}", "start": start, "end": end, "text": text, "to": last or DAY}
        ),
    )


def statement(parsed: Page, name: str, *contents: str) -> Mention[Statement]:
    text = parsed.report.text
    spans = tuple(Span(start=text.index(c), end=text.index(c) + len(c), text=c) for c in contents)
    passage = parsed.passages[0]
    return Mention(Statement(id=name, content=spans, mode=Mode.INDIRECT), passage, passage.doc[0])


def attached(
    text: str, places: tuple[str, ...] = (), periods: tuple[str, ...] = (), last: dt.date | None = None
) -> dict[str, Event]:
    parsed = page(text)
    found = events.find(parsed, [], actors.find(parsed, []))
    _, out = attach.attach(
        parsed,
        [],
        found,
        [place(parsed, p) for p in places],
        [period(parsed, p, last) for p in periods],
        [],
    )
    return {event.record.trigger.text: event.record for event in out}


def test_each_clause_keeps_its_own_place() -> None:
    found = attached("Jets bombed Hama while rebels shelled Homs.", ("Hama", "Homs"))
    assert found["bombed"].places == ("l-Hama",)
    assert found["shelled"].places == ("l-Homs",)
    assert found["bombed"].place_rule == "clause"


def test_joined_places_are_given_together() -> None:
    found = attached("Jets bombed villages in Hama and Homs.", ("Hama", "Homs"))
    assert found["bombed"].places == ("l-Hama", "l-Homs")


def test_a_place_that_someone_comes_from_is_not_where() -> None:
    found = attached("A man from Hama was shot dead.", ("Hama",))
    assert found["shot dead"].places == ()


def test_when_it_was_said_is_not_when_it_was() -> None:
    found = attached("On Friday the mayor said that jets bombed a school.", (), ("Friday",))
    assert (found["bombed"].period, found["bombed"].period_rule) == (None, None)


def test_a_paragraph_inherits_from_the_one_before() -> None:
    found = attached("Fighting went on in Hama.\nJets bombed a school.", ("Hama",))
    assert (found["bombed"].places, found["bombed"].place_rule) == (("l-Hama",), "section")


def test_nothing_told_stays_empty() -> None:
    found = attached("Jets bombed a school.")
    assert found["bombed"].places == ()
    assert found["bombed"].period is None
    assert found["bombed"].period_rule is None


def test_long_past_events_are_background() -> None:
    then = dt.date(2015, 12, 31)
    assert attached("Jets bombed a school in 2015.", (), ("2015",), then)["bombed"].background
    assert not attached("Troops have besieged the town since 2015.", (), ("2015",), then)[
        "besieged"
    ].background


def test_the_innermost_statement_owns_the_fact() -> None:
    text = "The mayor said that witnesses told him that jets bombed a school."
    parsed = page(text)
    found = events.find(parsed, [], [])
    outer = statement(parsed, "s1", "witnesses told him that jets bombed a school")
    inner = statement(parsed, "s2", "jets bombed a school")
    _, out = attach.attach(parsed, [], found, [], [], [outer, inner])
    assert [event.record.attributed_to for event in out] == ["s2"]


def test_a_name_before_a_noun_dates_no_other_event() -> None:
    found = attached("Gunmen attacked a Friday market.", (), ("Friday",))
    assert found["attacked"].period is None


def test_a_country_that_hears_or_deals_is_no_place() -> None:
    found = read(
        "The rebels told Spain that forces had taken a village. Jets bombed it after a deal with Turkey."
    )
    assert [event.places for event in found.events] == [()] * len(found.events)
    assert {place.text for place in found.places} == {"Spain", "Turkey"}


def test_a_capital_that_wants_something_is_no_place() -> None:
    found = attached("What Moscow wants is quiet. Jets bombed a school.", ("Moscow",))
    assert found["bombed"].places == ()


def test_an_area_told_to_hold_a_town_gives_way_to_the_town() -> None:
    own = read("Teams went to Kafranbel in the southern countryside of Idlib after air strikes on the town.")
    names = {place.id: place.text for place in own.places}
    assert [names[id_] for event in own.events for id_ in event.places] == ["Kafranbel"]


def test_where_an_organisation_sits_is_not_where_people_were_counted() -> None:
    text = "Some 300 people fled Aleppo.\n\nThe Observatory, a monitor based in Oslo, put the number at 500."
    own = read(text)
    names = {place.id: place.text for place in own.places}
    assert [[names[id_] for id_ in figure.places] for figure in own.figures] == [["Aleppo"], ["Aleppo"]]
