"""A sealed copy may stand in a WARC: where, and how long its record is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_ledger")]

    operations = [
        migrations.AddField("capture", "offset", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("capture", "length", models.PositiveBigIntegerField(null=True)),
    ]
