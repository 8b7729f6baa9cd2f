"""Full-text search: one table of what can be searched, and its index. Triggers fill it (``store/triggers.py``)."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

SQLITE = """CREATE VIRTUAL TABLE desk_found USING fts5(
    title, body, content='desk_searched', content_rowid='id', tokenize="unicode61 remove_diacritics 2")"""
POSTGRESQL = """CREATE INDEX searched_words ON desk_searched
    USING gin (to_tsvector('simple', title || ' ' || body))"""


def index(apps: Any, schema_editor: Any) -> None:
    statement = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0008_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Searched",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("item", models.TextField()),
                ("report", models.TextField(null=True)),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("day", models.DateField(null=True)),
                ("place", models.TextField(null=True)),
                ("source", models.TextField(null=True)),
                ("grade", models.TextField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "item"], name="searched_item")],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
