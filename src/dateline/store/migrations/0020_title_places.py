from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0019_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="title_places",
            field=models.JSONField(default=list),
        ),
    ]
