"""Takes pictures into a draft, keeps their files, and gives out those that readers may see."""

# ruff: noqa: PLC0415 - the database loads when a desk is opened, not before
from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path

from dateline import disk
from dateline.errors import UnknownId
from dateline.model import Draft
from dateline.pipeline import publishing
from dateline.pipeline.desk import Desk
from dateline.publish import pictures

FOLDER = "media"
_NAME = re.compile(r"[0-9a-f]{64}")


def add(
    desk: Desk,
    draft: Draft,
    payload: bytes,
    name: str,
    who: str,
    now: dt.datetime,
    *,
    alt: str,
    caption: str,
    credit: str,
    graphic: bool,
) -> Draft:
    """Put a picture into a draft. Raises what ``pictures.fit`` and ``pictures.plate`` raise."""
    from dateline.store import published

    content, width, height = pictures.fit(payload, name)
    plate = pictures.plate(content, width, height, alt=alt, caption=caption, credit=credit, graphic=graphic)
    with disk.named(desk.folder):
        (desk.folder / FOLDER).mkdir(exist_ok=True)
        with disk.whole(_file(desk, plate.sha256)) as room:
            room.write_bytes(content)
    with desk.database.session():
        given = hashlib.sha256(payload).hexdigest()
        published.keep_picture(plate, pictures.MEDIA_TYPE, len(content), given, who, now)
    brief = pictures.added(draft.brief, plate)
    return publishing.keep_draft(desk, draft.model_copy(update={"brief": brief, "who": who, "when": now}))


def drop(desk: Desk, draft: Draft, sha256: str, who: str, now: dt.datetime) -> Draft:
    """Take a picture out of a draft; what was published with it keeps it."""
    brief = pictures.dropped(draft.brief, sha256)
    return publishing.keep_draft(desk, draft.model_copy(update={"brief": brief, "who": who, "when": now}))


def content(desk: Desk, sha256: str, *, public: bool) -> bytes:
    """Return a picture's bytes; with ``public``, only when a published brief shows it. Raises UnknownId."""
    from dateline.store import published

    known = bool(_NAME.fullmatch(sha256))
    if known and public:
        with desk.database.session():
            known = published.is_shown("picture", sha256)
    file = _file(desk, sha256) if known else None
    if file is None or not file.is_file():
        raise UnknownId(sha256, "no published brief shows such a picture", "see the front page")
    return file.read_bytes()


def _file(desk: Desk, sha256: str) -> Path:
    return desk.folder / FOLDER / f"{sha256}{pictures.SUFFIX}"
