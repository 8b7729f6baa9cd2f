"""A page comes apart into headline, lead, headings, body, captions, quotes, links and comments."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Zone, ZoneKind
from dateline.read import zones
from dateline.read.page import PROSE, paragraphs
from dateline.read.pieces import LONGEST
from dateline.read.zones import layout
from factory import page, report

PAGE = """\
Flood Watch: Villages on the Upper River Cut Off Again

PHOTO: Volunteers carry sandbags along the embankment on Friday

What the Engineers Knew
Ten Years of Broken Promises

Thousands of people were cut off on Friday when the river broke its banks for the third time this year.

The mayor of the largest town said the warning had come too late:

We asked for boats on Monday. They came on Thursday, and they were half of what we had asked for.

See Rain Stops Work on the Northern Embankment

A photograph from the air shows the extent of the water:


The army has sent two helicopters.

Bridges Closed on Both Sides of the Border

Meanwhile, three bridges were closed to lorries.

Pictures: The Long Queue of Lorries at the Northern Bridge

Drivers have waited since Wednesday.

Related Posts

A Dam Too Far
The Year Without a Summer
"""


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Return (kind, first words) of each zone."""
    return [(zone.kind.value, text[zone.start : zone.end][:24]) for zone in zones.find(text, title=title)]


def test_a_scraped_page_comes_apart() -> None:
    assert [kind for kind, _ in kinds(PAGE)] == [
        "headline", "caption", "links", "links", "lead", "body", "quote", "links", "body", "body",
        "heading", "body", "heading", "body", "links", "links", "links",
    ]  # fmt: skip


def test_a_zone_stands_under_the_last_heading_after_the_lead() -> None:
    found = zones.find(PAGE)
    start = PAGE.index("Bridges Closed")
    assert {zone.section for zone in found if zone.start < start} == {None}
    assert [zone.section for zone in found if start <= zone.start < PAGE.index("Pictures:")] == [start, start]


def test_an_introduction_without_words_of_speech_introduces_no_quote() -> None:
    text = (
        "The town was empty.\n\nThe square after the storm:\n\nThe mayor left at dawn.\n\nNobody saw him go."
    )
    assert "quote" not in dict(kinds(text))


@pytest.mark.parametrize(
    "below",
    [
        "\n\nThe mayor left.",
        "A Second Storm Is on Its Way\n\nIt comes from the west.",
        "PHOTO: The square at dawn",
    ],
)
def test_a_colon_before_a_gap_a_heading_or_a_caption_introduces_no_quote(below: str) -> None:
    text = f"The town was empty on Sunday.\n\nShe told reporters:\n\n{below}\n\nThat was all she said."
    assert "quote" not in dict(kinds(text))
    assert ("body", "She told reporters:") in kinds(text)


def test_a_signed_post_is_a_quote() -> None:
    text = "A fire broke out.\n\nAll exits are blocked — Harbour (@harbour) March 3, 2017\n\nIt is out now."
    assert kinds(text)[1][0] == "quote"


def test_the_only_paragraph_is_no_headline() -> None:
    assert kinds("A convoy reached the town") == [("lead", "A convoy reached the tow")]
    assert kinds("A convoy reached the town.") == [("lead", "A convoy reached the tow")]


def test_the_title_is_found_below_a_label() -> None:
    text = "Breaking\nConvoy reaches town.\nA convoy reached the town on Monday, officials said."
    assert [kind for kind, _ in kinds(text, "Convoy reaches town")] == ["links", "headline", "lead"]


def test_one_paragraph_a_line() -> None:
    text = (
        "A convoy reached the town on Monday.\nIt brought food for a week.\nThe road is open, the army said."
    )
    assert [kind for kind, _ in kinds(text)] == ["lead", "body", "body"]


def test_a_dispatch_without_headline_begins_with_its_lead() -> None:
    text = "NORTHPORT (Wire) -- A convoy reached the town on Monday\n\nIt brought food for a week."
    assert [kind for kind, _ in kinds(text)] == ["lead", "body"]


WRAPPED = """\
NORTHPORT, 4 DEC 91 (WIRE) -- [TEXT] A CONVOY OF SEVENTEEN LORRIES
REACHED THE TOWN ON MONDAY AFTER THE ROAD ALONG THE COAST HAD BEEN
CLEARED OF MINES, ACCORDING TO THE HARBOUR AUTHORITY.

   THE LORRIES CARRIED FLOUR, DIESEL AND BLANKETS FOR ABOUT A WEEK, THE
AUTHORITY SAID IN A STATEMENT.
   THE NEXT CONVOY IS EXPECTED ON FRIDAY.
"""


def test_wrapped_lines_are_one_zone_a_paragraph() -> None:
    starts = [WRAPPED[zone.start :].split(maxsplit=1)[0] for zone in zones.find(WRAPPED)]
    assert starts == [
        "NORTHPORT,",
        "THE",
        "THE",
    ]


def test_a_passage_of_wrapped_lines_keeps_its_length() -> None:
    for start, passage, _ in paragraphs(WRAPPED, zones.find(WRAPPED)):
        assert "\n" not in passage
        assert passage.split() == WRAPPED[start : start + len(passage)].split()


def test_windows_line_ends_tabs_and_no_break_spaces_hold_their_places() -> None:
    text = "Convoy Reaches Town\r\n\r\nA\tconvoy of\u00a0seventeen lorries arrived.\r\n\r\nIt left again."
    found = list(paragraphs(text, zones.find(text)))
    assert [(text[start : start + 2], passage[:18]) for start, passage, _ in found] == [
        ("Co", "Convoy Reaches Tow"), ("A\t", "A convoy of sevent"), ("It", "It left again."),
    ]  # fmt: skip


def test_a_very_long_line_is_cut_at_sentences() -> None:
    text = "The river rose again. " * 5000
    passages = list(paragraphs(text, zones.find(text)))
    assert len(passages) > 1
    assert all(len(passage) <= LONGEST and passage.endswith("again.") for _, passage, _ in passages)
    assert sum(passage.count("river") for _, passage, _ in passages) == 5000


def test_a_long_line_without_spaces_is_cut_anywhere() -> None:
    text = "x" * (2 * LONGEST + 5)
    assert [len(passage) for _, passage, _ in paragraphs(text, zones.find(text))] == [LONGEST, LONGEST, 5]


def test_comments_at_the_end_are_no_prose() -> None:
    text = PAGE + "\n\n  1. I was there.\n\n    • So was I.\n\n  2. Nobody was there.\n\nLeave a Comment"
    last = zones.find(text)[-1]
    assert (last.kind, text[last.start : last.start + 2]) == (ZoneKind.COMMENT, "1.")
    assert not any("there" in passage for _, passage, _ in paragraphs(text, zones.find(text)))


LINES = st.text(st.sampled_from("ab Z.:,•1\t\u00a0\u2028\r\n“”-#@()"), max_size=300)


@given(LINES)
def test_zones_are_in_order_apart_and_cover_every_line(text: str) -> None:
    found = zones.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for zone in found for i in range(zone.start, zone.end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())


@given(LINES)
def test_passages_hold_the_text_at_their_place(text: str) -> None:
    for start, passage, _ in paragraphs(text, zones.find(text)):
        assert all(a == b or b.isspace() for a, b in zip(passage, text[start:], strict=False))


@given(
    st.lists(st.sampled_from(["One word after another", "it went on.", "  Indented again", ""]), max_size=30)
)
def test_paragraphs_hold_every_line_once(lines: list[str]) -> None:
    found = layout.paragraphs("\n".join(lines))
    assert " ".join(paragraph.text for paragraph in found).split() == " ".join(lines).split()


def test_given_zones_are_kept() -> None:
    text = "A line\nof two"
    zone = Zone(kind=ZoneKind.BODY, start=0, end=len(text))
    assert ZoneKind.BODY in PROSE
    assert list(paragraphs(report(text).text, [zone])) == [(0, "A line of two", zone)]


def test_a_span_over_a_line_break_holds_the_report_s_own_characters() -> None:
    found = page(WRAPPED).passages[0]
    assert found.span(0, len(found.doc) - 1).text == WRAPPED[: found.end]


def test_a_sentence_broken_over_two_lines_is_one_paragraph_on_any_page() -> None:
    text = (
        "The ferry was unable to reach the northern harbour on Monday because the wind had turned\n"
        "            at noon and the ramp was under water.\nIt will try again.\nNobody was hurt."
    )
    assert [kind for kind, _ in kinds(text)] == ["lead", "body", "body"]


def test_a_dated_caption_above_a_dispatch_is_no_headline() -> None:
    text = (
        "A man looks at the ferry in Northport July 17, 2011.\nNORTHPORT (Wire) - The ferry came.\nIt left."
    )
    assert [kind for kind, _ in kinds(text)] == ["caption", "lead", "body"]


def test_a_dateline_alone_on_its_line_is_neither_headline_nor_heading() -> None:
    text = "Ferry Reaches Northport\nNORTHPORT, Coast (Dec. 4, 2016) –\nThe ferry came on Sunday.\nIt left."
    assert [kind for kind, _ in kinds(text)] == ["headline", "links", "lead", "body"]


def test_a_sentence_that_opens_like_a_link_stays_prose() -> None:
    text = "The ferry came on Sunday.\n\nSources in the harbour said it was full and would come\n\nIt left."
    assert [kind for kind, _ in kinds(text)] == ["lead", "body", "body"]


def test_questions_in_a_text_are_no_headings_unless_titled() -> None:
    assert [kind for kind, _ in kinds("The ferry came.\nWhy was it late?\nNobody knows that yet.")] == [
        "lead",
        "body",
        "body",
    ]
    assert kinds("The ferry came today.\n\nWhy Was the Ferry Late?\n\nNobody knows.")[1][0] == "heading"


@pytest.mark.parametrize(
    "text",
    [
        "x" * 400_000,
        "A" + "-" * 200_000,
        "AA." * 100_000,
        "A(" * 100_000,
        "“" * 100_000,
        "1/" * 100_000,
        "By " + "Aa " * 100_000,
    ],
)
def test_no_row_of_characters_takes_more_than_linear_time(text: str) -> None:
    began = time.perf_counter()
    list(paragraphs(text, zones.find(text)))
    assert time.perf_counter() - began < 5  # a quadratic rule takes minutes
