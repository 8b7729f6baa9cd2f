"""Every address of the project."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("desk/", include("dateline.web.people.urls")),
    path("desk/", include("dateline.web.desk.urls")),
    path("", include("dateline.web.site.urls")),
]

handler400 = "dateline.web.errors.bad"
handler403 = "dateline.web.errors.forbidden"
handler404 = "dateline.web.errors.missing"
handler500 = "dateline.web.errors.broken"
