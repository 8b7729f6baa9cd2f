"""The addresses that are open to those who are not signed in yet."""

from __future__ import annotations

from django.urls import path

from dateline.web.people import views

app_name = "people"
urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.leave, name="logout"),
    path("code/", views.code, name="code"),
    path("join/<uid>/<token>/", views.join, name="join"),
]
