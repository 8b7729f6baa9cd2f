"""Every address of the project."""

from __future__ import annotations

import datetime as dt

from django.urls import include, path, register_converter


class Day:
    """A date in an address: 2016-12-04."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(Day, "day")

urlpatterns = [
    path("desk/", include("dateline.web.people.urls")),
    path("desk/", include("dateline.web.desk.urls")),
    path("api/", include("dateline.web.api.urls")),
    path("", include("dateline.web.site.urls")),
]

handler400 = "dateline.web.errors.bad"
handler403 = "dateline.web.errors.forbidden"
handler404 = "dateline.web.errors.missing"
handler500 = "dateline.web.errors.broken"
