"""The addresses of the API: its docs, its description, and its operations."""

from __future__ import annotations

from django.urls import path

from dateline.web.api import docs
from dateline.web.api.app import api

app_name = "api-docs"
urlpatterns = [
    path("", docs.begin, name="begin"),
    path("docs", docs.docs, name="docs"),
    path("openapi.json", docs.description, name="openapi"),
    *api.urls[0],
]
