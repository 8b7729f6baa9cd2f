"""A record read back from the database equals the one stored."""

# ruff: noqa: PLC0415 - tables can be imported once Django is set up for a desk
from __future__ import annotations

import datetime as dt
import uuid

from hypothesis import HealthCheck, given, settings

from dateline.model import (
    Capture,
    Copies,
    Decision,
    Failure,
    Incident,
    Linking,
    Note,
    NoteKind,
    Origin,
    Report,
)
from dateline.store.desk import Database
from dateline.store.records import NESTED, plan
from factory_any import any_record

QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(report=any_record(Report))
def test_a_report_with_all_that_was_read_from_it(database: Database, report: Report) -> None:
    from dateline.store import load, save

    report = report.model_copy(update={"id": uuid.uuid4().hex})
    with database.session():
        save.batch([], [save.Input("somewhere", [(None, report)])])
        assert next(load.reports([report.id])) == report
        assert next(load.given([report.id])) == report
        save.readings([report])
        assert next(load.reports([report.id])) == report


@QUICK
@given(linking=any_record(Linking))
def test_a_linking(database: Database, linking: Linking) -> None:
    from dateline.store import load, save

    ids = [uuid.uuid4().hex for _ in linking.incidents]
    incidents = tuple(i.model_copy(update={"id": n}) for i, n in zip(linking.incidents, ids, strict=True))
    names = sorted(uuid.uuid4().hex for _ in linking.series)
    series = tuple(s.model_copy(update={"id": n}) for s, n in zip(linking.series, names, strict=True))
    linking = linking.model_copy(update={"incidents": incidents, "series": series})
    with database.session():
        save.unlink()
        save.copies([("", group) for group in linking.copies])
        save.origins([("", "", linking.origins)])
        save.incidents([save.Filed(one) for one in linking.incidents])
        save.series(linking.series)
        save.linked(linking.derived_by, linking.failures)
        assert load.linking() == linking
        assert list(load.incidents(ids[:1])) == list(incidents[:1])
        assert list(load.series(names[:1])) == list(series[:1])


@QUICK
@given(decision=any_record(Decision))
def test_a_decision(database: Database, decision: Decision) -> None:
    from dateline.store import load, save

    decision = decision.model_copy(update={"id": uuid.uuid4().hex})
    with database.session():
        save.decision(decision)
        assert decision in load.decisions()


@QUICK
@given(capture=any_record(Capture))
def test_a_capture(database: Database, capture: Capture) -> None:
    from dateline.store import load, save

    capture = capture.model_copy(update={"sha256": uuid.uuid4().hex})
    with database.session():
        sealed = save.SealedCapture(len(load.captures()) + 1, "f" * 64, capture)
        save.captures([sealed])
        assert load.captures()[-1] == sealed
        assert load.sealed(capture.uri, capture.sha256)


def test_what_older_desks_kept_as_failures_becomes_notes(database: Database) -> None:
    from importlib import import_module

    from django.apps import apps

    from dateline.store import load, save

    old = (
        Failure(step="languages", error="UnsupportedLanguage", message="Arabic: in part"),
        Failure(step="events", error="KeyError", message="x"),
    )
    report = Report(id=uuid.uuid4().hex, text="x", failures=old)
    with database.session():
        save.batch([], [save.Input("somewhere", [(None, report)])])
        save.readings([report])
        import_module("dateline.store.migrations.0010_note").move(apps, None)
        found = next(load.reports([report.id]))
    assert found.failures == old[1:]
    assert found.notes == (Note(step="languages", kind=NoteKind.LANGUAGE, message="Arabic: in part"),)


def test_every_field_has_its_column(database: Database) -> None:
    """A field added to a record without a column would be lost in silence."""
    from dateline.store import models
    from dateline.store.save import TABLE

    nested = {record for fields in NESTED.values() for record in fields.values()}
    for record in {Report, Incident, Copies, Origin, Capture, Decision} | nested:
        columns = {field.name for field in TABLE[record.__name__]._meta.get_fields()}
        for field, kind in plan(record).items():
            name = "label" if field == "id" and record is not Report else field
            expected = {f"{name}_start", f"{name}_end", f"{name}_text"} if kind == "span" else {name}
            assert expected <= columns, f"{record.__name__}.{field} has no column"
    assert issubclass(models.Report, models.Row)


def test_the_offset_a_source_gave_is_kept(database: Database) -> None:
    from dateline.store import load, save

    said = dt.datetime(2016, 12, 4, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    report = Report(id="offset", text="x", published_at=said)
    with database.session():
        save.batch([], [save.Input("somewhere", [(None, report)])])
        stored = next(load.reports(["offset"]))
    assert stored.published_at is not None
    assert stored.published_at.isoformat() == "2016-12-04T23:30:00+02:00"


def test_migrations_say_what_the_tables_say(database: Database) -> None:
    from django.core.management import call_command

    with database.session():
        call_command("makemigrations", "desk", check=True, dry_run=True, verbosity=0)
