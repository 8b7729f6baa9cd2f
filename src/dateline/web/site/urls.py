"""The addresses of the site. They are permanent."""

from __future__ import annotations

from django.urls import path

from dateline.web.site import views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
]
