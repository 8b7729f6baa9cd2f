"""Corrections change what follows and keep what was read; the same correction twice changes nothing more."""

from __future__ import annotations

import datetime as dt
import json

from dateline.model import Decision, Grade, Judgement
from dateline.review import effects
from factory import read
from factory_linked import incident, killed, zoned

NOW = dt.datetime(2016, 12, 4, 12, tzinfo=dt.UTC)
REPORT = read("A doctor said on Saturday that at least 12 people were killed in air strikes on Idlib.")


def made(label: str, value: dict[str, object]) -> Decision:
    return Decision(
        id="decision:x-1",
        judgement=Judgement.CORRECT,
        subjects=(f"{REPORT.id}#{label}",),
        who="ann",
        when=NOW,
        reason="Read again.",
        value=json.dumps(value),
    )


def test_without_corrections_it_is_the_same_record() -> None:
    assert effects.corrected(REPORT, []) is REPORT


def test_what_is_rejected_is_named_nowhere_any_more() -> None:
    for field in effects.FIELDS:
        for one in getattr(REPORT, field):
            now = effects.corrected(REPORT, [made(one.id, effects.REJECTED)])
            assert one.id not in {o.id for o in getattr(now, field)}
            linked = [*now.events, *now.figures]
            named = {v for o in linked for n in ("figures", "places") for v in getattr(o, n, ())}
            named |= {getattr(o, n, None) for o in linked for n in ("period", "attributed_to", "part_of")}
            assert one.id not in named, one.id


def test_a_count_is_changed_in_place() -> None:
    figure = REPORT.figures[0]
    value = {"low": 10, "high": 14, "exactness": "range", "status": "injured"}
    now = next(f for f in effects.corrected(REPORT, [made(figure.id, value)]).figures if f.id == figure.id)
    assert (now.low, now.high, now.status.value, now.text) == (10, 14, "injured", figure.text)


def test_an_added_count_stands_once_however_often_it_is_applied() -> None:
    start = REPORT.text.index("A doctor")
    value = {"added": [start, start + 8], "low": 1, "high": 1, "exactness": "exact", "status": "killed"}
    once = effects.corrected(REPORT, [made("xabc", value)])
    assert [f.text for f in once.figures if f.id == "xabc"] == ["A doctor"]
    assert effects.corrected(once, [made("xabc", value)]).figures == once.figures


def test_a_grade_stands_with_its_reason_and_the_programs_own() -> None:
    text = zoned("Strike kills nine\nNine people were killed, a doctor said.")
    own = incident("Strike", killed(text, "Nine", 9))
    given = made("x", {}).model_copy(
        update={"subjects": (own.id,), "value": effects.grade_value(Grade.CONFIRMED)}
    )
    (now,) = effects.graded([own], [given])
    assert now.grade is Grade.CONFIRMED
    assert now.grade_reason.startswith("Read again. (judged at the desk; by rule fair")
    assert effects.graded([own], []) == [own]
