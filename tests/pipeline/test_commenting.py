"""Readers' comments are taken in, held by rule, judged by people; no change of them is ever erased."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from dateline import pipeline
from dateline.errors import DatelineError, DeskError, EmptyInput, Shut, TooLarge, UnknownId
from dateline.model import RemarkState
from dateline.pipeline import Desk, commenting
from dateline.pipeline.commenting import Posted, Written
from dateline.store import models

NOW = dt.datetime(2016, 12, 6, 9, tzinfo=dt.UTC)
THREAD = "brief:2016-12-04"
HOME = "203.0.113.9"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return pipeline.init(tmp_path / "desk")


def post(desk: Desk, text: str = "Thank you for this.", **fields: object) -> Posted:
    writer = str(fields.pop("writer", "w1"))
    at = fields.pop("at", NOW)
    address = str(fields.pop("address", HOME))
    written = Written(**{"thread": THREAD, "name": "A reader", "text": text, **fields})  # type: ignore[arg-type]
    return commenting.post(desk, written, writer, address, at)  # type: ignore[arg-type]


def publish(desk: Desk, posted: Posted) -> None:
    commenting.moderate(desk, posted.remark.id, RemarkState.PUBLISHED, "ann", NOW)


def numbers(desk: Desk) -> list[str | None]:
    return [remark.number for remark in commenting.thread(desk, THREAD).remarks]


def test_a_writers_first_comment_waits_and_the_next_is_shown_once_it_was_published(desk: Desk) -> None:
    first = post(desk)
    assert first.remark.state is RemarkState.HELD
    assert [hold.rule for hold in first.holds] == ["first"]
    assert commenting.thread(desk, THREAD).remarks == []
    publish(desk, first)
    assert post(desk, "One more thing.").remark.state is RemarkState.PUBLISHED
    assert post(desk, "Somebody else.", writer="w2").remark.state is RemarkState.HELD
    assert numbers(desk) == ["1", "2"]


def test_a_writer_of_whom_one_was_removed_waits_again(desk: Desk) -> None:
    for text in ("One.", "Two."):
        publish(desk, post(desk, text))
    commenting.moderate(desk, 2, RemarkState.REMOVED, "ann", NOW, "It is advertising.")
    assert post(desk, "Three.").remark.state is RemarkState.HELD


def test_comments_are_numbered_in_the_order_in_which_they_are_shown_and_answers_under_them(
    desk: Desk,
) -> None:
    a, b = post(desk, "A"), post(desk, "B", writer="w2")
    publish(desk, b)
    publish(desk, a)
    answers = [post(desk, text, parent=b.remark.id) for text in ("B1", "B2")]
    deeper = post(desk, "B1a", parent=answers[0].remark.id, at=NOW + dt.timedelta(hours=1))
    assert deeper.remark.number == "1.1.1"
    found = [(r.number, r.text, r.depth) for r in commenting.thread(desk, THREAD).remarks]
    assert found == [("1", "B", 0), ("1.1", "B1", 1), ("1.1.1", "B1a", 2), ("1.2", "B2", 1), ("2", "A", 0)]


def test_a_number_stays_with_its_comment_and_a_removed_one_keeps_its_place(desk: Desk) -> None:
    publish(desk, post(desk, "A"))
    post(desk, "B")
    commenting.moderate(desk, 1, RemarkState.REMOVED, "ann", NOW, "It was posted twice.")
    (gone, left) = commenting.thread(desk, THREAD).remarks
    assert (gone.number, gone.state, gone.reason) == ("1", RemarkState.REMOVED, "It was posted twice.")
    assert left.number == "2"
    commenting.moderate(desk, 1, RemarkState.HIDDEN, "ann", NOW, "It is not about what the page reports.")
    assert numbers(desk) == ["2"]
    commenting.moderate(desk, 1, RemarkState.PUBLISHED, "ann", NOW)
    assert numbers(desk) == ["1", "2"]


def test_ten_comments_stand_in_the_order_of_their_numbers_and_not_of_their_letters(desk: Desk) -> None:
    publish(desk, post(desk, "1"))
    for n in range(2, 12):
        post(desk, str(n), at=NOW + dt.timedelta(hours=n))
    assert numbers(desk) == [str(n) for n in range(1, 12)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("See https://a.example/ and https://b.example/ for more.", "links"),
        ("We should kill all of them.", "incitement"),
        ("I know where you live.", "threats"),
        ("His number is +999 555 010 203.", "exposing"),
        ("Only a retard would write so.", "slurs"),
    ],
)
def test_the_rules_hold_what_a_known_writer_sends_and_tell_why(desk: Desk, text: str, rule: str) -> None:
    publish(desk, post(desk))
    held = post(desk, text)
    assert held.remark.state is RemarkState.HELD
    assert [hold.rule for hold in held.holds] == [rule]
    assert held.remark.reason
    assert commenting.told(desk, held.key).changes[0].rule == rule


def test_many_in_a_few_minutes_are_held_and_a_flood_is_refused(desk: Desk) -> None:
    publish(desk, post(desk))
    states = [post(desk, f"No. {n}").remark.state for n in range(19)]
    assert states[2:4] == [RemarkState.PUBLISHED, RemarkState.HELD]
    with pytest.raises(Shut, match="too many"):
        post(desk, "One too many.")
    with pytest.raises(Shut, match="too many"):
        post(desk, "From the same address.", writer="w9")
    assert post(desk, "From elsewhere.", writer="w9", address="203.0.113.10").remark.state is RemarkState.HELD
    assert post(desk, "Later.", at=NOW + dt.timedelta(hours=2)).remark.state is RemarkState.PUBLISHED


def test_a_flood_from_everywhere_is_refused_before_it_buries_what_waits(desk: Desk) -> None:
    limit = desk.settings.comments.flood
    models.RemarkWriter.objects.bulk_create(
        models.RemarkWriter(
            remark=models.Remark.objects.create(thread=THREAD, name="x", text="x", at=NOW),
            writer=str(n),
            token=str(n),
            at=NOW,
        )
        for n in range(limit)
    )
    with pytest.raises(Shut, match="too many"):
        post(desk, at=NOW + dt.timedelta(minutes=1))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": " \n\u200f "}, EmptyInput),
        ({"text": "x" * 5001}, TooLarge),
        ({"text": "ok", "name": " "}, EmptyInput),
        ({"text": "ok", "name": "x" * 61}, TooLarge),
        ({"text": "ok", "name": "Móderator"}, EmptyInput),
        ({"text": "ok", "name": "desk"}, EmptyInput),
        ({"text": "ok", "parent": 99}, UnknownId),
    ],
)
def test_what_is_no_comment_is_refused_in_words(
    desk: Desk, fields: dict[str, object], error: type[DatelineError]
) -> None:
    with pytest.raises(error):
        post(desk, **fields)  # type: ignore[arg-type]
    assert models.Remark.objects.count() == 0


def test_unseen_signs_turned_directions_and_line_breaks_in_a_name_are_taken_out(desk: Desk) -> None:
    made = post(desk, "a\u202eb\x00c\r\nd\n\n\n\ne", name="A\r\nB\tC", mail="x@y.example\r\nBcc: z@y.example")
    assert made.remark.text == "abc\nd\n\ne"
    assert made.remark.name == "A B C"
    assert commenting.mail(desk, made.remark.id) == "x@y.exampleBcc:z@y.example"


def test_hiding_and_removing_need_a_reason_that_the_writer_reads_on_a_private_link(desk: Desk) -> None:
    made = post(desk)
    with pytest.raises(EmptyInput, match="reason"):
        commenting.moderate(desk, made.remark.id, RemarkState.HIDDEN, "ann", NOW)
    commenting.moderate(desk, made.remark.id, RemarkState.HIDDEN, "ann", NOW, "It is not about the page.")
    told = commenting.told(desk, made.key)
    assert [c.state for c in told.changes] == [RemarkState.HELD, RemarkState.HIDDEN]
    assert told.remark.reason == "It is not about the page."
    with pytest.raises(UnknownId):
        commenting.told(desk, made.key[:-1] + "x")
    assert not models.RemarkWriter.objects.filter(token=made.key).exists()


def test_an_undo_brings_the_state_before_back_as_a_row_of_its_own(desk: Desk) -> None:
    made = post(desk)
    with pytest.raises(DeskError, match="not judged"):
        commenting.undo(desk, made.remark.id, "ann", NOW)
    publish(desk, made)
    commenting.moderate(desk, made.remark.id, RemarkState.REMOVED, "ann", NOW, "Spam.")
    assert commenting.undo(desk, made.remark.id, "bob", NOW).state is RemarkState.PUBLISHED
    assert commenting.undo(desk, made.remark.id, "bob", NOW).state is RemarkState.HELD
    with pytest.raises(DeskError, match="not judged"):
        commenting.undo(desk, made.remark.id, "bob", NOW)
    assert len(commenting.history(desk, made.remark.id)) == 5


@pytest.mark.parametrize("table", ["remark", "remarkchange"])
def test_the_database_refuses_to_change_or_delete_what_was_written(desk: Desk, table: str) -> None:
    post(desk)
    for statement in (f"UPDATE desk_{table} SET id = 7", f"DELETE FROM desk_{table}"):  # noqa: S608
        with (
            desk.database.session(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="never"),
        ):
            cursor.execute(statement)


def test_addresses_are_kept_hashed_with_a_secret_of_the_day_and_erased_after_a_week(desk: Desk) -> None:
    post(desk)
    post(desk, at=NOW + dt.timedelta(days=1), writer="w2")
    kept = list(models.RemarkWriter.objects.values_list("address", flat=True))
    assert HOME not in str(kept)
    assert len(set(kept)) == 2  # the same address on two days cannot be told to be one
    assert list(models.DaySalt.objects.values_list("day", flat=True)) == [dt.date(2016, 12, 7)]
    assert commenting.purge(desk, NOW + dt.timedelta(days=7, seconds=1)) == 1
    post(desk, at=NOW + dt.timedelta(days=9), writer="w3")
    assert models.RemarkWriter.objects.exclude(address=None).count() == 1


def test_readers_flags_bring_a_comment_before_a_person_and_one_address_counts_once(desk: Desk) -> None:
    publish(desk, post(desk))
    assert commenting.waiting(desk) == []
    later = NOW + dt.timedelta(minutes=1)
    assert commenting.flag(desk, 1, "hate", HOME, later)
    assert not commenting.flag(desk, 1, "hate", HOME, later)
    assert commenting.flag(desk, 1, "other", "203.0.113.11", later)
    (shown,) = commenting.waiting(desk)
    assert (shown.id, shown.flags) == (1, 2)
    assert len(commenting.flagged(desk, 1)) == 2
    commenting.moderate(desk, 1, RemarkState.PUBLISHED, "ann", later + dt.timedelta(minutes=1))
    assert commenting.waiting(desk) == []
    with pytest.raises(UnknownId):
        commenting.flag(desk, 1, "nonsense", HOME, later)


def test_a_closed_thread_takes_nothing_and_keeps_what_stands(desk: Desk) -> None:
    publish(desk, post(desk))
    commenting.close(desk, THREAD, False, "ann", NOW)
    with pytest.raises(Shut, match="closed"):
        post(desk)
    assert not commenting.thread(desk, THREAD).open
    assert numbers(desk) == ["1"]
    assert commenting.closed(desk) == [THREAD]
    commenting.close(desk, THREAD, True, "ann", NOW)
    assert commenting.thread(desk, THREAD).open


def test_comments_can_be_off_and_all_be_held(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "desk/desk.toml").write_text("[comments]\nopen = false\n")
    with pytest.raises(Shut, match="not taken"):
        post(pipeline.open_desk(tmp_path / "desk"))
    (tmp_path / "desk/desk.toml").write_text("[comments]\nhold_all = true\n")
    own = pipeline.open_desk(tmp_path / "desk")
    publish(own, post(own))
    assert post(own, "Again.").remark.state is RemarkState.HELD


def test_an_answer_to_what_was_never_shown_is_not_published_before_it(desk: Desk) -> None:
    a = post(desk, "A")
    publish(desk, a)
    b = post(desk, "B", parent=a.remark.id, writer="w2")
    commenting.moderate(desk, a.remark.id, RemarkState.HIDDEN, "ann", NOW, "Off.")
    publish(desk, b)  # its place is known: the one above was shown once
    assert numbers(desk) == ["1.1"]
