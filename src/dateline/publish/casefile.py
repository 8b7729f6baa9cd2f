"""Writes the opening page, the recipe and the checksums of a case file, for a browser and sha256sum."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dateline import __version__
from dateline.model import Brief, Capture, Incident, Receipt, Report, Section
from dateline.publish import alone
from dateline.publish.page import render

SUMS, README, START = "SHA256SUMS", "README.txt", "index.html"
# How a browser shows a copy without running anything of it: pictures, films and documents as they are, text
# and markup as plain text, everything else not at all.
_SHOWN = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "application/pdf": ".pdf",
    "application/json": ".txt",
    "application/xhtml+xml": ".txt",
    "application/xml": ".txt",
}
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Copy:
    """A sealed copy in the case file: its file there, and its receipt."""

    file: str
    capture: Capture
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Case:
    """What a case file holds, for its opening page. ``note`` says what was kept back and for whom it is."""

    desk: str
    selection: str
    note: str
    made: dt.datetime
    incidents: Sequence[Incident]
    days: Sequence[dt.date]
    reports: Sequence[Report]
    copies: Sequence[Copy]
    packed: bool = False
    kept_back: int = 0


def told(one: Incident, reports: Sequence[Report]) -> Brief:
    """Return an incident as the brief of its page: its first sentence is the headline."""
    days = (report.published for report in reports if report.published)
    day = (one.period and one.period.first) or max(days, default=dt.date.min)
    made = alone.compose(one, reports, day)
    opening = next((i for s in made.sections if s.key == "incidents" for i in s.items), None)
    sections = (*made.sections, Section(key="unconfirmed", title=""))
    return made.model_copy(update={"headline": opening, "sections": sections})


def name_of(capture: Capture) -> str:
    """Return the file name of a copy: its own hash, with an ending that no browser runs."""
    kind = capture.media_type.partition(";")[0].strip().lower()
    ending = _SHOWN.get(kind) or (".txt" if kind.startswith("text/") else ".bin")
    return f"{capture.sha256}{ending}"


def write(case: Case, out: Path) -> None:
    """Write the opening page, the recipe and, over all files of the folder, the checksums."""
    style = files("dateline.publish").joinpath("assets/style.css").read_text(encoding="utf-8")
    _put(out / "style.css", style)
    _put(out / START, render("case.html.j2", case=case, links=Links(), site_name=case.desk))
    _put(out / README, recipe(case))
    listed = sorted(path for path in out.rglob("*") if path.is_file() and path.name != SUMS)
    _put(out / SUMS, "".join(f"{_hash(path)}  {path.relative_to(out).as_posix()}\n" for path in listed))


class Links:
    """What the frame of a page links to."""

    style = "style.css"
    home = None


def recipe(case: Case) -> str:
    """Return README.txt: what is here and how to check it without this program."""
    return f"""A case file of {case.desk}: {case.selection}
Made {case.made:%Y-%m-%d %H:%M} UTC by dateline {__version__}.

{case.note}

WHAT IS HERE
  index.html      the way in; opens in any browser, asks no server for anything
  incidents/      each incident: who said what, with the words cited, and the reports it rests on
  briefs/         the published briefs that tell of them
  copies/         the sealed copies, byte for byte; each file is named by its own SHA-256
  receipts/       of each copy: when it was sealed, its line in the log, who vouches for it
  copies.wacz     the pages fetched from the web with their requests, for ReplayWeb.page (when there were any)
  SHA256SUMS      the SHA-256 of every file here but itself

HOW TO CHECK IT
  1. Nothing was changed since this folder was made:
         sha256sum --check SHA256SUMS
     It must say OK for every line. Where sha256sum is missing: shasum -a 256 -c SHA256SUMS (macOS),
     certutil -hashfile FILE SHA256 (Windows).
  2. A copy is what was sealed: the first 64 letters of its name are the SHA-256 of its bytes:
         sha256sum copies/*
     Markup ends in .txt, so that a browser shows it and runs nothing.
  3. A copy was sealed then and not later: its receipt names the line of the desk's log, the hash of that
     line and the signed head over it. The log stays on the desk; ask the desk for it, and run the commands
     that the receipt prints in its archive.
  4. A sentence is what a report says: follow the small number behind it to the marked words, and the words
     to the copy.

Keep the SHA-256 of SHA256SUMS itself somewhere else: it stands for the whole folder.
"""


def _hash(path: Path) -> str:
    told = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            told.update(chunk)
    return told.hexdigest()


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
