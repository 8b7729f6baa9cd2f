"""A desk of any earlier schema comes to the newest one whole: searched, its ledger still refusing edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from dateline.store import search, settings, triggers
from dateline.store.desk import APP, open_database
from factory_postgres import database

EARLIER = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == APP)[:-1]
WHEN = dt.datetime(2016, 12, 4, tzinfo=dt.UTC)
REPORT, INCIDENT = "sha256:aa", "incident:bb"


@pytest.fixture(params=["sqlite", "postgresql"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder for a desk, on each database that is here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        if request.param == "postgresql":
            patch.setenv("DATABASE_URL", database(request.getfixturevalue("postgres"), tmp_path.name))
        yield tmp_path
        settings.close()


def filled(folder: Path, migration: str) -> None:
    """Make a desk as ``migration`` left it, with a report, a statement, an incident and a decision."""
    settings.connect(folder)
    call_command("migrate", APP, migration, verbosity=0, interactive=False)
    old = MigrationExecutor(connection).loader.project_state((APP, migration)).apps
    report = old.get_model(APP, "Report").objects.create(
        id=REPORT, title="Bridge shelled", text="The bridge at Northport was shelled.", given="{}"
    )
    old.get_model(APP, "Statement").objects.create(
        report=report, position=0, label="s1", name="Ferryman", mode="indirect", stance="asserts",
        content=[{"start": 0, "end": 3, "text": "Northport burned"}], certainty="certain", confidence=1,
    )  # fmt: skip
    old.get_model(APP, "Incident").objects.create(
        label=INCIDENT, position=0, type="shelling", title="Shelling of Northport", origins=1, grade="weak",
        grade_reason="one origin",
    )  # fmt: skip
    old.get_model(APP, "Decision").objects.create(
        label="decision:x-1", judgement="same", subjects=["a"], who="Mona", when=WHEN
    )


@pytest.mark.parametrize("migration", EARLIER)
def test_a_filled_desk_of_each_earlier_schema_is_searched_and_guarded(folder: Path, migration: str) -> None:
    filled(folder, migration)
    with open_database(folder).session():
        assert {one.kind for one in search.search("northport")} == {"report", "statement", "incident"}
        assert triggers.missing() == set()
        _refused("UPDATE desk_decision SET who = 'Rami'", "DELETE FROM desk_decision")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM desk_incident")
        assert {one.kind for one in search.search("northport")} == {"report", "statement"}


def test_triggers_lost_on_the_way_are_there_when_the_desk_is_opened_again(folder: Path) -> None:
    """As when the machine stopped between the last migration and the step that makes the triggers."""
    filled(folder, sorted(EARLIER)[-1])
    with open_database(folder).session():
        triggers.remove(plan=[("anything", False)])
        assert triggers.missing()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE desk_incident SET label = 'incident:cc'")
    with open_database(folder).session():
        assert triggers.missing() == set()
        (one,) = search.search("northport", kind="incident")
        assert one.item == "incident:cc"
        _refused("DELETE FROM desk_decision")


def test_making_the_triggers_twice_changes_nothing(folder: Path) -> None:
    filled(folder, EARLIER[-1])
    with open_database(folder).session():
        before = search.search("northport")
        triggers.renew(plan=[("anything", False)])
        assert search.search("northport") == before


def _refused(*statements: str) -> None:
    for statement in statements:
        with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
