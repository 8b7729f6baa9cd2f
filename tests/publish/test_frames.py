"""A statement is shown in the text's words, under a verb that claims no more than the text does."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model import Certainty, Mode, Report, Stance
from dateline.publish.frames import Frame, framed
from dateline.publish.said import denied, said
from dateline.publish.voices import voices
from factory_linked import at, statement, zoned

DENIED = "that the road was closed"


def told(sentence: str, content: str, cue: str = "said", **fields: Any) -> tuple[Frame | None, Report]:
    one = zoned(f"T\n{sentence}", source="The Daily")
    fields.setdefault("mode", Mode.INDIRECT)
    fields.setdefault("speaker", "The minister")
    found = statement(one, content, cue=at(one, cue), name="Anna Holt", role="minister", **fields)
    return framed(one, found), one.model_copy(update={"statements": (found,)})


def test_a_clause_loses_its_that_and_keeps_its_words() -> None:
    frame, _ = told(
        "The minister said that the road was closed to traffic.", "that the road was closed to traffic"
    )
    assert frame is not None
    assert (frame.text, frame.whole, frame.direct) == ("the road was closed to traffic", False, False)


def test_what_is_denied_keeps_its_that() -> None:
    frame, _ = told(
        "The minister denied that the road was closed.",
        "that the road was closed",
        "denied",
        stance=Stance.DENIES,
    )
    assert frame is not None and frame.text == DENIED


@pytest.mark.parametrize("turned", ["did not say", "refused to say", "never said"])
def test_a_cue_that_is_turned_round_shows_the_whole_sentence(turned: str) -> None:
    sentence = f"The minister {turned} that the road was closed to traffic."
    frame, _ = told(sentence, "that the road was closed to traffic", turned.rsplit(maxsplit=1)[-1])
    assert frame is not None
    assert (frame.text, frame.whole) == (sentence, True)


def test_a_demand_for_a_thing_is_shown_whole_and_an_asserted_thing_is_no_statement() -> None:
    sentence = "The minister demanded the release of all of them."
    content = "the release of all of them"
    frame, _ = told(sentence, content, "demanded", stance=Stance.DEMANDS)
    assert frame is not None and frame.whole
    assert (
        told("The minister backed the plan of the two parties.", "the plan of the two parties", "backed")[0]
        is None
    )


def test_a_rumour_keeps_the_words_that_call_it_one() -> None:
    sentence = "The minister said rumours went round that the bridge had been sold."
    frame, _ = told(sentence, "that the bridge had been sold", "said", certainty=Certainty.RUMOURED)
    assert frame is not None and frame.text == sentence


def test_the_line_names_speaker_act_and_whose_words_they_are() -> None:
    _, one = told(
        "The minister denied that the road was closed.",
        "that the road was closed",
        "denied",
        stance=Stance.DENIES,
    )
    known = voices({one.id: one})
    assert said([one], known) == ()
    (item,) = denied([one], known)
    assert (item.speaker, item.note) == ("Anna Holt", "denied, in the words of The Daily")


def test_a_sentence_that_names_its_speaker_stands_under_its_source() -> None:
    sentence = "Minister Anna Holt demanded the release of all of them."
    content = "the release of all of them"
    _, one = told(sentence, content, "demanded", stance=Stance.DEMANDS, speaker="Minister Anna Holt")
    (item,) = said([one], voices({one.id: one}))
    assert (item.speaker, item.note, item.text) == ("The Daily", "wrote", sentence)


def test_a_headline_is_not_quoted_beside_its_body() -> None:
    one = zoned("Minister says the road is closed to traffic\nNo more is known.", source="The Daily")
    spoken = statement(
        one, "the road is closed to traffic", speaker="Minister", name="Anna Holt", role="minister"
    )
    one = one.model_copy(update={"statements": (spoken,)})
    assert said([one], voices({one.id: one})) == ()
