"""Publications and drafts; the database itself refuses to change or delete what was published."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """CREATE TRIGGER publication_keeps BEFORE UPDATE ON desk_publication
       BEGIN SELECT RAISE(ABORT, 'a publication is never changed'); END""",
    """CREATE TRIGGER publication_stays BEFORE DELETE ON desk_publication
       BEGIN SELECT RAISE(ABORT, 'a publication is never deleted'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION desk_published() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'a publication is never changed or deleted'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON desk_publication
       EXECUTE FUNCTION desk_published()""",
)


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_series"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("record", models.TextField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("who", models.TextField()),
                ("when", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(db_index=True)),
                ("version", models.PositiveIntegerField()),
                ("record", models.TextField()),
                ("note", models.TextField(null=True)),
                ("who", models.TextField()),
                ("when", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "version"), name="one_version")],
            },
        ),
        migrations.CreateModel(
            name="Shown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("word", models.TextField()),
                ("item", models.TextField()),
                ("label", models.TextField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shows",
                        to="desk.publication",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "word"], name="shown_word")],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
