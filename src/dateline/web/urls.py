"""Every address of the project."""

from __future__ import annotations

import datetime as dt

from django.urls import include, path, register_converter

from dateline.web import health


class Day:
    """A date in an address: 2016-12-04."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(Day, "day")

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
    path("desk/", include("dateline.web.people.urls")),
    path("desk/", include("dateline.web.desk.urls")),
    path("api/", include("dateline.web.api.urls")),
    path("", include("dateline.web.site.urls")),
]

handler400 = "dateline.web.errors.bad"
handler403 = "dateline.web.errors.forbidden"
handler404 = "dateline.web.errors.missing"
handler500 = "dateline.web.errors.broken"
