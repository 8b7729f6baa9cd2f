"""Time expressions of reports published on Sunday 4 December 2016, unless told otherwise."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Period, Report, Zone, ZoneKind
from dateline.read import nlp, periods
from dateline.read.page import Page, Passage, paragraphs

SUNDAY = dt.date(2016, 12, 4)


def found(text: str, published: dt.date | None = SUNDAY) -> list[Period]:
    """Return the periods of a text whose every line is a paragraph."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(text)),)
    pieces = list(paragraphs(text, zones))
    docs = nlp.parse(piece for _, piece, _ in pieces)
    passages = tuple(
        Passage(i, start, doc, zone, piece)
        for i, (start, piece, zone), doc in zip(itertools.count(), pieces, docs, strict=False)
    )
    report = Report(id="sha256:0", text=text, published=published)
    return [mention.record for mention in periods.find(Page(report, zones, passages))]


def one(text: str, published: dt.date | None = SUNDAY) -> Period:
    """Return the only period of a text."""
    (period,) = found(text, published)
    return period


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("The bridge was hit on Sunday.", "Sunday", "2016-12-04"),
        ("The bridge was hit on Saturday.", "Saturday", "2016-12-03"),
        ("The envoy will speak on Tuesday.", "Tuesday", "2016-12-06"),
        ("They met last Friday.", "last Friday", "2016-12-02"),
        ("Talks resume next Monday.", "next Monday", "2016-12-05"),
        ("The bakery was hit yesterday.", "yesterday", "2016-12-03"),
        ("They left in late November.", "late November", "2016-11-21/2016-11-30"),
        ("The fighters left in 2015.", "2015", "2015"),
        ("After fighting this autumn the road closed.", "this autumn", "2016-23"),
        ("Talks went on this week.", "this week", "2016-11-28/2016-12-04"),
        ("A house was damaged last week.", "last week", "2016-11-21/2016-11-27"),
        ("The town fell on 3 January 1990.", "3 January 1990", "1990-01-03"),
        ("The siege began on November 26.", "November 26", "2016-11-26"),
        ("The truce was signed in July 2014.", "July 2014", "2014-07"),
        ("The war of the 1980s went on.", "the 1980s", "198X"),
        ("The clinic was hit three days ago.", "three days ago", "2016-12-01"),
        ("They have advanced in the last 72 hours.", "the last 72 hours", "2016-12-01/2016-12-04"),
        ("They have advanced since November 26.", "November 26", "2016-11-26/2016-12-04"),
        ("Forty have died since the strike began in March.", "March", "2016-03-01/2016-12-04"),
        ("Since the march began, two fell ill on Friday.", "Friday", "2016-12-02"),
        ("It closed in March last year.", "March last year", "2015-03"),
        ("It opens in May this year.", "May this year", "2016-05"),
        ("The area has been cut off since late August.", "late August", "2016-08-21/2016-12-04"),
        (
            "The gate was hit around 7:30 p.m., Friday, guards said.",
            "7:30 p.m., Friday",
            "2016-12-02T19:30:00",
        ),
        ("It began at 10:30 Friday night.", "10:30 Friday night", "2016-12-02T22:30:00"),
        ("It was 3:45 in the afternoon.", "3:45 in the afternoon", "2016-12-04T15:45:00"),
        ("They woke at 2:30 at night.", "2:30 at night", "2016-12-04T02:30:00"),
        ("They came at midnight Friday morning.", "midnight Friday morning", "2016-12-02T00:00:00"),
        ("A hearing Monday is open to all.", "Monday", "2016-12-05"),
        ("The clinic was shut on Monday.", "Monday", "2016-11-28"),
        ("The depot burned on Thanksgiving Day.", "Thanksgiving Day", "2016-11-24"),
        ("The bus was stopped on Memorial Day.", "Memorial Day", "2016-05-30"),
        ("The choir sang on Easter Monday.", "Easter Monday", "2016-03-28"),
        ("Judges want to hear him about the fire of November 15.", "November 15", "2016-11-15"),
    ],
)
def test_resolves_against_publication(text: str, words: str, edtf: str) -> None:
    period = one(text)
    assert (period.text, period.edtf) == (words, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "We may march again when the sun comes up.",
        "The second group fell back.",
        "Some 2000 people left.",
        "A 7-year-old girl was hurt.",
        "The fall of the city was feared.",
        "Call the desk at (555) 555-2011.",
    ],
)
def test_words_that_only_look_like_time(text: str) -> None:
    assert found(text) == []


def test_easter_is_that_of_the_year() -> None:
    assert one("The choir sang on Easter.", published=dt.date(2014, 4, 22)).edtf == "2014-04-20"


def test_nothing_is_invented_without_a_publication_date() -> None:
    period = one("The bridge was hit on Sunday.", published=None)
    assert (period.edtf, period.first, period.timex) == (None, None, "XXXX-WXX-7")


def test_offsets_hold_across_paragraphs() -> None:
    text = "A shell fell on Friday.\n\nAnother fell on Saturday.\n"
    assert [text[p.start : p.end] for p in found(text)] == ["Friday", "Saturday"]


def test_a_history_counts_from_the_last_date_told() -> None:
    text = (
        "The campaign opened in March 1871 and failed in 1872. The second began on 4 May 1873. "
        "The next day the fort fell. In June the garrison left, and two years later, in 1875, peace came."
    )
    assert [p.timex for p in found(text)][2:] == ["1873-05-04", "1873-05-05", "1873-06", "1875", "1875"]


def test_both_ends_of_a_range_carry_the_whole() -> None:
    first, last = found("The road was shut between 2 and 5 December 2015.")
    assert {first.edtf, last.edtf} == {"2015-12-02/2015-12-05"}
    assert (first.timex, last.timex) == ("2015-12-02", "2015-12-05")


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("He was held for six months.", "P6M"),
        ("The pause lasted 72 hours.", "PT72H"),
        ("They march every Friday.", "XXXX-WXX-5"),
        ("Shells fall daily.", "P1D"),
        ("A tent is rare now.", "PRESENT_REF"),
        ("Two years ago the school closed.", "2014"),
        ("The raid came on Friday night.", "2016-12-02TNI"),
        ("The raid came at 5:30 a.m. on Friday.", "2016-12-02T05:30"),
        ("In the first half of 2014 it was quiet.", "2014-H1"),
        ("The hearing was scheduled for January 25.", "2017-01-25"),
        ("Friday's raid will be remembered.", "2016-12-02"),
        ("The order dates from 03/12/2016.", "2016-12-03"),
        ("He ruled from the 4th century BC.", "BC03"),
        ("Talks were postponed until March.", "2017-03"),
        ("In the early hours of Saturday it fell.", "2016-12-03TMO"),
        ("It took effect at noon on Thursday.", "2016-12-01T12:00"),
        ("Three days later they left.", "XXXX-XX-XX"),
        ("Half a century ago it was built.", "1966"),
        ("Sales fell in the first quarter of 2012.", "2012-Q1"),
        ("A house was hit overnight.", "2016-12-03TNI"),
    ],
)
def test_timex_values(text: str, timex: str) -> None:
    assert one(text).timex == timex


def test_a_day_the_calendar_does_not_have_is_no_date() -> None:
    assert (
        found("It happened on 31 February 2016.") == []
        or one("It happened on 31 February 2016.").edtf == "2016"
    )


WORDS = """
the of in on at to and until between last next this that same following previous early late mid end
first second third few several a two twenty 5 12 31 99 1999 2016 12:30 7.45 3/12/2016 , . - ' s th
ago later earlier before Monday Friday Sunday May March August January day days week month year
years decade century weekend night morning today tomorrow since every per noon spring fall winter
now recently future past half quarter Christmas eve pm am bc
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25), st.none() | st.dates())
@settings(max_examples=150, deadline=None)
def test_any_row_of_time_words_is_read_truly(words: list[str], published: dt.date | None) -> None:
    text = " ".join(words)
    end = 0
    for period in found(text, published):
        assert period.start >= end
        assert text[period.start : period.end] == period.text
        assert period.first is None or period.last is None or period.first <= period.last
        assert period.edtf is None or "None" not in period.edtf
        end = period.end


@pytest.mark.parametrize("words", ["his 80s", "their early 20s", "her mid-30s"])
def test_the_decade_of_a_life_is_no_period(words: str) -> None:
    assert found(f"A man in {words} was hurt.") == []
    assert one("The bridge was built in the early 20s.").text == "early 20s"
