"""A report's id depends on what it says, never on the machine it is read on."""

from __future__ import annotations

import datetime as dt
import hashlib

from dateline.collect import fields

DAY = dt.date(2016, 12, 4)


def test_the_id_is_the_same_for_the_same_fields() -> None:
    a = fields.build("a.txt", "It was full.", title="Convoy")
    assert a.id == fields.build("a.txt", "It was full.", title="Convoy").id
    canonical = '["a.txt",null,null,"Convoy",null,"It was full."]'
    assert a.id == "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def test_the_id_changes_with_each_field_that_makes_the_report() -> None:
    changes: list[dict[str, str]] = [
        {}, {"key": "1"}, {"title": "x"}, {"source": "x"}, {"published": "2016-12-04"}, {"url": "https://x.example"},
    ]  # fmt: skip
    assert len({fields.build("a.txt", "It was full.", **change).id for change in changes}) == len(changes)  # type: ignore[arg-type]


def test_a_given_day_fills_a_gap_and_no_more() -> None:
    undated, own = (
        fields.build("a", "It was full."),
        fields.build("a", "It was full.", published="2011-01-01"),
    )
    filled = fields.dated(undated, DAY)
    assert (filled.published, filled.published_rule) == (DAY, "given")
    assert filled.id != undated.id
    assert fields.dated(own, DAY) == own
    assert fields.dated(undated, None) == undated


def test_a_lone_surrogate_in_any_field_can_be_printed() -> None:
    report = fields.build(
        "a.jsonl", "Two died.", key="k\ud800", title="x \udc00", source="\ud83d", author="\udfff"
    )
    assert (report.key, report.title, report.source) == ("k\ufffd", "x \ufffd", "\ufffd")
    assert report.model_dump_json()
