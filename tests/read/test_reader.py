"""The reader reads what it can, says what it left out, and takes what a desk tells it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dateline.model import NoteKind, Zone, ZoneKind
from dateline.read import reader
from dateline.read.reader import Context
from factory import read, report

NEWS = "Shelling hit the town on Sunday, a doctor said. "


def test_a_long_text_is_read_as_far_as_allowed_and_says_so() -> None:
    long = report(NEWS * 60, resource="long.txt")
    (found,) = reader.read_many([long], Context(max_chars=1000))
    assert found.text == long.text
    assert max(zone.end for zone in found.zones) <= 1000
    assert 15 <= len(found.statements) <= 20
    (note,) = found.notes
    assert (note.step, note.kind, found.failures) == ("read", NoteKind.LENGTH, ())
    assert note.message.startswith("long.txt: only the first 9") and "of its 2,880 characters" in note.message


def test_a_long_text_is_cut_after_a_sentence_and_its_own_zones_with_it() -> None:
    zones = (Zone(kind=ZoneKind.LEAD, start=0, end=900), Zone(kind=ZoneKind.BODY, start=901, end=2880))
    (found,) = reader.read_many([report(NEWS * 60, zones=zones)], Context(max_chars=1000))
    assert [(zone.kind, zone.start) for zone in found.zones] == [(ZoneKind.LEAD, 0), (ZoneKind.BODY, 901)]
    assert NEWS.endswith(found.text[: found.zones[-1].end].strip()[-20:] + " ")


def test_reports_read_together_come_in_order_however_long() -> None:
    texts = [NEWS, NEWS * 9000, "Nothing. ", NEWS * 2]
    found = list(reader.read_many([report(text) for text in texts], Context(max_chars=2000)))
    assert [one.text for one in found] == texts
    assert [len(one.notes) for one in found] == [0, 1, 0, 0]


def test_paragraphs_beyond_the_bound_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PASSAGES", 3)
    text = "Five people died.\n\n" * 3
    assert read(text).notes == ()
    found = read(text + "Nine people died.")
    assert [figure.low for figure in found.figures] == [5, 5, 5]
    assert (found.failures, found.notes[0].kind) == ((), NoteKind.LENGTH)
    assert "only the first 3 of its paragraphs" in found.notes[0].message


@pytest.mark.parametrize(
    "text",
    [
        "A man said so. " * 3000,
        "word\n" * 8000,
        "unbroken" * 10_000,
        "“He said " * 4000 + "”" * 4000,
        "(" * 20_000,
        "\n" * 40_000 + "Shelling hit the town.",
        "12 " * 15_000,
    ],
    ids=["one line", "one word a line", "no space", "quotes in quotes", "brackets", "blank lines", "numbers"],
)
def test_strange_texts_are_read_without_failure(text: str) -> None:
    assert read(text).failures == ()


def test_a_headline_is_the_title_of_a_report_that_tells_none() -> None:
    text = "Ferry sinks off the northern coast\n\nRescuers pulled nine people from the sea, officials said.\n"
    assert read(text).title == "Ferry sinks off the northern coast"
    assert read(text, title="Sea accident").title == "Sea accident"
    assert read("Rescuers pulled nine people from the sea on Sunday, officials said.").title is None


def test_a_desk_brings_its_own_places(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,lat,lon,country\nZorvanath,35.5,36.5,SY\n", encoding="utf-8")
    text = "Two people were killed in Zorvanath on Sunday."
    (found,) = reader.read_many([report(text)], Context(places=table))
    assert [(place.text, place.lat) for place in found.places if place.gazetteer] == [("Zorvanath", 35.5)]
    assert not any(place.gazetteer for place in read(text).places)


def test_a_text_in_capitals_is_read_like_any_other() -> None:
    text = (
        "GUNMEN KILLED FOUR FARMERS AND WOUNDED A DRIVER NEAR THE TOWN OF ALEPPO ON SUNDAY, MAYOR DOE SAID."
    )
    told = read(text, published=dt.date(2016, 12, 4))
    assert [(f.status.value, f.low, f.text) for f in told.figures] == [
        ("killed", 4, "FOUR FARMERS"),
        ("injured", 1, "A DRIVER"),
    ]
    assert [place.name for place in told.places] == ["Aleppo"]
    assert [(s.name, s.role) for s in told.statements] == [("DOE", "MAYOR")]
