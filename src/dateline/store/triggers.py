"""Keeps the triggers of the database: what refuses a change of the ledger, and what keeps search in step.

They are taken off before tables are migrated (SQLite makes a table anew to change it, and forgets its
triggers or trips over them) and made again after it, from this list alone. Making them twice changes nothing.
"""

# ruff: noqa: S608 - every word of these statements stands in this room

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from dateline.store.copied import INCIDENT, REPORT, STATEMENT, subjects, subjects_mended


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its name, the table it stands on, the tables it needs, and what makes it."""

    name: str
    table: str
    made: tuple[str, ...]
    needs: tuple[str, ...] = ()


# Rows that are added and read, never changed or deleted: table and what the refusal says.
KEPT = {
    "decision": "a decision",
    "publication": "a publication",
    "remark": "a comment",
    "remarkchange": "a change of a comment",
    "threadchange": "a change of a thread",
}
SEARCHED, SUBJECTS = "desk_searched", "desk_subject"


def renew(**kwargs: Any) -> None:
    """Make every trigger whose tables are there, and mend what search missed while they were off."""
    there = set(connection.introspection.table_names())
    behind = bool(kwargs.get("plan") or missing())
    with transaction.atomic(), connection.cursor() as cursor:
        for own in _every():
            if there.issuperset((own.table, *own.needs)):
                cursor.execute(_dropped(own))
                for statement in own.made:
                    cursor.execute(statement)
        if behind and SUBJECTS in there:
            cursor.execute(subjects_mended(connection.vendor))
        if behind and SEARCHED in there:
            for copied in (REPORT, STATEMENT, INCIDENT):
                for statement in copied.mended(connection.vendor):
                    cursor.execute(statement)


def remove(**kwargs: Any) -> None:
    """Take every trigger off before tables are changed; nothing is changed when no migration waits."""
    if not kwargs.get("plan"):
        return
    there = set(connection.introspection.table_names())
    with transaction.atomic(), connection.cursor() as cursor:
        for own in _every():
            if own.table in there:
                cursor.execute(_dropped(own))


def missing() -> set[str]:
    """Return the triggers that should be there and are not: a migration was cut short."""
    there = set(connection.introspection.table_names())
    wanted = {own.name for own in _every() if there.issuperset((own.table, *own.needs))}
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return wanted - {name for (name,) in cursor.fetchall()}


def _every() -> Iterator[Trigger]:
    if connection.vendor == "sqlite":
        yield from _sqlite_kept()
        listed = (
            f"CREATE TRIGGER decision_listed AFTER INSERT ON desk_decision BEGIN {subjects('sqlite')} END"
        )
        yield Trigger("decision_listed", "desk_decision", (listed,), (SUBJECTS,))
        yield from _sqlite_search()
    else:
        yield from _postgresql_kept()
        yield _postgresql("decision_listed", "desk_decision", "INSERT", subjects("postgresql"), SUBJECTS)
        yield from _postgresql_search()


def _dropped(own: Trigger) -> str:
    on = "" if connection.vendor == "sqlite" else f" ON {own.table}"
    return f"DROP TRIGGER IF EXISTS {own.name}{on}"


def _sqlite_kept() -> Iterator[Trigger]:
    for name, words in KEPT.items():
        for verb, done, ends in (("UPDATE", "changed", "keeps"), ("DELETE", "deleted", "stays")):
            statement = (
                f"CREATE TRIGGER {name}_{ends} BEFORE {verb} ON desk_{name} "
                f"BEGIN SELECT RAISE(ABORT, '{words} is never {done}'); END"
            )
            yield Trigger(f"{name}_{ends}", f"desk_{name}", (statement,))


def _postgresql_kept() -> Iterator[Trigger]:
    for name, words in KEPT.items():
        function = (
            f"CREATE OR REPLACE FUNCTION desk_{name}_stays() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{words} is never changed or deleted'; END $$ LANGUAGE plpgsql"
        )
        trigger = (
            f"CREATE TRIGGER {name}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON desk_{name} "
            f"EXECUTE FUNCTION desk_{name}_stays()"
        )
        yield Trigger(f"{name}_stays", f"desk_{name}", (function, trigger))


def _sqlite_search() -> Iterator[Trigger]:
    into = "INSERT INTO desk_found(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);"
    out = (
        "INSERT INTO desk_found(desk_found, rowid, title, body) "
        "VALUES ('delete', OLD.id, OLD.title, OLD.body);"
    )
    for name, verb, body in (
        ("searched_in", "INSERT", into),
        ("searched_out", "DELETE", out),
        ("searched_new", "UPDATE", out + into),
    ):
        made = f"CREATE TRIGGER {name} AFTER {verb} ON {SEARCHED} BEGIN {body} END"
        yield Trigger(name, SEARCHED, (made,), ("desk_found",))
    renamed = (
        "CREATE TRIGGER report_renamed AFTER UPDATE OF title, published, source ON desk_report "
        "WHEN OLD.title IS NOT NEW.title OR OLD.published IS NOT NEW.published "
        "OR OLD.source IS NOT NEW.source "
        f"BEGIN UPDATE {SEARCHED} SET title = coalesce(NEW.title, ''), day = NEW.published, "
        "source = NEW.source WHERE kind = 'report' AND item = NEW.id; END"
    )
    yield Trigger("report_renamed", "desk_report", (renamed,), (SEARCHED,))
    bodies = (
        (REPORT, "report_found", "INSERT", REPORT.added("sqlite")),
        (STATEMENT, "statement_found", "INSERT", STATEMENT.added("sqlite")),
        (STATEMENT, "statement_lost", "DELETE", STATEMENT.removed()),
        (INCIDENT, "incident_found", "INSERT", INCIDENT.added("sqlite")),
        (INCIDENT, "incident_new", "UPDATE", INCIDENT.removed() + INCIDENT.added("sqlite")),
        (INCIDENT, "incident_lost", "DELETE", INCIDENT.removed()),
    )
    for copied, name, verb, body in bodies:
        made = f"CREATE TRIGGER {name} AFTER {verb} ON {copied.table} BEGIN {body} END"
        yield Trigger(name, copied.table, (made,), (SEARCHED,))


def _postgresql_search() -> Iterator[Trigger]:
    for copied in (REPORT, STATEMENT, INCIDENT):
        body = (
            f"IF TG_OP <> 'INSERT' THEN {copied.removed()} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {copied.added('postgresql')} END IF;"
        )
        yield _postgresql(f"{copied.kind}_found", copied.table, "INSERT OR UPDATE OR DELETE", body, SEARCHED)


def _postgresql(name: str, table: str, verbs: str, body: str, needs: str) -> Trigger:
    function = (
        f"CREATE OR REPLACE FUNCTION desk_{name}() RETURNS trigger AS $$ "
        f"BEGIN {body} RETURN NULL; END $$ LANGUAGE plpgsql"
    )
    trigger = f"CREATE TRIGGER {name} AFTER {verbs} ON {table} FOR EACH ROW EXECUTE FUNCTION desk_{name}()"
    return Trigger(name, table, (function, trigger), (needs,))
