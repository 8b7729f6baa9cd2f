"""A desk keeps what it is given, once, and every step on every item leaves its outcome."""

# ruff: noqa: PLC0415 - tables can be imported once Django is set up for a desk
from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.archive import log
from dateline.errors import DeskError, NotFound, UnknownId
from dateline.model import Failure, Report

DAY = dt.date(2016, 12, 4)
NEWS = "At least 12 people were killed in air strikes on Idlib on Sunday, a doctor said.\n"
OLD = "At least 9 people were killed in air strikes on Idlib on Sunday, a doctor said.\n"


def now() -> dt.datetime:
    return dt.datetime(2016, 12, 4, 18, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> pipeline.Desk:
    return pipeline.init(tmp_path / "desk")


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def add(desk: pipeline.Desk, *paths: Path) -> pipeline.Addition:
    """Add and return everything that happened as one addition."""
    found = list(pipeline.add(desk, paths, published=DAY, now=now))
    parts = ("new", "versions", "known", "failures")
    return pipeline.Addition("", *(tuple(x for one in found for x in getattr(one, part)) for part in parts))


def problems(desk: pipeline.Desk) -> list[str]:
    return [f"{f.item}: {f.text}" for f in pipeline.verify(desk) if f.problem]


# -- adding -----------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing(desk: pipeline.Desk, tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", NEWS)
    first = add(desk, file)
    sealed = (desk.archive / log.FILE).read_bytes()
    assert (len(first.new), len(add(desk, file).known)) == (1, 1)
    assert (desk.archive / log.FILE).read_bytes() == sealed
    assert pipeline.sealed(desk) == 1
    assert problems(desk) == []


def test_the_same_file_from_its_folder_adds_nothing(desk: pipeline.Desk, tmp_path: Path) -> None:
    file = put(tmp_path, "in/deep/a.txt", NEWS)
    add(desk, tmp_path / "in")
    assert add(desk, file).new == ()
    assert add(desk, file).versions == ()


def test_a_changed_copy_is_a_version_and_the_old_one_stays(desk: pipeline.Desk, tmp_path: Path) -> None:
    from dateline.store import load

    file = put(tmp_path, "a.txt", OLD)
    (old,) = add(desk, file).new
    put(tmp_path, "a.txt", NEWS)
    (new,) = add(desk, file).versions
    assert pipeline.sealed(desk) == 2
    with desk.database.session():
        assert load.report_ids() == [new]
        assert load.versions(old) == load.versions(new) == [old, new]
    assert [report.text for report in pipeline.read(desk)] == [NEWS]
    assert pipeline.show(desk, old).id == old
    assert add(desk, file).versions == ()


def test_two_files_of_one_name_are_not_versions(desk: pipeline.Desk, tmp_path: Path) -> None:
    first, second = put(tmp_path, "x/a.txt", OLD), put(tmp_path, "y/a.txt", NEWS)
    assert len(add(desk, first).new) == 1
    assert len(add(desk, second).new) == 1


def test_a_page_is_one_history_wherever_its_copy_lies(desk: pipeline.Desk, tmp_path: Path) -> None:
    head = "Title: Strikes\nURL: https://news.example/1\n\n"
    add(desk, put(tmp_path, "x/a.txt", head + OLD))
    assert len(add(desk, put(tmp_path, "y/b.txt", head + NEWS)).versions) == 1


def test_an_older_copy_found_later_does_not_replace_the_newer(desk: pipeline.Desk, tmp_path: Path) -> None:
    from dateline.store import load

    head = "Title: Strikes\nURL: https://news.example/1\nPublished: 2016-12-0"
    files = {day: put(tmp_path, f"{day}.txt", f"{head}{day}\n\nOn day {day}: {NEWS}") for day in (2, 4, 3)}
    (second,) = add(desk, files[2]).new
    (fourth,) = add(desk, files[4]).versions
    (third,) = add(desk, files[3]).versions
    with desk.database.session():
        assert load.report_ids() == [fourth]
        assert load.versions(third) == [second, third, fourth]


def test_rows_without_a_name_are_not_each_others_versions(desk: pipeline.Desk, tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": text}) + "\n" for text in (OLD, NEWS))
    assert len(add(desk, put(tmp_path, "a.jsonl", rows)).new) == 2


def test_what_cannot_be_used_is_stored_with_its_reason(desk: pipeline.Desk, tmp_path: Path) -> None:
    from dateline.store import load

    put(tmp_path, "in/a.txt", NEWS)
    put(tmp_path, "in/b.bin", bytes(range(256)) * 8)
    put(tmp_path, "in/c.txt", "")
    found = add(desk, tmp_path / "in")
    assert len(found.new) == 1
    with desk.database.session():
        assert {item: failed[0].error for item, failed in load.failures().items()} == {
            "b.bin": "NotText",
            "c.txt": "EmptyInput",
        }


def test_a_desk_does_not_add_itself(desk: pipeline.Desk) -> None:
    put(desk.folder, "inbox/a.jsonl", json.dumps({"text": NEWS}) + "\n")
    assert len(add(desk, desk.folder).new) == 1
    assert add(desk, desk.folder) == pipeline.Addition("", known=add(desk, desk.folder).known)


def test_a_missing_path_stops_before_anything_is_added(desk: pipeline.Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        add(desk, put(tmp_path, "a.txt", NEWS), tmp_path / "nothing")
    assert pipeline.sealed(desk) == 0


def test_the_desks_midnight_gives_the_day(tmp_path: Path) -> None:
    desk = pipeline.init(tmp_path / "desk")
    put(desk.folder, "desk.toml", 'timezone = "Asia/Damascus"')
    desk = pipeline.open_desk(desk.folder)
    put(tmp_path, "a.jsonl", json.dumps({"text": NEWS, "published": "2016-12-04T23:30:00Z"}))
    add(desk, tmp_path / "a.jsonl")
    assert [str(report.published) for report in pipeline.reports(desk)] == ["2016-12-05"]


# -- reading, linking, briefing ---------------------------------------------------


def test_a_report_is_read_once_and_kept(desk: pipeline.Desk, tmp_path: Path) -> None:
    add(desk, put(tmp_path, "a.txt", NEWS))
    assert pipeline.unread(desk) == 1
    (read,) = pipeline.read(desk)
    assert read.figures[0].low == 12
    assert list(pipeline.reports(desk)) == [read]
    assert pipeline.unread(desk) == 0
    assert list(pipeline.read(desk)) == []
    assert list(pipeline.read(desk, again=True)) == [read], "a second reading starts from what was collected"


def test_a_new_table_means_reading_again(desk: pipeline.Desk, tmp_path: Path) -> None:
    add(desk, put(tmp_path, "a.txt", NEWS))
    list(pipeline.read(desk))
    put(desk.folder, "desk.toml", 'country = "SY"')
    assert pipeline.unread(pipeline.open_desk(desk.folder)) == 1


def test_a_report_that_breaks_the_parser_costs_only_itself(
    desk: pipeline.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.read import reader

    for name, text in {"a.txt": NEWS, "b.txt": "Break.", "c.txt": OLD}.items():
        put(tmp_path / "in", name, text)
    add(desk, tmp_path / "in")
    whole = reader.read_many

    def breaking(reports: list[Report], context: reader.Context) -> list[Report]:
        if any(report.text == "Break." for report in reports):
            raise RecursionError("too deep")
        return list(whole(reports, context))

    monkeypatch.setattr(reader, "read_many", breaking)
    found = {report.text: report for report in pipeline.read(desk)}
    assert found[NEWS].figures and found[OLD].figures
    assert found["Break."].failures == (Failure(step="read", error="RecursionError", message="too deep"),)
    assert list(pipeline.reports(desk)) and pipeline.unread(desk) == 0


def test_a_fact_is_walked_back_to_its_bytes(desk: pipeline.Desk, tmp_path: Path) -> None:
    add(desk, put(tmp_path, "a.txt", NEWS))
    (read,) = pipeline.read(desk)
    linked = pipeline.link(desk)
    figure = read.figures[0]
    shown = pipeline.show(desk, f"{read.id.removeprefix('sha256:')[:10]}#{figure.id}")
    steps = {step.what: step.text for step in shown.ways[0]}
    assert "At least 12 people" in steps["figure"]
    assert Path(steps["sealed copy"]).read_text() == NEWS
    incident = pipeline.show(desk, linked.incidents[0].id)
    assert all(way[-1].what == "sealed copy" for way in incident.ways) and incident.ways
    with pytest.raises(UnknownId, match="nothing on this desk"):
        pipeline.show(desk, "f" * 64)
    with pytest.raises(UnknownId, match="no reading"):
        pipeline.show(desk, f"{read.id}#s99")


def test_a_brief_says_what_was_known_by_its_day(desk: pipeline.Desk, tmp_path: Path) -> None:
    add(desk, put(tmp_path, "a.txt", "Published: 2016-12-04\nTitle: One\n\n" + OLD))
    add(desk, put(tmp_path, "b.txt", "Published: 2016-12-06\nTitle: Two\n\n" + NEWS))
    list(pipeline.read(desk))
    brief, page, _ = pipeline.brief(desk, DAY, tmp_path / "out")
    assert page.is_file() and len(brief.reports) == 1
    last = pipeline.brief(desk, None, tmp_path / "out")
    assert last.brief.day == dt.date(2016, 12, 6)


def test_files_need_no_desk(tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", NEWS)
    reports = list(pipeline.read_paths([file], published=DAY))
    brief, page, _ = pipeline.brief_reports(reports, None, tmp_path / "out")
    assert (brief.day, page.is_file()) == (DAY, True)
    assert not (tmp_path / "desk.toml").exists()


def test_an_unusable_file_among_others_is_still_printed(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", NEWS)
    put(tmp_path, "in/b.txt", bytes(range(256)) * 8)
    found = list(pipeline.read_paths([tmp_path / "in"], published=DAY))
    assert [(bool(report.text), bool(report.failures)) for report in found] == [(True, False), (False, True)]


def test_a_flipped_byte_and_a_moved_span_are_named(desk: pipeline.Desk, tmp_path: Path) -> None:
    from dateline.store import models

    add(desk, put(tmp_path, "a.txt", NEWS))
    (read,) = pipeline.read(desk)
    assert problems(desk) == []
    with desk.database.session():
        models.Figure.objects.filter(report_id=read.id).update(start=1, end=19)
    assert [line for line in problems(desk) if f"{read.id}#{read.figures[0].id}" in line]
    (payload,) = (path for path in desk.archive.glob("??/*"))
    payload.chmod(0o644)
    payload.write_bytes(NEWS.replace("12", "13").encode())
    assert [line for line in problems(desk) if line.startswith("a.txt: the sealed copy has changed")]


def test_what_cannot_be_used_is_sealed_as_it_came(desk: pipeline.Desk, tmp_path: Path) -> None:
    noise = bytes(range(256)) * 8
    put(tmp_path, "in/a.txt", NEWS)
    put(tmp_path, "in/scan.pdf", b"%PDF-1.7\n" + noise)
    alone = put(tmp_path, "noise.txt", noise)
    found = add(desk, tmp_path / "in", alone)
    assert (len(found.new), [one.error for one in found.failures]) == (1, ["NotText", "NotText"])
    assert pipeline.sealed(desk) == 3
    assert pipeline.show(desk, hashlib.sha256(noise).hexdigest()).kind == "capture"
    add(desk, tmp_path / "in", alone)
    assert pipeline.sealed(desk) == 3
    assert problems(desk) == []


def test_a_brief_names_incidents_as_the_desk_does(desk: pipeline.Desk, tmp_path: Path) -> None:
    """Also when its own reports lack the telling that an incident is named by."""
    add(desk, put(tmp_path, "a.txt", "Published: 2016-12-04\nTitle: One\n\n" + OLD))
    add(desk, put(tmp_path, "b.txt", "Published: 2016-12-05\nTitle: Two\n\n" + OLD.replace("9", "11")))
    list(pipeline.read(desk))
    kept = {incident.id for incident in pipeline.link(desk).incidents}
    told = pipeline.brief(desk, DAY, tmp_path / "out").brief.incidents
    assert told and {incident.id for incident in told} <= kept


# -- when the machine fails -------------------------------------------------------


def test_a_desk_made_by_a_newer_dateline_says_so(desk: pipeline.Desk) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    with desk.database.session():
        MigrationRecorder.Migration.objects.create(app="desk", name="9999_later")
    with pytest.raises(DeskError, match="made by a newer Dateline"):
        pipeline.open_desk(desk.folder)


def test_a_damaged_database_says_so(desk: pipeline.Desk) -> None:
    for name in ("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm"):
        (desk.folder / name).unlink(missing_ok=True)
    (desk.folder / "desk.sqlite3").write_bytes(b"no database at all " * 500)
    with pytest.raises(DeskError, match="damaged"):
        pipeline.open_desk(desk.folder)
