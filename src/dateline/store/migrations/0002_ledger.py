"""Once made the triggers of the ledger; ``store/triggers.py`` makes them after every migration."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_nouns")]

    operations = []
