"""The Django app under which the tables of a desk are known."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables are named ``desk_<noun>``."""

    name = "dateline.store"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
