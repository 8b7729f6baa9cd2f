"""The Django app under which the tables of a desk are known."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables are named ``desk_<noun>``."""

    name = "dateline.store"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every migration end with the triggers in place."""
        from django.db.models.signals import post_migrate, pre_migrate  # noqa: PLC0415 - once apps are loaded

        from dateline.store import triggers  # noqa: PLC0415

        pre_migrate.connect(triggers.remove, sender=self)
        post_migrate.connect(triggers.renew, sender=self)
