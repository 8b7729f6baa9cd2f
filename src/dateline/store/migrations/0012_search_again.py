"""Incidents are searched again: SQLite makes a table anew to add columns, and forgets its triggers."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations

search = import_module("dateline.store.migrations.0009_search")
TRIGGERS = ("incident_found", "incident_new", "incident_lost")


def again(apps: Any, schema_editor: Any) -> None:
    """Make the triggers on incidents again, and copy the incidents that came in between."""
    if schema_editor.connection.vendor != "sqlite":
        return  # PostgreSQL adds a column in place
    made = {name: next(s for s in search.sqlite() if f"TRIGGER {name} " in s) for name in TRIGGERS}
    for name, statement in made.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
        schema_editor.execute(statement, params=None)
    schema_editor.execute("DELETE FROM desk_searched WHERE kind = 'incident'", params=None)
    schema_editor.execute(search.copies("")[-1], params=None)


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_grades")]

    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
