"""What a report leaves unread by design is a note; before, it stood among the failures."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# The two failures that were none, and the kind of note that each is.
KINDS = {("languages", "UnsupportedLanguage"): "language", ("read", "TooLarge"): "length"}


def move(apps: Any, schema_editor: Any) -> None:
    """Turn such failures of reports into notes."""
    failures, notes, reports, outcomes = (
        apps.get_model("desk", name) for name in ("Failure", "Note", "Report", "Outcome")
    )
    for (step, error), kind in KINDS.items():
        for row in failures.objects.filter(step=step, error=error):
            if reports.objects.filter(id=row.item).exists():
                notes.objects.create(
                    report_id=row.item, position=row.position, step=step, kind=kind, message=row.message
                )
                outcomes.objects.filter(item=row.item, step="read", failures__gt=0).update(
                    failures=models.F("failures") - 1
                )
                row.delete()


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_search")]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("label", models.TextField(null=True)),
                ("step", models.TextField()),
                ("kind", models.CharField(max_length=20)),
                ("message", models.TextField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.report"
                    ),
                ),
            ],
            options={"ordering": ["report", "position"], "abstract": False},
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
