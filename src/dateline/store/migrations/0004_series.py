"""Figures followed over time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_places_in_warcs")]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("label", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("status", models.CharField(db_index=True, max_length=20)),
                ("gazetteer", models.TextField(db_index=True, null=True)),
                ("reports", models.JSONField(default=list)),
                ("record", models.TextField()),
            ],
            options={"abstract": False},
        ),
    ]
