"""Who said what, read from sentences of every shape a news page has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Mode, Stance, Statement
from dateline.read import statements
from factory import page

MARKS = ["“", "”", '"', "''", "‘", "’", ":", ", ", ". ", "\n\n", " — "]
WORDS = ["he said", "SAID THE MAYOR", "Jane Doe told us ", "according to residents", "the road is cut"]
STRANGE = ["reports that ", "WE LEAVE", "the army denied ", "😀", "א"]
FRAGMENTS = [*MARKS, *WORDS, *STRANGE]


def said(text: str) -> list[Statement]:
    """Return the statements of ``text``."""
    return [mention.record for mention in statements.find(page(text), [])]


def only(text: str) -> Statement:
    """Return the one statement of ``text``."""
    found = said(text)
    assert len(found) == 1, [(s.rule, s.content) for s in found]
    return found[0]


def words(statement: Statement) -> list[str]:
    return [span.text for span in statement.content]


def speaker(statement: Statement) -> str | None:
    return statement.speaker.text if statement.speaker else None


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        ("The mayor said the bridge was closed.", "The mayor", ["the bridge was closed"]),
        ("Officials say that two wells are dry.", "Officials", ["that two wells are dry"]),
        ("The bridge was closed, the mayor said.", "the mayor", ["The bridge was closed"]),
        ("The bridge, the mayor said, was closed.", "the mayor", ["The bridge", "was closed"]),
        ("The bridge was closed, according to the mayor.", "the mayor", ["The bridge was closed"]),
        ("According to residents, the bridge was closed.", "residents", ["the bridge was closed"]),
        ("“The bridge is closed,” the mayor said.", "the mayor", ["“The bridge is closed,”"]),
        ("“The bridge is closed,” said the mayor.", "the mayor", ["“The bridge is closed,”"]),
        ('The mayor added, "The bridge is closed."', "The mayor", ['"The bridge is closed."']),
        ("The mayor said: “The bridge is closed.”", "The mayor", ["“The bridge is closed.”"]),
    ],
)
def test_the_speaker_before_after_and_inside(text: str, who: str, content: list[str]) -> None:
    found = only(text)
    assert speaker(found) == who
    assert words(found) == content


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        (
            "Another boatman was shot dead in the harbour of Latport, the Northern Lake Observatory said.",
            "the Northern Lake Observatory",
            ["Another boatman was shot dead in the harbour of Latport"],
        ),
        (
            "Relief groups say troops, border guards and militiamen killed at least 140 farmers.",
            "Relief groups",
            ["troops, border guards and militiamen killed at least 140 farmers"],
        ),
    ],
)
def test_plain_speech_is_read_by_the_order_of_its_words_too(text: str, who: str, content: list[str]) -> None:
    """Where a name after a place, or a verb after a list, leads the parser astray."""
    found = next(own for own in said(text) if own.cue and own.cue.text in ("said", "say"))
    assert speaker(found) == who
    assert words(found) == content


def test_who_is_quoted_as_saying_is_the_speaker_and_who_quotes_hands_it_on() -> None:
    outer, inner = said(
        "The state news agency quoted a military source as saying eight guards had been killed."
    )
    assert (speaker(outer), speaker(inner)) == ("The state news agency", "a military source")
    assert inner.via == outer.id


def test_a_quotation_interrupted_by_its_speaker_is_one_statement() -> None:
    found = only("“The bridge is closed,” the mayor said. “Nobody can cross it now.”")
    assert words(found) == ["“The bridge is closed,”", "“Nobody can cross it now.”"]
    assert found.mode is Mode.DIRECT


@pytest.mark.parametrize(
    "text",
    [
        "The governor did not say where the money went.",
        "If he says the road is open, we shall go.",
        "The “safe” road was closed for a week.",
        "The bridge collapsed on Monday.",
    ],
)
def test_no_statement_where_nothing_was_said(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry denied that its planes hit the school.", Stance.DENIES),
        ("The envoy called for a ceasefire.", Stance.DEMANDS),
        ("The general threatened to cut the water.", Stance.THREATENS),
        ("The governor vowed to rebuild the school.", Stance.PROMISES),
        ("The envoy asked whether the road was safe.", Stance.ASKS),
        ("Analysts believe the siege will last.", Stance.SPECULATES),
        ("The nurse said the ward was full.", Stance.ASSERTS),
    ],
)
def test_stance_follows_the_cue(text: str, stance: Stance) -> None:
    assert only(text).stance is stance


def test_ids_count_in_text_order() -> None:
    found = said("The mayor said the bridge was closed. Residents said the river was high.")
    assert [statement.id for statement in found] == ["s1", "s2"]


def test_speech_relayed_inside_speech_names_its_relay() -> None:
    outer, inner = said("Jane Doe said that the envoys had asked the rebels to leave the town.")
    assert inner.via == outer.id
    assert outer.via is None
    assert speaker(inner) == "the envoys"


def test_a_rumour_has_no_name() -> None:
    found = only("Rumours have spread that the dam will burst.")
    assert found.name is None
    assert words(found) == ["that the dam will burst"]


def test_passive_reporting_takes_the_subject_into_the_content() -> None:
    found = only("Thousands are said to have fled the valley.")
    assert found.speaker is None
    assert words(found) == ["Thousands", "to have fled the valley"]


def test_a_block_quote_belongs_to_the_line_before_it() -> None:
    text = (
        "Talks were held on Friday about the siege.\n\nThe envoy Jane Doe insisted:\n\n"
        "“We shall go on until the last road is open and the last child is fed.”\n"
    )
    found = said(text)[-1]
    assert found.name == "Jane Doe"
    assert found.mode is Mode.DIRECT
    assert words(found)[0].startswith("“We shall go on")


def test_a_headline_may_name_its_speaker_before_a_colon() -> None:
    found = said("Minister: Talks Are Over\n\nNothing else is known of the talks.")[0]
    assert speaker(found) == "Minister"
    assert words(found) == ["Talks Are Over"]


def test_a_picture_line_is_no_speaker() -> None:
    assert said("Photo: A bridge over the river") == []


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14))
@settings(max_examples=40, deadline=None)
def test_no_order_of_marks_and_cues_breaks_a_span(fragments: list[str]) -> None:
    text = "".join(fragments)
    for at, found in enumerate(said(text), start=1):
        assert found.id == f"s{at}"
        assert found.content
        for span in filter(None, (found.speaker, found.cue, *found.content)):
            assert span.text
            assert text[span.start : span.end] == span.text


def test_every_span_is_true_to_the_text() -> None:
    text = (
        "“We waited,” said Jane Doe, a nurse. “Nobody came.” The army, she added, had gone.\n\n"
        "Officials reportedly knew, according to two aides, that the dam would burst."
    )
    for found in said(text):
        for span in filter(None, (found.speaker, found.cue, *found.content)):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "“We waited all night,” Jane Doe said. “Then the trucks came.\n\n“They brought flour and salt.”",
        "“We waited all night. Then the trucks came.\n\n“They brought flour and salt,” Jane Doe said.",
    ],
)
def test_a_quotation_over_two_paragraphs_is_one_statement(text: str) -> None:
    found = only(text)
    assert found.name == "Jane Doe"
    assert "waited" in words(found)[0]
    assert "flour" in words(found)[-1]


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_speech_before() -> None:
    found = only(
        "“We waited all night,” Jane Doe said.\n\n“Nobody came until the next morning with flour and salt.”"
    )
    assert len(found.content) == 2


@pytest.mark.parametrize(
    "text",
    [
        "What Geneva wants",
        "See: Talks end without a truce",
        "There was no immediate comment from Geneva on the talks.",
        "None of the groups has confirmed the deal.",
        "Warplanes blasted the town on Monday.",
        "Geneva, which has backed the army with air power, is quiet.",
    ],
)
def test_no_words_are_made_of_a_heading_a_pointer_a_silence_or_a_deed(text: str) -> None:
    assert statements.find(page(text), []) == []


def test_a_clause_on_the_speaker_does_not_take_his_words() -> None:
    [found] = statements.find(page("“It was full today,” a trader who asked not to be named told us."), [])
    assert found.record.cue is not None
    assert found.record.cue.text == "told"


def test_a_dateline_is_neither_speaker_nor_content() -> None:
    found = only("GENEVA, Dec 5 (Harbour Wire) - The road was cut, officials said.")
    assert [piece.text for piece in found.content] == ["The road was cut"]


def test_a_talk_of_which_only_the_topic_is_told_is_no_statement() -> None:
    assert said("Jane Doe spoke with the envoy about the truce.") == []
