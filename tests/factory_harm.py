"""A desk whose reports name a child, a farm to the metre, and a strike on a hospital of the day before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dateline import pipeline

NOW = dt.datetime(2016, 12, 5, 9, tzinfo=dt.UTC)
NAME = "Tarek Nassour"
# What none of the texts below may be read back from: a child's name and its parts, a point to the metre, a
# strike on a hospital of the day before, and where the files lay.
SECRETS = (NAME, "Nassour", "35.86412", "36.80633", "surgeons", "secret-folder")
TEXTS = {
    "named.txt": f"Shelling of Saraqib\n\nAmong the dead was 9-year-old {NAME}. Two people were killed in"
    " shelling of Saraqib on Saturday, a doctor said. Nassour was buried at dusk.",
    "page.html": "<html><head><title>Saraqib</title><meta property='og:site_name' content='Harbour Voice'>"
    "</head><body><article><h1>Shelling of Saraqib</h1><p>Two people were killed in shelling of Saraqib"
    " on Saturday, the rescue service said, and the market burned for hours.</p></article>"
    "<aside>Tarek&#32;Nassour, 9</aside></body></html>",
    "hospital.txt": "Hospital hit\n\nAir strikes hit a hospital in Idlib on Sunday, killing four surgeons,"
    " the health authority said.",
    "plain.txt": "Talks\n\nThree people were killed in an attack in Hama on Saturday, police said.",
}
PLACES = "name,lat,lon,aliases,kind,country\nKafr Test Farm,35.86412,36.80633,,farm,SY\n"


def hurting(folder: Path) -> pipeline.Desk:
    """Return a desk in ``folder`` on which these reports were read and linked."""
    secret = folder / "secret-folder"
    secret.mkdir()
    for name, text in TEXTS.items():
        (secret / name).write_text(text, encoding="utf-8")
    (secret / "farm.txt").write_text(
        "Farm\n\nSix people were killed in shelling of Kafr Test Farm on Saturday."
    )
    own = pipeline.init(folder / "desk")
    (own.folder / "places.csv").write_text(PLACES)
    (own.folder / "desk.toml").write_text('name = "d"\n[tables]\nplaces = "places.csv"\n')
    own = pipeline.open_desk(own.folder)
    list(pipeline.add(own, [secret], published=dt.date(2016, 12, 4), now=lambda: NOW))
    list(pipeline.read(own))
    pipeline.link(own)
    return own
