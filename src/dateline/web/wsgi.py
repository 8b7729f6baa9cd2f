"""What granian loads in its worker: the project over the desk that ``dateline serve`` names."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from dateline.pipeline.serving import serve_desk
from dateline.web import settings

DESK, ADDRESS = "DATELINE_DESK", "DATELINE_ADDRESS"


def make_ready(folder: Path | None, address: str) -> None:
    """Set Django up over the desk in ``folder`` (or the nearest one), its database migrated and connected."""
    settings.configure()
    settings.use(serve_desk(folder), address)


def application() -> WSGIHandler:
    """Return the application over the desk that the environment names; called once in each worker."""
    make_ready(Path(os.environ[DESK]), os.environ[ADDRESS])
    return get_wsgi_application()
