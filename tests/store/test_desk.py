"""Desks in one process stay apart, and a ledger keeps every decision."""

# ruff: noqa: PLC0415 - tables can be imported once Django is set up for a desk
from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pytest

from dateline.model import Decision, Judgement, Report
from dateline.store.desk import Database, open_database


def test_two_desks_stay_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = open_database(tmp_path / "a"), open_database(tmp_path / "b")
    from dateline.store import load, save

    with first.session():
        save.batch([], [save.Input("somewhere", [(None, Report(id="one", text="x"))])])
    with second.session():
        assert load.all_ids() == []
    with first.session():
        assert load.all_ids() == ["one"]


def test_a_decision_cannot_be_changed_or_deleted(database: Database) -> None:
    """Not through the tables, and not behind their back either."""
    from django.db import DatabaseError, connection, transaction

    from dateline.store import load, models, save

    id_ = uuid.uuid4().hex
    when = dt.datetime(2016, 12, 4, tzinfo=dt.UTC)
    decision = Decision(id=id_, judgement=Judgement.SAME, subjects=("a", "b"), who="Mona", when=when)
    with database.session():
        save.decision(decision)
        row = models.Decision.objects.get(label=id_)
        for change in (models.Decision.objects.all().delete, row.delete, lambda: _update(models.Decision)):
            with pytest.raises(models.AppendOnly):
                change()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()
        for statement in ("UPDATE desk_decision SET who = 'Rami'", "DELETE FROM desk_decision"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert decision in load.decisions()


def _update(table: object) -> None:
    table.objects.update(who="Rami")  # type: ignore[attr-defined]


def test_a_batch_is_stored_whole_or_not_at_all(database: Database) -> None:
    from dateline.store import load, save

    good = save.Input("a", [(None, Report(id=uuid.uuid4().hex, text="x"))])
    bad = save.Input("b", [(None, "no report")])  # type: ignore[list-item]
    with database.session():
        before = load.all_ids()
        with pytest.raises(AttributeError):
            save.batch([], [good, bad])
        assert load.all_ids() == before
