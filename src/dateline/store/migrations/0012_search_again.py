"""Incidents are searched again: SQLite made their table anew to add columns, and forgot its triggers.

What search holds of them is dropped here; what makes the triggers afterwards copies them again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


def again(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return  # PostgreSQL adds a column in place
    schema_editor.execute("DELETE FROM desk_searched WHERE kind = 'incident'", params=None)
    schema_editor.execute("INSERT INTO desk_found(desk_found) VALUES ('rebuild')", params=None)


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_grades")]

    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
