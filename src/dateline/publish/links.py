"""Where a page's links lead: to files beside it, or to the addresses of the served site."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from dateline.publish.notes import Note
from dateline.publish.record import page_name


class Links(Protocol):
    """The addresses that a page's template asks for. ``None`` where there is no such page."""

    @property
    def style(self) -> str: ...
    @property
    def home(self) -> str | None: ...
    @property
    def record(self) -> str: ...
    @property
    def markdown(self) -> str: ...
    def brief(self, day: dt.date) -> str: ...
    def report(self, report: str) -> str: ...
    def note(self, note: Note) -> str: ...
    def incident(self, incident: str) -> str | None: ...
    def figure(self, series: str | None) -> str | None: ...
    def picture(self, sha256: str) -> str: ...


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Links between the files that ``page.write`` makes. ``up`` leads from the page to the brief's folder.

    ``top`` is where the page of all briefs lies, from the brief's folder, when there is one.
    """

    day: dt.date
    up: str = ""
    top: str | None = None

    @property
    def style(self) -> str:
        return f"{self.up}style.css"

    @property
    def home(self) -> str | None:
        return f"{self.up}index.html" if self.up else self.top

    @property
    def record(self) -> str:
        return f"{self.up}record.json"

    @property
    def markdown(self) -> str:
        return f"{self.up}brief.md"

    def brief(self, day: dt.date) -> str:
        return f"{self.up}index.html" if day == self.day else f"{self.up}../{day}/index.html"

    def report(self, report: str) -> str:
        return f"{self.up}sources/{page_name(report)}"

    def note(self, note: Note) -> str:
        return f"{self.report(note.citation.report)}#{note.anchor}"

    def incident(self, incident: str) -> str | None:
        """Return None: a folder of one day has no page for an incident."""
        return None

    def figure(self, series: str | None) -> str | None:
        """Return None: a folder of one day has no page for a figure."""
        return None

    def picture(self, sha256: str) -> str:
        """Return where a picture lies beside the page."""
        return f"{self.up}media/{sha256}.jpg"
