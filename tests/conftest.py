"""Django is set up once a process, with the web's parts, so that every test may open a desk."""

from __future__ import annotations

from dateline.web import settings

settings.configure()
