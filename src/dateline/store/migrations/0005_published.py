"""Publications and drafts."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


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
    ]
