"""The addresses of the site. They are permanent: what stood at one stays there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse

from dateline.publish.notes import Note
from dateline.publish.record import page_name


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """The links of a served page. ``day`` and ``version`` say which brief its record and text are of.

    ``pictures`` is where its pictures are: those of a draft are for the desk alone.
    """

    day: dt.date | None = None
    version: int | None = None
    pictures: str = "/media/"

    @property
    def style(self) -> str:
        return static("dateline/style.css")

    @property
    def home(self) -> str | None:
        return reverse("site:front")

    @property
    def record(self) -> str:
        return self.brief(self.day) + "record.json" if self.day else ""

    @property
    def markdown(self) -> str:
        return self.brief(self.day) + "brief.md" if self.day else ""

    def brief(self, day: dt.date) -> str:
        own = self.version is not None and day == self.day
        return f"/briefs/{day.isoformat()}/" + (f"v{self.version}/" if own else "")

    def report(self, report: str) -> str:
        return f"/reports/{page_name(report).removesuffix('.html')}/"

    def note(self, note: Note) -> str:
        return f"{self.report(note.citation.report)}#{note.anchor}"

    def incident(self, incident: str) -> str | None:
        return f"/incidents/{incident.removeprefix('incident:')}/"

    def figure(self, series: str | None) -> str | None:
        return f"/figures/{series.removeprefix('series:')}/" if series else None

    def picture(self, sha256: str) -> str:
        return f"{self.pictures}{sha256}.jpg"
