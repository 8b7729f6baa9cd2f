"""What came in, from whom, and what sealed it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from dateline.model.base import Record
from dateline.model.words import LinkKind, NoteKind, PollOutcome, Presence, ZoneKind


class Source(Record):
    """Who publishes: an outlet, agency, account or organisation."""

    name: str = Field(description="Its name, as reports give it.")
    kind: str | None = Field(
        default=None,
        description="Whose voice it is: agency, outlet, official, party, monitor, medic, witness, activist "
        "or social.",
    )
    owner: str | None = Field(default=None, description="Who owns it.")
    parent: str | None = Field(default=None, description="The organisation it is part of.")
    party: str | None = Field(
        default=None, description="The party to the conflict it belongs to; left out for none."
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        default=None, description="How reliable it has proved, A to F (the Admiralty code)."
    )
    language: str | None = Field(
        default=None, description="The language it publishes in (ISO 639), for reports that do not say."
    )
    url: str | None = Field(default=None, description="Its address: what is fetched when it is collected.")


class Capture(Record):
    """One sealed copy, as bytes in the archive. ``sha256`` is 64 hex digits of the payload.

    ``path`` is the payload itself, or a WARC; then the response record stands at ``offset`` in it,
    ``length`` bytes long.
    """

    sha256: str
    uri: str
    fetched_at: dt.datetime
    media_type: str
    size: int
    path: str
    offset: int | None = None
    length: int | None = None


class Poll(Record):
    """Visits to a source that ended alike, one after the other: ``times`` of them from ``first`` to ``last``.

    ``reports`` are ids of what they brought. Visits to a petition are kept one by one: each is a count.
    """

    source: str
    outcome: PollOutcome
    first: dt.datetime
    last: dt.datetime
    times: int = Field(default=1, ge=1)
    new: int = 0
    versions: int = 0
    error: str | None = None
    reports: tuple[str, ...] = ()


class SourceState(Record):
    """Where collecting a source stands: what to ask it with, how the last visits ended, what they brought.

    ``failures`` counts the failed visits since the last success; ``retry_at`` is when its server wants to
    be asked again. Validators belong to ``url``: another address is asked without them.
    """

    source: str
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    last_try: dt.datetime | None = None
    last_success: dt.datetime | None = None
    error: str | None = None
    failures: int = 0
    retry_at: dt.datetime | None = None
    reports: int = 0


class Marks(Record):
    """What a network, a feed or a mail says about a text beside its words.

    ``in_reply_to`` is an address or an id, ``forwarded_from`` an account, ``edited`` a time as given,
    ``hashtags`` and ``mentions`` stand in the words, and ``media`` are addresses or paths of pictures, films
    and files, which are never opened. ``dataset`` names the table of incidents that the text is a row of.
    """

    in_reply_to: str | None = None
    forwarded_from: str | None = None
    edited: str | None = None
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    dataset: str | None = None


class Link(Record):
    """An address that a source's entry leads to, to be fetched once; ``capture`` is the copy's SHA-256.

    ``report`` is the one that names it, for media. ``problem`` says why the last try failed.
    """

    source: str
    url: str
    kind: LinkKind
    report: str | None = None
    found_at: dt.datetime
    tries: int = 0
    done: bool = False
    capture: str | None = None
    problem: str | None = None


class Change(Record):
    """A paragraph or a number as it stood and as it stands; None where there is none."""

    before: str | None = None
    after: str | None = None


class Visit(Record):
    """What a later visit found at ``url``, compared with the sealed copy that ``report`` was read from.

    ``cause`` says how a page is gone ("404", "soft 404", "login wall"). ``capture`` is what was sealed now.
    """

    report: str
    url: str
    at: dt.datetime
    presence: Presence
    cause: str | None = None
    paragraphs: tuple[Change, ...] = ()
    numbers: tuple[Change, ...] = ()
    capture: str | None = None


class Fetch(Record):
    """How a copy was fetched, as its WARC records tell it; ``status`` is the answer's first line."""

    asked: dt.datetime
    status: str
    address: str | None = None
    cut: str | None = None
    redirects: tuple[str, ...] = ()
    robots: str | None = None
    tries: int | None = None


class Vouched(Record):
    """The signed head that holds a copy's line, and the authority's time stamp on it when there is one."""

    head: str
    line: int
    time: dt.datetime
    key: str
    stamped: dt.datetime | None = None
    token: str | None = None
    issuer_checked: bool = False


class Receipt(Record):
    """What can be said of one sealed copy. ``problems`` is what did not hold when it was ``checked``.

    ``line`` is its line in the log, ``seal`` the hash of that line; a fetched copy's records are bytes
    ``start`` to ``end`` of its WARC and have the hash ``records``. ``reports`` are the ids found in it.
    """

    desk: str
    capture: Capture
    line: int
    seal: str
    previous: str
    lines: int
    start: int | None = None
    end: int | None = None
    records: str | None = None
    fetch: Fetch | None = None
    vouched: Vouched | None = None
    reports: tuple[str, ...] = ()
    checked: dt.datetime
    problems: tuple[str, ...] = ()


class Zone(Record):
    """A stretch of the page and the part it plays. ``section`` is the start of its heading."""

    kind: ZoneKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    section: int | None = None


class Failure(Record):
    """A step that did not succeed on one item, and why."""

    step: str
    error: str
    message: str


class Note(Record):
    """What was left unread of a report by design, and why: no step failed."""

    step: str
    kind: NoteKind
    message: str
