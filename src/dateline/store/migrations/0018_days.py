from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0017_jobs"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["wide", "country", "last"], name="incident_days"),
        ),
    ]
