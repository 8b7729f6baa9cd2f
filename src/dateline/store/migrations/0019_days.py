from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0018_digests"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["wide", "country", "last"], name="incident_days"),
        ),
    ]
