"""The addresses of the desk; the gate asks each page for the role it needs."""

from __future__ import annotations

from django.urls import path

from dateline.web.desk import home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
]
