"""The database itself refuses to change or delete a decision."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER decision_keeps BEFORE UPDATE ON desk_decision
       BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END""",
    """CREATE TRIGGER decision_stays BEFORE DELETE ON desk_decision
       BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION desk_ledger() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'a decision is never changed or deleted'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON desk_decision
       EXECUTE FUNCTION desk_ledger()""",
)


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_nouns")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
