"""The Django app under which the tables of signing in are known that Django itself does not have."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Tables are named ``people_<noun>``."""

    name = "dateline.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
