"""One day's brief from a besieged city, as published: the page Dateline was made for.

The page is not part of the project. Set DATELINE_REAL_PAGE to it, or keep it beside the checkout in
``../shared/real``; without it these tests are skipped. What is expected here was read by hand.
"""

from __future__ import annotations

import datetime as dt
import os
from math import cos, radians
from pathlib import Path

import pytest

from dateline.model import Figure, FigureStatus, Report
from dateline.read import digests, reader
from factory import report

_BESIDE = Path(__file__).parents[2] / "shared" / "real" / "syria-daily-2016-12-04.txt"
PAGE = Path(os.environ.get("DATELINE_REAL_PAGE", _BESIDE))

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason=f"the real page is not at {PAGE}")


@pytest.fixture(scope="module")
def read() -> Report:
    return reader.read(report(PAGE.read_text(encoding="utf-8"), published=dt.date(2016, 12, 4)))


def test_no_step_failed(read: Report) -> None:
    assert read.failures == ()
    assert read.language == "en"


# Speaker (any of the words must be in the resolved name or the speaker's words) and words of the content.
SAID = [
    ("Malahifji", "message was delivered"),
    ("Malahifji", "we cannot leave our city"),
    ("officials", "Do you want to leave"),
    ("rebels", "cannot leave our homes to Afghanis"),
    ("Malahifji", "listened to the response"),
    ("Malahifji", "urgent delivery of food"),
    ("Lavrov", "departure of all rebels"),
    ("Kerry", "diplomacy is still alive"),
    ("Lavrov", "had finally made proposals"),
    ("", "fled eastern Aleppo"),
    ("", "killed so far on Sunday"),
    ("Abdallah", "at least 20 people"),
    ("White Helmets", "heavy destruction"),
    ("tweets", "Bana was ill"),
    ("activists", "have attacked the headquarters"),
    ("activists", "seizing ammunition"),
    ("", "seeking ammunition"),
    ("activist", "will reach a deal"),
    ("", "13 factions"),
]


def test_statements_have_the_right_speaker(read: Report) -> None:
    missed = []
    for speaker, words in SAID:
        heard = [
            f"{s.name or ''} {s.speaker.text if s.speaker else ''}"
            for s in read.statements
            if any(words.lower() in " ".join(c.text.split()).lower() for c in s.content)
        ]
        if not any(speaker.lower() in voice.lower() for voice in heard):
            missed.append((speaker, words, heard))
    assert len(SAID) - len(missed) >= 17, missed


COUNTED = [
    (FigureStatus.TAKEN, 1 / 3, None),
    (FigureStatus.DISPLACED, 50_000, None),
    (FigureStatus.PRESENT, 220_000, None),
    (FigureStatus.KILLED, 51, None),
    (FigureStatus.KILLED, 22, 22),
    (FigureStatus.KILLED, 20, None),
    (FigureStatus.STRANDED, 200, 300),
    (None, 13, 13),
    (None, 200, None),
]


def _is(figure: Figure, status: FigureStatus | None, low: float, high: float | None) -> bool:
    same_low = figure.low is not None and abs(float(figure.low) - low) < 0.01
    return same_low and (status is None or figure.status is status) and (high is None or figure.high == high)


def test_the_nine_counted_figures_with_their_bounds(read: Report) -> None:
    missed = [own for own in COUNTED if not any(_is(figure, *own) for figure in read.figures)]
    assert not missed, [(f.text, f.status, f.low, f.high) for f in read.figures]
    open_ended = {f.low for f in read.figures if f.exactness == "at least"}
    assert {51, 20} <= open_ended


def test_the_22_are_inside_the_51(read: Report) -> None:
    by_low = {figure.low: figure for figure in read.figures}
    assert by_low[22].part_of == by_low[51].id


DATED = [
    ("sunday", "2016-12-04", "2016-12-04"),
    ("saturday", "2016-12-03", "2016-12-03"),
    ("late august", "2016-08-21", None),
    ("friday", "2016-12-02", "2016-12-02"),
    ("this week", "2016-11-28", "2016-12-04"),
    ("november 26", "2016-11-26", None),
    ("72 hours", "2016-12-01", "2016-12-04"),
    ("last week", "2016-11-21", "2016-11-27"),
    ("2015", "2015-01-01", "2015-12-31"),
    ("this autumn", "2016-09-01", None),
    ("late november", "2016-11-21", "2016-11-30"),
]


def test_the_eleven_time_expressions_are_resolved(read: Report) -> None:
    missed = []
    for words, first, last in DATED:
        found = [p for p in read.periods if words in p.text.lower()]
        if not any(str(p.first) == first and (last is None or str(p.last) == last) for p in found):
            missed.append((words, [(p.text, p.edtf, str(p.first), str(p.last)) for p in found]))
    assert not missed


# Name as in the text, latitude, longitude, km allowed.
LOCATED = [
    ("Aleppo", 36.20, 37.16, 15),
    ("Idlib", 35.80, 36.70, 40),
    ("Kafranbel", 35.61, 36.56, 15),
    ("Maarat al-Num", 35.64, 36.67, 15),
    ("Sheikh Maqsoud", 36.24, 37.14, 15),
    ("Kalaseh", 36.19, 37.15, 15),
    ("Ramouseh", 36.15, 37.12, 15),
    ("al-Tal", 33.60, 36.31, 15),
    ("Damascus", 33.51, 36.29, 15),
    ("Ankara", 39.92, 32.85, 15),
]


def test_the_ten_places_are_located(read: Report) -> None:
    missed = []
    for name, lat, lon, km in LOCATED:
        found = [p for p in read.places if name in p.text and p.lat is not None and p.lon is not None]
        near = [
            p
            for p in found
            if 111 * (((p.lat or 0) - lat) ** 2 + (((p.lon or 0) - lon) * cos(radians(lat))) ** 2) ** 0.5
            <= km
        ]
        if not near:
            missed.append(
                (name, [(p.text, p.gazetteer, p.lat, p.lon) for p in read.places if name in p.text])
            )
    assert not missed


def test_people_and_factions_are_not_places(read: Report) -> None:
    names = {place.text for place in read.places}
    assert not names & {"Assad", "Bana", "Lavrov", "Kerry", "Malahifji", "Hezbollah", "Fastaqim", "Nusra"}


def test_seventeen_comments_in_twelve_threads_and_nothing_of_them_in_the_record(read: Report) -> None:
    assert len(read.comments) == 17
    assert len([own for own in read.comments if own.parent is None]) == 12
    first = min(own.start for own in read.comments)
    posts = [
        s for s in read.statements if s.rule == digests.RULE
    ]  # passed on by readers: their handles' word
    places = [place for place in read.places if place.rule != digests.RULE]
    records = [*places, *read.periods, *read.figures, *(event.trigger for event in read.events)]
    spans = [(own.start, own.text) for own in records]
    spans += [(part.start, part.text) for s in read.statements if s not in posts for part in s.content]
    assert [own for own in spans if own[0] >= first] == []
    assert len(posts) >= 7 and all(s.speaker and s.content[0].start >= first for s in posts)
    named = {id_ for own in (*read.figures, *read.events) for id_ in (own.attributed_to, *own.places)}
    assert not named & {id_ for s in posts for id_ in (s.id, s.place) if id_}
